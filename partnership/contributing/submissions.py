"""Contributors' tasks: status, saving and submitting."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from partnership.accounts import roles
from partnership.core.models.natural_keys import NaturalKeyQuerySet
from partnership.core.values import financial_years

# Change reason in the history of a record that a contributor saved or submitted.
REASON = "Changed by the contributor"
# Roles that can submit tasks; being linked to a record is not enough without one.
SENDERS = {"contributor", *roles.STAFF}


def may_send(user) -> bool:
    return not SENDERS.isdisjoint(roles.role_names(user))


class OwedQuerySet(NaturalKeyQuerySet):
    """Records with `received_on`, which an officer clears to request changes."""

    def with_past(self):
        """Annotate with `was_received`: whether a record was ever submitted."""
        past = self.model.history.filter(id=OuterRef("pk"), received_on__isnull=False)
        return self.annotate(was_received=Exists(past))


@dataclass(frozen=True)
class State:
    """The status of a task, with the colour of its tag."""

    word: str
    colour: str


@dataclass(frozen=True)
class Answer:
    """One answer on the check page; `html` is cleaned rich text."""

    label: str
    text: str = ""
    html: str = ""


@dataclass
class Owed:
    """A task: a record from `with_past`, and its status on the day `today`."""

    row: Any
    today: dt.date

    # The fields that the contributor fills in, and the URL names of the two pages.
    fields: ClassVar[list[str]]
    page: ClassVar[str]
    check_page: ClassVar[str]

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def about(self) -> str:
        """The reporting period, as text."""
        raise NotImplementedError

    @property
    def year(self) -> str:
        return financial_years.label(self.row.year)

    @property
    def asked(self) -> bool:
        raise NotImplementedError

    @property
    def started(self) -> bool:
        raise NotImplementedError

    @property
    def settled(self) -> str:
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
        return bool(self.row.received_on or self.settled)

    @property
    def needs_changes(self) -> bool:
        """Whether it was submitted and an officer has requested changes."""
        return bool(self.row.was_received) and not self.is_closed

    @property
    def state(self) -> State:
        if self.settled:
            return State(self.settled, "green")
        if self.row.received_on:
            return State("Submitted", "teal")
        if self.needs_changes:
            return State("Changes requested", "orange")
        if self.row.due_on and self.row.due_on < self.today:
            return State("Overdue", "red")
        if self.started:
            return State("In progress", "blue")
        if self.asked:
            return State("Requested", "blue")
        return State("Not requested", "grey")

    @property
    def digest(self) -> str:
        """Fingerprint of the answers, to detect changes by someone else."""
        columns = [self.row._meta.get_field(name) for name in self.fields]
        text = repr([column.value_to_string(self.row) for column in columns])
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def url(self) -> str:
        return reverse(self.page, args=[self.row.pk])

    @property
    def check_url(self) -> str:
        return reverse(self.check_page, args=[self.row.pk])

    def save(self) -> None:
        """Save the answers without submitting them."""
        self._save(self.fields)

    def send(self) -> None:
        """Submit the saved answers to the officers."""
        self.row.received_on = self.today
        self._save(["received_on"])

    def _save(self, columns):
        self.row._change_reason = REASON
        self.row.save(update_fields=columns)


def in_order(rows: list[Owed]) -> tuple[list[Owed], list[Owed]]:
    """Return open tasks by due date, and submitted tasks with the newest first."""
    last = dt.date.max
    still = [one for one in rows if not one.is_closed]
    past = [one for one in rows if one.is_closed]
    still.sort(key=lambda one: (one.row.due_on or last, one.title))
    past.sort(key=lambda one: one.row.received_on or dt.date.min, reverse=True)
    return still, past
