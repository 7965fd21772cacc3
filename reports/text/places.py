"""Places that a sentence names and that are not in the data."""

import re
from typing import Any

from reports.text.periods import MONTHS
from reports.text.phrases import phrase
from reports.text.reader import Reading

_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Aa]cross|[Nn]ear|[Aa]round|county of|city of|town of) (?:the )?"
    r"(?P<name>[A-Z][\w-]+)"
    r"|(?P<owner>[A-Z][a-z-]+)(?:[’']s\b|(?<=shire)\b)"
    r"|(?<=[a-z] )(?P<body>[A-Z][a-z]+)(?= (?:recorded|reported|had|saw|has)\b)"
)


def is_elsewhere(reading: Reading) -> bool:
    """Whether a sentence names a place that is not in the data."""
    for match in phrase("said.elsewhere").finditer(reading.bare):
        if not any(m.start <= match.start() < m.end for m in reading.areas):
            return True
    known: list[Any] = [
        *reading.areas,
        *reading.names,
        *reading.subjects,
        *reading.periods,
        *reading.dates,
    ]
    for match in _PLACE.finditer(reading.text):
        group = match.lastgroup or "name"
        at, word = match.start(group), match[group].lower()
        if phrase("said.owner").fullmatch(word):
            continue
        if word in MONTHS or any(
            mention.start <= at < mention.end for mention in known
        ):
            continue
        return True
    return False
