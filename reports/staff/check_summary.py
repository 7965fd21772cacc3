"""Counts of issues in each draft, for the dashboard."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse

from reports import document_types
from reports.checks import services
from reports.models import Report
from reports.staff.data_fingerprint import data_fingerprint
from reports.staff.edit_links import cure_address

# A day. Any change to the data makes the cached counts invalid sooner.
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Summary:
    """One draft: its errors, its open warnings, and the first issue to fix."""

    report: Report
    stops: int
    warnings: int
    first: str
    first_address: str

    @property
    def address(self) -> str:
        return reverse("documents:check_results", args=[self.report.pk])


def summaries(reports: Iterable[Report]) -> list[Summary]:
    """Current counts for each report, those with most errors first.

    Counts are cached with a fingerprint of the data they were made from, and are used
    again only while the data has that fingerprint.
    """
    drafts = [one for one in reports if one.kind in document_types.KINDS]
    if not drafts:
        return []
    mark = data_fingerprint()
    kept = cache.get_many([_name(one) for one in drafts])
    found, made = [], {}
    for one in drafts:
        told_under, *counts = kept.get(_name(one)) or [""]
        if told_under != mark:
            counts = _counts(one)
            made[_name(one)] = [mark, *counts]
        found.append(Summary(one, *counts))
    # Someone may have changed the data while the checks ran.
    if made and data_fingerprint() == mark:
        cache.set_many(made, KEPT_SECONDS)
    return sorted(found, key=lambda one: (-one.stops, -one.warnings))


def _name(report: Report) -> str:
    return f"findings-of-report-{report.pk}"


def _counts(report: Report) -> list:
    checked = services.run(report)
    first = next(iter(checked.to_do), None)
    return [
        len(checked.stops),
        len(checked.warnings),
        first.what if first else "",
        cure_address(report, first) if first else "",
    ]
