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
    sentences += _without_progress(subject.without_progress)
    return AreaHeading(sentences)


def _without_progress(contributions):
    """Sentences on those whose results, if any, are not about one priority each."""
    plural = terms.priority.plural
    for has_achievements, singular, several in (
        (
            False,
            f"lists its {plural} but reports no progress on them",
            f"list their {plural} but report no progress on them",
        ),
        (
            True,
            f"reports its achievements apart from its {plural}",
            f"report their achievements apart from their {plural}",
        ),
    ):
        names = [
            part.partnership.short_name
            for part in contributions
            if bool(part.achievements) == has_achievements
        ]
        if names:
            yield f"{listed(names)} {singular if len(names) == 1 else several}."


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
    received = capfirst(formatting.count(total - missing))
    of_all = f" of the {formatting.count(total)}" if missing else ""
    yield f"{received}{of_all} partnerships contributed."
    if other := sum(row.is_of_another_year for row in contributions):
        yield f"{capfirst(formatting.count(other))} wrote about a different year."
