"""The public page of a fund through the years: sums, reasons, notes, orders."""

import re
from decimal import Decimal

import pytest

from funding.queries.fund_overview import Overview, change_words, share_words
from funding.queries.ledger import read_ledger
from partnership.core.values.missing import Qualifier, Reason
from tests.builders import (
    a_carry_forward,
    a_fund,
    a_home_partnership,
    a_line,
    a_settlement,
    an_allocation,
)
from tests.queries import assert_queries_do_not_grow
from tests.responses import text_at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def fund():
    """Two years of one heading with two lines; £1,000, then £900."""
    home, fund = a_home_partnership(), a_fund(code="lights", name="Lights Fund")
    shared = {"fund": fund, "partnership": home}
    heading = a_line(label="Lamps", **shared)
    lines = [a_line(label=f"Street {n}", parent=heading, **shared) for n in (1, 2)]
    for year, amounts in {2015: (600, 400), 2016: (700, 200)}.items():
        settlement = a_settlement(year=year, total_gbp=sum(amounts), **shared)
        for line, amount in zip(lines, amounts, strict=True):
            an_allocation(settlement=settlement, line=line, amount_gbp=amount)
    return fund


def text(client, **query):
    return text_at(client, "funding:overview", **query)


def allocation(fund, label, year):
    return fund.settlements.get(year=year).allocations.get(line__label=label)


def test_subtotals_and_changes_are_calculated(client, fund):
    page = text(client)

    assert page.count(">1,000<") == 2  # the heading and the total
    assert "£100 (10.0%) less than in" in page
    assert ">−100<" in page
    assert ">+100<" in page
    assert "n/a" not in page


def test_reason_and_qualifier_are_in_words(client, fund):
    row = allocation(fund, "Street 1", 2015)
    row.amount_gbp, row.reason = None, Reason.NOT_APPLICABLE
    row.save()
    allocation(fund, "Street 2", 2015)
    fund.settlements.get(year=2015).allocations.filter(amount_gbp=400).update(
        qualifier=Qualifier.UP_TO
    )

    page = text(client)

    assert "n/a: not applicable." in page
    assert "up to 400" in page


def test_largest_fund_of_the_newest_year_is_shown_first(client, fund):
    shared = {"partnership": fund.settlements.first().partnership}
    for name, year, gbp in (("A small fund", 2016, 5), ("A former fund", 2015, 5000)):
        other = a_fund(name=name)
        settlement = a_settlement(fund=other, year=year, total_gbp=gbp, **shared)
        line = a_line(fund=other, **shared)
        an_allocation(settlement=settlement, line=line, amount_gbp=gbp)

    assert "How much the Lights Fund provided" in text(client)


def test_split_that_is_not_known_is_in_words(client, fund):
    settlement = fund.settlements.get(year=2016)
    settlement.allocations.all().delete()
    settlement.split_reason = Reason.NOT_YET_DECIDED
    settlement.save()

    assert text(client).count("not yet decided") >= 2


def test_notes_are_numbered_and_their_figures_filled_in(client, fund):
    row = allocation(fund, "Street 2", 2016)
    row.note = f"Part of [=amount {row.line.code} 2015-16] was kept."
    row.save()

    page = text(client)

    assert "Street 2</a> [note 1]" in page
    assert "[note 1] 2016-17: Part of" in page
    assert "£400" in page


def test_money_in_another_line_is_noted(client, fund):
    row = allocation(fund, "Street 2", 2016)
    other = allocation(fund, "Street 1", 2016).line
    row.amount_gbp, row.reason, row.in_line = None, Reason.IN_ANOTHER_LINE, other
    row.save()

    assert "2016-17: Part of Street 1." in text(client)


def test_sorted_lines_have_no_subtotals_or_total(client, fund):
    page = text(client, sort="-y2016")

    assert page.index("Street 1") < page.index("Street 2")
    assert "Sorted by 2016-17 (largest first)" in page
    assert "<tfoot" not in page
    assert "Show subtotals and total" in page


@pytest.mark.parametrize("sort", ["y2015", "-y2015", "change", "-change", "nonsense"])
def test_every_column_can_be_sorted(client, fund, sort):
    assert "Street 1" in text(client, sort=sort)


def heads(page):
    """What the heads of the table's columns say, in order."""
    return [
        re.sub("<[^>]+>", "", cell)
        for cell in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)
    ]


def test_change_column_follows_the_years_it_compares(client, fund):
    home = fund.settlements.first().partnership
    a_settlement(fund=fund, partnership=home, year=2017, reason=Reason.NOT_GIVEN)

    page = text(client)

    change = "Change, 2015-16 to 2016-17"
    assert heads(page) == ["Funding line", "2015-16", "2016-17", change, "2017-18"]
    # On a phone every cell says its column, those of the total row too.
    assert page.count(f">{change}</span>") == 4


def test_subtotal_without_lines_shows_its_amount(client, fund):
    home = fund.settlements.first().partnership
    shared = {"fund": fund, "partnership": home}
    last = a_settlement(year=2017, reason=Reason.NOT_GIVEN, **shared)
    heading = fund.lines.get(label="Lamps")
    an_allocation(settlement=last, line=heading, amount_gbp=777)

    page = text(client)

    assert "</span>777</td>" in page
    assert "or, if these are not known, the figure given by the source." in page


def test_carry_forwards_are_listed_separately(client, fund):
    line = allocation(fund, "Street 1", 2016).line
    a_carry_forward(line=line, purpose="Late lamps")

    page = text(client)

    assert "£100 from 2016-17 to 2017-18" in page
    assert "Late lamps" in page


def test_fund_has_its_own_url(client, fund):
    assert client.get("/funding/lights/").status_code == 200
    assert client.get("/funding/darkness/").status_code == 404


def test_fund_of_another_partnership_has_a_page(client, fund):
    a_settlement(fund=a_fund(code="bells", name="Bells Fund"), total_gbp=5000)

    page = text_at(client, "funding:fund_detail", "bells")

    assert "Bells Fund" in page
    assert "£5,000" in page
    assert "Bells Fund" not in text(client)


def test_query_count_does_not_grow_with_lines(client, fund):
    settlement = fund.settlements.get(year=2016)

    assert_queries_do_not_grow(
        lambda: text(client),
        lambda: an_allocation(settlement=settlement, note="Words."),
        most=11,
    )


def test_year_without_a_total_is_not_compared(fund):
    home = fund.settlements.first().partnership
    a_settlement(fund=fund, partnership=home, year=2017, reason=Reason.NOT_GIVEN)

    overview = Overview(read_ledger(home, fund))

    assert overview.compared == [2015, 2016]
    assert overview.year_totals[0].total == "not given"
    assert overview.year_totals[0].change == "change not known"
    assert overview.newest_year == "2016-17"


def test_shares_are_of_the_newest_known_year(fund):
    home = fund.settlements.first().partnership

    [share] = Overview(read_ledger(home, fund)).shares

    assert (share.amount, share.share, share.width) == ("£900", "100.0%", "100.0%")


def test_money_taken_back_is_among_the_shares_without_a_bar(fund):
    settlement = fund.settlements.get(year=2016)
    taken = a_line(label="Returned", fund=fund, partnership=settlement.partnership)
    returned = {"amount_gbp": -90, "note": "Not spent"}
    an_allocation(settlement=settlement, line=taken, **returned)

    *_others, last = Overview(read_ledger(settlement.partnership, fund)).shares

    assert (last.label, last.amount, last.share, last.width) == (
        *("Returned", "−£90", "−10.0%", "0.0%"),
    )


@pytest.mark.parametrize(
    ("change", "base", "words"),
    [
        ("0", "100", "the same as in"),
        ("8133", "111000", "£8,133 (7.3%) more than in"),
        ("-7867", "786680", "£7,867 (1.0%) less than in"),
        ("5", "0", "£5 more than in"),
        ("1500", "-500", "£1,500 more than in"),
    ],
)
def test_change_is_shown_in_words(change, base, words):
    assert change_words(Decimal(change), Decimal(base)) == words


def test_smallest_share_is_not_zero():
    assert share_words(Decimal("0.004")) == "under 0.1%"
