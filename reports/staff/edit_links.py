"""Links from an issue to where it is fixed and where it appears."""

from django.db.models import Model
from django.urls import reverse

from partnership.core.models import registry
from reports.checks.finding import Finding
from reports.models import Passage, Report


def edit_url(row: Model) -> str:
    """The page of the staff area on which a record is edited."""
    return registry.edit_url(row)


def fix_url(report: Report, finding: Finding) -> str:
    """The page on which the issue is fixed: the section's text, or the record."""
    row = finding.source
    if finding.key and (row is None or isinstance(row, Passage)):
        return reverse("editor:section", args=[report.pk, finding.key])
    return edit_url(row if row is not None else report)


def text_url(report: Report, finding: Finding) -> str:
    """Where the issue appears in the preview of the draft."""
    address = reverse("documents:preview", args=[report.pk])
    return f"{address}#section-{finding.key}" if finding.key else address
