import pytest

from funding.models import FundingLine
from partnership.core.values.missing import Reason
from tests.builders import a_carry_forward
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


def carried(**kwargs):
    years = {"from_year": YEAR - 1, "to_year": YEAR}
    return a_carry_forward(**{"line": FundingLine.objects.get(), **years, **kwargs})


def carry_forward_again(first, second, **kwargs):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, amount_gbp=first, **kwargs)
    return carried(part_of=whole, amount_gbp=second)


def test_sum_that_is_carried_and_mentioned_reports_nothing(report):
    carry_forward_again(500, 500)

    assert found(report, "carry-forward") == []


def test_unknown_amounts_are_not_compared(report):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, reason=Reason.NOT_GIVEN)
    carried(part_of=whole, amount_gbp=600)

    assert found(report, "carry-forward") == []
