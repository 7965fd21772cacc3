"""Where an officer puts something right, and how that link reads."""

from django.db.models import Model
from django.urls import reverse

from partnership.core.models.registry import address_of
from reports.checks.finding import Finding
from reports.models import Passage, Report


def edit_url(row: Model) -> str:
    """The page of the workplace on which a row is changed."""
    return address_of(row)


def cure_address(report: Report, finding: Finding) -> str:
    """The page on which the finding is put right: the words, or the row of data."""
    row = finding.source
    if finding.key and (row is None or isinstance(row, Passage)):
        return reverse("editor:section", args=[report.pk, finding.key])
    return edit_url(row if row is not None else report)


def place_address(report: Report, finding: Finding) -> str:
    """Where the finding stands in the draft as readers will see it."""
    address = reverse("documents:preview", args=[report.pk])
    return f"{address}#section-{finding.key}" if finding.key else address
