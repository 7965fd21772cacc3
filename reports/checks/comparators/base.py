"""What comparators find in a sentence, each fact once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.checks.finding import Finding, stop, warn
from reports.text.knowledge import Fact
from reports.text.reader import Reading, readings

ERROR, WARNING, LINK = "error", "warning", "link"


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a sentence, from `start` to `end`, with the right value.

    `claim` names the check that reports it. `replacement` may stand in place of these
    words, if anything may; `prints` is what readers would then see, `names` the figure
    that it is.
    """

    claim: str
    level: str
    start: int
    end: int
    message: str
    hint: str
    replacement: str = ""
    prints: str = ""
    names: str = ""


Comparator = Callable[[Reading], Iterator[Mistake]]
COMPARATORS: list[tuple[int, Comparator]] = []


def comparator(order: int):
    """Register a function from a sentence to its mistakes; lower orders go first."""

    def register(function: Comparator) -> Comparator:
        COMPARATORS.append((order, function))
        COMPARATORS.sort(key=lambda row: row[0])
        return function

    return register


def mistakes_of(draft) -> list[tuple[Reading, Mistake]]:
    """All mistakes of a draft, worked out once for all checks."""
    return draft.shared("mistakes", lambda: list(_mistakes(draft)))


def _mistakes(draft):
    for reading in readings(draft):
        found: list[Mistake] = []
        for order, compare in COMPARATORS:
            # What follows from a wrong figure is not told a second time.
            if order > 20 and any(one.level != LINK for one in found):
                break
            for one in compare(reading):
                rivals = [other for other in found if _is_same(one, other)]
                if one.level != LINK and all(other.level == LINK for other in rivals):
                    found = [other for other in found if other not in rivals]
                    rivals = []
                if not rivals:
                    found.append(one)
        yield from ((reading, one) for one in found)


def _is_same(one, other):
    return one.start < other.end and other.start < one.end


def issues(draft, claim: str) -> Iterator[Finding]:
    """The issues of one check."""
    for reading, one in mistakes_of(draft):
        if one.claim != claim:
            continue
        make = stop if one.level == ERROR else warn
        excerpt = reading.text[one.start : one.end]
        yield make(
            one.message,
            one.hint,
            about=f"{one.claim}: {excerpt}: {reading.text[:80]}",
            offer=one.replacement,
            offer_words=one.prints,
            **reading.place(one.start, one.end),
        )


def listed(facts: list[Fact]) -> str:
    """“241 in 2016-17 and 268 in 2017-18”."""
    parts = [f"{one.words} in {one.period.label}" for one in facts]
    return (
        " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    )
