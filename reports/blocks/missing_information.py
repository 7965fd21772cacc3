"""What is missing from a return: receipts, spending, recipients' accounts, results."""

from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.values.formatting import listed
from reports.blocks.results_table import newest
from reports.blocks.returns_table import returns_of
from reports.document.tree import Block


@dataclass
class MissingInformation(Block):
    """Missing information, each item with the grants it is missing for."""

    template: ClassVar[str] = "missing_information"

    items: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context, *, over) -> MissingInformation:
    """`over` returns the grants, as in the outline; their subjects are funding lines.

    A grant without a return is only listed for that and for its results. If there is an
    account or a result, a return was received, even if its date is not recorded.
    """
    returns = returns_of(context)
    grants = [item.subject for item in over(context)]
    with_returns = [line for line in grants if line.code in returns]
    later = [line for line in with_returns if returns[line.code].is_not_yet_due]
    with_returns = [line for line in with_returns if line not in later]
    without_results = [line for line in grants if not newest(context, line)]
    unreported = [
        line
        for line in without_results
        if line.code not in returns or not returns[line.code].narrative
    ]
    undated = [line for line in with_returns if not returns[line.code].received_on]
    missing = {
        "Return (not requested)": [line for line in grants if line.code not in returns],
        "Return (not yet due)": later,
        "Return": [line for line in undated if line in unreported],
        "Date the return was received": [
            line for line in undated if line not in unreported
        ],
        "Amount spent": [
            line for line in with_returns if returns[line.code].spent_gbp is None
        ],
        "Recipient’s account": [
            line for line in with_returns if not returns[line.code].narrative
        ],
        "Results": without_results,
    }
    # Items that are missing from the same grants are listed together.
    together: dict[str, list[str]] = {}
    for words, lines in missing.items():
        if lines:
            together.setdefault(_named(lines, grants, unreported), []).append(words)
    return MissingInformation(
        [f"{_joined(all_words)}: {names}." for names, all_words in together.items()]
    )


def _joined(parts):
    first, *rest = parts
    return listed([first, *(f"{part[0].lower()}{part[1:]}" for part in rest)])


def _named(lines, grants, unreported):
    """Those without a narrative or results have a table of their own."""
    if len(lines) == len(grants) > 1:
        return "both grants" if len(grants) == 2 else f"all {len(grants)} grants"
    if len(lines) > 1 and lines == unreported:
        return f"the {len(lines)} other grants listed above"
    return listed([line.brief_label for line in lines])
