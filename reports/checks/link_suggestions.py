"""Typed figures that are in the data: suggestions to link them, never an issue."""

from dataclasses import dataclass

from django.db.models import Model

from partnership.core.text.token_validation import text_fields
from partnership.core.values.fingerprints import fingerprint
from reports.checks.comparators.base import LINK, Mistake, mistakes_of
from reports.text.lines import Words
from reports.text.occurrences import is_typed_in
from reports.text.reader import Reading


@dataclass(frozen=True)
class LinkSuggestion:
    """A typed figure and the one token that can replace it.

    `lead` and `tail` are the rest of its sentence on either side, `printed` is what the
    token prints, `description` describes it, and `words` is the text it is in.
    """

    row: Model
    field: str
    excerpt: str
    occurrence: int
    token: str
    lead: str
    tail: str
    printed: str
    description: str
    words: Words

    @property
    def key(self) -> str:
        """A hash of the figure, its sentence and its token, for use in a form."""
        row, number = self.row, str(self.occurrence)
        named = [row._meta.label, str(row.pk), self.field, self.excerpt, number]
        return fingerprint("\n".join([*named, self.token, self.lead, self.tail]))


def link_suggestions(draft) -> list[LinkSuggestion]:
    """Typed figures with exactly one match in the data, in the order of the text."""
    return [
        _suggestion(reading, mistake)
        for reading, mistake in mistakes_of(draft)
        if mistake.level == LINK and _can_be_linked(reading, mistake)
    ]


def _can_be_linked(reading: Reading, mistake: Mistake) -> bool:
    """Whether the figure is typed in one text that can have linked figures."""
    words = reading.sentence.words
    if words.row is None or words.field not in text_fields(type(words.row)):
        return False
    place = reading.place(*mistake.span)
    stored = getattr(words.row, words.field)
    return is_typed_in(stored, place["excerpt"], place["occurrence"])


def _suggestion(reading: Reading, mistake: Mistake) -> LinkSuggestion:
    words = reading.sentence.words
    place = reading.place(*mistake.span)
    return LinkSuggestion(
        row=words.row,
        field=words.field,
        excerpt=place["excerpt"],
        occurrence=place["occurrence"],
        token=mistake.replacement,
        lead=reading.text[: mistake.start],
        tail=reading.text[mistake.end :],
        printed=mistake.prints,
        description=mistake.names,
        words=place["words"],
    )
