"""What is left before a document is published, and the steps taken so far."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from reports.blocks.prose import Prose
from reports.checks.services import Checked
from reports.models import Report
from reports.staff.edit_links import edit_url

DONE = "Completed"
# Sections without words that a task names; the findings list them all.
NAMED = 3


@dataclass(frozen=True)
class Task:
    """One thing to do: its state in words, and a tag's colour while it is not done."""

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


def tasks(report: Report, checked: Checked) -> list[TaskGroup]:
    """The tasks of writing, checking and agreeing, in that order."""
    return [
        TaskGroup("Write", [_sections(report, checked), *_contributions(report)]),
        TaskGroup("Check", [_findings(report, checked), _whole(report, checked)]),
        TaskGroup("Agree", [_review(report), _summary(report)]),
    ]


def _sections(report, checked):
    sections = [one for one in checked.draft.sections if one.title]
    empty = [
        section.title
        for section in sections
        if any(isinstance(one, Prose) and not one.written for one in section.blocks)
    ]
    if not empty:
        hint = f"All {len(sections)} are ready"
        return Task("Sections", hint, edit_url(report))
    ready = len(sections) - len(empty)
    named = ", ".join(empty[:NAMED]) + (" and others" if len(empty) > NAMED else "")
    hint = f"{ready} of {len(sections)} ready; not written yet: {named}"
    return Task("Sections", hint, edit_url(report), f"{len(empty)} left", "blue")


def _contributions(report):
    """What other partnerships owe. One that says why it is empty is not owed."""
    rows = list(report.contributions.all())
    if not rows:
        return []
    missing = sum(not (row.body or row.body_reason) for row in rows)
    hint = f"{len(rows) - missing} of {len(rows)} are in, or say why not"
    if not missing:
        return [Task("Contributions", hint, edit_url(report))]
    state = f"{missing} left"
    return [Task("Contributions", hint, edit_url(report), state, "blue")]


def counted(number: int, name: str) -> str:
    """“1 stop”, “3 stops”."""
    return f"{number} {name}{'' if number == 1 else 's'}"


def _findings(report, checked):
    address = reverse("documents:check_results", args=[report.pk])
    stops, warnings = len(checked.stops), len(checked.warnings)
    hint = f"{counted(stops, 'stop')} and {counted(warnings, 'warning')}"
    if stops:
        return Task("Findings", hint, address, counted(stops, "stop"), "red")
    if warnings:
        return Task("Findings", hint, address, f"{warnings} to answer", "yellow")
    left = len(checked.left)
    hint = (
        f"No issues to fix; {left} accepted with a reason"
        if left
        else "No issues to fix"
    )
    return Task("Findings", hint, address)


def _whole(report, checked):
    address = reverse("documents:preview", args=[report.pk])
    if checked.draft.document is None or checked.draft.problems:
        hint = "The document cannot be made yet"
        return Task("Web page and PDF", hint, address, "Not whole", "red")
    return Task("Web page and PDF", "Every figure and reference is there", address)


def _review(report):
    address = f"{reverse('documents:publish', args=[report.pk])}#step"
    if report.status == Report.Status.IN_REVIEW:
        return Task("Review", "Somebody else is asked to read it", address)
    hint = "Nobody is asked to read it. Publishing does not wait for it"
    return Task("Review", hint, address, "Not asked", "grey")


def _summary(report):
    if report.summary:
        return Task("Summary for readers", report.summary, edit_url(report))
    hint = "One sentence for lists and search; without it the usual one stands"
    return Task("Summary for readers", hint, edit_url(report), "Empty", "grey")


@dataclass(frozen=True)
class StepTaken:
    """One step that somebody took: what, when and who."""

    what: str
    at: dt.datetime
    by: str


def steps_so_far(report: Report) -> list[StepTaken]:
    """Reviews, editions and withdrawals of the report, the newest first."""
    rows = report.history.select_related("history_user")
    found, before = [], Report.Status.DRAFT
    for row in rows.order_by("history_date", "history_id"):
        reason = row.history_change_reason or ""
        if row.status != before or reason.startswith("Published edition"):
            what = reason or Report.Status(row.status).label
            by = str(row.history_user or "")
            found.append(StepTaken(what, row.history_date, by))
        before = row.status
    return found[::-1]
