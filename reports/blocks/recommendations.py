"""Recommendations of a paper: stored once, printed wherever the outline has them."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class GroupRecommendations:
    """The recommendations to one group; `number` is the paragraph number, if any."""

    lead: str
    items: list[str]
    number: int = 0


@dataclass
class Recommendations(Block):
    """Recommendations, with a paragraph for each committee."""

    template: ClassVar[str] = "recommendations"

    groups: list[GroupRecommendations] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.groups

    def number_paragraphs(self, start: int) -> int:
        for number, group in enumerate(self.groups, start):
            group.number = number
        return start + len(self.groups)


def collect(context) -> Recommendations:
    """Collect recommendations: one to a group is a sentence, several are a list."""
    items: dict[str, list[str]] = {}
    for row in context.report.recommendations.select_related("addressed_to"):
        name = row.addressed_to.name if row.addressed_to else ""
        words = _after_recommended(row.text) if name else row.text
        items.setdefault(name, []).append(words)
    return Recommendations(
        [
            GroupRecommendations(f"The {name} is RECOMMENDED" if name else "", texts)
            for name, texts in items.items()
        ]
    )


def _after_recommended(text):
    """“Note the report.” as “to note the report.”."""
    words = text[:1].lower() + text[1:]
    return words if words.startswith(("to ", "that ")) else f"to {words}"
