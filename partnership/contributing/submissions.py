"""Contributors' tasks: status, saving and submitting."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from partnership.accounts import roles
from partnership.core.models.natural_keys import NaturalKeyQuerySet
from partnership.core.values import financial_years
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.missing import Reason

# Change reason in the history of a record that a contributor saved or submitted.
CHANGE_REASON = "Changed by the contributor"
# Roles that can submit tasks; being linked to a record is not enough without one.
SUBMITTER_ROLES = {"contributor", *roles.STAFF}


def can_submit(user) -> bool:
    return not SUBMITTER_ROLES.isdisjoint(roles.role_names(user))


class SubmissionQuerySet(NaturalKeyQuerySet):
    """Records with `received_on`, which an officer clears to request changes."""

    # The contributor's answers, with their values before anything is entered.
    unanswered: ClassVar[dict[str, Any]]

    def with_progress(self):
        """Annotate with `was_received` and `was_saved`.

        Whether a record was ever submitted, and whether a contributor ever saved it.
        """
        past = self.model.history.filter(id=OuterRef("pk"))
        return self.annotate(
            was_received=Exists(past.filter(received_on__isnull=False)),
            was_saved=Exists(past.filter(history_change_reason=CHANGE_REASON)),
        )

    def with_submitted_answers(self) -> list:
        """Return the records for a document, in one extra query.

        Answers that were saved but not submitted are removed from the records, so do
        not save them.
        """
        rows, names = list(self), list(self.unanswered)
        pending = [row.pk for row in rows if not row.received_on]
        saved = self.model.history.filter(
            id__in=pending, history_change_reason=CHANGE_REASON
        ).order_by("history_id")
        newest = {
            pk: (received_on, answers)
            for pk, received_on, *answers in saved.values_list(
                "id", "received_on", *names
            )
        }
        for row in rows:
            if newest.get(row.pk) == (None, [getattr(row, name) for name in names]):
                for name, value in self.unanswered.items():
                    setattr(row, name, value)
        return rows


@dataclass(frozen=True)
class SubmissionStatus:
    """The status of a task, with the colour of its tag."""

    label: str
    colour: str


@dataclass(frozen=True)
class Answer:
    """One answer on the check page; `html` is cleaned rich text."""

    label: str
    text: str = ""
    html: str = ""


@dataclass
class Submission:
    """A task: a record from `with_progress`, and its status on the day `today`."""

    row: Any
    today: dt.date

    # The fields that the contributor fills in, and the URL names of the two pages.
    fields: ClassVar[list[str]]
    reason_field: ClassVar[str]
    url_name: ClassVar[str]
    check_url_name: ClassVar[str]

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def about(self) -> str:
        """Which period the submission reports on, as text."""
        raise NotImplementedError

    @property
    def year(self) -> str:
        return financial_years.label(self.row.year)

    @property
    def is_requested(self) -> bool:
        raise NotImplementedError

    @property
    def chosen_reason(self) -> str:
        """The reason for no answer, unless it was set when the task was created."""
        reason = getattr(self.row, self.reason_field)
        is_initial = reason == Reason.NOT_YET_DUE and not self.row.was_saved
        return "" if is_initial else reason

    @property
    def is_started(self) -> bool:
        raise NotImplementedError

    @property
    def closed_label(self) -> str:
        """The final status, set by an officer; empty before."""
        raise NotImplementedError

    @property
    def answers(self) -> list[Answer]:
        raise NotImplementedError

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What is needed before submitting: (field name, error message)."""
        raise NotImplementedError

    @property
    def is_closed(self) -> bool:
        """Whether it has been submitted, so the contributor can no longer change it."""
        return bool(self.row.received_on or self.closed_label)

    @property
    def needs_changes(self) -> bool:
        """Whether it was submitted and an officer has requested changes."""
        return bool(self.row.was_received) and not self.is_closed

    @property
    def status(self) -> SubmissionStatus:
        if self.closed_label:
            return SubmissionStatus(self.closed_label, "green")
        if self.row.received_on:
            return SubmissionStatus("Submitted", "teal")
        if self.needs_changes:
            return SubmissionStatus("Changes requested", "orange")
        if self.row.due_on and self.row.due_on < self.today:
            return SubmissionStatus("Overdue", "red")
        if self.is_started:
            return SubmissionStatus("In progress", "blue")
        if self.is_requested:
            return SubmissionStatus("Requested", "blue")
        return SubmissionStatus("Not requested", "grey")

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the answers, to detect changes by someone else."""
        columns = [self.row._meta.get_field(name) for name in self.fields]
        return fingerprint([column.value_to_string(self.row) for column in columns])

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.row.pk])

    @property
    def check_url(self) -> str:
        return reverse(self.check_url_name, args=[self.row.pk])

    def save(self) -> None:
        """Save the answers without submitting them."""
        self._save(self.fields)

    def submit(self) -> None:
        """Submit the saved answers to the officers."""
        self.row.received_on = self.today
        self._save(["received_on"])

    def _save(self, columns):
        self.row._change_reason = CHANGE_REASON
        self.row.save(update_fields=columns)


def sort_submissions(
    submissions: list[Submission],
) -> tuple[list[Submission], list[Submission]]:
    """Return open tasks by due date, and submitted tasks with the newest first."""
    no_date = dt.date.max
    to_do = [task for task in submissions if not task.is_closed]
    past = [task for task in submissions if task.is_closed]
    to_do.sort(key=lambda task: (task.row.due_on or no_date, task.title))
    past.sort(key=lambda task: task.row.received_on or dt.date.min, reverse=True)
    return to_do, past
