"""Issues about records: what is missing, late, not linked or inconsistent.

A check of data finds the records at fault and declares a `Gap`; `report` words it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from partnership.core.models.display import with_count
from reports.checks.issue import Issue, Severity

# More names than this are counted, not listed.
MOST = 6


@dataclass
class Gap:
    """Records with one fault: “2 priorities without a lead: Parks; Locks.”

    `noun` is one or both forms of what they are: “group”, or “priority|priorities”.
    `name` gives the name of a record, and at `most` this many are listed. `at` says
    where it is: the `row` to open, and any other field of an issue.
    """

    records: list[Any]
    noun: str
    fault: str
    name: Callable[[Any], str] = str
    most: int = MOST
    at: Callable[[Any], dict] = lambda record: {"row": record}

    def __str__(self):
        singular, _, many = str(self.noun).partition("|")
        names = listed(map(self.name, self.records), self.most)
        return f"{with_count(len(self.records), singular, many)} {self.fault}: {names}."


def report(
    *gaps: Gap, hint: str, severity: Severity = Severity.WARNING, about="", **place
) -> Iterator[Issue]:
    """One issue for all gaps that have records; none if none has any."""
    found = [gap for gap in gaps if gap.records]
    if found:
        first = found[0]
        yield Issue(
            severity,
            " ".join(map(str, found)),
            hint,
            about=about,
            **{**first.at(first.records[0]), **place},
        )


def listed(names: Iterable[str], most: int = MOST) -> str:
    """“a; b; c”, and how many more where there are many."""
    names = list(dict.fromkeys(names))
    shown = "; ".join(names[:most])
    return f"{shown}; and {len(names) - most} more" if len(names) > most else shown
