"""Targets of a measure and whether each was met."""

from dataclasses import dataclass

from priorities import formatting
from priorities.models import Observation, Target


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
        return formatting.value_words(self.target.measure, self.observation)

    @property
    def verdict(self) -> str:
        """“met” or “missed”, or “not known” if either number is missing."""
        value = self.observation.value if self.observation else None
        met = self.target.met_by(value)
        return {True: "met", False: "missed", None: "not known"}[met]


def target_results(measure) -> list[TargetResult]:
    """Return a measure's targets and results, newest first, in two queries."""
    targets = measure.targets.select_related("measure", "area")
    if not targets:
        return []
    figures = {(row.area_id, row.period): row for row in measure.observations.all()}
    return [TargetResult(t, figures.get((t.area_id, t.period))) for t in targets]
