"""Word count and reading grade of a text (Flesch-Kincaid)."""

import re
from functools import cache

import pyphen

WORD = re.compile(r"[^\W\d_]+(?:[\u2019'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
# For fewer words than this, a grade is not meaningful.
LEAST = 30


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


def count_words(text: str) -> int:
    return len(text.split())


def reading_grade(lines: list[str]) -> float | None:
    """The school grade needed to read some paragraphs; None for too short a text."""
    words = [word for line in lines for word in WORD.findall(line)]
    if len(words) < LEAST:
        return None
    sentences = sum(max(len(SENTENCE_END.findall(line)), 1) for line in lines)
    syllables = sum(len(_hyphenation().positions(word.lower())) + 1 for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return round(max(grade, 0), 1)
