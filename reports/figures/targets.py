"""Targets of measures, and how many of a grant's targets were met."""

from collections import defaultdict
from dataclasses import dataclass

from funding.models import FundingLine
from partnership.core.models.display import with_count
from partnership.core.values import financial_years, formatting
from partnership.core.values.missing import Reason
from partnership.core.values.periods import financial_year
from priorities.models import Observation, Target
from reports.errors import TokenError
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, nearest, the_period, the_year
from reports.figures.measures import bare_value, number_text


def target(resolver, token, measure, area, period):
    """“at least 35”, or only the number with the style number."""
    known = resolver.targets
    resolver.measure(measure)
    name = resolver.series.measures[measure].name
    areas = {key[1] for key in known if key[0] == measure}
    if area not in areas:
        nearest(area, areas, f"target for {name} for the area")
    row = known.get((measure, area, the_period(period)))
    if row is None:
        periods = (key[2] for key in known if key[:2] == (measure, area))
        nearest(period, periods, f"target for {name} for the period")
    return Figure(
        _text(token, row),
        bare_value(row.value),
        token.source,
        f"Target: {row.measure.name}, {row.area.name}",
        row.period.label,
        row.measure.base,
        row.measure.source,
    )


def _text(token, row):
    if row.value is None:
        return Reason(row.reason).label
    number = number_text(row.measure, row.value)
    return (
        number
        if token.style == "number"
        else f"{row.get_comparison_display()} {number}"
    )


@dataclass
class Results:
    """Whether each target was met, by measure and year, and the measures of lines."""

    lines: dict[str, set[int]]
    met: dict[tuple[int, int], list[bool]]

    def of(self, lines, year) -> list[bool]:
        """Whether each target with both numbers was met; each measure counts once."""
        measures: set[int] = set().union(*(self.lines.get(c, set()) for c in lines))
        return [met for pk in measures for met in self.met.get((pk, year), [])]


def read_targets(codes) -> dict:
    """Targets by the codes of measure, area and period."""
    rows = Target.objects.filter(measure__code__in=codes)
    return {
        (row.measure.code, row.area.code, row.period.code): row
        for row in rows.select_related("measure", "area")
    }


def read_results(partnership) -> Results:
    """Results of the partnership's areas against yearly targets, in 3 queries."""
    lines = defaultdict(set)
    links = FundingLine.measures.through.objects
    rows = links.filter(fundingline__partnership=partnership)
    for code, measure in rows.values_list("fundingline__code", "measure_id"):
        lines[code].add(measure)
    where = {"measure__funding_lines__partnership": partnership}
    here = {"area__partnerships": partnership}
    values = {
        (row.measure_id, row.area_id, row.period): row.actual
        for row in Observation.objects.filter(**where, **here).distinct()
    }
    met = defaultdict(list)
    for row in Target.objects.filter(**where, **here).distinct():
        if not row.period.start or row.period != financial_year(row.period.start.year):
            continue
        answer = row.met_by(values.get((row.measure_id, row.area_id, row.period)))
        if answer is not None:
            met[row.measure_id, row.period.start.year].append(answer)
    return Results(lines, met)


def met(resolver, token, line, year):
    """“three of five”: how many targets of a line, or of all lines, were met."""
    start = the_year(year)
    if line == "all":
        lines, about = set(resolver.results.lines), "Targets met, all grants"
        source = resolver.partnership.name
    else:
        ledger = resolver.ledger_of(line)
        lines = {line, *(code for code, _ in ledger.walk(line))}
        lines |= {
            other for code in lines for other in ledger.included_lines(code, start)
        }
        about, source = f"Targets met, {ledger.lines[line].label}", ledger.fund.name
    answers = resolver.results.of(lines, start)
    if not answers:
        raise TokenError(
            f"“{token.source}”: no measure has both a target and an actual for "
            f"{financial_years.label(start)}."
        )
    return Figure(
        formatting.some_of(sum(answers), len(answers), token.style),
        str(sum(answers)),
        token.source,
        about,
        financial_years.label(start),
        with_count(len(answers), "target"),
        source,
    )


HANDLERS = {
    "target": Handler(
        target, "[=target MEASURE AREA PERIOD]", frozenset({"words", "number"})
    ),
    "met": Handler(
        met, "[=met LINE YEAR] or [=met all YEAR]", frozenset({"words", "number"})
    ),
}
