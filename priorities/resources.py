"""Spreadsheet import and export of priorities, measures and figures."""

from partnership.core.imports.ambiguity import AmbiguousCell, Option, resolved
from partnership.core.imports.figure_cells import UnformattedNumber
from partnership.core.imports.resource import NaturalKeyResource
from partnership.core.values.missing import Qualifier
from partnership.partners.resources import AREA_HEADINGS
from priorities.models import (
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


def ask_about_fraction(number):
    """Ask about 0.065 in a file that may show it as 6.5%."""
    percent = f"{number * 100:.15g}"
    raise AmbiguousCell(
        "percent-fraction",
        f"“{number:.15g}” may be shown as {percent}% in the file. Choose what it means",
        [
            Option("times-100", f"{percent}%", percent),
            Option("as-it-is", f"{number:.15g}%", f"{number:.15g}"),
        ],
    )


# What statistics call the columns of measures and periods.
MEASURE_HEADINGS = [
    *("offence", "offence description", "offence subgroup", "offence group"),
    *("crime type", "indicator", "measure name", "measure code", "crime"),
]
NOTE_HEADINGS = ["notes", "comment", "comments", "footnote", "commentary", "remarks"]
NOTE_HEADINGS += ["explanation", "narrative", "caveat", "caveats"]
PERIOD_HEADINGS = [
    *("financial year", "year", "time period", "date", "month", "quarter"),
    *("year ending", "year ended", "quarter ending", "quarter ended", "month ending"),
    *("reporting period", "as at", "position at", "reporting year"),
]


class CommissionersPlanResource(NaturalKeyResource, model=CommissionersPlan):
    """One row for each police and crime plan."""

    former_headings = {"address": "url"}


class ObjectiveResource(NaturalKeyResource, model=Objective):
    """One row for each strategic objective of a plan."""

    former_headings = {
        "no shared priority, because": "unsupported reason",
        "unserved reason": "unsupported reason",
    }


class PriorityResource(NaturalKeyResource, model=Priority):
    """One row for each priority; `objectives` contains codes of those it supports."""

    former_headings = {
        "from": "from year",
        "to": "to year",
        "objectives served": "objectives",
    }


class PriorityLinkResource(NaturalKeyResource, model=PriorityLink):
    """One row for each earlier priority and the later one that replaces it."""

    former_choices = {"kept": "continued"}


class StrandResource(NaturalKeyResource, model=Strand):
    """One row for each strand of a priority."""

    former_headings = {"no words, because": "outcome reason"}


class LeadResource(NaturalKeyResource, model=Lead):
    """One row for each lead of a strand, named by its priority and number."""

    headings = {"strand": ["priority", "strand"]}
    former_headings = {"part": "strand"}


class MeasureResource(NaturalKeyResource, model=Measure):
    """One row for each measure; `priority` and `part of` contain codes."""

    headings = {"priority_theme": ["priority"]}
    former_headings = {
        "good is": "desired direction",
        "good direction": "desired direction",
        "counts people who could be recognised": "counts people",
    }


class StatisticsResource(NaturalKeyResource):
    """Figures of a measure, in percent if it is a percentage."""

    def prepare_figure(self, instance, slot, number):
        """Read 6% as 6 if the measure is a percentage."""
        is_percent = (
            slot.name == "value"
            and instance.measure_id
            and instance.measure.unit == Measure.Unit.PERCENT
        )
        if is_percent and isinstance(number, UnformattedNumber):
            return resolved(slot.heading, ask_about_fraction, number)
        text = number.strip() if isinstance(number, str) else ""
        if is_percent and text.endswith("%"):
            return text[:-1].rstrip()
        return number


class ObservationResource(StatisticsResource, model=Observation):
    """One row for each measure, area and period: a value or a reason."""

    former_headings = {"population of": "base year"}
    synonyms = {
        "measure": MEASURE_HEADINGS,
        "area": AREA_HEADINGS,
        "period": PERIOD_HEADINGS,
        "value": [
            *("offence count", "number of offences", "offences", "count", "number"),
            *("rounded number of offences", "figure", "rate", "total", "crimes"),
            *(
                "no",
                "nos",
                "result",
                "results",
                "score",
                "outcome",
                "actual",
                "incidents",
            ),
        ],
        "note": NOTE_HEADINGS,
    }
    others_left_out = ("area", "measure")
    derives_what_save_does = True

    def derived_changes(self, outcome):
        """Remember the figure that a revised one replaces, as saving a form does."""
        instance = outcome.instance
        old = {slot.name: state for slot, state in outcome.changes}
        is_revised = instance.qualifier == Qualifier.REVISED
        if not is_revised or old.get("value") is None or "former_value" in old:
            return []
        slot = next(slot for slot in self.slots if slot.name == "former_value")
        before, instance.former_value = instance.former_value, old["value"]
        return [(slot, before)]


class ReportedChangeResource(NaturalKeyResource, model=ReportedChange):
    """One row for each change reported by a source, with both periods."""


class ComparisonResource(NaturalKeyResource, model=Comparison):
    """One row for each comparison of two areas on a measure."""

    former_headings = {"standing": "result"}


class TargetResource(StatisticsResource, model=Target):
    """One row for each measure, area and period that has a target."""

    former_headings = {"met when": "comparison", "test": "comparison"}
    synonyms = {
        "measure": MEASURE_HEADINGS,
        "area": AREA_HEADINGS,
        "period": PERIOD_HEADINGS,
        "value": ["target", "target value", "target figure", "aim", "goal"],
        "note": NOTE_HEADINGS,
    }
