"""Database work for a page hardly grows with the number of figures."""

import datetime as dt

import pytest
from django.db import connection

from partnership.core.history import bulk
from partnership.core.models.registry import RECORD_TYPES
from priorities.models import Observation
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.long]
FEW, MANY = 1_000, 20_000
# The database’s own measure of its work is the same on every machine.
A_STEP = 1_000


def add_figures(count):
    areas = [builders.an_area() for _ in range(10)]
    measures = [builders.a_measure(is_assessed=True) for _ in range(count // 1_000)]
    found = [
        Observation(
            measure=measure,
            area=area,
            value=1,
            period_kind="month",
            starts_on=dt.date(year, month, 1),
            ends_on=dt.date(year, month, 28),
        )
        for measure in measures
        for area in areas
        for year in range(2008, 2018)
        for month in range(1, 11)
    ]
    bulk.add(Observation, bulk.values_of(Observation, found, are_new=True))


def steps_of(client, url) -> int:
    """How many thousand instructions SQLite’s machine carries out for a page."""
    steps = 0

    def count():
        nonlocal steps
        steps += 1

    client.get(url)
    connection.connection.set_progress_handler(count, A_STEP)
    try:
        answer = client.get(url)
        assert answer.status_code == 200, url
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite counts its steps")
def test_staff_pages_do_not_read_all_figures(sample_data, officer):
    urls = ["/staff/", "/staff/all/", "/staff/history/", "/staff/figures-due/"]
    urls += ["/staff/my-work/"]
    urls += [record.list_url for record in RECORD_TYPES.values()]
    add_figures(FEW)
    before = {url: steps_of(officer, url) for url in urls}
    add_figures(MANY - FEW)
    after = {url: steps_of(officer, url) for url in urls}

    # A list counts its rows in an index.
    counted = RECORD_TYPES["observations"].list_url
    assert after.pop(counted) - before.pop(counted) < 10 * (MANY - FEW) / A_STEP
    grown = {u: (before[u], after[u]) for u in after if after[u] > 2 * before[u] + 10}
    assert grown == {}
