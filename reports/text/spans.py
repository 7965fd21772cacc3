"""Spans of a sentence: where something in it begins and ends."""

from collections.abc import Iterable

Span = tuple[int, int]


class Placed:
    """Something found in a sentence, from `start` to `end`."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


def spans_of(*groups: Iterable[Placed]) -> list[Span]:
    """Return the spans of several things."""
    return [span.span for group in groups for span in group]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span overlaps any of some others."""
    return any(start < span[1] and span[0] < end for start, end in others)
