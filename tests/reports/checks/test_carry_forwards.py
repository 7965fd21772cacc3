import pytest

from funding.models import FundingLine
from partnership.core.values.missing import Reason
from tests.builders import a_carry_forward, a_passage, a_report
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


def carried(**kwargs):
    years = {"from_year": YEAR - 1, "to_year": YEAR}
    return a_carry_forward(**{"line": FundingLine.objects.get(), **years, **kwargs})


def carry_forward_again(first, second, **kwargs):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, amount_gbp=first, **kwargs)
    return carried(part_of=whole, amount_gbp=second)


def test_sum_that_is_carried_and_mentioned_passes_in_silence(report):
    carry_forward_again(500, 500)

    assert found(report, "carry-forward") == []


def test_more_carried_forward_than_received_is_an_error(report):
    carry_forward_again(500, 600)

    (issue,) = found(report, "carry-forward")

    assert issue.is_error
    assert issue.message == (
        "£600 of £500 carried into 2015-16 was carried forward again, which is more."
    )


def test_rest_that_a_note_explains_is_silent(report):
    carry_forward_again(500, 400, note="£100 paid for lamps.")

    assert found(report, "carry-forward") == []


def test_unknown_amounts_are_not_compared(report):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, reason=Reason.NOT_GIVEN)
    carried(part_of=whole, amount_gbp=600)

    assert found(report, "carry-forward") == []


def test_money_carried_forward_from_a_year_it_was_not_given_is_an_error(report):
    whole = carried(from_year=YEAR - 3, to_year=YEAR - 2, amount_gbp=500)
    carried(part_of=whole, amount_gbp=500)

    (issue,) = found(report, "carry-forward")

    assert issue.message == (
        "Money carried forward to 2014-15 is next carried forward from 2015-16."
    )


def test_return_that_leaves_carried_money_out_warns(report):
    row = carried(amount_gbp=500)
    account = a_report(
        document_type="grant-return",
        partnership=report.partnership,
        period="2016-17/end-year",
    )

    (issue,) = found(account, "carry-forward")

    assert "the total of £24,000 does not include it" in issue.message
    assert issue.replacement == f"[=carried {row.code}]"


def test_return_that_mentions_carried_money_is_not_reported(report):
    row = carried(amount_gbp=500)
    account = a_report(
        document_type="grant-return",
        partnership=report.partnership,
        period="2016-17/end-year",
    )
    body = f"<p>Besides, [=carried {row.code}] came from the year before.</p>"
    a_passage(report=account, key="return.summary", body=body)

    assert found(account, "carry-forward") == []
