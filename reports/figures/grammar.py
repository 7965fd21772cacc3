"""The grammar of tokens: `[=total fund 2016-17 | style]` and `[@table funding]`.

Plain text is scanned once; the result is never scanned again.
"""

import re
from dataclasses import dataclass

from reports.errors import TokenError

OPENINGS = {"[=": "figure", "[@": "reference"}
OPENING = re.compile(r"\[[=@]")
MAX_LENGTH = 300
# The most tokens in one text, so that a text of nothing else cannot slow the site down.
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
    """Split a text into plain text and tokens, in order.

    Raises TokenError for a token that is not closed, too long, empty or not valid, and
    for a text with too many tokens.
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
                f"“{text[start : start + 40]}” has no closing bracket. Add ] to it."
            )
        parts.append(_token(text[start : end + 1], OPENINGS[opening[0]]))
        done = end + 1
    return [*parts, text[done:]] if done < len(text) else parts


def check_number(text: str) -> None:
    """Raise TokenError for a text with too many figures."""
    found = text.count("[=") + text.count("[@")
    if found > MOST:
        raise TokenError(
            f"This text has {found:,} figures and cross-references, and the limit is "
            f"{MOST}. Split it into several sections."
        )


def _token(source, kind):
    inside = source[2:-1]
    words, _, style = inside.partition("|")
    names, style = words.split(), style.strip()
    if not names or "[" in inside:
        raise TokenError(
            f"“{source}” is not a valid figure code. Use the format "
            "[=total fund 2016-17]."
        )
    if not all(word.isprintable() for word in [*names, style]):
        shown = "".join(letter for letter in source if letter.isprintable())
        raise TokenError(f"“{shown}” contains a hidden character. Type it again.")
    return Token(kind, source, names[0].lower(), tuple(names[1:]), style.lower())


def tokens_in(text: str) -> list[Token]:
    """The tokens of a text; empty if the text has an error."""
    try:
        return [part for part in scan(text) if isinstance(part, Token)]
    except TokenError:
        return []
