"""Replacing typed text where it is stored: by a figure code, or by other words."""

from collections.abc import Container, Iterable
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from partnership.core.text.token_validation import (
    checked_values,
    find_errors,
    text_fields,
)
from reports.checks.link_suggestions import LinkSuggestion, link_suggestions
from reports.checks.repairs import Excerpt
from reports.text.draft import draft_of
from reports.text.occurrences import _letters, typed_of


def link_figure(
    row: Model,
    field: str,
    excerpt: str,
    occurrence: int,
    token: str,
    change_reason: str = "",
) -> None:
    """Replace typed text with a token, or with other text as it is stored, and save.

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
            stored.clean_fields(
                exclude=[f.name for f in model._meta.fields if f.name != field]
            )
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        stored._change_reason = (change_reason or f"Linked figure: {excerpt}")[:100]
        stored.save()
    setattr(row, field, getattr(stored, field))


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
def replace_excerpts(excerpts: Iterable[Excerpt], texts: Iterable[str]) -> None:
    """Replace the text at several places of one issue: all of them, or none.

    A text is a figure code or plain words. Raises ValueError as `link_figure` does.
    """
    pairs = list(zip(excerpts, texts, strict=True))
    # The last place of a text comes first, so that it does not move the others.
    for excerpt, text in sorted(pairs, key=lambda pair: -pair[0].occurrence):
        words = excerpt.words
        assert words.row is not None, "Repairs are offered in officers' text only."
        if not text.startswith("[="):
            text = escape(text, quote=False)
        link_figure(
            words.row,
            words.field,
            excerpt.text,
            excerpt.occurrence,
            text,
            f"Fixed: {excerpt.text}",
        )


@transaction.atomic
def link_figures(report, keys: Container[str] | None = None) -> list[LinkSuggestion]:
    """Link each typed figure that matches exactly one figure in the data.

    `keys` limits this to the figures selected. Return the figures linked; those that
    cannot be linked stay as they are. The last one of a text comes first, so that
    linking it does not move the others.
    """
    linked = []
    for link in reversed(link_suggestions(draft_of(report))):
        if keys is not None and link.key not in keys:
            continue
        try:
            link_figure(link.row, link.field, link.excerpt, link.occurrence, link.token)
        except ValueError:
            continue
        linked.append(link)
    return linked
