"""Links from an issue to where it is fixed and where it appears."""

from django.urls import reverse

from partnership.core.models import registry
from priorities.models import Observation
from reports.checks.issue import Issue
from reports.models import Passage, Report


def fix_url(report: Report, issue: Issue) -> str:
    """The page on which the issue is fixed: the section's text, or the record."""
    row = issue.source
    if issue.key and (row is None or isinstance(row, Passage)):
        return reverse("editor:section", args=[report.pk, issue.key])
    if isinstance(row, Observation) and row.pk is None:
        row = row.measure  # A figure that is worked out from those of the measure.
    return registry.edit_url(row if row is not None else report)


def text_url(report: Report, issue: Issue) -> str:
    """Where the issue appears in the preview of the draft."""
    address = reverse("documents:preview", args=[report.pk])
    return f"{address}#section-{issue.key}" if issue.key else address
