"""What a return lacks: receipts, spending, recipients' accounts, results."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.blocks.results_table import newest
from reports.blocks.returns_table import returns_of
from reports.document.tree import Block


@dataclass
class MissingList(Block):
    """What is not there yet, each with the grants that lack it."""

    template: ClassVar[str] = "missing_information"

    items: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context, *, over) -> MissingList:
    """`over` gives the grants, as in the outline; their subjects are funding lines.

    A grant of which no return was asked lacks that alone, and its results.
    """
    returns = returns_of(context)
    grants = [item.subject for item in over(context)]
    asked = [line for line in grants if line.code in returns]
    lacking = {
        "No return was asked for": [line for line in grants if line not in asked],
        "The return is not recorded as received": [
            line for line in asked if not returns[line.code].received_on
        ],
        "What was spent is not given": [
            line for line in asked if returns[line.code].spent_gbp is None
        ],
        "The recipient’s own account is missing": [
            line for line in asked if not returns[line.code].narrative
        ],
        "No result is known": [line for line in grants if not newest(context, line)],
    }
    return MissingList(
        [
            f"{words}: {_named(lines, grants)}."
            for words, lines in lacking.items()
            if lines
        ]
    )


def _named(lines, grants):
    if len(lines) == len(grants) > 1:
        return f"all {len(grants)} grants"
    names = [line.brief_label for line in lines]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
