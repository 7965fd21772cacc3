"""Where typed letters occur in a text, ignoring its markup and figure codes."""

import re

from partnership.core.text.html import mask
from reports.text.lines import BOUND, Words

_TOKEN = re.compile(r"\[[=@][^\]]*\]")


_BLANKS = re.compile(r"\s")


def _letters(excerpt: str) -> re.Pattern:
    """A pattern for the excerpt that accepts any kind of space."""
    parts = [re.escape(part) for part in _BLANKS.split(excerpt)]
    return re.compile(r"[\s\u00a0]".join(parts))


def typed_of(text: str) -> str:
    """The stored text with each character of markup and tokens masked."""
    return _TOKEN.sub(lambda match: BOUND * len(match[0]), mask(text, BOUND))


def is_typed_in(text: str, excerpt: str, occurrence: int) -> bool:
    """Whether the stored text has that typed occurrence of the excerpt, from 0."""
    return len(_letters(excerpt).findall(typed_of(text))) > occurrence


def occurrence_in(words: Words, excerpt: str, start: int) -> int:
    """The number of the typed occurrence of the excerpt at `start` of the text.

    If the words are part of a longer stored text, earlier occurrences count too.
    """
    pattern = _letters(excerpt)
    number = len(pattern.findall(words.typed[:start]))
    whole = getattr(words.row, words.field, "") if words.row and words.field else ""
    part = whole.find(words.raw) if whole and words.raw else 0
    if part > 0:
        number += len(pattern.findall(typed_of(whole[:part])))
    return number
