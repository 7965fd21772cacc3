"""Check of papers: a plan or assessment has one title and one year."""

from collections import defaultdict
from dataclasses import dataclass

from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.full_text import folded, whole_text
from reports.text.phrases import shape

TITLE = shape("cited-titles.title")
ARTICLES = {"the", "a", "an", "our", "this", "its"}


@dataclass(frozen=True)
class CitedTitle:
    """A title in one place: the owner, the document’s own name, the year."""

    whose: tuple[str, ...]
    paper: tuple[str, ...]
    year: str
    span: tuple[int, int]


@check("title-inconsistent")
def documents_have_one_title(draft):
    whole = whole_text(draft)
    for titles in _by_paper(whole).values():
        first = titles[0]
        for other in titles[1:]:
            if _is_same(first, other):
                yield warning(
                    f"“{whole.at(*first.span)['excerpt']}” is also called "
                    f"“{whole.at(*other.span)['excerpt']}”.",
                    "Use the same title each time.",
                    **whole.at(*other.span),
                )


def _by_paper(whole):
    """Titles by their last three words."""
    found = defaultdict(list)
    for match in whole.matches(TITLE):
        words = [word for word in folded(match[1]).split() if word not in ARTICLES]
        if len(words) > 3:
            whose, paper = tuple(words[:-3]), tuple(words[-3:])
            found[paper].append(CitedTitle(whose, paper, match[2] or "", match.span()))
    return found


def _is_same(title, other):
    """Almost the same owner, or the same year once as 2016 and once as 2016-17.

    A title that only leaves out the beginning of a longer one is a short form of it.
    """
    if title.whose != other.whose:
        short, long = sorted([title.whose, other.whose], key=len)
        return set(short) < set(long) and long[-len(short) :] != short
    years = {title.year, other.year}
    return len(years) == 2 and "" not in years and len({y[:4] for y in years}) == 1
