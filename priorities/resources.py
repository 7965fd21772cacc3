"""Spreadsheet import and export of priorities, measures and figures."""

import re
from copy import copy

from partnership.core.imports.ambiguity import AmbiguousCell, Option, resolved
from partnership.core.imports.cells import period_cells
from partnership.core.imports.cells.figure_cells import UnformattedNumber
from partnership.core.imports.cells.number_cells import not_a_number
from partnership.core.imports.rows.resource import NaturalKeyResource
from partnership.core.values.missing import Qualifier
from partnership.partners.resources import AREA_HEADINGS
from priorities.formatting import in_unit
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
from priorities.models.figure_rules import wrong_share


def ask_about_fraction(number):
    """Ask about 0.065 in a file that may show it as 6.5%."""
    percent = f"{number * 100:.15g}"
    raise AmbiguousCell(
        "percent-fraction",
        f"“{number:.15g}” may be shown as {percent}% in the file. Select what it means",
        [
            Option("times-100", f"{percent}%", percent),
            Option("as-it-is", f"{number:.15g}%", f"{number:.15g}"),
        ],
    )


def ask_about_share(observation):
    """Ask about 60% next to 300 of 400; weighted surveys have such figures."""
    if wrong := wrong_share(observation):
        question = AmbiguousCell(
            "share",
            f"{wrong}. Correct one of them, or keep all 3",
            [Option("keep", "Keep all 3, for example because a survey is weighted")],
        )
        question.asked = "Some percentages do not match their numerator and denominator"
        question.shown = wrong
        raise question


# Names of the columns of measures and periods in statistics.
MEASURE_HEADINGS = [
    *("offence", "offence description", "offence subgroup", "offence group"),
    *("crime type", "indicator", "measure name", "measure code", "crime"),
]
NOTE_HEADINGS = ["notes", "comment", "comments", "footnote", "commentary", "remarks"]
NOTE_HEADINGS += ["explanation", "narrative", "caveat", "caveats"]
PRIORITY_WORDS = ["priority", "priority title", "shared priority", "priority name"]
PRIORITY_WORDS += ["name", "priority area", "our priority", "strategic priority"]
NUMBERS = ["no", "number", "ref", "priority no", "priority number", "#", "objective no"]
PERIOD_HEADINGS = [
    *("calendar year", "rolling year", "year to", "12 months to", "data period"),
    *("financial quarter", "period covered", "cohort period", "time", "dates"),
    *("financial year", "year", "time period", "date", "month", "quarter"),
    *("year ending", "year ended", "quarter ending", "quarter ended", "month ending"),
    *("reporting period", "as at", "position at", "reporting year"),
]


# “3. Rural crime”, “Priority 3 – Rural crime”, but not “24 - 7 support”.
NUMBERED = re.compile(
    r"\s*(?:(?:priority|objective|aim|theme|outcome)\s+([0-9]{1,2})\s*[.):–—-]"
    r"|([0-9]{1,2})[.):])\s+(?=\S)",
    re.I,
)


def number_from_name(instance, field):
    """Move the number before a name, “3. Rural crime”, to its own field."""
    match = NUMBERED.match(getattr(instance, field))
    number = int(match[1] or match[2]) if match else None
    if match and instance.number in (None, number):
        instance.number = number
        setattr(instance, field, getattr(instance, field)[match.end() :])


class CommissionersPlanResource(NaturalKeyResource, model=CommissionersPlan):
    """One row for each police and crime plan."""

    former_headings = {"address": "url"}
    of_period = ("from year", "to year")

    def from_period(self, cell):
        return period_cells.years_between(cell)


class ObjectiveResource(NaturalKeyResource, model=Objective):
    """One row for each strategic objective of a plan."""

    former_headings = {
        "no shared priority, because": "unsupported reason",
        "unserved reason": "unsupported reason",
    }
    synonyms = {
        "text": ["objective", "strategic objective", "aim", "wording", "description"],
        "number": NUMBERS,
        "plan": ["police and crime plan", "pcc plan"],
    }

    def complete(self, instance, names):
        if "code" not in names:  # a download has titles as they are stored
            number_from_name(instance, "text")


class PriorityResource(NaturalKeyResource, model=Priority):
    """One row for each priority; `objectives` contains codes of those it supports."""

    former_headings = {
        "from": "from year",
        "to": "to year",
        "objectives served": "objectives",
    }
    former_choices = {"cross-cutting": "theme", "cross-cutting priority": "theme"}
    synonyms = {
        "type": ["priority type", "kind", "type of priority"],
        "title": PRIORITY_WORDS,
        "number": NUMBERS,
        "from year": ["start", "start year", "first year", "year", "starts"],
        "to year": ["end", "end year", "last year", "ends", "until"],
        "theme": ["short title", "short name", "topic", "category"],
        "context": ["why", "why this is a priority", "background", "rationale"],
        "objectives": ["pcc objective", "pcc objectives", "objective", "supports"],
        "partnership": ["csp", "community safety partnership"],
    }
    of_period = ("from year", "to year")

    def from_period(self, cell):
        return period_cells.years_between(cell)

    def complete(self, instance, names):
        if "code" not in names:  # a download has titles as they are stored
            number_from_name(instance, "title")


class PriorityLinkResource(NaturalKeyResource, model=PriorityLink):
    """One row for each earlier priority and the later one that replaces it."""

    former_choices = {"kept": "continued"}


class StrandResource(NaturalKeyResource, model=Strand):
    """One row for each strand of a priority."""

    former_headings = {"no words, because": "outcome reason"}
    synonyms = {
        "priority": PRIORITY_WORDS,
        "title": ["strand", "action", "activity", "project", "task", "what we will do"],
        "order": ["no", "number", "ref", "action no"],
        "outcome": ["intended outcome", "outcomes", "aim", "success looks like"],
        "progress": ["update", "progress update", "status", "commentary", "comments"],
        "progress on": ["updated", "date updated", "date of update"],
    }


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
    synonyms = {
        "name": ["measure", "indicator", "indicator name", "performance indicator"]
        + ["kpi", "title", "measure name"],
        "code": ["ref", "indicator ref", "measure code", "id", "indicator id"],
        "unit": ["units", "unit of measure", "measured in", "format", "type"],
        "desired direction": ["good to be", "polarity", "good is high or low"]
        + ["aim to", "direction", "good performance", "desired", "better if"],
        "definition": ["description", "what it counts", "meaning"],
        "source": ["data source", "source of data", "provider"],
        "frequency": ["reported", "how often", "reporting frequency"],
        "owner": ["lead", "responsible", "lead organisation", "data owner"],
    }
    former_choices = {
        **dict.fromkeys(["lower", "low", "decrease", "reduce", "smaller"], "down"),
        **dict.fromkeys(["low is good", "lower is better", "reduction"], "down"),
        **dict.fromkeys(["higher", "high", "increase", "bigger", "more"], "up"),
        **dict.fromkeys(["high is good", "higher is better"], "up"),
        **dict.fromkeys(["n/a", "neutral", "either", "↔", "→"], "neither"),
        **dict.fromkeys(["↓", "▼", "🡓", "⬇"], "down"),
        **dict.fromkeys(["↑", "▲", "🡑", "⬆"], "up"),
        **dict.fromkeys(["no.", "numbers", "count of"], "count"),
        **dict.fromkeys(["percentage", "per cent", "proportion", "rate %"], "percent"),
        **dict.fromkeys(["rate per 1,000", "rate per 1,000 population"], "per-1000"),
        **dict.fromkeys(["per 1,000", "per 1,000 population"], "per-1000"),
        **dict.fromkeys(["per 1000", "rate per 1000"], "per-1000"),
        **dict.fromkeys(["rate per 100,000", "per 100,000"], "per-100000"),
        "rate per 1,000 households": "per-1000-households",
        "rate per 100,000 households": "per-100000-households",
        **dict.fromkeys(["gbp", "cost", "amount"], "pounds"),
        **dict.fromkeys(["monthly", "m"], "month"),
        **dict.fromkeys(["quarterly", "q", "qtr"], "quarter"),
        **dict.fromkeys(["annual", "annually", "yearly", "a", "y"], "financial-year"),
    }

    def complete(self, instance, names):
        """Read the unit from a name such as “% of residents who feel safe”."""
        units = [unit for words, unit in UNITS if words.search(instance.name)]
        if "unit" not in names and units:
            instance.unit = units[0]


HOUSEHOLDS = Measure.Unit.PER_1000_HOUSEHOLDS
UNITS = [
    (
        re.compile(r"^%|%$|\bper ?cent(?:age)?\b|\bproportion\b", re.I),
        Measure.Unit.PERCENT,
    ),
    (re.compile(r"\bper 1,?000 (?:household|home|dwelling)s\b", re.I), HOUSEHOLDS),
    (re.compile(r"\bper 1,?000\b", re.I), Measure.Unit.PER_1000),
    (
        re.compile(r"\bper 100,?000 (?:household|home|dwelling)s\b", re.I),
        Measure.Unit.PER_100000_HOUSEHOLDS,
    ),
    (re.compile(r"\bper 100,?000\b", re.I), Measure.Unit.PER_100000),
    (re.compile(r"£|\bcost of\b", re.I), Measure.Unit.POUNDS),
]


class StatisticsResource(NaturalKeyResource):
    """Figures of a measure, in percent if it is a percentage."""

    counts_of_share = ("numerator", "denominator")

    def unit_of(self, instance):
        return instance.measure.unit if instance.measure_id else ""

    def shown(self, slot, instance, cell):
        if slot.name == "value" and instance.value is not None:
            return in_unit(instance.measure, instance.value)
        return super().shown(slot, instance, cell)

    def prepare_figure(self, instance, slot, number):
        """Read 6% as 6 if the measure is a percentage."""
        is_percent = slot.name == "value" and self.unit_of(instance) in (
            "",  # of a measure that its own cell does not name
            Measure.Unit.PERCENT,
        )
        if is_percent and isinstance(number, UnformattedNumber):
            return resolved(slot.heading, ask_about_fraction, number)
        text = number.strip() if isinstance(number, str) else ""
        if is_percent and text.endswith("%"):
            if re.search("[a-z]", text, re.I):
                raise not_a_number(text, False)
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
            *("no", "nos", "result", "results", "score", "outcome", "actual"),
            *("incidents", "n", "num", "val", "measure value"),
        ],
        "qualifier": ["status", "data status", "figure status"],
        "numerator": ["number of cases"],
        "denominator": ["base", "sample", "sample size", "out of", "cohort"],
        "source": ["data source"],
        "note": NOTE_HEADINGS,
    }
    former_choices = {"final": "exact", "actual": "exact", "confirmed": "exact"}
    others_left_out = ("area", "measure")
    derives_what_save_does = True

    def figure_extras(self, instance, found, qualifier, is_new):
        """Clear stored counts that a new percentage does not follow from."""
        value = found.get("value")
        if is_new or value in (None, instance.value):
            return {}
        changed = copy(instance)
        changed.value = value
        return dict.fromkeys(self.counts_of_share) if wrong_share(changed) else {}

    def check_row(self, instance, changed_names):
        """Ask about a share that does not follow from its counts."""
        if not changed_names & {"value", "numerator", "denominator"}:
            return {}
        try:
            resolved("value", ask_about_share, instance)
        except AmbiguousCell as question:
            return {"value": [question]}
        return {}

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

    sheet_words = ("change", "increase", "fall", "difference")
    synonyms = {
        "measure": MEASURE_HEADINGS,
        "area": AREA_HEADINGS,
        "base period": ["from", "previous", "previous period", "baseline"],
        "period": ["to", "current", "current period", "latest", "latest period"],
        "amount": ["change", "% change", "percentage change", "percent change"],
    }

    def prepare_figure(self, instance, slot, number):
        return number.strip().removesuffix("%") if isinstance(number, str) else number


class ComparisonResource(NaturalKeyResource, model=Comparison):
    """One row for each comparison of two areas on a measure."""

    sheet_words = ("compar", "similar", "benchmark", "result")
    former_headings = {"standing": "result"}


class TargetResource(StatisticsResource, model=Target):
    """One row for each measure, area and period that has a target."""

    sheet_words = ("target", "goal", "ambition")
    former_headings = {"met when": "comparison", "test": "comparison"}
    synonyms = {
        "measure": MEASURE_HEADINGS,
        "area": AREA_HEADINGS,
        "period": PERIOD_HEADINGS,
        "value": ["target", "target value", "target figure", "aim", "goal"],
        "note": NOTE_HEADINGS,
    }
    former_choices = {"maximum": "at-most", "minimum": "at-least"}
    other_figures = ("actual", "actuals", "outturn", "result", "results", "baseline")
    other_figures += ("baseline year", "latest", "current", "previous", "previous year")

    def figure_extras(self, instance, found, qualifier, is_new):
        """Read “under 390” as at most, as any target of a measure that should fall."""
        if qualifier in (Qualifier.UP_TO, Qualifier.JUST_UNDER):
            return {"comparison": Target.Comparison.AT_MOST}
        if qualifier in (Qualifier.AT_LEAST, Qualifier.OVER):
            return {"comparison": Target.Comparison.AT_LEAST}
        # A measure that the same workbook adds is not saved yet.
        direction = getattr(getattr(instance, "measure", None), "desired_direction", "")
        falls = is_new and direction == Measure.Direction.DOWN
        return {"comparison": Target.Comparison.AT_MOST} if falls else {}


class AchievementResource(NaturalKeyResource, model=Achievement):
    """One row for each achievement of a partnership in a year."""

    synonyms = {
        "title": ["achievement", "headline", "success", "project"]
        + ["what we achieved", "what was achieved"],
        "body": ["description", "details", "narrative", "what we did", "text"],
        "year": ["financial year"],
        "priority": PRIORITY_WORDS[:4],
        "partnership": ["csp", "community safety partnership"],
    }
