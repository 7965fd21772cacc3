"""What a partnership received by year, on its own page, with reasons for gaps."""

from itertools import count

import pytest
from django.urls import reverse

from funding.queries.partner_funding import received_by
from funding.releases import public_ledgers
from partnership.core.values.missing import Qualifier, Reason
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_line,
    a_partnership,
    a_settlement,
    an_allocation,
)
from tests.queries import assert_queries_do_not_grow

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
    return client.get(url).content.decode()


def facts(page):
    """The years and their amounts as they are printed, without markup."""
    part = page.partition('class="facts money"')[2].partition("</dl>")[0]
    return part


def change(partnership, year, **fields):
    [line] = partnership.lines_received.all()
    line.allocations.filter(settlement__year=year).update(**fields)
    return line


def test_years_are_listed_newest_first(client, north):
    page = text(client, north)

    assert "<h2>Funding from the Safety Fund</h2>" in page
    message = facts(page)
    assert message.index("<dt>2016-17</dt><dd>£2,616</dd>") < message.index(
        "<dt>2015-16</dt><dd>£2,615</dd>"
    )
    assert 'href="/funding/safety/"' in page


def test_qualifier_and_reason_are_shown_in_words(client, north):
    change(north, 2015, qualifier=Qualifier.UP_TO)
    change(north, 2016, amount_gbp=None, reason=Reason.NOT_YET_DECIDED)

    message = facts(text(client, north))

    assert "<dd>Up to £2,615</dd>" in message
    assert "Not yet decided</span>" in message


def test_money_in_another_line_names_it(client, north):
    [line] = north.lines_received.all()
    other = a_line(label="All lamps", fund=line.fund, partnership=line.partnership)
    change(north, 2016, amount_gbp=None, reason=Reason.IN_ANOTHER_LINE, in_line=other)

    assert "In another line. Part of All lamps." in text(client, north)


def test_subtotal_is_shown_if_only_it_is_known(client, north):
    line = change(north, 2016, amount_gbp=None, reason=Reason.NOT_GIVEN)
    settlement = line.fund.settlements.get(year=2016)
    an_allocation(settlement=settlement, line=line.parent, amount_gbp=5000)

    page = text(client, north)

    message = "Districts received £5,000 in total. The split is not known."
    assert f"Not given. {message}" in page


def test_year_without_an_entry_is_not_given(client, north):
    [line] = north.lines_received.all()
    a_settlement(fund=line.fund, partnership=line.partnership, year=2017)

    assert "<dt>2017-18</dt><dd><span" in facts(text(client, north))


def test_several_lines_of_one_fund_are_named(north):
    [line] = north.lines_received.all()
    shared = {"fund": line.fund, "partnership": line.partnership}
    lamps = a_line(label="Lamps of the north", recipient_partnership=north, **shared)
    for settlement in line.fund.settlements.all():
        an_allocation(settlement=settlement, line=lamps)

    [part] = received_by("north", public_ledgers())

    assert [row.label for row in part.rows] == [
        *("2016-17, North", "2016-17, Lamps of the north"),
        *("2015-16, North", "2015-16, Lamps of the north"),
    ]


def test_fund_of_another_partnership_has_no_page(client):
    line = a_line(partnership=a_partnership(), recipient_partnership=a_partnership())
    settlement = a_settlement(fund=line.fund, partnership=line.partnership)
    an_allocation(settlement=settlement, line=line)

    [part] = received_by(line.recipient_partnership.code, public_ledgers())

    assert part.url == ""


def test_partnership_without_funding_has_no_section(client):
    assert "Money from" not in text(client, a_partnership())


def test_query_count_does_not_grow_with_years(client, north):
    [line] = north.lines_received.all()
    years = count(2017)

    def add():
        settlement = a_settlement(
            fund=line.fund, partnership=line.partnership, year=next(years)
        )
        an_allocation(settlement=settlement, line=line)

    assert_queries_do_not_grow(
        lambda: received_by("north", public_ledgers()), add, most=8
    )
