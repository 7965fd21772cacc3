import pytest

from priorities.models import Priority
from tests.builders import a_measure, a_report
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db
THEME = "Measures of success 2016-19"


@pytest.fixture
def summary(home):
    """A summary of strategies whose two priorities have a measure each."""
    for code in ("priority-1", "priority-2"):
        a_success(f"Burglaries {code}", code, desired_direction="down")
    return a_report(
        document_type="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )


def a_success(name, code="priority-1", **kwargs):
    priority = Priority.objects.get(code=code) if code else None
    return a_measure(name=name, theme=THEME, priority_theme=priority, **kwargs)


@pytest.mark.parametrize("name", ["priority-not-linked", "measure-choice"])
def test_sound_measures_report_nothing(summary, name):
    assert found(summary, name) == []
