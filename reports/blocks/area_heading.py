"""The heading of a county or unitary: how many partnerships have contributed."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.text import capfirst

from partnership.core.values import formatting
from partnership.core.values.formatting import listed
from partnership.models.wording import terms
from reports.document.tree import Block
from reports.models.contributions import AreaContributions


@dataclass
class AreaHeading(Block):
    """Sentences on the contributions of one area: none if there is only one."""

    template: ClassVar[str] = "area_heading"

    sentences: list[str] | None

    @property
    def is_empty(self) -> bool:
        return self.sentences is None


def collect(context) -> AreaHeading:
    """For an item whose subject is an AreaContributions; empty for any other."""
    subject = context.item.subject
    if not isinstance(subject, AreaContributions):
        return AreaHeading(None)
    contributions = subject.contributions
    missing = sum(contribution.is_missing for contribution in contributions)
    of_another_year = sum(
        contribution.is_of_another_year for contribution in contributions
    )
    several = len(contributions) if len(contributions) > 1 else 0
    counted = [
        (several, "partnership", "partnerships"),
        (missing, "has not contributed", "have not contributed"),
        (of_another_year, "is about a different year", "are about a different year"),
    ]
    sentences = [_sentence(*words) for words in counted if words[0]]
    if names := [part.partnership.name for part in subject.without_progress]:
        plural = terms.priority.plural
        sentences.append(f"{listed(names)} report no progress on their {plural}.")
    return AreaHeading(sentences)


def _sentence(count, singular, plural):
    words = f"{formatting.count(count)} {singular if count == 1 else plural}."
    return capfirst(words)
