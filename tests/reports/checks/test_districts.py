import pytest

from priorities.models import Achievement
from tests.builders import a_priority, a_report
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
CSP = "1 district partnership: Mill Vale Community Safety Partnership."


@pytest.fixture
def report():
    report = a_testshire_report()
    a_priority(partnership=report.partnership.csps.get())
    return report


def test_district_with_all_its_own_passes_in_silence(report):
    assert found(report, "district-not-told") == []


def test_district_without_priorities_warns(report):
    report.partnership.csps.get().priorities.all().delete()

    (finding,) = found(report, "district-not-told")

    assert finding.what == f"No priorities for 2016-17 are kept of {CSP}"


def test_district_without_an_address_warns(report):
    report.partnership.csps.get().websites.all().delete()

    (finding,) = found(report, "district-not-told")

    assert finding.what == f"No address is kept of {CSP}"


def test_districts_without_any_work_are_not_told_one_by_one(report):
    Achievement.objects.filter(title="A gate").delete()

    assert found(report, "district-not-told") == []


def test_district_that_takes_part_in_nothing_known_warns(report):
    home = report.partnership
    summary = a_report(
        kind="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )
    assert found(summary, "participation-not-known") == []
    home.csps.get().priorities.all().delete()

    (finding,) = found(summary, "participation-not-known")

    assert finding.what.endswith(CSP)
