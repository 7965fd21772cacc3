"""Every URL is requested in every role and compared with docs/access.md."""

import logging

import pytest
from django.test import Client

from partnership.accounts import roles
from tests import builders, role_table
from tests.role_table import COLUMNS, NOBODY, OUTCOMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def holders(media_root, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    # The county has a year, so that the next one can be set up.
    builders.a_settlement(partnership=builders.a_home_partnership())
    return role_table.holders()


def by_key():
    return {route.key: route for route in role_table.routes()}


def test_every_url_has_a_row(holders):
    """The failure prints the missing rows. Check them before you add them."""
    missing = [
        route for key, route in by_key().items() if key not in role_table.table()
    ]

    lines = []
    for route in missing:
        client = Client(raise_request_exception=False)
        found = [
            role_table.outcome(client, route, holders[role])[0] for role in COLUMNS
        ]
        lines.append(role_table.line(route, found))

    assert not lines, "Check these rows and add them to docs/access.md:\n" + (
        "\n".join(lines)
    )


def test_every_row_has_a_url():
    gone = sorted(set(role_table.table()) - set(by_key()))

    assert not gone, f"Remove from the table in docs/access.md: {', '.join(gone)}"


def test_every_cell_is_an_outcome():
    words = {word for row in role_table.table().values() for word in row.values()}

    assert words <= OUTCOMES


@pytest.mark.parametrize(
    "role",
    [
        role
        if role in {NOBODY, "officer"}
        else pytest.param(role, marks=pytest.mark.long)
        for role in COLUMNS
    ],
)
def test_access_is_as_in_the_table(holders, role):
    """A request that is refused changes nothing in the database."""
    client, wrong, routes = Client(), [], by_key()
    for key, expected in role_table.table().items():
        route = routes.get(key)
        if route is None:
            continue
        found, changed = role_table.outcome(client, route, holders[role])
        if found != expected[role]:
            wrong.append(f"{key}: {found}, in the table {expected[role]}")
        if found != "open" and changed:
            wrong.append(f"{key}: {found}, but it changed {', '.join(changed)}")

    assert wrong == []


def test_table_has_visitors_and_each_role_except_readers():
    """Readers have the same access as visitors."""
    assert set(COLUMNS) == {NOBODY, *roles.ROLES} - {"reader"}
    assert roles.ROLES["reader"] == []
