"""What a partnership received by year and what it is for, on its own page."""

from itertools import count

import pytest
from django.urls import reverse

from funding.stories import lines_received
from partnership.core.values.missing import Qualifier, Reason
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_line,
    a_measure,
    a_partnership,
    a_priority,
    a_settlement,
    an_allocation,
    an_objective,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def north():
    """A partnership with one line of the home partnership's fund, under a heading."""
    home = a_home_partnership()
    north = a_partnership(code="north", short_name="North", county_partnership=home)
    shared = {"fund": a_fund(code="safety", name="Safety Fund"), "partnership": home}
    heading = a_line(label="Districts", **shared)
    line = a_line(label="North", parent=heading, recipient_partnership=north, **shared)
    for year in (2015, 2016):
        settlement = a_settlement(year=year, **shared)
        an_allocation(settlement=settlement, line=line, amount_gbp=600 + year)
    return north


def text(client, partnership):
    url = reverse("partnership:partnership_detail", args=[partnership.code])
    return " ".join(text_of(client.get(url).content.decode()).split())


def change(partnership, year, **fields):
    [line] = partnership.lines_received.all()
    line.allocations.filter(settlement__year=year).update(**fields)
    return line


def test_years_are_listed_newest_first_with_what_each_was_for(client, north):
    objective = an_objective(text="Fewer thefts")
    priority = a_priority(title="Theft")
    priority.objectives.add(objective)
    line = change(north, 2016, purpose="Locks for sheds")
    line.measures.add(a_measure(priority_theme=priority))

    page = text(client, north)

    amounts = "2016-17: £2,616 – Locks for sheds 2015-16: £2,615"
    assert f"North Safety Fund: Districts {amounts}" in page
    aims = page.partition(amounts)[2].partition("Documents")[0]
    assert "Priorities: Theft" in aims and "Fewer thefts" in aims


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"qualifier": Qualifier.UP_TO}, "2016-17: up to £2,616"),
        (
            {"amount_gbp": None, "reason": Reason.NOT_YET_DECIDED},
            "2016-17: not yet decided",
        ),
    ],
)
def test_qualifier_and_reason_are_shown_in_words(client, north, fields, words):
    change(north, 2016, **fields)

    assert words in text(client, north)


def test_money_in_another_line_names_it(client, north):
    [line] = north.lines_received.all()
    other = a_line(label="All lamps", fund=line.fund, partnership=line.partnership)
    change(north, 2016, amount_gbp=None, reason=Reason.IN_ANOTHER_LINE, in_line=other)

    assert "2016-17: in another line Part of All lamps." in text(client, north)


def test_subtotal_is_shown_if_only_it_is_known(client, north):
    line = change(north, 2016, amount_gbp=None, reason=Reason.NOT_GIVEN)
    settlement = line.fund.settlements.get(year=2016)
    an_allocation(settlement=settlement, line=line.parent, amount_gbp=5000)

    message = "Districts received £5,000 in total. The split is not known."
    assert f"2016-17: not given {message}" in text(client, north)


def test_partnership_without_funding_has_no_section(client):
    assert "Funding lines" not in text(client, a_partnership())


def test_query_count_does_not_grow_with_years_or_aims(client, north):
    [line] = north.lines_received.all()
    years = count(2017)

    def add():
        settlement = a_settlement(
            fund=line.fund, partnership=line.partnership, year=next(years)
        )
        an_allocation(settlement=settlement, line=line)
        line.measures.add(a_measure(priority_theme=a_priority()))

    assert_queries_do_not_grow(lambda: lines_received("partnership", "north"), add)
