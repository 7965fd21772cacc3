"""The sentences of a draft with the figures in them, read once for all checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from partnership.models import Group, Partner, Partnership, RelatedPlan, Term
from priorities.models import CommissionersPlan
from reports.figures.figure import Figure
from reports.figures.grammar import Token, tokens_in
from reports.text.draft import Draft
from reports.text.lines import BOUND, Line, Words
from reports.text.numbers import Number, names_with_digits, numbers_in
from reports.text.occurrences import occurrence_in
from reports.text.shared_queries import all_of

# A sentence with more figures than this is no sentence; it is read so far only.
MOST = 200
YEARS = re.compile(r"\b(?:19|20)[0-9]{2}(?:[-–/][0-9]{2})?\b")


@dataclass(eq=False)
class Sentence:
    """One sentence at its place; `start` is where it begins in the text of its words.

    `numbers` are all its figures, whoever wrote them; `before` is the sentence that
    stands before it at the same place, if one does.
    """

    words: Words
    line: Line
    start: int
    numbers: list[Number]
    before: "Sentence | None" = None
    after: "Sentence | None" = None
    heading: str = ""

    @property
    def text(self) -> str:
        return self.line.text

    def is_typed(self, number: Number) -> bool:
        return BOUND not in self.line.typed[number.start : number.end]

    @cached_property
    def typed(self) -> list[Number]:
        """The figures that somebody typed."""
        return [number for number in self.numbers if self.is_typed(number)]

    def place_of(self, number: Number, excerpt: str = "") -> dict:
        """Where a figure stands, as an issue tells it."""
        excerpt = excerpt or number.text
        at = self.start + number.end - len(excerpt)
        return {
            "words": self.words,
            "excerpt": excerpt,
            "occurrence": occurrence_in(self.words, excerpt, at),
        }

    def around(self, number: Number) -> str:
        """The figure with a few words on either side, to know it by."""
        first, last = max(0, number.start - 30), number.end + 30
        return self.text[first:last].strip()

    @property
    def years(self) -> list[str]:
        return YEARS.findall(self.text)

    @property
    def context(self) -> str:
        """What readers know when they come to the sentence."""
        before = self.before.text if self.before else ""
        return f"{self.heading} {self.words.place} {before}"


def sentences(draft: Draft) -> list[Sentence]:
    """Every sentence of the draft, in order."""
    return draft.shared("figured-sentences", lambda: list(_read(draft)))


@dataclass(frozen=True)
class Bound:
    """A figure that a token printed, in its sentence, with what stands beside it."""

    sentence: Sentence
    start: int
    figure: Figure
    token: Token
    near: str

    @property
    def place(self) -> dict:
        words, text = self.sentence.words, self.figure.text
        at = self.sentence.start + self.start
        return {
            "words": words,
            "excerpt": text,
            "occurrence": words.text[:at].count(text),
        }


def bound(draft: Draft) -> list[Bound]:
    """Every figure that a token printed, in order."""
    return draft.shared("bound-figures", lambda: list(_bound(draft)))


def _bound(draft) -> Iterator[Bound]:
    by_words: dict[int, list[Sentence]] = {}
    for sentence in sentences(draft):
        by_words.setdefault(id(sentence.words), []).append(sentence)
    rendered = draft.context.composer.rendered
    for place, (one, words) in enumerate(zip(rendered, draft.words, strict=False)):
        if not one.rich.figures:
            continue
        alike = [w for w in draft.words[max(0, place - 2) : place + 3]]
        near = " ".join(w.text for w in alike if w.section == words.section)
        left = by_words.get(id(words), [])
        taken: set[tuple[int, int]] = set()
        for figure in one.rich.figures:
            yield from _place(left, figure, f"{words.place} {near}", taken)


def _place(
    sentences: list[Sentence], figure: Figure, near: str, taken: set[tuple[int, int]]
) -> Iterator[Bound]:
    """The first place that prints the figure as a token's, and is no other's."""
    tokens = tokens_of(figure.token)
    for sentence in sentences:
        start = sentence.text.find(figure.text)
        while start >= 0 and tokens:
            place = sentence.start, start
            if sentence.line.typed[start] == BOUND and place not in taken:
                taken.add(place)
                yield Bound(sentence, start, figure, tokens[0], near)
                return
            start = sentence.text.find(figure.text, start + 1)


@lru_cache(maxsize=4_000)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens in stored words; remembered, since they depend on nothing else."""
    return tuple(tokens_in(text))


def _read(draft) -> Iterator[Sentence]:
    names = _names(draft) if re.search("[0-9]", draft.text) else None
    for words in draft.words:
        before, heading, start = None, "", 0
        for line in words.lines:
            for at, part in line.parts:
                numbers = numbers_in(part.text, names)[:MOST]
                sentence = Sentence(
                    words, part, start + at, numbers, before, None, heading
                )
                if before is not None:
                    before.after = sentence
                yield sentence
                before = sentence
            heading = line.text if line.is_heading else heading
            start += len(line.text) + 1


def _names(draft) -> re.Pattern | None:
    """Names with digits: partners, groups, plans, terms."""
    found: list[str] = []
    for model, fields in (
        (Partner, ("name", "short_name")),
        (Partnership, ("name", "short_name")),
        (Group, ("name",)),
        (RelatedPlan, ("title",)),
        (CommissionersPlan, ("title",)),
        (Term, ("term", "full_version")),
    ):
        for row in all_of(draft, model):
            found += [getattr(row, name) for name in fields]
    return names_with_digits(found)
