"""Check of lists: what belongs together stands together."""

import re
from collections import Counter
from itertools import groupby

from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.full_text import folded

WORD = re.compile(r"[a-z]{4,}")
SMALL = set("from have that their them they this were when which with".split())
TIMES = 3


@check(
    "theme-in-list-again",
    "A theme that comes three times in one list",
    "Items that belong together are easier to act on together.",
)
def lists_group_their_themes(draft):
    for words in draft.words:
        for tag, lines in groupby(words.lines, key=lambda line: line.tag):
            items = [folded(line.typed) for line in lines]
            if tag != "li" or len(items) < 2 * TIMES:
                continue
            for pair, count in _pairs(items).items():
                if count >= TIMES:
                    yield warn(
                        f"“{pair}” comes in {count} items of one list.",
                        "Put the items together, under one heading or priority.",
                        words=words,
                        excerpt=pair if pair in words.text else "",
                        about=pair,
                    )


def _pairs(items) -> Counter[str]:
    """In how many items each pair of longer words stands."""
    counts: Counter[str] = Counter()
    for item in items:
        found = WORD.findall(item)
        pairs = {
            f"{one} {other}"
            for one, other in zip(found, found[1:], strict=False)
            if not {one, other} & SMALL
        }
        counts.update(pair for pair in pairs if pair in item)
    return counts
