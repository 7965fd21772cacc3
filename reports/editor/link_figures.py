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
from reports.checks.typed import can_hold_tokens, excerpt_of, typed_figures
from reports.text.draft import draft_of
from reports.text.lines import (
    Words,
)
from reports.text.occurrences import _letters, typed_of


@dataclass(frozen=True)
class Binding:
    """A typed figure and the one token that can replace it.

    `lead` and `tail` are the rest of its sentence on either side, `printed` is what
    the token prints, `told` describes that figure, and `words` is the text it is in.
    """

    row: Model
    field: str
    excerpt: str
    occurrence: int
    token: str
    lead: str
    tail: str
    printed: str
    told: str
    words: Words

    @property
    def at(self) -> tuple:
        """The position of the typed figure, in the same form as an issue's."""
        return place_of(self.words, self.excerpt, self.occurrence)

    @property
    def key(self) -> str:
        """A hash of the figure, its sentence and its token, for use in a form."""
        *_, pk, field, excerpt, number = self.at
        named = [self.row._meta.label, pk, field, excerpt, number, self.token]
        text = "\n".join([*map(str, named), self.lead, self.tail])
        return fingerprint(text)


def place_of(words: Words, excerpt: str, occurrence: int) -> tuple:
    """A key that is unique to one position of typed text."""
    row = words.row
    return type(row), row.pk if row else None, words.field, excerpt, occurrence


def bind(row: Model, field: str, excerpt: str, occurrence: int, token: str) -> None:
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
        kept: Any = model._default_manager.select_for_update().get(pk=row.pk)
        before = checked_values(kept)
        text = replaced(getattr(kept, field), excerpt, occurrence, token)
        setattr(kept, field, text)
        problems = find_errors(kept, before).get(field)
        if problems:
            raise ValueError(" ".join(problems))
        try:
            kept.clean_fields(exclude=[f.name for f in _others(model, field)])
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        kept._change_reason = f"Linked figure: {excerpt}"[:100]
        kept.save()
    setattr(row, field, getattr(kept, field))


def _others(model, field):
    return [one for one in model._meta.fields if one.name != field]


def replaced(text: str, excerpt: str, occurrence: int, token: str) -> str:
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
def bind_all(report, keys: Container[str] | None = None) -> list[Binding]:
    """Link each typed figure that matches exactly one figure in the data.

    `keys` limits this to the figures selected. Return the figures linked; those that
    cannot be linked stay as they are.
    """
    done = []
    for found in certain(draft_of(report)):
        if keys is not None and found.key not in keys:
            continue
        try:
            bind(found.row, found.field, found.excerpt, found.occurrence, found.token)
        except ValueError:
            continue
        done.append(found)
    return done


def certain(draft) -> list[Binding]:
    """Typed figures with exactly one match in the data.

    The last one of a text comes first, so that linking it does not move the others.
    """
    found = []
    for one in typed_figures(draft):
        tokens = {c.token: c for c in one.fitting if c.token}
        row, name = one.sentence.words.row, one.sentence.words.field
        if len(tokens) != 1 or row is None or not can_hold_tokens(one.sentence):
            continue
        best = next(iter(tokens.values()))
        place = one.sentence.place_of(one.number, excerpt_of(one, best))
        given = (place["excerpt"], place["occurrence"], best.token)
        told, words = (best.words, best.told), place["words"]
        text, end = one.sentence.text, one.number.end
        lead, tail = text[: end - len(place["excerpt"])], text[end:]
        found.append(Binding(row, name, *given, lead, tail, *told, words))
    return found[::-1]
