"""Phrases and shapes used to understand prose: two tables, compiled for searching.

A phrase is written as it reads. `(a|b)` is one of several words, `(a)?` may be left
out, `…` stands for a few words of the same clause, `~` for any word, `#` for a number
in digits, and `{name}` for another phrase of the table. Shapes of signs, figures and
names, in shapes.toml, are regular expressions, in which `{name}` is another shape of
the table or a list of forms.toml.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from reports.text.forms import TABLE as FORMS
from reports.text.forms import any_of, words_of


def _table(name: str) -> dict:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


TABLE, SHAPES = _table("phrases.toml"), _table("shapes.toml")
SIGNS = {
    " ?": r"\s*",
    "…": r"[^.;:]{0,60}?",
    "~": r"[\w’'\x01-]+",
    "#": r"£?\d[\d,]*(?:[.·]\d+)?",
    " ": r"\s+",
}
_INSIDE = re.compile(r"\{([a-z][\w.-]*)\}")
_SIGN = re.compile(r" \?|[…~# ]")


@cache
def phrase(name: str) -> re.Pattern:
    """Finds a phrase of the table, in upper or lower case."""
    return re.compile(_pattern(name), re.I)


@cache
def shape(name: str) -> re.Pattern:
    """Finds a shape of the table; capital letters count."""
    return re.compile(_shape(name))


@lru_cache(maxsize=500)
def shape_with(name: str, word: str) -> re.Pattern:
    """Finds a shape of the table with a word in place of its `%`."""
    return re.compile(_shape(name).replace("%", re.escape(word)))


def shapes(section: str) -> dict[str, re.Pattern]:
    """All shapes of a section of the table, by their names."""
    return {key: shape(f"{section}.{key}") for key in SHAPES[section]}


def _shape(name: str) -> str:
    section, _, key = name.partition(".")
    if key not in SHAPES.get(section, {}):
        return any_of(tuple(words_of(name))).pattern
    found = SHAPES[section][key]
    inside = found if isinstance(found, str) else "|".join(found)
    return _INSIDE.sub(lambda match: f"(?:{_shape(match[1])})", inside)


def _pattern(name: str) -> str:
    section, _, key = name.partition(".")
    table = TABLE if section in TABLE and key in TABLE[section] else FORMS
    found = table[section][key]
    return "|".join(map(_read, [found] if isinstance(found, str) else found))


def _read(text: str) -> str:
    """A phrase as a pattern that finds whole words only."""
    inside = _SIGN.sub(lambda sign: SIGNS[sign[0]], text)
    inside = _INSIDE.sub(lambda match: f"(?:{_pattern(match[1])})", inside)
    before = r"\b" if text[0].isalpha() else ""
    after = r"\b" if text[-1].isalpha() and text[-2:-1] != "\\" else ""
    return f"{before}(?:{inside}){after}"
