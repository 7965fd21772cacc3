import pytest

from funding.models import FundingLine
from partnership.core.values.missing import Reason
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


def a_result(value=2, target=3, note="", **kwargs):
    row = thefts("2016-17", value=value, note=note)
    given = {"value": target} if target else {"reason": Reason.NOT_GIVEN}
    return a_target(measure=row.measure, area=row.area, **given, **kwargs)


@pytest.mark.parametrize("name", ["target-missed", "target-missing"])
def test_target_that_was_met_passes_in_silence(account, name):
    a_result(value=3)

    assert found(account, name) == []


@pytest.mark.parametrize("noted", ["figure", "target"])
def test_target_missed_with_a_note_is_silent(account, noted):
    if noted == "figure":
        a_result(note="One was rained off.")
    else:
        row = a_result()
        row.note = "One was rained off."
        row.save()

    assert found(account, "target-missed") == []
