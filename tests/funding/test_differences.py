"""Sums that differ are reported at once, in words, and never prevent saving."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from funding.queries.differences import difference_notes, differences
from funding.queries.ledger import NOT_GIVEN, read_ledger
from partnership.core.values.missing import Reason
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_line,
    a_settlement,
    an_allocation,
    an_instalment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return {"fund": a_fund(), "partnership": a_home_partnership()}


@pytest.fixture
def settlement(shared):
    return a_settlement(total_gbp=Decimal(100), **shared)


@pytest.fixture
def heading(shared):
    return a_line(code="heading", label="Places", **shared)


def add_allocation(settlement, line, amount, **kwargs):
    gbp = None if amount is None else Decimal(amount)
    return an_allocation(settlement=settlement, line=line, amount_gbp=gbp, **kwargs)


def test_equal_sums_give_no_warning(settlement, shared, heading):
    add_allocation(settlement, heading, 100)
    add_allocation(settlement, a_line(parent=heading, **shared), 60)
    add_allocation(settlement, a_line(parent=heading, **shared), 40)

    assert differences(settlement) == []


@pytest.mark.database
def test_lines_that_differ_from_the_settlement_give_a_warning(settlement, shared):
    add_allocation(settlement, a_line(**shared), "99.50")

    assert differences(settlement) == [
        "The lines add up to £99.50, but the settlement is £100."
    ]


def test_lines_that_differ_from_their_subtotal_give_a_warning(
    settlement, shared, heading
):
    add_allocation(settlement, heading, 100)
    add_allocation(settlement, a_line(parent=heading, **shared), 60)

    assert differences(settlement)[0] == (
        "The lines under Places add up to £60, but the subtotal is £100. The year’s "
        "total counts the lines."
    )


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([80, 20], []),
        ([80, 20, -5], []),
        ([80, None], []),
        ([80], ["The payments announced add up to £80, but the settlement is £100."]),
    ],
)
def test_payments_announced_add_up_to_the_settlement(amounts, expected, settlement):
    for number, amount in enumerate(amounts, 1):
        reason = {"reason": Reason.NOT_YET_DECIDED} if amount is None else {}
        note = "Unspent"
        own = {"number": number, "amount_gbp": amount, "note": note, **reason}
        an_instalment(settlement=settlement, **own)

    assert differences(settlement) == expected


def test_explained_differences_give_no_warning(settlement, shared, heading):
    add_allocation(
        settlement, heading, 100, difference_explained="Rounded by the funder."
    )
    add_allocation(settlement, a_line(parent=heading, **shared), 60)
    settlement.difference_explained = "Rounded by the funder."
    settlement.save()

    assert differences(settlement) == []


def test_subtotal_without_line_amounts_is_not_compared(settlement, shared, heading):
    add_allocation(settlement, heading, 100)
    below = a_line(parent=heading, **shared)
    an_allocation(settlement=settlement, line=below, reason=Reason.NOT_GIVEN)

    assert differences(settlement) == []


def test_settlement_without_a_total_is_not_compared(shared):
    settlement = a_settlement(reason=Reason.NOT_YET_DECIDED, **shared)
    add_allocation(settlement, a_line(**shared), 10)

    assert differences(settlement) == []


def test_settlement_without_lines_gives_no_warning(settlement):
    assert differences(settlement) == []


def test_settlement_whose_lines_have_no_amount_gives_a_warning(settlement, shared):
    an_allocation(settlement=settlement, line=a_line(**shared), reason=Reason.NOT_GIVEN)

    assert differences(settlement) == [
        "None of the lines has an amount. The settlement is £100."
    ]


def test_new_year_without_lines_gives_no_warning(settlement, shared):
    """The officer enters the total first."""
    add_allocation(settlement, a_line(**shared), 100)
    following = a_settlement(year=settlement.year + 1, **shared)

    assert differences(following) == []


def test_other_years_are_not_mentioned(settlement, shared):
    add_allocation(settlement, a_line(**shared), 60)
    other = a_settlement(year=settlement.year - 1, total_gbp=Decimal(5), **shared)
    add_allocation(other, settlement.fund.lines.get(), 5)

    assert differences(other) == []
    assert len(differences(settlement)) == 1


def test_notes_for_readers_give_differences_and_explanations(settlement, shared):
    add_allocation(settlement, a_line(**shared), "99.50")

    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert difference_notes(ledger, settlement.year) == differences(settlement)

    settlement.difference_explained = "The funder keeps 50 pence back."
    settlement.save()
    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert difference_notes(ledger, settlement.year) == [
        "The funder keeps 50 pence back."
    ]


def test_subtotal_with_an_unknown_line_is_as_the_source_gives(
    settlement, shared, heading
):
    known, unknown = (a_line(parent=heading, **shared) for _ in range(2))
    add_allocation(settlement, known, 60)
    add_allocation(settlement, unknown, None, reason=Reason.NOT_GIVEN)

    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert ledger.amount(heading.code, settlement.year) == NOT_GIVEN

    add_allocation(settlement, heading, 100)
    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert ledger.amount(heading.code, settlement.year).gbp == 100
    assert differences(settlement) == []


def test_explained_subtotal_is_as_the_source_gives(settlement, shared, heading):
    add_allocation(
        settlement, heading, 100, difference_explained="Rounded by the funder."
    )
    add_allocation(settlement, a_line(parent=heading, **shared), 60)

    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert ledger.amount(heading.code, settlement.year).gbp == 100
    assert difference_notes(ledger, settlement.year) == [
        "Places: Rounded by the funder."
    ]


@pytest.mark.database
def test_circular_lines_are_rejected_and_still_shown(settlement, shared, heading):
    below = a_line(parent=heading, **shared)
    heading.parent = below

    with pytest.raises(ValidationError, match="leads back to this record"):
        heading.full_clean()

    heading.save()
    ledger = read_ledger(settlement.partnership, settlement.fund)
    assert {code for code, _ in ledger.walk()} == {heading.code, below.code}
