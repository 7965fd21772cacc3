"""One highlighted sentence: the partnership's vision."""

from dataclasses import dataclass
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class Statement(Block):
    """A sentence in large type."""

    template: ClassVar[str] = "statement"

    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text


def collect(context) -> Statement:
    """The vision of the report's partnership."""
    return Statement(context.partnership.vision)
