"""Accepting warnings with a reason, reopening them, and counting how often."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.checks.issue import Issue
from reports.models import AcceptedWarning, Report, ReportedWarning

# Reasons to choose from; officers may enter another. Each is about the fact itself, so
# that it still applies when it is carried over to next year.
COMMON_REASONS = [
    "This is correct",
    "The figure or detail is not available",
    "The partnership has agreed to this",
    "This is quoted from another document",
]
# The most characters a reason may have.
MAX_REASON_LENGTH = 400


def accepted_warnings(report: Report) -> dict[tuple[str, str], AcceptedWarning]:
    """The accepted warnings that apply to a report, by check and fingerprint.

    They are its own and those of earlier years' documents of the same type; what was
    decided last counts.
    """
    rows = _holding_for(report).select_related("accepted_by", "report__partnership")
    latest = {
        (row.check_name, row.fingerprint): row
        for row in rows.order_by("report__year", "accepted_at", "pk")
    }
    return {key: row for key, row in latest.items() if not row.is_reopened}


def _holding_for(report: Report) -> QuerySet[AcceptedWarning]:
    earlier = Q(
        report__document_type=report.document_type,
        report__partnership=report.partnership_id,
        report__year__lt=report.year,
    )
    return AcceptedWarning.objects.filter(Q(report=report.pk) | earlier)


def accept_warning(report: Report, issue: Issue, reason: str, user) -> AcceptedWarning:
    """Accept a warning with a reason, which is stored and shown to the publisher.

    Raises ValueError for an error, or without a reason.
    """
    if issue.is_error:
        raise ValueError("Errors cannot be accepted. Fix the error")
    given = {
        "found": issue.message,
        "reason": _valid(reason.strip()),
        "accepted_by": user,
        "is_reopened": False,
    }
    row, _ = AcceptedWarning.objects.update_or_create(
        report=report,
        check_name=issue.check,
        fingerprint=issue.fingerprint,
        defaults=given,
    )
    return row


def _valid(reason: str) -> str:
    if not reason:
        raise ValueError("Select or enter a reason for accepting this warning")
    if len(reason) > MAX_REASON_LENGTH:
        raise ValueError(
            f"Reason must be {MAX_REASON_LENGTH} characters or fewer. You have entered "
            f"{len(reason)}"
        )
    return reason


@transaction.atomic
def accept_warnings(
    report: Report, issues: Iterable[Issue], reason: str, user
) -> list[AcceptedWarning]:
    """Accept several warnings with one reason: all of them, or none."""
    return [accept_warning(report, issue, reason, user) for issue in issues]


@transaction.atomic
def reopen_warning(report: Report, issue: Issue) -> None:
    """Make an accepted warning open again, from this document on."""
    rows = _holding_for(report).filter(
        check_name=issue.check, fingerprint=issue.fingerprint
    )
    last = rows.order_by("report__year", "accepted_at", "pk").last()
    for row in rows.filter(report=report):
        row.delete()
    if last is not None and rows.exclude(report=report).exists():
        AcceptedWarning.objects.create(
            report=report,
            check_name=issue.check,
            fingerprint=issue.fingerprint,
            found=last.found,
            reason=last.reason,
            accepted_by=last.accepted_by,
            is_reopened=True,
        )


@transaction.atomic
def record_warnings(report: Report, warnings: Iterable[Issue]) -> None:
    """Record which warnings the officer has been shown, and which are now fixed.

    `warnings` are all that are reported now, open or accepted.
    """
    now = {(warning.check, warning.fingerprint) for warning in warnings}
    known = {
        (row.check_name, row.fingerprint): row
        for row in report.reported_warnings.order_by()
    }
    new = [
        ReportedWarning(report=report, check_name=name, fingerprint=fingerprint)
        for name, fingerprint in sorted(now - set(known))
    ]
    ReportedWarning.objects.bulk_create(new, ignore_conflicts=True)
    fixed = [row for key, row in known.items() if key not in now and not row.fixed_at]
    back = [row for key, row in known.items() if key in now and row.fixed_at]
    _set_fixed(fixed, timezone.now())
    _set_fixed(back, None)


def _set_fixed(rows: list[ReportedWarning], fixed_at) -> None:
    if rows:
        found = ReportedWarning.objects.filter(pk__in=[row.pk for row in rows])
        found.update(fixed_at=fixed_at)
