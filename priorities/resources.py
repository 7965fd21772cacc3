"""Spreadsheet import and export of priorities, measures and figures."""

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

    former_headings = {"address": "url"}

    class Meta:
        model = CommissionersPlan


class ObjectiveResource(NaturalKeyResource):
    """One row for each strategic objective of a plan."""

    former_headings = {
        "no shared priority, because": "unsupported reason",
        "unserved reason": "unsupported reason",
    }

    class Meta:
        model = Objective


class PriorityResource(NaturalKeyResource):
    """One row for each priority; `objectives` contains codes of those it supports."""

    former_headings = {
        "from": "from year",
        "to": "to year",
        "objectives served": "objectives",
    }

    class Meta:
        model = Priority


class PriorityLinkResource(NaturalKeyResource):
    """One row for each earlier priority and the later one that replaces it."""

    former_choices = {"kept": "continued"}

    class Meta:
        model = PriorityLink


class StrandResource(NaturalKeyResource):
    """One row for each strand of a priority."""

    former_headings = {"no words, because": "outcome reason"}

    class Meta:
        model = Strand


class LeadResource(NaturalKeyResource):
    """One row for each lead of a strand, named by its priority and number."""

    headings = {"strand": ["priority", "strand"]}
    former_headings = {"part": "strand"}

    class Meta:
        model = Lead


class MeasureResource(NaturalKeyResource):
    """One row for each measure; `priority` and `part of` contain codes."""

    headings = {"priority_theme": ["priority"]}
    former_headings = {
        "good is": "desired direction",
        "good direction": "desired direction",
        "counts people who could be recognised": "counts people",
    }

    class Meta:
        model = Measure


class ObservationResource(NaturalKeyResource):
    """One row for each measure, area and period: a value or a reason."""

    former_headings = {"population of": "base year"}

    class Meta:
        model = Observation


class ReportedChangeResource(NaturalKeyResource):
    """One row for each change reported by a source, with both periods."""

    class Meta:
        model = ReportedChange


class ComparisonResource(NaturalKeyResource):
    """One row for each comparison of two areas on a measure."""

    former_headings = {"standing": "result"}

    class Meta:
        model = Comparison


class TargetResource(NaturalKeyResource):
    """One row for each measure, area and period that has a target."""

    former_headings = {"met when": "comparison", "test": "comparison"}

    class Meta:
        model = Target


class AchievementResource(NaturalKeyResource):
    """One row for each achievement of a partnership in a year."""

    class Meta:
        model = Achievement
