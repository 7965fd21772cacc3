import pytest

from priorities.models import Achievement
from tests.builders import a_priority
from tests.reports.checks.checking import found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db
CSP = "1 district partnership: Mill Vale Community Safety Partnership."


@pytest.fixture
def report():
    report = a_testshire_report()
    a_priority(partnership=report.partnership.csps.get())
    return report


def test_district_with_all_its_own_reports_nothing(report):
    assert found(report, "group-incomplete", "partnership") == []


def test_districts_without_any_work_are_not_reported_one_by_one(report):
    Achievement.objects.filter(title="A gate").delete()

    assert found(report, "group-incomplete", "partnership") == []
