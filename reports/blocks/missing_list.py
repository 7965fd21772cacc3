"""What a return lacks: spending, recipients' accounts, returns not received."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.blocks.returns_table import returns_of
from reports.tree import Block


@dataclass
class MissingList(Block):
    """Sentences on what is not there yet."""

    template: ClassVar[str] = "missing_list"

    items: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context) -> MissingList:
    rows = sorted(returns_of(context).values(), key=lambda row: row.line.order)
    lacking = {
        "No return is recorded as received for": lambda row: not row.received_on,
        "What was spent is not known for": lambda row: row.spent_gbp is None,
        "The recipient’s own account is missing for": lambda row: not row.narrative,
    }
    found = {words: [*filter(lacks, rows)] for words, lacks in lacking.items()}
    return MissingList(
        [f"{words} {_named(those)}." for words, those in found.items() if those]
    )


def _named(rows):
    names = [row.line.brief_label for row in rows]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
