"""Linking typed figures to data: replace each with the token that prints it."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from partnership.core.text.token_validation import (
    checked_values,
    find_errors,
    text_fields,
)
from partnership.core.values.fingerprints import fingerprint
from reports.checks.comparators.base import LINK, mistakes_of
from reports.checks.typed import can_hold_tokens
from reports.text.draft import draft_of
from reports.text.lines import (
    Words,
)
from reports.text.occurrences import _letters, typed_of


@dataclass(frozen=True)
class FigureLink:
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
    def position(self) -> tuple:
        """The position of the typed figure, in the same form as an issue's."""
        return position_of(self.words, self.excerpt, self.occurrence)

    @property
    def key(self) -> str:
        """A hash of the figure, its sentence and its token, for use in a form."""
        *_, pk, field, excerpt, number = self.position
        named = [self.row._meta.label, pk, field, excerpt, number, self.token]
        text = "\n".join([*map(str, named), self.lead, self.tail])
        return fingerprint(text)


def position_of(words: Words, excerpt: str, occurrence: int) -> tuple:
    """A key that is unique to one position of typed text."""
    row = words.row
    return type(row), row.pk if row else None, words.field, excerpt, occurrence


def link_figure(
    row: Model, field: str, excerpt: str, occurrence: int, token: str
) -> None:
    """Replace typed text with a token, and save the row.

    `occurrence` counts from 0 among the places where the same text was typed by hand.
    Raises ValueError with a message for the officer if the text is no longer there
    or the token does not fit.
    """
    model = type(row)
    if field not in text_fields(model):
        raise ValueError(
            "This text cannot contain linked figures. Remove the figure, or correct "
            "it by hand."
        )
    with transaction.atomic():
        stored: Any = model._default_manager.select_for_update().get(pk=row.pk)
        before = checked_values(stored)
        text = replace_typed(getattr(stored, field), excerpt, occurrence, token)
        setattr(stored, field, text)
        problems = find_errors(stored, before).get(field)
        if problems:
            raise ValueError(" ".join(problems))
        try:
            stored.clean_fields(exclude=[f.name for f in _others(model, field)])
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        stored._change_reason = f"Linked figure: {excerpt}"[:100]
        stored.save()
    setattr(row, field, getattr(stored, field))


def _others(model, field):
    return [f for f in model._meta.fields if f.name != field]


def replace_typed(text: str, excerpt: str, occurrence: int, token: str) -> str:
    """The stored text with one typed occurrence of the excerpt replaced.

    Raises ValueError if there is no such occurrence.
    """
    places = [match.start() for match in _letters(excerpt).finditer(typed_of(text))]
    if occurrence >= len(places) or not excerpt.strip():
        raise ValueError(
            f"“{excerpt}” is no longer there because someone has changed the text. "
            "Run the checks again."
        )
    start = places[occurrence]
    return text[:start] + token + text[start + len(excerpt) :]


@transaction.atomic
def link_figures(report, keys: Container[str] | None = None) -> list[FigureLink]:
    """Link each typed figure that matches exactly one figure in the data.

    `keys` limits this to the figures selected. Return the figures linked; those that
    cannot be linked stay as they are.
    """
    linked = []
    for link in exact_matches(draft_of(report)):
        if keys is not None and link.key not in keys:
            continue
        try:
            link_figure(link.row, link.field, link.excerpt, link.occurrence, link.token)
        except ValueError:
            continue
        linked.append(link)
    return linked


def exact_matches(draft) -> list[FigureLink]:
    """Typed figures with exactly one match in the data.

    The last one of a text comes first, so that linking it does not move the others.
    """
    links = []
    for statement, mistake in mistakes_of(draft):
        words = statement.sentence.words
        if (
            mistake.level != LINK
            or words.row is None
            or not can_hold_tokens(statement.sentence)
        ):
            continue
        place = statement.place(mistake.start, mistake.end)
        links.append(
            FigureLink(
                row=words.row,
                field=words.field,
                excerpt=place["excerpt"],
                occurrence=place["occurrence"],
                token=mistake.replacement,
                lead=statement.text[: mistake.start],
                tail=statement.text[mistake.end :],
                printed=mistake.prints,
                description=mistake.names,
                words=place["words"],
            )
        )
    return links[::-1]
