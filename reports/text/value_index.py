"""An index from numbers to the figures in the data that match, and their tokens."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.core.values import formatting
from priorities.queries.series import Series
from reports.text.numbers import (
    Number,
    numbers_in,
)

PLACES = (0, 1, 2)
WORD = re.compile(r"[a-z]{3,}")
# Words that do not help to identify a measure.
EMPTY = {"and", "the", "for", "with", "from", "who", "per", "year", "number", "total"}


@dataclass(frozen=True)
class Candidate:
    """One figure in the data: the token that prints it and what it is.

    `token` is empty for a number that no token prints, for example the base of a
    percentage. `subject` is the code of the measure or line, shared by its figures.
    """

    token: str
    label: str
    words: str
    period: str
    kind: str
    value: Decimal
    subject: str = ""
    area: str = ""
    role: str = "value"

    @property
    def told(self) -> str:
        """“Recorded crime, Oxfordshire, 12 months to September 2015”."""
        return ", ".join(filter(None, [self.label, self.period]))

    @property
    def names(self) -> set[str]:
        return stems(self.label)


@dataclass
class ValueIndex:
    """The figures in the data, by value as printed and by subject."""

    default_area: str = ""
    series: Series = field(default_factory=Series)
    by_value: dict = field(default_factory=lambda: defaultdict(list))
    by_subject: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, found: Candidate) -> None:
        self.by_subject[found.subject].append(found)
        size = abs(found.value)
        readings = {formatting.rounded(size, places) for places in PLACES}
        readings |= {one.value for one in numbers_in(found.words)}
        for reading in readings | {size}:
            self.by_value[found.kind, reading.normalize()].append(found)

    def find(self, number: Number) -> list[Candidate]:
        """Figures that match the number; £53k matches any amount that rounds to it."""
        if number.unit > 1:
            found = [
                one
                for (kind, _), rows in self.by_value.items()
                if kind == number.kind
                for one in rows
                if number.agrees(one.value)
            ]
            return list(dict.fromkeys(found))
        rows = self.by_value.get((number.kind, number.value.normalize()), [])
        return [
            one
            for one in dict.fromkeys(rows)
            if number.agrees(one.value)
            or number.value in {n.value for n in numbers_in(one.words)}
        ]

    def ranked(self, number: Number, text: str, context: str = "") -> list[Candidate]:
        """Figures that match the number, those that fit the text best first."""
        scored = [(self.score(one, text, context), one) for one in self.find(number)]
        if number.counts:
            scored = [row for row in scored if row[1].subject == number.counts]
        return [one for _, one in sorted(scored, key=lambda row: -row[0])]

    def score(self, found: Candidate, text: str, context: str = "") -> float:
        """How well the candidate's name, area and period match the text."""
        score = 2.0 * len(found.names & stems(text))
        score += 0.5 * len(found.names & stems(context))
        score += 2.0 * _told_period(found.period, text)
        score += 0.5 * _told_period(found.period, context)
        if found.area and found.area.lower() in text.lower():
            score += 2
        elif found.area == self.default_area:
            score += 1
        return score + (0.5 if found.role == "value" else 0)


def stems(text: str) -> set[str]:
    """The significant words of a text, without a plural s."""
    found = WORD.findall(text.lower())
    return {word.removesuffix("s") for word in found if word not in EMPTY}


def _told_period(period: str, text: str) -> bool:
    """Whether the period has a year and every year of it is in the text."""
    told = re.findall(r"[12][0-9]{3}(?:-[0-9]{2})?", period)
    return bool(told) and all(year in text for year in told)
