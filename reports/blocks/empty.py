"""The text printed for an empty part of the outline."""

from dataclasses import dataclass
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class EmptyText(Block):
    """A sentence in place of missing content, numbered like a paragraph.

    `is_unreported` is whether an officer can add the content.
    """

    template: ClassVar[str] = "empty"

    text: str = "None"
    number: int = 0
    is_unreported: bool = False

    def number_paragraphs(self, start: int) -> int:
        self.number = start
        return start + 1
