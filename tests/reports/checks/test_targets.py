import pytest

from funding.models import FundingLine
from priorities.models import Measure
from tests.builders import a_report, a_target
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    """The return of Testshire: its one line reports on thefts, two in the year."""
    home = a_testshire_report().partnership
    FundingLine.objects.get().measures.add(Measure.objects.get(code="thefts"))
    return a_report(
        document_type="grant-return", partnership=home, period="2016-17/end-year"
    )


def a_result(value, note=""):
    row = thefts("2016-17", value=value)
    a_target(measure=row.measure, area=row.area, value=3, note=note)


@pytest.mark.parametrize("name", ["target-missed", "target-missing"])
def test_target_that_was_met_reports_nothing(account, name):
    a_result(3)

    assert found(account, name) == []


def test_target_missed_with_a_note_of_its_own_reports_nothing(account):
    a_result(2, note="One was rained off.")

    assert found(account, "target-missed") == []
