"""Funds, settlements, lines and amounts: what a row may hold."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from funding.models import Instalment, MonitoringReturn
from partnership.core.values.missing import Reason
from tests.builders import (
    a_carry_forward,
    a_fund,
    a_line,
    a_line_change,
    a_partner,
    a_partnership,
    a_return,
    a_settlement,
    an_allocation,
    an_instalment,
)
from tests.refusals import assert_breaks, assert_kept, assert_refused, assert_unique

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAY, JUNE = dt.date(2016, 5, 1), dt.date(2016, 6, 1)
NO_FIGURE = {"amount_gbp": None, "reason": Reason.NOT_GIVEN}


@pytest.mark.parametrize(
    ("name", "build", "changes"),
    [
        ("fund_ends_after_start", a_fund, {"from_on": JUNE, "to_on": MAY}),
        ("settlement_year_is_a_year", a_settlement, {"year": 1989}),
        ("settlement_total_gbp_or_reason", a_settlement, {"total_gbp": None}),
        ("settlement_total_gbp_or_reason", a_settlement, {"reason": Reason.NOT_GIVEN}),
        ("settlement_total_not_negative", a_settlement, {"total_gbp": Decimal("-1")}),
        (
            "fundingline_one_recipient",
            a_line,
            {
                "recipient": lambda row: a_partner(),
                "recipient_partnership": lambda row: a_partnership(),
            },
        ),
        ("fundingline_not_its_own_heading", a_line, {"parent": lambda row: row}),
        ("fundinglinechange_year_is_a_year", a_line_change, {"year": 2101}),
        (
            "fundinglinechange_of_two_lines",
            a_line_change,
            {"later": lambda row: row.earlier},
        ),
        ("allocation_amount_gbp_or_reason", an_allocation, {"amount_gbp": None}),
        (
            "allocation_amount_gbp_or_reason",
            an_allocation,
            {"reason": Reason.SUPPRESSED},
        ),
        ("allocation_amount_not_negative", an_allocation, {"amount_gbp": Decimal(-1)}),
        (
            "allocation_other_line_named",
            an_allocation,
            {"amount_gbp": None, "reason": Reason.IN_ANOTHER_LINE},
        ),
        (
            "allocation_other_line_named",
            an_allocation,
            {**NO_FIGURE, "in_line": lambda row: a_line()},
        ),
        (
            "allocation_other_line_named",
            an_allocation,
            {"in_line": lambda row: a_line()},
        ),
        ("carryforward_from_year_is_a_year", a_carry_forward, {"from_year": 1989}),
        ("carryforward_to_year_is_a_year", a_carry_forward, {"to_year": 2101}),
        ("carryforward_amount_gbp_or_reason", a_carry_forward, {"amount_gbp": None}),
        ("carryforward_to_a_later_year", a_carry_forward, {"to_year": 2016}),
        ("carryforward_amount_positive", a_carry_forward, {"amount_gbp": Decimal(0)}),
        ("monitoringreturn_year_is_a_year", a_return, {"year": 1989}),
        ("monitoringreturn_spent_gbp_or_reason", a_return, {"reason": ""}),
        ("monitoringreturn_spent_gbp_or_reason", a_return, {"spent_gbp": Decimal(1)}),
        (
            "monitoringreturn_ends_after_start",
            a_return,
            {"received_on": JUNE, "accepted_on": MAY},
        ),
        ("monitoringreturn_accepted_after_received", a_return, {"accepted_on": MAY}),
    ],
)
def test_invalid_row_is_rejected(name, build, changes):
    assert_breaks(build, name, changes)


@pytest.mark.parametrize(
    ("name", "build", "fields"),
    [
        ("settlement_one_a_year", a_settlement, ["fund", "partnership", "year"]),
        ("fundinglinechange_once", a_line_change, ["earlier", "later"]),
        ("allocation_one_a_year", an_allocation, ["settlement", "line"]),
        ("monitoringreturn_one_a_half", a_return, ["line", "year", "kind"]),
    ],
)
def test_duplicate_row_is_rejected(name, build, fields):
    assert_unique(build, name, fields)


@pytest.mark.parametrize(
    ("build", "changes"),
    [
        (a_fund, {"from_on": MAY, "to_on": MAY}),
        (a_fund, {"from_on": None, "to_on": MAY}),
        (a_settlement, {"year": 1990}),
        (a_settlement, {"year": 2100}),
        (a_settlement, {"total_gbp": Decimal(0)}),
        (a_settlement, {"total_gbp": None, "reason": Reason.NOT_YET_DECIDED}),
        (a_line, {"recipient": lambda row: a_partner()}),
        (a_line, {"recipient_partnership": lambda row: a_partnership()}),
        (an_allocation, {"amount_gbp": Decimal("0.00")}),
        (an_allocation, NO_FIGURE),
        (
            an_allocation,
            {
                "amount_gbp": None,
                "reason": Reason.IN_ANOTHER_LINE,
                "in_line": lambda row: a_line(),
            },
        ),
        (a_carry_forward, {"amount_gbp": Decimal("0.01"), "to_year": 2020}),
        (a_carry_forward, NO_FIGURE),
        (a_return, {"spent_gbp": Decimal(0), "reason": ""}),
        (a_return, {"received_on": MAY, "accepted_on": MAY}),
    ],
)
def test_valid_row_is_saved(build, changes):
    assert_kept(build, changes)


def test_pence_are_saved():
    row = an_allocation(amount_gbp=Decimal("64180.37"))
    row.refresh_from_db()

    assert row.amount_gbp == Decimal("64180.37")


def test_new_return_has_reason_not_given():
    assert MonitoringReturn().reason == Reason.NOT_GIVEN


def test_line_with_amounts_cannot_be_deleted():
    row = an_allocation()

    with pytest.raises(ProtectedError):
        row.line.delete()


def test_brief_label_is_the_short_label_if_any():
    assert a_line(label="Lights in all streets").brief_label == "Lights in all streets"
    assert a_line(label="Lights", short_label="L").brief_label == "L"


def test_text_of_rows_has_the_printed_year():
    line = a_line(label="Lights")

    assert str(an_allocation(line=line)) == "Lights, 2016-17"
    assert str(a_settlement(year=2017)).endswith("2017-18")
    assert str(a_return(line=line)) == "Lights, end of year 2016-17"


def test_money_taken_back_needs_a_note():
    row = an_allocation(note="")
    row.amount_gbp = Decimal("-500.00")
    assert_refused(row, "allocation_amount_not_negative")

    row.note = "Returned by the recipient: the project ended early"
    row.full_clean()


def test_more_cannot_be_carried_forward_than_there_was():
    line = an_allocation(amount_gbp=Decimal(100)).line
    a_carry_forward(line=line, amount_gbp=Decimal(60))
    row = a_carry_forward(line=line, amount_gbp=Decimal(50))

    with pytest.raises(
        ValidationError, match="more than the £100 available in 2016-17"
    ):
        row.full_clean()
    row.amount_gbp = Decimal(40)
    row.full_clean()


def test_carry_forward_above_the_amount_left_is_refused():
    line = an_allocation(amount_gbp=Decimal(100)).line
    draft = a_return(line=line, spent_gbp=Decimal(80))
    row = a_carry_forward(line=line, amount_gbp=Decimal(50))
    row.full_clean()
    draft.received_on = MAY
    draft.save()

    with pytest.raises(ValidationError, match="more than the £20 left at the end of"):
        row.full_clean()

    row.amount_gbp = Decimal(20)
    row.full_clean()
    row.amount_gbp, row.qualifier = Decimal(21), "just-under"
    row.full_clean()


def test_carry_forward_is_not_more_than_the_one_it_continues():
    first = a_carry_forward(amount_gbp=Decimal(60))
    row = a_carry_forward(
        line=first.line, part_of=first, from_year=2017, to_year=2018, amount_gbp=70
    )

    with pytest.raises(ValidationError, match="more than the £60 carried forward"):
        row.full_clean()


def test_all_carry_forwards_of_a_year_are_not_more_than_what_was_left():
    line = an_allocation(amount_gbp=Decimal(10)).line
    before = a_carry_forward(
        line=line, from_year=2015, to_year=2016, amount_gbp=Decimal(20)
    )
    a_carry_forward(line=line, part_of=before, amount_gbp=Decimal(20))
    row = a_carry_forward(line=line, amount_gbp=Decimal(15))

    with pytest.raises(
        ValidationError, match="£15 with the £20 already .* more than the £30 available"
    ):
        row.full_clean()
    row.amount_gbp = Decimal(10)
    row.full_clean()


def test_return_that_spends_more_than_it_got_needs_a_reason():
    line = an_allocation(amount_gbp=Decimal(100)).line
    a_carry_forward(line=line, from_year=2015, to_year=2016, amount_gbp=Decimal(20))
    row = a_return(line=line, spent_gbp=Decimal(130))

    with pytest.raises(ValidationError, match="more than the £120 available"):
        row.full_clean()
    assert_breaks(
        a_return,
        "monitoringreturn_spent_not_negative",
        {"spent_gbp": Decimal(-1), "reason": ""},
    )
    row.overspend_explained = "The district council paid the rest"
    row.full_clean()


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("instalment_amount_gbp_or_reason", {"amount_gbp": None}),
        ("instalment_share_of_a_whole", {"share_percent": Decimal(101)}),
        ("instalment_returned_with_note", {"amount_gbp": Decimal(-5)}),
        ("instalment_paid_with_date", {"paid_on": MAY}),
    ],
)
def test_payment_that_contradicts_itself_is_refused(name, changes):
    assert_breaks(an_instalment, name, changes)


def test_payments_have_numbers_of_their_own():
    assert_unique(an_instalment, "instalment_number_unique", ["settlement", "number"])


def test_money_returned_has_a_note():
    assert_kept(an_instalment, {"amount_gbp": Decimal(-5), "note": "Not needed"})


@pytest.mark.parametrize(
    ("total", "given", "amount"),
    [
        (Decimal("100.10"), {}, Decimal("33.37")),
        (Decimal(100), {"amount_gbp": Decimal(5)}, Decimal(5)),
        (Decimal(100), {"reason": Reason.NOT_YET_DECIDED}, None),
        (None, {}, None),
    ],
)
def test_amount_left_blank_is_worked_out_from_the_share(total, given, amount):
    settlement = a_settlement(
        total_gbp=total, reason="" if total else Reason.NOT_YET_DECIDED
    )
    share = {"settlement": settlement, "number": 1, "share_percent": Decimal("33.34")}
    row = Instalment(**{**share, **given})

    row.clean()

    assert row.amount_gbp == amount
