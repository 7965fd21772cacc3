"""Figures of a measure that can be shown together in a chart or table."""

import datetime as dt

from partnership.core.models.dated import is_between
from partnership.models import Area
from priorities.models import Measure, Observation, Target
from priorities.queries.derived import figures_in
from priorities.queries.series import break_between, exact_enough, read_series


def over_time(
    measure: Measure,
    area: Area,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Observation]:
    """Return an area's figures for periods like its newest known one, oldest first.

    Forecasts are left out. Months are never shown with years, or calendar years with
    financial ones.
    """
    rows = _known(measure, area, since, until)
    if not any(row.value is not None for row in rows):
        return []
    newest = [row for row in rows if row.value is not None][-1]
    return [row for row in rows if row.period.is_like(newest.period)]


def _known(measure, area, since, until):
    found = [
        row
        for row in figures_in(area, Measure.objects.filter(pk=measure.pk))
        if row.starts_on
        and row.ends_on
        and not row.is_forecast
        and (since is None or row.ends_on >= since)
        and (until is None or row.ends_on <= until)
    ]
    return sorted(found, key=lambda row: (row.ends_on, row.starts_on))


def at_the_same_time(
    measure: Measure,
    areas: list[Area],
    until: dt.date | None = None,
    having: Area | None = None,
) -> list[Observation]:
    """Return the areas' figures for the latest period that most of them have.

    With `having`, only periods for which that area has a figure count. Only periods
    with the same areas as the newest count. Of two periods with equally many figures,
    the later one is used. Areas without a figure for it, or that did not exist then,
    are left out. Figures of years and of several areas together may be worked out.
    """
    by_period = _by_period(_known_figures(measure, areas, until))
    if having:
        by_period = {
            days: rows
            for days, rows in by_period.items()
            if any(row.area_id == having.pk for row in rows)
        }
    return by_period[_widest_period(by_period, areas)] if by_period else []


def _known_figures(measure, areas, until) -> list[Observation]:
    """The areas' known figures for periods in which the area existed."""
    keys = {area.pk for area in areas}
    series = read_series([measure.code], [area.code for area in areas])
    return [
        row
        for row in series.observations.values()
        if row.area_id in keys
        and row.value is not None
        and row.ends_on
        and not row.is_forecast
        and (until is None or row.ends_on <= until)
        and is_between(row.area, row.starts_on or row.ends_on, row.ends_on)
    ]


def _by_period(rows) -> dict[tuple, list[Observation]]:
    """Figures by last day, first day and kind of period, in order of area names."""
    by_period: dict[tuple, list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.area.name):
        days = (row.ends_on, row.starts_on, row.period_kind)
        by_period.setdefault(days, []).append(row)
    return by_period


def _widest_period(by_period, areas) -> tuple:
    """The latest period with most figures, of those with the newest period's areas."""

    def existing(days):
        last, first, _kind = days
        return [area for area in areas if is_between(area, first or last, last)]

    newest = existing(max(by_period))
    same_areas = [days for days in by_period if existing(days) == newest]
    return max(same_areas, key=lambda days: (len(by_period[days]), days))


def since_break(rows: list[Observation]) -> list[Observation]:
    """Return the newest known figures that no break parts from the newest of all."""
    known = [row for row in rows if row.value is not None]
    return [row for row in known if break_between(row, known[-1]) is None]


def all_exact(rows: list[Observation]) -> bool:
    """Whether the figures can be ranked: none of them is “up to” or “over”."""
    return all(exact_enough(row, row) for row in rows)


def targets_for(rows: list[Observation]) -> list[Target | None]:
    """Return the target for each figure of a series: for its days, or for any days."""
    if not rows:
        return []
    measure, area = rows[-1].measure, rows[-1].area
    found = {}
    for target in Target.objects.filter(measure=measure, area=area).order_by("-pk"):
        target.measure = measure
        found[target.starts_on and (target.starts_on, target.ends_on)] = target
    return [found.get((row.starts_on, row.ends_on), found.get(None)) for row in rows]
