"""Targets of a measure and whether each was met."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from partnership.core.values.missing import Reason
from priorities import formatting
from priorities.models import Observation, Target
from priorities.models.targets import Status

TARGETS = Prefetch("targets", Target.objects.select_related("area"))


@dataclass(frozen=True)
class TargetResult:
    """A target and the actual figure for the same period."""

    target: Target
    observation: Observation | None

    @property
    def target_words(self) -> str:
        return formatting.target_words(self.target)

    @property
    def actual_words(self) -> str:
        ends = self.target.ends_on
        if self.observation is None and ends and ends >= timezone.localdate():
            return Reason.NOT_YET_DUE.label
        return formatting.value_words(self.target.measure, self.observation)

    @property
    def verdict(self) -> str:
        """“met”, “nearly met” or “missed”, or “not known” if a number is missing."""
        status = self.target.status(self.observation and self.observation.actual)
        if status in {Status.NO_DATA, Status.NO_TARGET}:
            return "not known"
        return status.label.lower()


def target_results(measure, figures) -> list[TargetResult]:
    """A measure's targets with these of its figures, newest first.

    Makes one query, unless its `TARGETS` were read with it.
    """
    prefetch_related_objects([measure], TARGETS)
    found = {(row.area_id, row.period): row for row in figures}
    return [
        TargetResult(t, found.get((t.area_id, t.period))) for t in measure.targets.all()
    ]
