"""What the checks find in a report, for tests."""

from reports.checks import services
from reports.models import Report
from tests.builders import a_passage
from tests.reports.testshire import a_testshire_report


def found(report, name):
    """Findings of one check, whether they stop, warn or were left."""
    row = Report.objects.select_related("partnership__police_area").get(pk=report.pk)
    checked = services.run(row)
    left = [finding for finding, _answer in checked.accepted]
    rows = [*checked.stops, *checked.warnings, *left]
    return [finding for finding in rows if finding.check == name]


def draft_with(body, **report_fields):
    """The Testshire agreement with one passage, `vision.words`, holding `body`."""
    report = a_testshire_report()
    for name, value in report_fields.items():
        setattr(report, name, value)
    report.save()
    a_passage(report=report, key="vision.words", body=body)
    return report
