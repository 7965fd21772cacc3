"""Replacing tokens in text that a list or a page shows.

A token is a code for a figure, a name or a date. Apps that can replace tokens register
functions here; without one, text is shown as stored.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

OPENING = "[="
Reader = Callable[[list[str]], dict[str, str]]
READERS: list[Reader] = []
Texts = Mapping[Any, Collection[str]]
Filler = Callable[[Texts, bool], dict[Any, dict[str, str]]]
FILLERS: list[Filler] = []


def reader(function: Reader) -> Reader:
    """Register a function that maps plain texts to their display form."""
    READERS.append(function)
    return function


def read(texts: Iterable[str]) -> dict[str, str]:
    """Return the display form of each text that differs from its stored form."""
    with_tokens = [text for text in dict.fromkeys(texts) if OPENING in text]
    display: dict[str, str] = {}
    for read_tokens in READERS if with_tokens else ():
        display |= read_tokens(with_tokens)
    return display


def filler(function: Filler) -> Filler:
    """Register a function that fills in the tokens of texts, by owner, as HTML."""
    FILLERS.append(function)
    return function


def fill(texts: Texts, is_rich: bool = False) -> dict[Any, dict[str, str]]:
    """Return the texts of each owner as safe HTML, by the text as stored.

    What their tokens need is read once for all.
    """
    filled = {owner: {text: text for text in own} for owner, own in texts.items()}
    for fill_in in FILLERS:
        filled |= fill_in(texts, is_rich)
    return filled
