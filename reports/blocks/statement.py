"""Statement: one highlighted sentence, the partnership's vision."""

from dataclasses import dataclass
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class Statement(Block):
    template: ClassVar[str] = "statement"

    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text


def collect(context) -> Statement:
    return Statement(context.partnership.vision)
