"""Sentences of a draft and the text around them, read once for all checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.text.draft import Draft
from reports.text.excerpts import marked
from reports.text.lines import BOUND, Line, Words

# Words that admit a gap, so that what is missing is not an issue.
GAP = re.compile(
    r"\b(?:not (?:been )?(?:given|said|known|told|stated|reported|recorded|checked)|"
    r"do(?:es)? not (?:say|give|tell|name)|no (?:source|figure|number|date|period|year)"
    r"s?\b|none of|gives? no|names? no|names? neither|is not said)",
    re.I,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NUMBER = re.compile(rf"[\d{BOUND}]")
LONGEST_HEADING = 100


@dataclass(eq=False)
class Sentence:
    """One sentence: its line, the sentences around it, and the headings above it.

    `start` is its place in the text of its words. `heading` may also be above other
    text; `own_heading` is the last one before its line in the same text.
    """

    words: Words
    line: Line
    part: Line
    start: int
    heading: str = ""
    own_heading: str = ""
    before: "Sentence | None" = None
    after: "Sentence | None" = None

    @property
    def text(self) -> str:
        return self.part.text

    @property
    def typed(self) -> str:
        return self.part.typed

    @property
    def around(self) -> str:
        """The sentence with its neighbours."""
        return self.between_neighbours(self.text)

    def between_neighbours(self, text: str) -> str:
        near = (self.before, self.after)
        before, after = (reading.text if reading else "" for reading in near)
        return f"{before} {text} {after}"

    @property
    def low(self) -> str:
        """The typed text in lower case."""
        return self.part.low

    @property
    def owns_up(self) -> bool:
        """Whether it admits that something is not known."""
        return bool(GAP.search(self.text) or self.after and GAP.search(self.after.text))

    def matches(self, pattern: re.Pattern) -> tuple[re.Match, ...]:
        """Where the typed text matches a pattern."""
        return self.part.matches(pattern)

    def first(self, pattern: re.Pattern) -> re.Match | None:
        return next(iter(self.part.matches(pattern)), None)

    def lead(self, length: int) -> str:
        """The sentence, with this many letters of the text before it."""
        begin = max(self.start - length, 0)
        return self.words.text[begin : self.start + len(self.text)]

    def mark(self, match: re.Match) -> dict:
        """Return the position of a match in this sentence, for an issue."""
        return self.mark_at(match[0], match.start())

    def mark_at(self, excerpt: str, start: int) -> dict:
        """Return the position of some letters of this sentence, for an issue."""
        return marked(self.words, excerpt, self.start + start)


def sentences_of(draft: Draft) -> list[Sentence]:
    """Every sentence of a draft, in order."""
    return draft.shared("sentences", lambda: _read(draft))


def hinted(draft: Draft, *hints: str) -> Iterator[Sentence]:
    """Return sentences that contain one of some strings, far faster than a pattern."""
    sentences = sentences_of(draft)
    lows = draft.shared(
        "sentences-low", lambda: tuple(sentence.low for sentence in sentences)
    )
    for number in _holding(lows, hints):
        yield sentences[number]


@lru_cache(maxsize=500)
def _holding(lows: tuple[str, ...], hints: tuple[str, ...]) -> tuple[int, ...]:
    """Return which texts contain one of the hints; cached until the texts change."""
    return tuple(
        number for number, low in enumerate(lows) if any(hint in low for hint in hints)
    )


def _read(draft):
    titles = {section.key: section.title for section in draft.sections}
    found: list[Sentence] = []
    section, heading = "", ""
    for words in draft.words:
        if words.section != section:
            section, heading = words.section, titles.get(words.section, "")
        if _is_heading(words):
            heading = words.text
        _add(found, words, heading)
    return found


def _is_heading(words):
    """A label of one line above the text that follows it."""
    text = words.text
    return (
        "<" not in words.raw
        and len(words.lines) == 1
        and len(text) < LONGEST_HEADING
        and not text.endswith((".", ":", ";", ",", "?"))
        and not NUMBER.search(words.typed[:1])
    )


def _add(found, words, heading):
    """Add a text's sentences; `heading` is above the text."""
    before, own, offset = None, "", 0
    for line in words.lines:
        above = own
        own = line.text if line.is_heading else own
        for place, part in line.parts:
            sentence = Sentence(
                words, line, part, offset + place, own or heading, above
            )
            if before is not None:
                sentence.before, before.after = before, sentence
            found.append(sentence)
            before = sentence
        offset += len(line.text) + 1
