"""The figures that tokens print in a draft, each at its place in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.figures.figure import Figure
from reports.figures.grammar import Token, tokens_in
from reports.text.draft import Draft
from reports.text.excerpts import marked
from reports.text.lines import BOUND
from reports.text.sentences import Sentence, sentences_of


@dataclass(frozen=True)
class Bound:
    """A figure printed by a token, in its sentence, with the text around it."""

    sentence: Sentence
    start: int
    figure: Figure
    token: Token
    near: str

    @property
    def place(self) -> dict:
        at = self.sentence.start + self.start
        return marked(self.sentence.words, self.figure.text, at)


def bound(draft: Draft) -> list[Bound]:
    """Every figure that a token printed, in order."""
    return draft.shared("bound-figures", lambda: list(_bound(draft)))


def _bound(draft) -> Iterator[Bound]:
    by_words: dict[int, list[Sentence]] = {}
    for sentence in sentences_of(draft):
        by_words.setdefault(id(sentence.words), []).append(sentence)
    rendered = draft.context.composer.rendered
    for place, (passage, words) in enumerate(zip(rendered, draft.words, strict=False)):
        if not passage.rich.figures:
            continue
        alike = [w for w in draft.words[max(0, place - 2) : place + 3]]
        near = " ".join(w.text for w in alike if w.section == words.section)
        remaining = by_words.get(id(words), [])
        taken: set[tuple[int, int]] = set()
        for figure in passage.rich.figures:
            yield from _place(remaining, figure, f"{words.place} {near}", taken)


def _place(
    sentences: list[Sentence], figure: Figure, near: str, taken: set[tuple[int, int]]
) -> Iterator[Bound]:
    """The first place that prints a token's figure and is not taken by another."""
    tokens = tokens_of(figure.token)
    for sentence in sentences:
        start = sentence.text.find(figure.text)
        while start >= 0 and tokens:
            place = sentence.start, start
            if sentence.typed[start] == BOUND and place not in taken:
                taken.add(place)
                yield Bound(sentence, start, figure, tokens[0], near)
                return
            start = sentence.text.find(figure.text, start + 1)


@lru_cache(maxsize=4_000)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens in stored text; cached, because they depend on nothing else."""
    return tuple(tokens_in(text))
