"""The version of the public site: every publication and withdrawal begins a new one."""

import secrets
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from weakref import WeakKeyDictionary

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)

from partnership.core.models import SiteVersion
from partnership.core.stored_pages import folder

ROW = 1
QUERY = f"SELECT name FROM core_siteversion WHERE id = {ROW}"
# PostgreSQL plans the query once for a connection. A connection pool may lose the plan
# or have it already; the query then runs without it.
NOT_PREPARED = {"26000", "42P05"}
FREEZERS: dict[str, Callable[[], list]] = {}
# What each connection to PostgreSQL executes.
statements: WeakKeyDictionary = WeakKeyDictionary()


def current() -> str:
    """The name of the version; blank if nothing has been published yet.

    Every request for a public page calls it, so it is one query without the ORM. It
    also checks that the connection still works.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        # As Django does at the start of the requests that it answers itself.
        database.close_if_unusable_or_obsolete()
    database.health_check_done = True
    try:
        return _read_name(database)
    except (OperationalError, InterfaceError):
        if database.in_atomic_block:
            raise
        database.close()  # the server has closed it; the next query opens a new one
        return _read_name(database)


def _read_name(database) -> str:
    if database.in_atomic_block or database.queries_logged:
        with database.cursor() as cursor:
            cursor.execute(QUERY)
            rows = cursor.fetchall()
    else:
        # Without Django's cursor wrapper, which takes as long as the query.
        if database.connection is None:
            database.ensure_connection()
        read = _read_prepared if database.vendor == "postgresql" else _read_plain
        with database.wrap_database_errors:
            rows = read(database.connection)
    return rows[0][0] if rows else ""


def _read_plain(raw):
    return raw.execute(QUERY).fetchall()


def _read_prepared(raw):
    with raw.cursor() as cursor:
        try:
            if raw not in statements:
                cursor.execute(f"PREPARE site_version AS {QUERY}")
                statements[raw] = "EXECUTE site_version"
            cursor.execute(statements[raw])
        except Exception as error:
            if getattr(error, "pgcode", None) not in NOT_PREPARED:
                raise
            statements[raw] = QUERY
            cursor.execute(QUERY)
        return cursor.fetchall()


def freezes(name: str):
    """Register a function that returns what all public pages share, as JSON.

    It is called at each publication; `frozen` returns what it returned then.
    """

    def register(function: Callable[[], list]):
        FREEZERS[name] = function
        return function

    return register


def frozen(name: str) -> list:
    row = SiteVersion.objects.filter(pk=ROW).first()
    return row.frozen.get(name, []) if row else []


def begin(publishes: bool = False) -> None:
    """Begin a new version, in the transaction of what changes the public site.

    What all pages share changes only if something is published. A web server sends no
    stored page from here on. If the transaction fails, the worker lets it send those of
    the former version again.
    """
    name = secrets.token_hex(8)
    values: dict = {"name": name}
    if publishes:
        values["frozen"] = {key: freeze() for key, freeze in FREEZERS.items()}
    with transaction.atomic():
        SiteVersion.objects.update_or_create(pk=ROW, defaults=values)
        folder.stop_sending()
        transaction.on_commit(partial(make_current, name), robust=True)


def make_current(name: str) -> None:
    """Let a version’s pages be sent, unless a later one has begun."""
    with locked(name) as is_current:
        if is_current:
            folder.make_current(name)


@contextmanager
def locked(name: str):
    """Whether a version is the current one, which it stays inside this context."""
    with transaction.atomic():
        row = SiteVersion.objects.select_for_update().filter(pk=ROW).first()
        yield row is not None and row.name == name


def renew_after_migrate(**kwargs) -> None:
    """Rebuild all pages: migrating is a step of upgrades and of restoring back-ups."""
    if SiteVersion.objects.exists():
        begin()
