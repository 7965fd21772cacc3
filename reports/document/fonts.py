"""The fonts that documents are set in: which characters they have, and how wide.

Public Sans sets the text; other scripts, signs and emoji come from further files, which
a document loads only if it has their characters. `make styles` writes the index that
this reads (reports.document.font_index).
"""

import json
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

MM_PER_POINT = 25.4 / 72
# Characters that have no shape of their own: joiners, variation selectors, marks of
# direction. They only change the characters next to them.
SHAPELESS = {"Cf", "Cc", "Zl", "Zp"}
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
# Printed in place of a character that cannot be printed: check results name the place.
SUBSTITUTE = "\N{WHITE SQUARE}"
# Chinese characters and emoji are as wide as they are high.
UNKNOWN_WIDTH = 1000
DIGITS = set("0123456789")


@cache
def _index() -> dict:
    path = finders.find("fonts/index.json")
    if path is None:
        raise FileNotFoundError(
            "The fonts have not been collected. Run make run or make render."
        )
    return json.loads(Path(path).read_text(encoding="utf-8"))


@cache
def _text_chars() -> frozenset[str]:
    return frozenset(_index()["widths"]["400"]["chars"])


@cache
def _other_faces() -> dict[int, int]:
    """The number of the first file that has a character, by code point."""
    found: dict[int, int] = {}
    for number, face in enumerate(_index()["faces"]):
        for first, last in face["chars"]:
            for char in range(first, last + 1):
                found.setdefault(char, number)
    return found


def _is_shapeless(char: str) -> bool:
    return unicodedata.category(char) in SHAPELESS or ord(char) in VARIATION_SELECTORS


def is_printable(char: str) -> bool:
    """Whether one of the fonts has this character, or it needs no shape."""
    return char in _text_chars() or ord(char) in _other_faces() or _is_shapeless(char)


def other_faces(text: str) -> list[dict]:
    """The files that a text needs besides Public Sans, in the order of the index.

    Each has `family`, `weight`, `file` and `chars`, pairs of the first and the last
    code point of a range.
    """
    codes = {ord(char) for char in set(text) - _text_chars()}
    numbers = {_other_faces()[code] for code in codes if code in _other_faces()}
    return [_index()["faces"][number] for number in sorted(numbers)]


def unprintable(text: str) -> list[str]:
    """The characters that no font has, and that cannot be written in another way."""
    return [char for char in dict.fromkeys(text) if replacement(char) == SUBSTITUTE]


def replacement(char: str) -> str:
    """What is printed for a character: itself, its parts such as 1/3, or a square."""
    if is_printable(char):
        return char
    parts = unicodedata.normalize("NFKC", char)
    return parts if all(map(is_printable, parts)) else SUBSTITUTE


def printable_text(text: str) -> str:
    """The text with every character that the fonts lack replaced."""
    lacking = [char for char in set(text) if not is_printable(char)]
    return text.translate({ord(char): replacement(char) for char in lacking})


def width(text: str, size: float, weight: int = 400, is_tabular: bool = False) -> float:
    """The width in mm of a text on one line, at a size in points.

    With `is_tabular`, digits are those of tables, which are all equally wide.
    """
    return _units(text, weight, is_tabular) * size * MM_PER_POINT / 1000


# Tables are laid out in several sizes, and again at every check.
@lru_cache(maxsize=20_000)
def _units(text: str, weight: int, is_tabular: bool) -> int:
    """The width of a text in thousandths of its size."""
    metrics = _index()["widths"][str(weight)]
    chars, digit = metrics["chars"], metrics["digit"]
    return sum(
        digit
        if is_tabular and char in DIGITS
        else chars.get(char, 0 if _is_shapeless(char) else UNKNOWN_WIDTH)
        for char in text
    )


def first_that_fits(
    texts: Iterable[str], room: float, size: float, weight: int = 400
) -> str:
    """The first text that is not wider than `room` in mm, or else the last, cut."""
    filled = [text for text in texts if text]
    fits = (text for text in filled if width(text, size, weight) <= room)
    return next(fits, None) or shortened(filled[-1], room, size, weight)


def shortened(text: str, room: float, size: float, weight: int = 400) -> str:
    """The text, cut after a word with an ellipsis if it is wider than `room` in mm."""
    if width(text, size, weight) <= room:
        return text
    words = text.split()
    while len(words) > 1 and width(" ".join(words) + "…", size, weight) > room:
        words.pop()
    shortest = " ".join(words)
    while width(shortest + "…", size, weight) > room:
        shortest = shortest[:-1]
    return shortest.rstrip(" ,:;–-") + "…"
