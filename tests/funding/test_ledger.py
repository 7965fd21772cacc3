"""The ledger: amounts by line and year, sums worked out, changes only where fair."""

from decimal import Decimal

import pytest

from funding.queries.ledger import Amount, amount_of, read_ledger, read_ledgers, sum_of
from partnership.core.values.missing import Qualifier, Reason
from tests.builders import (
    a_carry_forward,
    a_fund,
    a_home_partnership,
    a_line,
    a_partnership,
    a_settlement,
    an_allocation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_home_partnership()


@pytest.fixture
def fund():
    return a_fund(code="fund")


@pytest.fixture
def shared(home, fund):
    return {"fund": fund, "partnership": home}


@pytest.fixture
def ledger_of(home, fund):
    return lambda: read_ledger(home, fund)


def add_settlement(shared, year, total, **amounts):
    """A settlement with an amount, or a reason, for each line's code."""
    settlement = a_settlement(year=year, total_gbp=Decimal(total), **shared)
    for code, value in amounts.items():
        given = value if isinstance(value, dict) else {"amount_gbp": Decimal(value)}
        line = shared["fund"].lines.get(code=code)
        an_allocation(settlement=settlement, line=line, **given)
    return settlement


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(Decimal("57127")), "£57,127"),
        (Amount(Decimal("57127.50")), "£57,127.50"),
        (Amount(Decimal("0")), "£0"),
        (Amount(Decimal("2364"), qualifier=Qualifier.UP_TO), "up to £2,364"),
        (Amount(Decimal("10"), qualifier=Qualifier.PROVISIONAL), "£10 (provisional)"),
        (Amount(None, Reason.NOT_APPLICABLE), "n/a"),
        (Amount(None, Reason.NOT_GIVEN), "not given"),
    ],
)
def test_amount_in_words(amount, words):
    assert amount.words == words


def test_sum_is_of_what_is_known():
    known, missing = Amount(Decimal(5)), Amount(None, Reason.NOT_YET_DUE)

    assert sum_of([known, missing, known]) == Amount(Decimal(10))
    assert sum_of([missing, missing]) == missing
    assert sum_of([missing, Amount(None, Reason.SUPPRESSED)]).reason == "not-given"
    assert sum_of([]).reason == "not-given"


def test_sum_of_one_line_has_no_qualifier():
    about = Amount(Decimal(5), qualifier=Qualifier.ABOUT)

    assert sum_of([about]).qualifier == Qualifier.EXACT


@pytest.mark.database
def test_amount_of_a_row_has_all_its_fields(shared):
    other = a_line(code="other", **shared)
    row = an_allocation(
        line=a_line(code="line", **shared),
        settlement=a_settlement(**shared),
        reason=Reason.IN_ANOTHER_LINE,
        in_line=other,
    )

    assert amount_of(row) == Amount(None, Reason.IN_ANOTHER_LINE, "exact", "other")


def test_subtotal_is_the_sum_of_its_lines_at_any_depth(shared, ledger_of):
    top = a_line(code="top", order=1, **shared)
    middle = a_line(code="middle", order=2, parent=top, **shared)
    a_line(code="low", order=3, parent=middle, **shared)
    a_line(code="lower", order=4, parent=middle, **shared)
    add_settlement(shared, 2016, 100, low=60, lower=40)

    ledger = ledger_of()

    assert ledger.amount("top", 2016).gbp == 100
    assert ledger.sum_of_lines(2016).gbp == 100
    assert list(ledger.walk()) == [("top", 0), ("middle", 1), ("low", 2), ("lower", 2)]


def test_subtotal_with_an_amount_is_calculated_from_its_lines(shared, ledger_of):
    """What the source states stays beside it, to be compared."""
    top = a_line(code="top", **shared)
    a_line(code="low", parent=top, **shared)
    add_settlement(shared, 2016, 100, top=99, low=60)

    ledger = ledger_of()

    assert ledger.amount("top", 2016).gbp == 60
    assert ledger.stated("top", 2016).gbp == 99


def test_subtotal_without_line_amounts_is_its_own_amount(shared, ledger_of):
    top = a_line(code="top", **shared)
    a_line(code="low", parent=top, **shared)
    add_settlement(shared, 2016, 100, top=99, low={"reason": Reason.NOT_GIVEN})

    assert ledger_of().amount("top", 2016).gbp == 99


@pytest.mark.parametrize(
    "reason",
    [
        Reason.NOT_AVAILABLE,
        Reason.NOT_GIVEN,
        Reason.NOT_YET_DUE,
        Reason.NOT_YET_DECIDED,
        Reason.SUPPRESSED,
    ],
)
def test_unknown_amount_two_levels_down_leaves_the_top_open(shared, ledger_of, reason):
    top = a_line(code="top", **shared)
    a_line(code="beside", parent=top, **shared)
    middle = a_line(code="middle", parent=top, **shared)
    a_line(code="low", parent=middle, **shared)
    a_line(code="lower", parent=middle, **shared)
    add_settlement(shared, 2016, 100, beside=10, low=60, lower={"reason": reason})

    ledger = ledger_of()

    assert ledger.lacks("top", 2016)
    assert ledger.amount("middle", 2016).words == "not given"
    assert ledger.amount("top", 2016).words == "not given"


def test_unknown_amount_under_a_heading_that_states_a_sum_is_made_good(
    shared, ledger_of
):
    top = a_line(code="top", **shared)
    a_line(code="beside", parent=top, **shared)
    middle = a_line(code="middle", parent=top, **shared)
    a_line(code="low", parent=middle, **shared)
    add_settlement(
        shared, 2016, 100, beside=10, middle=60, low={"reason": Reason.NOT_GIVEN}
    )

    assert ledger_of().amount("top", 2016).gbp == 70


@pytest.mark.parametrize("reason", [Reason.NOT_APPLICABLE, Reason.SUPPRESSED])
def test_heading_whose_lines_all_have_one_reason_has_it_too(shared, ledger_of, reason):
    top = a_line(code="top", **shared)
    a_line(code="low", parent=top, **shared)
    a_line(code="lower", parent=top, **shared)
    add_settlement(shared, 2016, 100, low={"reason": reason}, lower={"reason": reason})

    assert ledger_of().amount("top", 2016).words == reason.label
    assert ledger_of().sum_of_lines(2016).words == reason.label


def test_line_that_does_not_apply_leaves_a_sum_whole(shared, ledger_of):
    top = a_line(code="top", **shared)
    a_line(code="low", parent=top, **shared)
    a_line(code="lower", parent=top, **shared)
    add_settlement(shared, 2016, 100, low=60, lower={"reason": Reason.NOT_APPLICABLE})

    assert ledger_of().amount("top", 2016).gbp == 60


def test_line_without_a_row_is_not_in_the_year(shared, ledger_of):
    a_line(code="line", **shared)
    a_line(code="other", **shared)
    add_settlement(shared, 2015, 100, line=40, other=60)
    add_settlement(shared, 2016, 100, other=100)

    assert ledger_of().amount("line", 2016).words == "n/a"
    assert ledger_of().amount("line", 1999).words == "n/a"


def test_lines_are_not_known_if_the_split_of_the_year_is_not(shared, ledger_of):
    a_line(code="line", **shared)
    settlement = add_settlement(shared, 2016, 100)
    settlement.split_reason = Reason.NOT_YET_DECIDED
    settlement.save()

    assert ledger_of().amount("line", 2016).words == "not yet decided"
    a_line(code="gone", **shared)
    add_settlement(shared, 2014, 100, gone=100)
    add_settlement(shared, 2015, 100, line=100)

    assert ledger_of().amount("line", 2016).words == "not yet decided"
    assert ledger_of().amount("gone", 2016).words == "n/a"


def test_part_of_a_sum_is_not_a_change_of_the_whole(shared, ledger_of):
    """One of 3 lines has been entered for the year."""
    top = a_line(code="top", **shared)
    for code in ("low", "lower", "lowest"):
        a_line(code=code, parent=top, **shared)
    add_settlement(shared, 2015, 300, low=100, lower=100, lowest=100)
    add_settlement(shared, 2016, 330, low=110)

    ledger = ledger_of()

    assert ledger.amount("lower", 2016).words == "not given"
    assert ledger.amount("top", 2016).words == "not given"
    assert ledger.change("top", 2015, 2016) is None
    assert ledger.change("low", 2015, 2016) == 10


def test_total_is_as_stated_not_the_sum(shared, ledger_of):
    a_line(code="line", **shared)
    add_settlement(shared, 2016, 100, line=99)

    ledger = ledger_of()

    assert ledger.total(2016).gbp == 100
    assert ledger.sum_of_lines(2016).gbp == 99
    assert ledger.total(1999).words == "not given"


@pytest.mark.database
def test_years_are_in_order(shared, ledger_of):
    for year in (2016, 2014, 2015):
        a_settlement(year=year, **shared)

    assert ledger_of().years == [2014, 2015, 2016]


def test_difference_explained_keeps_the_stated_sum(shared, ledger_of):
    top = a_line(code="top", **shared)
    a_line(code="low", parent=top, **shared)
    explained = {"amount_gbp": Decimal(99), "difference_explained": True, "note": "x"}
    add_settlement(shared, 2016, 100, top=explained, low=60)

    assert ledger_of().amount("top", 2016).gbp == 99


def test_change_needs_both_amounts(shared, ledger_of):
    a_line(code="line", **shared)
    a_line(code="new", **shared)
    add_settlement(shared, 2015, 100, line=60, new={"reason": Reason.NOT_APPLICABLE})
    add_settlement(shared, 2016, 90, line=50, new=40)

    ledger = ledger_of()

    assert ledger.change("line", 2015, 2016) == -10
    assert ledger.change("new", 2015, 2016) is None
    assert ledger.change("line", 1999, 2016) is None
    assert ledger.total_change(2015, 2016) == -10
    assert ledger.total_change(1999, 2016) is None


def test_line_that_includes_another_in_one_year_is_not_compared(shared, ledger_of):
    line = a_line(code="line", **shared)
    a_line(code="other", **shared)
    in_line = {"reason": Reason.IN_ANOTHER_LINE, "in_line": line}
    add_settlement(shared, 2014, 100, line=100, other=in_line)
    add_settlement(shared, 2015, 100, line=90, other=in_line)
    add_settlement(shared, 2016, 100, line=50, other=50)

    ledger = ledger_of()

    assert ledger.included_lines("line", 2015) == {"other"}
    assert ledger.change("line", 2014, 2015) == -10
    assert ledger.change("line", 2015, 2016) is None


def test_share_is_of_the_settlement_total(shared, ledger_of):
    a_line(code="line", **shared)
    add_settlement(shared, 2015, 0, line=0)
    add_settlement(shared, 2016, 200, line=50)

    ledger = ledger_of()

    assert ledger.share("line", 2016) == 25
    assert ledger.share("line", 2015) is None
    assert ledger.share("line", 2014) is None


@pytest.mark.database
def test_ledgers_of_one_partnership_are_by_fund(home, shared, fund):
    a_line(code="line", **shared)
    add_settlement(shared, 2016, 200, line=50)
    a_carry_forward(code="late", line=fund.lines.get())
    others = {"fund": fund, "partnership": a_partnership()}
    an_allocation(line=a_line(code="not-ours", **others))
    a_fund(code="unused")

    ledgers = read_ledgers(home)

    assert list(ledgers) == ["fund"]
    assert list(ledgers["fund"].lines) == ["line"]
    assert list(ledgers["fund"].carried) == ["late"]
    assert read_ledgers(a_partnership()) == {}


@pytest.mark.database
@pytest.mark.parametrize("rows", [1, 4])
def test_ledger_is_read_in_four_queries(
    home, fund, shared, rows, django_assert_num_queries
):
    for number in range(rows):
        a_line(code=f"line-{number}", **shared)
        a_carry_forward(line=fund.lines.last())
    for year in range(2013, 2013 + rows):
        add_settlement(shared, year, 10, **{"line-0": 10})

    with django_assert_num_queries(4):
        ledger = read_ledger(home, fund)
        for year in ledger.years:
            [ledger.amount(code, year).words for code in ledger.lines]
            ledger.included_lines("line-0", year)


def test_lines_that_contain_each_other_are_at_the_top_level(shared, ledger_of):
    one = a_line(code="one", **shared)
    two = a_line(code="two", parent=one, **shared)
    type(one).objects.filter(pk=one.pk).update(parent=two)
    add_settlement(shared, 2016, 30, one=10, two=20)

    assert [depth for _code, depth in ledger_of().walk()] == [0, 0]
