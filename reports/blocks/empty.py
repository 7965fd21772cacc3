"""Nil: says in words that a place of the outline holds nothing."""

from dataclasses import dataclass
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class Nil(Block):
    template: ClassVar[str] = "empty"

    text: str = "None"
    number: int = 0

    def number_paragraphs(self, start: int) -> int:
        self.number = start
        return start + 1
