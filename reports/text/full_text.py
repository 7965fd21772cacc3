"""The whole text of a draft as one string, so that each search reads it once."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape
from typing import Any, TypeVar

from reports.text.lines import BOUND, Words

# Each letter is replaced by one letter, so that positions stay the same.
PLAIN = str.maketrans("’‘“”–—‐‑\u00a0", "''\"\"---- ")
BETWEEN = "\n\n"
RUN = re.compile(r"[^\W_]+")
# How many documents' texts are cached with what was found in them.
DOCUMENTS = 16

T = TypeVar("T")


def plain(text: str) -> str:
    """The text with straight quotation marks, and hyphens for dashes; same length."""
    return text.translate(PLAIN)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text in lower case, without accents, “and” for “&”: to compare spellings."""
    if text.isascii():
        return " ".join(text.replace("&", " and ").casefold().split())
    bare = unicodedata.normalize("NFD", plain(text).replace("&", " and "))
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.casefold().split())


@dataclass(frozen=True, eq=False)
class Letters:
    """The whole text of a draft, and what was found in it.

    `text` is what readers see and `typed` what people typed, both with plain
    punctuation; `lower` is `typed` in lower case. All have the same length. A document
    is checked again and again while someone writes, so each search of the same text is
    done once.
    """

    starts: tuple[int, ...]
    text: str
    typed: str
    lower: str
    found: dict[tuple, Any] = field(default_factory=dict)

    @cached_property
    def runs(self) -> frozenset[str]:
        """All runs of letters and digits in `typed`, also in lower case."""
        return frozenset(RUN.findall(self.typed)) | frozenset(RUN.findall(self.lower))


@dataclass
class WholeText:
    """The draft's texts in sequence: where each starts, and their letters."""

    words: list[Words]
    letters: Letters

    @property
    def starts(self) -> tuple[int, ...]:
        return self.letters.starts

    @property
    def text(self) -> str:
        return self.letters.text

    @property
    def typed(self) -> str:
        return self.letters.typed

    @property
    def lower(self) -> str:
        return self.letters.lower

    def once(self, question: str, given: Hashable, read: Callable[[], T]) -> T:
        """The cached result of `read`; `given` is what else it depends on."""
        key, found = (question, given), self.letters.found
        if key not in found:
            found[key] = read()
        return found[key]

    def matches(self, pattern: re.Pattern) -> tuple[re.Match, ...]:
        """The matches of a pattern in what was typed."""
        return self.once(
            "matches", pattern, lambda: tuple(pattern.finditer(self.typed))
        )

    def masked(self, spans: tuple[tuple[int, int], ...]) -> str:
        """What was typed, with BOUND in place of some letters."""
        return self.once("masked", spans, lambda: masked(self.typed, spans))

    def at(self, start: int, end: int) -> dict:
        """The place of an issue: the text and the exact letters in it."""
        number = bisect_right(self.starts, start) - 1
        words = self.words[number]
        first = start - self.starts[number]
        excerpt = words.text[first : first + end - start]
        before = words.text.count(excerpt, 0, first) if excerpt else 0
        return {"words": words, "excerpt": excerpt, "occurrence": before}

    def line_at(self, start: int) -> str:
        """The plain line in which a place lies."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", start)
        return self.text[first : last if last >= 0 else len(self.text)]

    def places(self, phrase: str, *, exact: bool = False) -> list[tuple[int, int]]:
        """Where a phrase was typed, as whole words."""
        return self.once(
            "places", (phrase, exact), lambda: list(self._places(phrase, exact))
        )

    def _places(self, phrase, exact) -> Iterator[tuple[int, int]]:
        phrase = plain(phrase) if exact else plain(phrase).lower()
        if not self.letters.runs.issuperset(RUN.findall(phrase)):
            return
        within = self.typed if exact else self.lower
        start = within.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if _is_whole(within, start, end):
                yield start, end
            start = within.find(phrase, end)


def _is_whole(text, start, end):
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (
        (before.isalnum() and text[start].isalnum())
        or (after.isalnum() and text[end - 1].isalnum())
    )


def whole_text(draft) -> WholeText:
    """The draft's whole text, read once."""
    return draft.shared("whole text", lambda: _join([*draft.words, *_titles(draft)]))


def _titles(draft):
    """Titles of the achievements shown, which are printed as they are."""
    shown = {words.raw for words in draft.words}
    rows = list(draft.context.achievements)
    for area in draft.context.read.get("contributions", []):
        rows += [row for part in area.contributions for row in part.achievements]
    return [
        Words(row.title, "", row.title, f"<h4>{escape(row.title)}</h4>", row, "title")
        for row in rows
        if row.body and row.body in shown
    ]


def _join(words):
    texts = tuple(passage.text for passage in words)
    return WholeText(words, _letters(texts, tuple(passage.typed for passage in words)))


@lru_cache(maxsize=DOCUMENTS)
def _letters(texts, typed_texts) -> Letters:
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + len(BETWEEN)
    typed = plain(BETWEEN.join(typed_texts))
    lower = typed.lower()
    # A letter that becomes longer in lower case would shift all positions after it.
    if len(lower) != len(typed):
        lower = "".join(
            sign.lower() if len(sign.lower()) == 1 else sign for sign in typed
        )
    return Letters(tuple(starts), plain(BETWEEN.join(texts)), typed, lower)


def masked(text: str, spans) -> str:
    """The text with BOUND in place of some letters."""
    parts, last = [], 0
    for start, end in sorted(spans):
        if end > last:
            begin = max(start, last)
            parts += [text[last:begin], re.sub(r"[^\n]", BOUND, text[begin:end])]
            last = end
    return "".join([*parts, text[last:]])
