"""The heading of a county or unitary: how many partnerships have contributed."""

from dataclasses import dataclass
from typing import ClassVar

from partnership.core.values import formatting
from reports.document.tree import Block
from reports.models.contributions import AreaParts


@dataclass
class AreaHead(Block):
    template: ClassVar[str] = "area_heading"

    sentences: list[str]

    @property
    def is_empty(self) -> bool:
        return not self.sentences


def collect(context) -> AreaHead:
    """For an item whose subject is an AreaParts; empty for any other."""
    subject = context.item.subject
    if not isinstance(subject, AreaParts):
        return AreaHead([])
    parts = subject.parts
    missing = sum(part.is_missing for part in parts)
    elsewhen = sum(part.is_of_another_year for part in parts)
    counted = [
        (len(parts), "partnership", "partnerships"),
        (missing, "has not contributed", "have not contributed"),
        (elsewhen, "is about a different year", "are about a different year"),
    ]
    return AreaHead([_sentence(*words) for words in counted if words[0]])


def _sentence(count, one, many):
    words = f"{formatting.count(count)} {one if count == 1 else many}."
    return f"{words[:1].upper()}{words[1:]}"
