"""Rows that a contributor owes: how far each has come, and its way to the officers."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from partnership.accounts import roles
from partnership.core.models.natural_keys import NaturalKeyQuerySet
from partnership.core.values import financial_years

# What the history of a row says of each save on a contributor's page.
REASON = "Sent by the contributor"
# Who may send what is theirs; a tie of an account without such a role gives no right.
SENDERS = {"contributor", *roles.STAFF}


def may_send(user) -> bool:
    return not SENDERS.isdisjoint(roles.role_names(user))


class OwedQuerySet(NaturalKeyQuerySet):
    """Rows with `received_on`, which an officer empties to send one back."""

    def with_past(self):
        """Each says in `was_received` whether it had been received at some time."""
        past = self.model.history.filter(id=OuterRef("pk"), received_on__isnull=False)
        return self.annotate(was_received=Exists(past))


@dataclass(frozen=True)
class State:
    """How far something has come, in a word, with the colour of its tag."""

    word: str
    colour: str


@dataclass(frozen=True)
class Answer:
    """One answer as it is read through; `html` is cleaned rich text."""

    label: str
    text: str = ""
    html: str = ""


@dataclass
class Owed:
    """One row that somebody owes, from `with_past`, on the day `today`."""

    row: Any
    today: dt.date

    # The columns that the contributor fills, and the names of the two pages.
    fields: ClassVar[list[str]]
    page: ClassVar[str]
    check_page: ClassVar[str]

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def about(self) -> str:
        """The time that it is about, in words."""
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
        """What an officer did with it in the end, in a word; empty before."""
        raise NotImplementedError

    @property
    def answers(self) -> list[Answer]:
        raise NotImplementedError

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What keeps it from being sent: a column's name, and what to do there."""
        raise NotImplementedError

    @property
    def is_closed(self) -> bool:
        """Whether it lies with the officers, so that nothing in it changes here."""
        return bool(self.row.received_on or self.settled)

    @property
    def state(self) -> State:
        if self.settled:
            return State(self.settled, "green")
        if self.row.received_on:
            return State("Received", "teal")
        if self.row.was_received:
            return State("Sent back", "orange")
        if self.row.due_on and self.row.due_on < self.today:
            return State("Late", "red")
        if self.started:
            return State("Started", "blue")
        return State("Asked", "blue") if self.asked else State("Not asked", "grey")

    @property
    def digest(self) -> str:
        """Changes with any of the answers, and with nothing else."""
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
        """Keep the answers; it stays with the contributor."""
        self._save(self.fields)

    def send(self) -> None:
        """Hand it to the officers, as it is saved."""
        self.row.received_on = self.today
        self._save(["received_on"])

    def _save(self, columns):
        self.row._change_reason = REASON
        self.row.save(update_fields=columns)


def in_order(rows: list[Owed]) -> tuple[list[Owed], list[Owed]]:
    """What is still to be sent, by due date, and what was sent, the newest first."""
    last = dt.date.max
    still = [one for one in rows if not one.is_closed]
    past = [one for one in rows if one.is_closed]
    still.sort(key=lambda one: (one.row.due_on or last, one.title))
    past.sort(key=lambda one: one.row.received_on or dt.date.min, reverse=True)
    return still, past
