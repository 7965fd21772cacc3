"""What comparators find in a sentence, each fact once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from re import Match

from reports.text.knowledge import Fact
from reports.text.mood import is_asked
from reports.text.otherwise import is_true_otherwise
from reports.text.reader import Reading, readings
from reports.text.spans import Placed

ERROR, WARNING, LINK = "error", "warning", "link"


@dataclass(frozen=True)
class Mistake(Placed):
    """Something wrong in a sentence, from `start` to `end`, with the right value.

    `claim` names the check that reports it. `replacement` is text that could replace
    these words, if any; `prints` is what readers would then see, `names` the figure
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


def mistake(claim, level, where, message, hint, replacement="", prints=None) -> Mistake:
    """A mistake in some words: a number, a name, a match, or a start and an end.

    What replaces them is what readers see, unless `prints` says otherwise.
    """
    if isinstance(where, Match):
        where = where.span()
    start, end = where if isinstance(where, tuple) else where.span
    shown = replacement if prints is None else prints
    return Mistake(claim, level, start, end, message, hint, replacement, shown)


def error(claim, where, message, hint, replacement="", prints=None) -> Mistake:
    return mistake(claim, ERROR, where, message, hint, replacement, prints)


def warning(claim, where, message, hint, replacement="", prints=None) -> Mistake:
    return mistake(claim, WARNING, where, message, hint, replacement, prints)


Comparator = Callable[[Reading], Iterator[Mistake]]
COMPARATORS: list[tuple[int, Comparator]] = []


def comparator(order: int):
    """Register a function from a sentence to its mistakes; lower orders go first."""

    def register(function: Comparator) -> Comparator:
        COMPARATORS.append((order, function))
        COMPARATORS.sort(key=lambda row: row[0])
        return function

    return register


@cache
def load_comparators() -> None:
    """Import the modules beside this one, each of which registers its comparators."""
    folder = str(Path(__file__).parent)
    for module in iter_modules([folder], f"{__package__}."):
        import_module(module.name)


def mistakes_of(draft) -> list[tuple[Reading, Mistake]]:
    """All mistakes of a draft, worked out once for all checks."""
    load_comparators()
    return draft.shared("mistakes", lambda: list(_mistakes(draft)))


def _mistakes(draft):
    for reading in readings(draft):
        yield from (
            (reading, mistake) for mistake in reading.once("mistakes", _mistakes_in)
        )


def _mistakes_in(reading: Reading) -> list[Mistake]:
    """The mistakes of a sentence, except those that another reading makes correct."""
    found: list[Mistake] = []
    doubtful: list[Mistake] = []
    for order, compare in COMPARATORS:
        # What follows from a wrong figure is not reported again, and nothing is
        # reported about a sentence that is true in another reading.
        if order > 20 and any(mistake.level != LINK for mistake in [*found, *doubtful]):
            break
        for mistake in compare(reading):
            is_anyhow = mistake.level == LINK or mistake.claim in STATED_ANYHOW
            if not is_anyhow and is_asked(reading, mistake.start):
                continue
            if mistake.level != LINK and is_true_otherwise(reading, mistake):
                doubtful.append(mistake)
                continue
            rivals = [other for other in found if _is_same(mistake, other)]
            if mistake.level != LINK and all(other.level == LINK for other in rivals):
                found = [other for other in found if other not in rivals]
                rivals = []
            if not rivals:
                found.append(mistake)
    return found


# A date that does not exist and a wrong name are also mistakes in a question.
STATED_ANYHOW = {"date-impossible", "act-unknown", "post-contradicted"}


def _is_same(mistake, other):
    return mistake.start < other.end and other.start < mistake.end


def listed(facts: list[Fact]) -> str:
    """“241 in 2016-17 and 268 in 2017-18”."""
    parts = [f"{fact.words} in {fact.period.label}" for fact in facts]
    return (
        " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    )
