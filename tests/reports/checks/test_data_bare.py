import pytest

from reports import document_types
from reports.checks import services
from reports.models import Report
from tests.builders import a_coverage, a_home_partnership, a_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [*document_types.DOCUMENT_TYPES, "leaflet"])
@pytest.mark.parametrize("has_area", [True, False])
def test_report_of_a_county_that_has_nothing_yet_is_checked(kind, has_area):
    home = a_home_partnership()
    if has_area:
        a_coverage(partnership=home)
    report = a_report(document_type=kind, partnership=home)

    checked = services.run(Report.objects.get(pk=report.pk))

    assert not checked.can_publish
    assert all(
        issue.message and issue.hint and issue.explanation
        for issue in checked.open_issues
    )
