"""Assessment results: each measure's latest figure compared with others."""

from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Model

from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.core.values.periods import Period
from partnership.models import Area
from priorities.models import Measure, Observation, ReportedChange
from priorities.queries.series import (
    Change,
    Series,
    alike,
    break_note,
    change_between,
    read_series,
    reported_change,
)

# How many earlier figures of a measure are compared with the latest.
EARLIER = 2


@dataclass(frozen=True)
class Comparator:
    """The same measure in another area: its value or change for the same period."""

    area: Area
    observation: Observation | None = None
    change: Change | None = None
    rows: list[Model] = field(default_factory=list)


@dataclass(frozen=True)
class AssessmentRow:
    """A measure's latest figure compared with an earlier figure, if any.

    `stated` is the change as reported by a source, if it is not worked out.
    """

    measure: Measure
    latest: Observation | None
    previous: Observation | None = None
    base: Period | None = None
    change: Change | None = None
    comparator: Comparator | None = None
    note: str = ""
    stated: ReportedChange | None = None

    @property
    def rows(self) -> list[Model]:
        """The records that it is made from."""
        found = [self.measure, self.latest, self.previous, self.stated]
        found += self.comparator.rows if self.comparator else []
        return [row for row in found if row is not None]

    @property
    def periods(self) -> list[Period]:
        latest = self.latest.period if self.latest else None
        return [period for period in (self.base, latest) if period is not None]


def assessment_rows(area: Area | None, year) -> list[AssessmentRow]:
    """Return results for assessed measures, as known at the start of a year."""
    if area is None:
        return []
    nations = list(Area.objects.filter(kind=Area.Kind.NATION).order_by("name"))
    assessed = Measure.objects.filter(is_assessed=True).order_by("order", "name")
    by_theme: dict[str, list[str]] = {}
    for code, theme in assessed.values_list("code", "theme"):
        by_theme.setdefault(theme, []).append(code)
    codes = list(chain(*by_theme.values()))
    series = read_series(codes, [area.code, *(nation.code for nation in nations)])
    found = []
    for code in codes:
        found += _of_measure(series, series.measures[code], area, nations, year)
    return found


def _of_measure(series: Series, measure, area, nations, year):
    known = _known(series, measure, area, year)
    stated = [
        row
        for key, row in series.stated.items()
        if key[:2] == (measure.code, area.code) and _before(row.period, year)
    ]
    if not known:
        return [_stated(series, measure, None, row, nations) for row in stated]
    latest = known[-1]
    earlier = [row for row in known[:-1] if alike(row, latest)][-EARLIER:][::-1]
    rows = [_computed(series, measure, latest, row, nations) for row in earlier]
    rows += [
        _stated(series, measure, latest, row, nations)
        for row in sorted(stated, key=lambda row: row.base.label, reverse=True)
        if row.period == latest.period
        and row.base not in [known_row.period for known_row in earlier]
    ]
    if rows:
        return rows
    return [
        AssessmentRow(
            measure,
            latest,
            comparator=_elsewhere(series, measure, latest.period, None, nations),
            note=_note(known),
        )
    ]


def _note(known):
    """The latest figure's note, with the break that ends comparisons, if any."""
    broken = break_note(known).rstrip(".")
    words = f"Not compared with earlier figures: {broken}." if broken else ""
    return f"{words} {known[-1].full_note}".strip()


def _known(series, measure, area, year):
    """Return the measure's observations that end before a year, oldest first.

    Of those that end on one day, the longest is last: the year, not its last month.
    """
    rows = [
        series.observations[measure.code, area.code, period]
        for period in series.periods[measure.code, area.code]
    ]
    rows = [
        row
        for row in rows
        if _before(row.period, year)
        and row.ends_on
        and row.reason != Reason.NOT_YET_DUE
    ]
    return sorted(rows, key=lambda row: (row.ends_on, -row.starts_on.toordinal()))


def _before(period, year):
    return period.end is None or period.end < financial_years.first_day(year)


def _computed(series, measure, latest, previous, nations):
    return AssessmentRow(
        measure,
        latest,
        previous,
        previous.period,
        change_between(previous, latest),
        _elsewhere(series, measure, latest.period, previous.period, nations),
        latest.full_note,
    )


def _stated(series, measure, latest, row, nations):
    return AssessmentRow(
        measure,
        latest,
        None,
        row.base if row.base.start else None,
        reported_change(row),
        _elsewhere(series, measure, row.period, row.base, nations),
        row.note,
        row,
    )


def _elsewhere(series, measure, period, base, nations):
    for nation in nations:
        row = series.observation(measure.code, nation.code, period.code)
        if row is not None and row.value is not None:
            return Comparator(nation, observation=row, rows=[row])
        if base is not None and base.start is not None:
            change = series.change(measure.code, nation.code, base.code, period.code)
            if change is not None:
                codes = measure.code, nation.code, base.code, period.code
                rows = series.rows_of_change(*codes)
                return Comparator(nation, change=change, rows=rows)
    return None
