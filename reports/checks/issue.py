"""One result of a check: what is wrong, where, why it matters and how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Model

from partnership.core.values.fingerprints import fingerprint
from reports.text.excerpts import sentences
from reports.text.lines import Words


class Severity(StrEnum):
    """How serious an issue is, most serious first.

    An error prevents publishing. A warning has to be fixed or accepted. Advice needs no
    answer and is hidden until someone asks for it.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def order(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True)
class Issue:
    """One issue that a check reports in one document.

    `message` is the fact in a sentence, `hint` how to fix it, `explanation` why it
    matters (the check's own unless given). `words` are the text with the fault and
    `excerpt` the letters there; `replacement` is what could take their place, a figure
    code or text, and `replacement_label` how it reads. `row` is the record to edit
    where the data is wrong. `about` identifies the fact over time; it is `message`
    unless that changes too easily. `others` are further places of the same fact.
    """

    severity: Severity
    message: str
    hint: str
    explanation: str = ""
    words: Words | None = None
    section: str = ""
    place: str = ""
    excerpt: str = ""
    occurrence: int = 0
    replacement: str = ""
    replacement_label: str = ""
    row: Model | None = None
    about: str = ""
    check: str = ""
    others: tuple["Issue", ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_warning(self) -> bool:
        return self.severity is Severity.WARNING

    @property
    def is_advice(self) -> bool:
        return self.severity is Severity.ADVICE

    @property
    def headline(self) -> str:
        """The first sentence of the message; `details` are the others."""
        return next(sentences(self.message))

    @property
    def details(self) -> list[str]:
        return list(sentences(self.message))[1:]

    @property
    def places(self) -> tuple["Issue", ...]:
        """The issue once for each place of its fact, this one first."""
        return (self, *self.others)

    @property
    def position(self) -> tuple:
        """Where the issue is: no two places of a fact have the same."""
        row = self.source
        of = (type(row), row.pk) if row is not None else ()
        return (*of, id(self.words), self.key, self.excerpt, self.occurrence)

    @property
    def key(self) -> str:
        """The key of the section with the fault; empty for the whole document."""
        return self.section or (self.words.section if self.words else "")

    @property
    def where(self) -> str:
        return self.place or (self.words.place if self.words else "")

    @property
    def source(self) -> Model | None:
        """The record to open to fix the issue."""
        return self.row or (self.words.row if self.words else None)

    @property
    def fingerprint(self) -> str:
        """Identifies the fact, wherever it is and in whichever year’s document.

        An accepted warning stays accepted as long as this is the same.
        """
        named = "\n".join([self.check, (self.about or self.message).casefold()])
        return fingerprint(named, length=64)


def merged(issues: Iterable[Issue]) -> list[Issue]:
    """One issue for each fact, with all of its places, in the order given."""
    by_fact: dict[str, dict[tuple, Issue]] = {}
    for issue in issues:
        by_fact.setdefault(issue.fingerprint, {}).setdefault(issue.position, issue)
    found = []
    for places in by_fact.values():
        first, *others = sorted(places.values(), key=lambda issue: issue.severity.order)
        found.append(replace(first, others=tuple(others)) if others else first)
    return found


def error(message: str, hint: str, **given) -> Issue:
    return Issue(Severity.ERROR, message, hint, **given)


def warning(message: str, hint: str, **given) -> Issue:
    return Issue(Severity.WARNING, message, hint, **given)


def advice(message: str, hint: str, **given) -> Issue:
    return Issue(Severity.ADVICE, message, hint, **given)
