"""What goes in and out as spreadsheets: what was agreed, and whether it works."""

from partnership.core.imports.resource import NaturalKeyResource
from priorities.models import (
    Achievement,
    CommissionersPlan,
    Comparison,
    Lead,
    Measure,
    Objective,
    Observation,
    Priority,
    PriorityLink,
    ReportedChange,
    Strand,
    Target,
)


class CommissionersPlanResource(NaturalKeyResource):
    """One row for each police and crime plan."""

    class Meta:
        model = CommissionersPlan


class ObjectiveResource(NaturalKeyResource):
    """One row for each strategic objective of a plan."""

    class Meta:
        model = Objective


class PriorityResource(NaturalKeyResource):
    """One row for each priority; `objectives` holds the codes of those served."""

    class Meta:
        model = Priority


class SuccessionResource(NaturalKeyResource):
    """One row for each priority that follows on from an earlier one."""

    class Meta:
        model = PriorityLink


class StrandResource(NaturalKeyResource):
    """One row for each part of a priority, as the delivery table has it."""

    class Meta:
        model = Strand


class LeadResource(NaturalKeyResource):
    """One row for each lead of a part, named by its priority and `part`."""

    headings = {"strand": ["priority", "part"]}

    class Meta:
        model = Lead


class MeasureResource(NaturalKeyResource):
    """One row for each measure; `priority` and `part of` hold codes."""

    headings = {"priority_theme": ["priority"]}

    class Meta:
        model = Measure


class ObservationResource(NaturalKeyResource):
    """One row for each measure, area and period: a value or a reason."""

    class Meta:
        model = Observation


class StatedChangeResource(NaturalKeyResource):
    """One row for each change that a source states, with both its periods."""

    class Meta:
        model = ReportedChange


class ComparisonResource(NaturalKeyResource):
    """One row for each comparison of two areas on a measure."""

    class Meta:
        model = Comparison


class TargetResource(NaturalKeyResource):
    """One row for each measure, area and period for which a target was set."""

    class Meta:
        model = Target


class AchievementResource(NaturalKeyResource):
    """One row for each achievement of a partnership in a year."""

    class Meta:
        model = Achievement
