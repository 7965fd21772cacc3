"""Models of priorities, objectives, measures, figures and targets."""

from priorities.models.achievements import Achievement
from priorities.models.comparisons import Comparison, ReportedChange
from priorities.models.measures import Measure, Observation, SeriesBreak
from priorities.models.objectives import CommissionersPlan, Objective
from priorities.models.priorities import Lead, Priority, PriorityLink, Strand
from priorities.models.targets import Target

__all__ = [
    "Achievement",
    "CommissionersPlan",
    "Comparison",
    "Lead",
    "Measure",
    "Objective",
    "Observation",
    "Priority",
    "ReportedChange",
    "SeriesBreak",
    "Strand",
    "PriorityLink",
    "Target",
]
