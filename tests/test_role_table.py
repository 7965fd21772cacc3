"""docs/access.md says who may open and send what; here every address is tried."""

import logging

import pytest
from django.test import Client

from partnership.accounts import roles
from tests import role_table
from tests.role_table import COLUMNS, NOBODY, OUTCOMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def holders(media_root, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    return role_table.holders()


def by_key():
    return {route.key: route for route in role_table.routes()}


def test_every_address_has_its_row(holders):
    """The failure prints the rows as the site is now: check them before adding them."""
    missing = [
        route for key, route in by_key().items() if key not in role_table.table()
    ]

    lines = []
    for route in missing:
        url, client = route.url(), Client(raise_request_exception=False)
        found = [
            role_table.outcome(client, route, holders[role], url)[0] for role in COLUMNS
        ]
        lines.append(role_table.line(route, found))

    assert not lines, (
        "Add to the table in docs/access.md, if it is as it should be:\n"
        + ("\n".join(lines))
    )


def test_every_row_has_its_address():
    gone = sorted(set(role_table.table()) - set(by_key()))

    assert not gone, f"Take out of the table in docs/access.md: {', '.join(gone)}"


def test_every_cell_is_one_of_four_words():
    said = {word for row in role_table.table().values() for word in row.values()}

    assert said <= OUTCOMES


@pytest.mark.parametrize("role", COLUMNS)
def test_site_does_what_the_table_says(holders, role):
    """And whoever may not send something changes no row by trying."""
    client, wrong = Client(), []
    for key, said in role_table.table().items():
        route = by_key().get(key)
        if route is None:
            continue
        found, changed = role_table.outcome(client, route, holders[role], route.url())
        if found != said[role]:
            wrong.append(f"{key}: {found}, the table says {said[role]}")
        if found != "open" and changed:
            wrong.append(f"{key}: {found}, and yet it changed {', '.join(changed)}")

    assert wrong == []


def test_table_speaks_of_strangers_and_of_each_role_but_readers():
    """Readers have no rights that a stranger lacks."""
    assert set(COLUMNS) == {NOBODY, *roles.ROLES} - {"reader"}
    assert roles.ROLES["reader"] == []
