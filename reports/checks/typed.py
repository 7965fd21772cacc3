"""Typed figures: those to link to the data, and those that the data do not have."""

from collections.abc import Iterator

from partnership.core.text.token_validation import text_fields
from reports.checks.comparators.base import LINK, mistakes_of
from reports.checks.finding import Finding, warn
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.numbers import Number
from reports.text.sentences import (
    Sentence,
    sentences,
)


@check(
    "typed-figure",
    "Figures not linked to your data",
    "Typed figures do not update when your data is corrected.",
)
def figures_are_linked(draft: Draft) -> Iterator[Finding]:
    """Offer a link for a figure that the data have; name those that they lack."""
    if not any(sentence.typed for sentence in sentences(draft)):
        return
    found: dict[int, list] = {}
    for reading, one in mistakes_of(draft):
        found.setdefault(id(reading.sentence), []).append((reading, one))
    for sentence in sentences(draft):
        here = found.get(id(sentence), [])
        yield from (_to_link(*row) for row in here if row[1].level == LINK)
        numbers = _unknown_in(sentence, [(one.start, one.end) for _, one in here])
        if numbers:
            yield _unknown(sentence, numbers)


def _to_link(reading, one) -> Finding:
    excerpt = reading.text[one.start : one.end]
    around = reading.text[max(0, one.start - 30) : one.end + 30].strip()
    given = {"about": f"{excerpt} in {around}", **reading.place(one.start, one.end)}
    if not can_hold_tokens(reading.sentence):
        hint = "Remove the figure: linked figures cannot be used here."
        return warn(one.message, hint, **given)
    offer = {"offer": one.replacement, "offer_words": one.prints}
    return warn(one.message, one.hint, **offer, **given)


def _unknown_in(sentence: Sentence, taken: list[tuple[int, int]]) -> list[Number]:
    """The typed figures of which nothing else was said."""
    return [
        number
        for number in sentence.typed
        if not number.is_word
        and not any(a < number.end and number.start < b for a, b in taken)
    ]


def _unknown(sentence: Sentence, numbers: list[Number]) -> Finding:
    """One finding for all unknown figures of a sentence."""
    first = numbers[0]
    *others, last = [number.text for number in numbers]
    listed = f"{', '.join(others)} and {last}" if others else last
    was, it = ("were", "them") if others else ("was", "it")
    return warn(
        f"{listed} {was} typed and not found in your data: “{sentence.around(first)}”.",
        f"Add {it} to your data and link {it}, or accept this warning.",
        why="Readers cannot check where it comes from or whether it is up to date.",
        **sentence.place_of(first),
    )


def can_hold_tokens(sentence: Sentence) -> bool:
    """Whether linked figures are printed in the field that holds a sentence."""
    row, name = sentence.words.row, sentence.words.field
    return row is None or name in text_fields(type(row))
