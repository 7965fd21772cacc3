"""Observations and reported changes of measures, looked up by area and period."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Model

from partnership.core.values.formatting import SMALLEST_BASE, rounded
from partnership.core.values.missing import Qualifier
from partnership.models.combined_areas import summed_areas, summed_for
from priorities.models import Measure, Observation, ReportedChange
from priorities.models.measures import attach_breaks
from priorities.queries.derived import derived

# A smaller percentage change would round to 0: 266 to 267.
ABOUT_THE_SAME = Decimal("0.5")


@dataclass(frozen=True)
class Change:
    """A change between two periods; `up` is None if it is about the same.

    `amount` is in per cent, or percentage points if `in_points`; None if the source
    gives no number. `absolute` is the difference in the measure's unit, if known.
    `counted_from` is the earlier value if both are counts.
    """

    up: bool | None
    amount: Decimal | None
    in_points: bool = False
    absolute: Decimal | None = None
    words: str = ""
    stated: bool = False
    counted_from: Decimal | None = None

    @property
    def has_small_base(self) -> bool:
        """Whether the earlier count is too small for a percentage to be useful."""
        return self.counted_from is not None and self.counted_from < SMALLEST_BASE


@dataclass
class Series:
    """Observations and reported changes by measure, area and period codes."""

    measures: dict[str, Measure] = field(default_factory=dict)
    observations: dict[tuple[str, str, str], Observation] = field(default_factory=dict)
    stated: dict[tuple[str, str, str, str], ReportedChange] = field(
        default_factory=dict
    )

    def __post_init__(self):
        self.periods = defaultdict(list)
        self._list_periods(self.observations)

    def _list_periods(self, observations):
        for measure, area, period in observations:
            self.periods[measure, area].append(period)

    def add(self, other: "Series") -> None:
        """Add the data of other measures."""
        self.measures |= other.measures
        self.observations |= other.observations
        self.stated |= other.stated
        self._list_periods(other.observations)

    def areas(self, measure) -> set[str]:
        """Return the codes of areas with data for a measure."""
        return {key[1] for key in [*self.periods, *self.stated] if key[0] == measure}

    def observation(self, measure, area, period) -> Observation | None:
        return self.observations.get((measure, area, period))

    def change(self, measure, area, base, period) -> Change | None:
        """Return the change calculated from two values, or reported by the source."""
        first = self.observation(measure, area, base)
        last = self.observation(measure, area, period)
        found = change_between(first, last)
        if found is not None:
            return found
        row = self.stated.get((measure, area, base, period))
        return reported_change(row) if row else None

    def rows_of_change(self, measure, area, base, period) -> list[Model]:
        """The figures that a change is worked out from, and any reported change."""
        found = [
            self.observation(measure, area, base),
            self.observation(measure, area, period),
            self.stated.get((measure, area, base, period)),
        ]
        return [row for row in found if row is not None]


BOUNDS = {Qualifier.UP_TO, Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.JUST_UNDER}


def change_between(first, last) -> Change | None:
    """Return the change between two figures of one measure and area, or None.

    The only place where a change is worked out, so that pages, charts, documents and
    open data agree.
    """
    if first is None or last is None or not comparable(first, last):
        return None
    return computed_change(last.measure, first.value, last.value)


def comparable(first, last) -> bool:
    """Whether a change between two figures can be worked out.

    Both are known, exact enough and for periods of the same type and length, without
    a break in the series between them.
    """
    known = first.value is not None and last.value is not None
    return known and exact_enough(first, last) and in_one_series(first, last)


def exact_enough(first, last) -> bool:
    return not BOUNDS & {first.qualifier, last.qualifier}


def in_one_series(first, last) -> bool:
    """Whether periods are of one type and length, without a break between them."""
    if not first.period.is_like(last.period):
        return False
    return break_between(first, last) is None


def alike(first, last) -> bool:
    """Whether two figures are like with like: one series, and the same time of year."""
    same = first.period.is_same_time_of_year(last.period)
    return same and in_one_series(first, last)


def break_between(first, last):
    """Return the break in the series between two figures of one area, or None."""
    return last.measure.break_between(last.area_id, first.period, last.period)


def break_note(rows) -> str:
    """Return why the newest figure is not compared with the same time before."""
    *earlier, newest = rows
    for row in reversed(earlier):
        if row.period.is_same_time_of_year(newest.period):
            found = break_between(row, newest)
            return found.note if found else ""
    return ""


def computed_change(measure, first, last) -> Change:
    """Calculate a change; percentages change in points, and 0 has no percentage."""
    absolute = last - first
    up = None if not absolute else absolute > 0
    if measure.unit == Measure.Unit.PERCENT:
        up = up if rounded(abs(absolute), 1) else None
        return Change(up, abs(absolute), in_points=True, absolute=absolute)
    amount = abs(absolute) * 100 / first if first else None
    if amount is not None and amount < ABOUT_THE_SAME:
        up = None
    counted = first if measure.unit == Measure.Unit.COUNT else None
    return Change(up, amount, absolute=absolute, counted_from=counted)


def reported_change(row) -> Change:
    """Convert a stored reported change to a Change."""
    up = {"up": True, "down": False}.get(row.direction)
    return Change(up, row.amount, row.in_points, words=row.words, stated=True)


def read_series(codes, areas=None) -> Series:
    """Fetch data for measures (and areas, if given) in 6 queries."""
    where = {"measure__code__in": codes}
    combined = summed_areas() if areas is None else summed_for(areas)
    if areas is not None:
        parts = [part.code for _whole, parts in combined for part in parts]
        where["area__code__in"] = {*areas, *parts}
    measures = {row.code: row for row in Measure.objects.filter(code__in=codes)}
    attach_breaks(measures.values())
    observations = list(Observation.objects.filter(**where).select_related("area"))
    changes = list(ReportedChange.objects.filter(**where).select_related("area"))
    # Joined here: the database would send each measure again with every row.
    by_key = {row.pk: row for row in measures.values()}
    for row in [*observations, *changes]:
        row.measure = by_key[row.measure_id]
    observations += derived(measures.values(), observations, combined)
    return Series(
        measures,
        {
            (row.measure.code, row.area.code, row.period.code): row
            for row in observations
        },
        {
            (row.measure.code, row.area.code, row.base.code, row.period.code): row
            for row in changes
            if row.is_like_with_like
        },
    )
