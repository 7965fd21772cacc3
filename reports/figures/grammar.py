"""The grammar of tokens: `[=total fund 2016-17 | style]` and `[@table funding]`.

A linear scan over plain text; what it returns is never scanned again.
"""

import re
from dataclasses import dataclass

from reports.errors import TokenError

OPENINGS = {"[=": "figure", "[@": "reference"}
OPENING = re.compile(r"\[[=@]")
MAX_LENGTH = 300
# More than any passage has; a text of nothing but figures must not hold up the rest.
MOST = 500


@dataclass(frozen=True)
class Token:
    """One token as written: a name, its arguments, and a style after the bar."""

    kind: str
    source: str
    name: str
    arguments: tuple[str, ...]
    style: str = ""


def scan(text: str) -> list[str | Token]:
    """Plain text and tokens in the order in which they stand.

    Raises TokenError for a token that is not closed, too long, empty or unreadable,
    and for a text with too many.
    """
    check_number(text)
    parts: list[str | Token] = []
    done = 0
    for opening in OPENING.finditer(text):
        start = opening.start()
        if start < done:
            continue
        if start > done:
            parts.append(text[done:start])
        end = text.find("]", start, start + MAX_LENGTH)
        if end < 0:
            raise TokenError(
                f"“{text[start : start + 40]}” has no closing bracket. Close it with ]."
            )
        parts.append(_token(text[start : end + 1], OPENINGS[opening[0]]))
        done = end + 1
    return [*parts, text[done:]] if done < len(text) else parts


def check_number(text: str) -> None:
    """Raise TokenError for a text with more figures than one may have."""
    found = text.count("[=") + text.count("[@")
    if found > MOST:
        raise TokenError(
            f"These words hold {found:,} figures and references, and {MOST} are the "
            "most. Part them into several passages."
        )


def _token(source, kind):
    inside = source[2:-1]
    words, _, style = inside.partition("|")
    names, style = words.split(), style.strip()
    if not names or "[" in inside:
        raise TokenError(
            f"“{source}” is not a figure. Write it like [=total fund 2016-17]."
        )
    if not all(word.isprintable() for word in [*names, style]):
        shown = "".join(mark for mark in source if mark.isprintable())
        raise TokenError(
            f"“{shown}” holds a sign that cannot be seen. Type it anew by hand."
        )
    return Token(kind, source, names[0].lower(), tuple(names[1:]), style.lower())


def tokens_in(text: str) -> list[Token]:
    """The tokens of a text; those that cannot be read are left for later."""
    try:
        return [part for part in scan(text) if isinstance(part, Token)]
    except TokenError:
        return []
