"""Check of papers: a plan or assessment has one title and one year."""

import re
from collections import defaultdict
from dataclasses import dataclass

from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.full_text import (
    folded,
    whole_text,
)

KINDS = "Agreement|Assessment|Handbook|Plan|Profile|Protocol|Strategy"
TITLE = re.compile(
    rf"\b((?:[A-Z][\w']*(?:-[A-Z]\w+)* (?:and |of |for |the )?){{2,9}}(?:{KINDS}))\b"
    r"(?: \([A-Z]{2,7}\))?(?: (\d{4}(?:[/-]\d{2,4})?)(?!\d))?"
)
ARTICLES = {"the", "a", "an", "our", "this", "its"}


@dataclass(frozen=True)
class Told:
    """A title as it is told once: whose, the paper's own words, the year."""

    whose: tuple[str, ...]
    paper: tuple[str, ...]
    year: str
    span: tuple[int, int]


@check(
    "paper-told-otherwise",
    "One paper under two titles, or with two kinds of year",
    "Readers look for two papers where there is one.",
)
def papers_have_one_title(draft):
    whole = whole_text(draft)
    for told in _by_paper(whole).values():
        first = told[0]
        for other in told[1:]:
            if _is_same(first, other):
                yield warn(
                    f"“{whole.at(*first.span)['excerpt']}” is told as "
                    f"“{whole.at(*other.span)['excerpt']}” elsewhere.",
                    "Write its title the same way each time.",
                    **whole.at(*other.span),
                )


def _by_paper(whole):
    """Tellings by the last three words of the title."""
    found = defaultdict(list)
    for match in whole.matches(TITLE):
        words = [word for word in folded(match[1]).split() if word not in ARTICLES]
        if len(words) > 3:
            whose, paper = tuple(words[:-3]), tuple(words[-3:])
            found[paper].append(Told(whose, paper, match[2] or "", match.span()))
    return found


def _is_same(one, other):
    """Almost the same owner, or the same year once as 2016 and once as 2016-17.

    A title that only leaves out how the longer one begins is short for it.
    """
    if one.whose != other.whose:
        short, long = sorted([one.whose, other.whose], key=len)
        return set(short) < set(long) and long[-len(short) :] != short
    years = {one.year, other.year}
    return len(years) == 2 and "" not in years and len({y[:4] for y in years}) == 1
