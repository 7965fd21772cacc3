"""Checking a report, answering a warning, and what still bars publication."""

from dataclasses import dataclass, field
from importlib import import_module

from django.db import transaction

from reports.checks.finding import Finding
from reports.checks.registry import CHECKS
from reports.models import AcceptedWarning, Report
from reports.text.draft import (
    Draft,
    draft_of,
)

# Modules that register checks, in the order in which findings of one weight stand.
MODULES = [
    "compared",
    "whole",
    "money",
    "money_carried",
    "priorities",
    "measures",
    "contributions",
    "districts",
    "duties",
    "sections",
    "front",
    "plans",
    "people",
    "periods",
    "figures_known",
    "results",
    "small_numbers",
    "spelling",
    "abbreviations",
    "expansions",
    "bodies",
    "offices",
    "written_years",
    "papers",
    "themes",
    "agreed_wording",
    "repeated",
    "initiatives",
    "punctuation",
    "typed",
    "arithmetic",
    "changes",
    "sums",
    "averages",
    "consistency",
    "trends",
    "times",
    "events",
    "placeholders",
    "references",
    "links",
    "structure",
    "claims",
    "comparisons",
    "deeds",
    "fronts",
    "sources",
]


def load() -> None:
    """Import every module of checks, so that CHECKS is full."""
    for name in MODULES:
        import_module(f"reports.checks.{name}")


@dataclass
class Checked:
    """What the checks found in one report: stops, warnings, and warnings left."""

    draft: Draft
    stops: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    accepted: list[tuple[Finding, AcceptedWarning]] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.draft.report

    @property
    def may_be_published(self) -> bool:
        """Stops are gone, warnings answered."""
        return not self.stops and not self.warnings

    @property
    def to_do(self) -> list[Finding]:
        return [*self.stops, *self.warnings]


def run(report: Report, draft: Draft | None = None) -> Checked:
    """Ask every check. Findings stand by weight, then by their place in the text."""
    load()
    draft = draft or draft_of(report)
    answers = {
        (row.check_name, row.fingerprint): row
        for row in report.accepted_warnings.select_related("accepted_by").order_by()
    }
    checked = Checked(draft)
    for finding in _in_order(draft, _all(draft)):
        answer = answers.get((finding.check, finding.fingerprint))
        if finding.is_stop:
            checked.stops.append(finding)
        elif answer is not None:
            checked.accepted.append((finding, answer))
        else:
            checked.warnings.append(finding)
    return checked


def _all(draft):
    from reports.checks.compared import gives_way

    seen = set()
    for one in CHECKS.values():
        for finding in one.findings(draft):
            if finding.fingerprint not in seen and not gives_way(draft, finding):
                seen.add(finding.fingerprint)
                yield finding


def _in_order(draft, findings):
    keys = [section.key for section in draft.sections]
    places = {key: number for number, key in enumerate(keys)}
    return sorted(findings, key=lambda one: places.get(one.key, len(places)))


def reopen_warning(report: Report, finding: Finding) -> None:
    """Take back the reason for which a warning was left; it is to do again."""
    rows = report.accepted_warnings.filter(check_name=finding.check)
    for row in rows.filter(fingerprint=finding.fingerprint):
        row.delete()


@transaction.atomic
def accept_warnings(report: Report, findings: list[Finding], reason: str, user) -> None:
    """Accept several warnings with one reason: all of them, or none."""
    for finding in findings:
        accept_warning(report, finding, reason, user)


def accept_warning(
    report: Report, finding: Finding, reason: str, user
) -> AcceptedWarning:
    """Leave a warning with a reason, which is kept and shown to the publisher.

    Raises ValueError for a stop, or without a reason.
    """
    if finding.is_stop:
        raise ValueError("A stop cannot be left. Put it right.")
    reason = reason.strip()
    if not reason:
        raise ValueError("Say why the warning is left.")
    row, _ = AcceptedWarning.objects.update_or_create(
        report=report,
        check_name=finding.check,
        fingerprint=finding.fingerprint,
        defaults={"found": finding.what, "reason": reason, "accepted_by": user},
    )
    return row
