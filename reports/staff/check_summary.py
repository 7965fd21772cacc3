"""Counts of issues in each draft, for the dashboard."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse

from reports import document_types
from reports.checks import services
from reports.models import Report
from reports.publication.data_fingerprint import data_fingerprint
from reports.staff.edit_links import fix_url

# A day. Any change to the data makes the cached counts invalid sooner.
CACHE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Summary:
    """One draft: its errors, its open warnings, and the first issue to fix."""

    report: Report
    errors: int
    warnings: int
    first: str
    first_address: str

    @property
    def address(self) -> str:
        return reverse("documents:check_results", args=[self.report.pk])


def last_summaries(reports: Iterable[Report]) -> tuple[list[Summary], bool]:
    """The counts of the last time, and whether they are of the data as it is now.

    Checking all drafts takes much longer than the rest of a page.
    """
    drafts = _checkable(reports)
    if not drafts:
        return [], True
    fingerprint = data_fingerprint()
    cached = cache.get_many([_cache_key(report) for report in drafts])
    known = [(report, cached.get(_cache_key(report))) for report in drafts]
    found = [Summary(report, *row[1:]) for report, row in known if row]
    is_current = all(row and row[0] == fingerprint for _, row in known)
    return _worst_first(found), is_current


def summaries(reports: Iterable[Report]) -> list[Summary]:
    """Current counts for each report, those with most errors first.

    Counts are cached with a fingerprint of the data they are made from, and are used
    again only while the data has that fingerprint.
    """
    drafts = _checkable(reports)
    if not drafts:
        return []
    fingerprint = data_fingerprint()
    cached = cache.get_many([_cache_key(report) for report in drafts])
    found, computed = [], {}
    for report in drafts:
        made_from, *counts = cached.get(_cache_key(report)) or [""]
        if made_from != fingerprint:
            counts = _counts(report)
            computed[_cache_key(report)] = [fingerprint, *counts]
        found.append(Summary(report, *counts))
    # Someone may have changed the data while the checks ran.
    if computed and data_fingerprint() == fingerprint:
        cache.set_many(computed, CACHE_SECONDS)
    return _worst_first(found)


def _checkable(reports):
    return [report for report in reports if document_types.is_known(report)]


def _worst_first(found):
    return sorted(found, key=lambda summary: (-summary.errors, -summary.warnings))


def _cache_key(report: Report) -> str:
    return f"issues-of-report-{report.pk}"


def _counts(report: Report) -> list:
    checked = services.run(report)
    first = next(iter(checked.open_issues), None)
    return [
        len(checked.errors),
        len(checked.warnings),
        first.message if first else "",
        fix_url(report, first) if first else "",
    ]
