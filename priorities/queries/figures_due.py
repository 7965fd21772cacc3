"""Figures that are due: periods that have ended, without a figure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q

from partnership.core.models.dated import between, on_day
from partnership.core.values import calendar
from partnership.core.values.missing import Qualifier, Reason
from partnership.core.values.periods import Period
from partnership.models import Area, Coverage, Partnership, Post, Tenure
from priorities.models import Measure, Observation

# The most periods of one series that are listed; the rest are just as late.
MOST = 12


@dataclass(frozen=True)
class FigureDue:
    """One figure that is due; `people` hold the post of its owner on the day."""

    measure: Measure
    area: Area
    period: Period
    due_on: dt.date
    owner: Post | None
    people: tuple = ()

    @property
    def who(self) -> str:
        if self.owner is None:
            return "no owner"
        names = ", ".join(str(person) for person in self.people)
        return f"{names or 'nobody'} ({self.owner})"


def figures_due(home: Partnership, today: dt.date, until: dt.date) -> list[FigureDue]:
    """Figures due by a day, oldest first; the number of queries does not grow."""
    measures = _measures()
    holders = _holders(measures.values(), today)
    coverage_ends = dict(
        Coverage.objects.filter(partnership=home).values_list("area", "to_on")
    )
    found = []
    for measure, area, last in _series(home, measures, today):
        late = dt.timedelta(days=measure.due_after_days or 0)
        for period in calendar.ended_between(measure.frequency, last, until - late):
            ends = [area.to_on, coverage_ends.get(area.pk)]
            begun = calendar.following(measure.frequency, period, -1).end or today
            if any(end and begun >= end for end in ends):
                break
            found.append(
                FigureDue(
                    measure,
                    area,
                    period,
                    (period.end or today) + late,
                    measure.owner,
                    holders.get(measure.owner_id, ()),
                )
            )
    return sorted(found, key=lambda due: (due.due_on, due.measure.name, due.area.name))


def _measures() -> dict[int, Measure]:
    rows = Measure.objects.exclude(frequency="").exclude(due_after_days=None)
    linked = rows.select_related("owner__group", "owner__partner")
    return {row.pk: row for row in linked}


def _holders(measures: Iterable[Measure], today) -> dict[int, tuple]:
    posts = {row.owner_id for row in measures if row.owner_id}
    found: dict[int, tuple] = {}
    rows = Tenure.objects.filter(on_day(today), post__in=posts)
    for row in rows.select_related("person"):
        found[row.post_id] = (*found.get(row.post_id, ()), row.person)
    return found


def _series(home, measures, today):
    """Each measure and area with the last period that has a figure.

    The figures of an area that replaced another are due from its first day. A measure
    without any figure is due for the areas of the home partnership.
    """
    rows = (
        Observation.objects.filter(measure__in=measures)
        .exclude(Q(reason=Reason.NOT_YET_DUE) | Q(qualifier=Qualifier.FORECAST))
        .order_by()
        .values_list("measure", "area", "period_kind")
        .annotate(Max("ends_on"))
    )
    known = {
        (measure, area): ends
        for measure, area, kind, ends in rows
        if ends and kind == calendar.kind_of(measures[measure].frequency)
    }
    areas = Area.objects.in_bulk({area for _measure, area in known})
    for (pk, area), ends in known.items():
        often = measures[pk].frequency
        last = calendar.period_at(often, ends)
        yield measures[pk], areas[area], _not_before(often, last, today)
    links = Area.successors.through.objects.filter(from_area__in=areas)
    successors = {
        (pk, link.to_area)
        for link in links.select_related("to_area")
        for pk, area in known
        if area == link.from_area_id and (pk, link.to_area_id) not in known
    }
    for pk, area in successors:
        if area.from_on:
            often = measures[pk].frequency
            first = calendar.period_at(often, area.from_on)
            before = calendar.following(often, first, -1)
            yield measures[pk], area, _not_before(often, before, today)
    covered = between(today, today, "coverage__")
    own = list(home.areas.filter(on_day(today), covered))
    for pk in set(measures) - {measure for measure, _area in known}:
        for area in own:
            often = measures[pk].frequency
            now = calendar.period_at(often, today)
            yield measures[pk], area, calendar.following(often, now, -2)


def _not_before(frequency: str, last: Period, today: dt.date) -> Period:
    """The last period with a figure, or a later one if it is too long ago."""
    newest = calendar.period_at(frequency, today)
    newest = calendar.following(frequency, newest, -MOST)
    return max(last, newest, key=lambda period: period.end or dt.date.min)
