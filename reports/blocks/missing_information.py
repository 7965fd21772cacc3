"""What is missing from a return: receipts, spending, recipients' accounts, results."""

from dataclasses import dataclass, field
from typing import ClassVar

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

    A grant without a return is only listed for that and for its results.
    """
    returns = returns_of(context)
    grants = [item.subject for item in over(context)]
    asked = [line for line in grants if line.code in returns]
    missing = {
        "No return requested": [line for line in grants if line not in asked],
        "Return not received": [
            line for line in asked if not returns[line.code].received_on
        ],
        "Amount spent not given": [
            line for line in asked if returns[line.code].spent_gbp is None
        ],
        "Recipient’s account missing": [
            line for line in asked if not returns[line.code].narrative
        ],
        "No result recorded": [line for line in grants if not newest(context, line)],
    }
    return MissingInformation(
        [
            f"{words}: {_named(lines, grants)}."
            for words, lines in missing.items()
            if lines
        ]
    )


def _named(lines, grants):
    if len(lines) == len(grants) > 1:
        return f"all {len(grants)} grants"
    names = [line.brief_label for line in lines]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
