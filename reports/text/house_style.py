"""The house style: spellings and forms that the glossary prefers.

The glossary's rows (`Term`) are the only list. A term that is a form is an example:
its numbers and months represent any others, so that “5 per cent” finds “12 per cent”.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from partnership.core.values import financial_years
from partnership.models import Term

MONTHS = [name for name in calendar.month_name if name]
PIECE = re.compile(rf"(\d+(?:\.\d+)?|\b(?:{'|'.join(MONTHS)})\b)")
# “12th” is an example for “3rd” too.
ORDINAL = re.compile(r"^(?:st|nd|rd|th)(?![a-z])")
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
# What is not part of an example: a web address, a longer number, another word.
BEFORE, AFTER = r"(?<![\w/.:@,-])", r"(?![\w/-]|[.,]\d)"


@dataclass(frozen=True)
class Form:
    """One example to avoid: how to find it, and how to write what was found."""

    pattern: re.Pattern
    pieces: tuple[str | int, ...]

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where the form is used: start, end, and what to write instead."""
        for match in self.pattern.finditer(text):
            right = self._written(match)
            if right != match[0]:
                yield match.start(), match.end(), right

    def _written(self, match) -> str:
        """What the match is in the preferred form."""
        groups = match.groups()
        return "".join(
            piece if isinstance(piece, str) else groups[piece] for piece in self.pieces
        )


YEARS = re.compile(r"((?:19|20)\d\d)(\D{1,3})(\d{2,4})")


def year_label(terms: list[Term], start: int) -> str:
    """A year such as 2016-17 in the form that the glossary prefers."""
    for term in terms:
        match = YEARS.fullmatch(term.term) if term.is_form else None
        if match:
            return f"{start}{match[2]}{str(start + 1)[-len(match[3]) :]}"
    return financial_years.label(start)


def forms(terms: list[Term]) -> list[Form]:
    """The forms to avoid, from the terms that are forms, except years."""
    return [
        form
        for term in terms
        if term.is_form and not YEARS.fullmatch(term.term)
        for variant in variants(term)
        if (form := form_of(term.term, variant))
    ]


def variants(term: Term) -> list[str]:
    """The spellings that a term avoids."""
    return [line.strip() for line in term.instead_of.splitlines() if line.strip()]


@lru_cache(maxsize=200)
def form_of(preferred: str, avoided: str) -> Form | None:
    """The form that finds an example and writes it like the preferred one.

    None if the preferred example has a number that the other lacks.
    """
    parts = PIECE.split(avoided)
    found, pattern = [], ""
    for number, part in enumerate(parts):
        if number % 2:
            found.append(part)
            pattern += f"({_any(part)})"
        else:
            pattern += ORDINAL.sub("(?:st|nd|rd|th)", re.escape(part))
    pieces: list[str | int] = []
    for number, part in enumerate(PIECE.split(preferred)):
        if not number % 2:
            pieces.append(part)
        elif part not in found:
            return None
        else:
            pieces.append(found.index(part))
    return Form(re.compile(BEFORE + pattern + AFTER), tuple(pieces)) if found else None


def _any(part: str) -> str:
    if part in MONTHS:
        return "|".join(MONTHS)
    if len(part) == 4:
        return r"(?:19|20)\d\d"
    return r"\d\d?" if len(part) == 2 else NUMBER
