"""How words that hold tokens are read in a list: told by a later app.

A token stands for a figure, a name or a date. Who knows which registers how a text
reads with them put in; until then a text reads as it is kept.
"""

from collections.abc import Callable, Iterable

OPENING = "[="
Reader = Callable[[list[str]], dict[str, str]]
READERS: list[Reader] = []


def reader(function: Reader) -> Reader:
    """Register what gives, for several plain texts at once, how each reads."""
    READERS.append(function)
    return function


def read(texts: Iterable[str]) -> dict[str, str]:
    """Those of the texts that read otherwise than they are kept, and how."""
    kept = [text for text in dict.fromkeys(texts) if OPENING in text]
    found: dict[str, str] = {}
    for ask in READERS if kept else ():
        found |= ask(kept)
    return found
