"""Lists whose items on one theme are not together."""

from collections import Counter
from itertools import groupby

from partnership.models.wording import worded
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.full_text import folded
from reports.text.phrases import shape

WORD = shape("list-grouping.word")
SMALL = set("from have that their them they this were when which with".split())
TIMES = 3


@check("list-structure")
def lists_group_their_themes(draft):
    for words in draft.words:
        for tag, lines in groupby(words.lines, key=lambda line: line.tag):
            items = [folded(line.typed) for line in lines]
            if tag != "li" or len(items) < 2 * TIMES:
                continue
            for pair, count in _pairs(items).items():
                if count >= TIMES:
                    yield warning(
                        f"“{pair}” is in {count} items of one list.",
                        worded("Group these items under one heading or {priority}."),
                        words=words,
                        excerpt=pair if pair in words.text else "",
                        about=pair,
                    )


def _pairs(items) -> Counter[str]:
    """In how many items each pair of longer words is."""
    counts: Counter[str] = Counter()
    for item in items:
        found = WORD.findall(item)
        pairs = {
            f"{item} {other}"
            for item, other in zip(found, found[1:], strict=False)
            if not {item, other} & SMALL
        }
        counts.update(pair for pair in pairs if pair in item)
    return counts
