"""What the checks report in a document, for tests."""

from functools import cache

from django.db import connection

from reports.checks import services
from reports.checks.link_suggestions import link_suggestions
from reports.checks.registry import CHECKS
from reports.models import Report
from reports.text.draft import draft_of
from tests import row_copies
from tests.builders import a_passage
from tests.reports.checks.swapping import KEY, Swapper
from tests.reports.testshire import a_testshire_report


def found(report, name, part=""):
    """The issues of one check, once for each place, whether accepted or not.

    `part` is in the message of each: a check may report several things.
    """
    services.load()
    issues = services.issues_of(_draft(report), CHECKS[name])
    return [issue for issue in issues if part in issue.message]


def links(report):
    """The link suggestions of a report."""
    return link_suggestions(_draft(report))


def _draft(report):
    """Its draft: made from the one of Testshire, where nothing else was changed."""
    if _is_untouched(report):
        return _testshire().with_words(report.words)
    row = Report.objects.select_related("partnership__police_area")
    return draft_of(row.get(pk=report.pk))


def swapper_of(report) -> Swapper:
    """What gives drafts of a report made by `draft_with`, with other words."""
    return _testshire() if _is_untouched(report) else Swapper(report)


def _is_untouched(report) -> bool:
    return getattr(report, "untouched_at", None) == _changes() is not None


@cache
def _testshire() -> Swapper:
    """Testshire's draft with some words: its rows are the same for every test."""
    row = Report.objects.select_related("partnership__police_area")
    return Swapper(row.get())


def _changes() -> int | None:
    """How many rows were ever written; None where the database does not count them."""
    return getattr(connection.connection, "total_changes", None)


def draft_with(body, **report_fields):
    """The Testshire agreement with one passage, `vision.text`, holding `body`."""
    is_new = row_copies.tables_are_empty()
    report = a_testshire_report()
    for name, value in report_fields.items():
        setattr(report, name, value)
    if report_fields:
        report.save()
    a_passage(report=report, key=KEY, body=body)
    if is_new and not report_fields:
        report.untouched_at, report.words = _changes(), body
    return report
