"""Replacing tokens in text that a list shows.

A token is a code for a figure, a name or a date. Apps that can replace tokens register
a reader here; without one, text is shown as stored.
"""

from collections.abc import Callable, Iterable

OPENING = "[="
Reader = Callable[[list[str]], dict[str, str]]
READERS: list[Reader] = []


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
