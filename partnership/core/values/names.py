"""Sort names as people expect, ignoring accents and upper case, in any script.

PostgreSQL sorts them by the rules of Unicode. SQLite has no such rules, so its
connections get a collation of the same name that follows the letters A to Z.
"""

from functools import lru_cache

from anyascii import anyascii
from django.db import models
from django.db.backends.signals import connection_created
from django.dispatch import receiver

# The name of the order: PostgreSQL has one of Unicode, whatever the language.
COLLATIONS = {"postgresql": "und-x-icu", "sqlite": "names"}


@lru_cache(maxsize=4096)
def sort_key(name: str) -> tuple[str, str]:
    """The key by which Python sorts names: Å and É sort with A and E."""
    return anyascii(name).casefold(), name


def compare(first: str, second: str) -> int:
    before, after = sort_key(first), sort_key(second)
    return (before > after) - (before < after)


@receiver(connection_created)
def add_collation(connection, **_kwargs):
    """Add the collation for names to a connection to SQLite."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATIONS["sqlite"], compare)


class NameField(models.CharField):
    """A name, which the database sorts as people expect."""

    def db_parameters(self, connection):
        collation = COLLATIONS.get(connection.vendor)
        return {**super().db_parameters(connection), "collation": collation}
