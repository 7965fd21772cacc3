"""Tasks left before a document is published, and its publishing history."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from partnership.core.models.display import with_count
from partnership.core.models.registry import edit_url
from partnership.core.values.formatting import listed
from reports.blocks.prose import Prose
from reports.checks.services import CheckResult
from reports.models import Report
from reports.publication.review import ReviewStatus

DONE = "Completed"
# Steps in the history that do not change the status.
STEPS = ("Published edition", "Approved", "Scheduled ")
# How many sections without text a task names; the check results list them all.
MAX_NAMED = 3


@dataclass(frozen=True)
class Task:
    """One task: its state as text, and the colour of its tag until it is done."""

    name: str
    hint: str
    address: str
    state: str = DONE
    tone: str = ""

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True)
class TaskGroup:
    name: str
    tasks: list[Task]


def tasks(
    report: Report, checked: CheckResult, status: ReviewStatus
) -> list[TaskGroup]:
    """The tasks of writing, checking and agreeing, in that order."""
    return [
        TaskGroup("Edit text", [_sections(report, checked), *_contributions(report)]),
        TaskGroup("Check", [_issues(report, checked), _document(report, checked)]),
        TaskGroup("Finish", [_review(report, status), _summary(report)]),
    ]


def _sections(report, checked):
    sections = [section for section in checked.draft.sections if section.title]
    empty = [
        section.title
        for section in sections
        if any(
            isinstance(block, Prose) and not block.written for block in section.blocks
        )
    ]
    if not empty:
        hint = f"All {len(sections)} sections are complete"
        return Task("Sections", hint, edit_url(report))
    ready = len(sections) - len(empty)
    named = ", ".join(empty[:MAX_NAMED]) + (
        " and others" if len(empty) > MAX_NAMED else ""
    )
    hint = f"{ready} of {len(sections)} sections complete. No text yet for: {named}"
    return Task("Sections", hint, edit_url(report), f"{len(empty)} left", "blue")


def _contributions(report):
    """Contributions of partnerships; one with a reason for no text is not missing."""
    rows = report.contributions.with_submitted_answers()
    if not rows:
        return []
    missing = sum(not (row.body or row.body_reason) for row in rows)
    hint = f"{len(rows) - missing} of {len(rows)} received or explained"
    if not missing:
        return [Task("Contributions", hint, edit_url(report))]
    state = f"{missing} left"
    return [Task("Contributions", hint, edit_url(report), state, "blue")]


def _issues(report, checked):
    address = reverse("documents:check_results", args=[report.pk])
    errors, warnings = len(checked.errors), len(checked.warnings)
    hint = f"{with_count(errors, 'error')} and {with_count(warnings, 'warning')}"
    if errors:
        return Task("Issues", hint, address, with_count(errors, "error"), "red")
    if warnings:
        state = f"{with_count(warnings, 'warning')} to review"
        return Task("Issues", hint, address, state, "yellow")
    hint = "No issues"
    if accepted := len(checked.accepted):
        hint = f"No issues. {with_count(accepted, 'warning')} accepted"
    return Task("Issues", hint, address)


def _document(report, checked):
    address = reverse("documents:preview", args=[report.pk])
    if checked.draft.document is None or checked.draft.problems:
        hint = "The document has errors"
        return Task("Web page and PDF", hint, address, "Has errors", "red")
    hint = "All figures and cross-references work"
    return Task("Web page and PDF", hint, address)


def _review(report, status):
    address = reverse("documents:review", args=[report.pk])
    hint = ". ".join(review_facts(status))
    if status.open_comments:
        state = with_count(status.open_comments, "open comment")
        return Task("Review", hint, address, state, "yellow")
    if report.status != Report.Status.IN_REVIEW:
        hint = hint or "Not submitted for review. Review is optional"
        return Task("Review", hint, address, "Optional", "grey")
    if status.is_unfinished or not status.approved:
        hint = hint or "Waiting for review"
        return Task("Review", hint, address, "In review", "blue")
    return Task("Review", hint, address)


def review_facts(status: ReviewStatus) -> list[str]:
    """Who has approved a draft and who has not answered, and its open comments."""
    facts = []
    if status.approved:
        facts.append(f"Approved by {listed(status.approved)}")
    if status.outdated:
        facts.append(f"{listed(status.outdated)} approved an earlier draft")
    if status.waiting:
        facts.append(f"Waiting for {listed(status.waiting)}")
    if status.open_comments:
        facts.append(with_count(status.open_comments, "open comment"))
    return facts


def _summary(report):
    if report.summary:
        return Task("Summary", report.summary, edit_url(report))
    hint = "Shown in lists and search results. If blank, we use the standard summary"
    return Task("Summary", hint, edit_url(report), "Optional", "grey")


@dataclass(frozen=True)
class StatusChange:
    """One entry of the publishing history: what was done, when and by whom."""

    what: str
    at: dt.datetime
    by: str


def status_changes(report: Report) -> list[StatusChange]:
    """Reviews, editions and withdrawals of the report, newest first."""
    rows = report.history.select_related("history_user")
    found, before = [], Report.Status.DRAFT
    for row in rows.order_by("history_date", "history_id"):
        reason = row.history_change_reason or ""
        if row.status != before or reason.startswith(STEPS):
            what = reason or Report.Status(row.status).label
            by = str(row.history_user or "")
            found.append(StatusChange(what, row.history_date, by))
        before = row.status
    return found[::-1]
