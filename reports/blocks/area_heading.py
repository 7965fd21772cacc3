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
    sentences = list(_counts(subject.contributions))
    if names := [part.partnership.short_name for part in subject.without_progress]:
        plural = terms.priority.plural
        sentences.append(f"{listed(names)} report no progress on their {plural}.")
    return AreaHeading(sentences)


def _counts(contributions):
    """Sentences on how many there are; the only one has its own notice."""
    total = len(contributions)
    missing = sum(row.is_missing for row in contributions)
    if total < 2:
        return
    if missing == total:
        all_of_them = "Neither" if total == 2 else f"None of the {total}"
        noun = "partnership" if total == 2 else "partnerships"
        yield f"{all_of_them} {noun} has contributed."
        return
    yield _sentence(total, "partnership", "partnerships")
    if missing:
        yield _sentence(missing, "has not contributed", "have not contributed")
    if other := sum(row.is_of_another_year for row in contributions):
        yield _sentence(
            other, "is about a different year", "are about a different year"
        )


def _sentence(count, singular, plural):
    words = f"{formatting.count(count)} {singular if count == 1 else plural}."
    return capfirst(words)
