"""Assessment results: each measure's latest figure compared with others."""

from dataclasses import dataclass

from partnership.core.values import financial_years
from partnership.core.values.periods import Period
from partnership.models import Area
from priorities.models import Measure, Observation
from priorities.queries.series import (
    Change,
    Series,
    comparable,
    computed_change,
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


@dataclass(frozen=True)
class AssessmentRow:
    """A measure's latest figure compared with an earlier figure, if any."""

    measure: Measure
    latest: Observation | None
    previous: Observation | None = None
    base: Period | None = None
    change: Change | None = None
    comparator: Comparator | None = None
    note: str = ""

    @property
    def periods(self) -> list[Period]:
        latest = self.latest.period if self.latest else None
        return [period for period in (self.base, latest) if period is not None]


def area_of(partnership) -> Area | None:
    """Return the first area that a partnership covers, or None."""
    return partnership.areas.order_by("coverage__pk").first()


def assessment_rows(partnership, year) -> list[AssessmentRow]:
    """Return results for assessed measures, as known at the start of a year."""
    area = area_of(partnership)
    if area is None:
        return []
    nations = list(Area.objects.filter(kind=Area.Kind.NATION).order_by("name"))
    codes = list(
        Measure.objects.filter(is_assessed=True)
        .order_by("order", "name")
        .values_list("code", flat=True)
    )
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
    latest, earlier = known[-1], known[-1 - EARLIER : -1][::-1]
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
            note=latest.note,
        )
    ]


def _known(series, measure, area, year):
    """Return the measure's observations that end before a year, oldest first."""
    rows = [
        series.observations[measure.code, area.code, period]
        for period in series.periods[measure.code, area.code]
    ]
    rows = [row for row in rows if _before(row.period, year) and row.ends_on]
    return sorted(rows, key=lambda row: (row.ends_on, row.starts_on))


def _before(period, year):
    return period.end is None or period.end < financial_years.first_day(year)


def _computed(series, measure, latest, previous, nations):
    change = None
    if comparable(previous, latest):
        change = computed_change(measure, previous.value, latest.value)
    return AssessmentRow(
        measure,
        latest,
        previous,
        previous.period,
        change,
        _elsewhere(series, measure, latest.period, previous.period, nations),
        latest.note,
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
    )


def _elsewhere(series, measure, period, base, nations):
    for nation in nations:
        row = series.observation(measure.code, nation.code, period.code)
        if row is not None and row.value is not None:
            return Comparator(nation, observation=row)
        if base is not None and base.start is not None:
            change = series.change(measure.code, nation.code, base.code, period.code)
            if change is not None:
                return Comparator(nation, change=change)
    return None
