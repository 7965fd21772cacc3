"""Statements of a sentence: where each begins and ends."""

from reports.text.phrases import phrase
from reports.text.reader import Reading
from reports.text.spans import Span


def clauses_of(reading: Reading) -> list[Span]:
    """The places of the statements of a sentence, in order."""
    return reading.once("clauses", _clauses)


def _clauses(reading: Reading) -> list[Span]:
    text = reading.bare
    found = [m.span() for m in phrase("clause.parts").finditer(text)]
    cuts = [(a, b) for a, b in found if text.count("(", 0, a) <= text.count(")", 0, a)]
    if phrase("clause.opens").match(text):
        # “While burglary fell to 1,198, hate crime rose”: two separate statements.
        first = phrase("clause.closes").search(text)
        cuts += [first.span()] if first else []
    starts = [0, *(end for _start, end in sorted(cuts))]
    ends = [*(start for start, _end in sorted(cuts)), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def clause_at(reading: Reading, start: int, end: int | None = None) -> Span:
    """The clause that contains a place, or the clauses from one place to another."""
    end = start if end is None else end
    found = [(a, b) for a, b in clauses_of(reading) if a <= end and start <= b]
    if not found:
        return 0, len(reading.bare)
    return found[0][0], found[-1][1]
