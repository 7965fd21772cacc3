"""Observations and reported changes of measures, looked up by area and period."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.core.values.formatting import (
    SMALLEST_BASE,
    rounded,
)
from partnership.core.values.missing import Qualifier
from priorities.models import Measure, Observation, ReportedChange

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
        if first and last and comparable(first, last):
            return computed_change(self.measures[measure], first.value, last.value)
        row = self.stated.get((measure, area, base, period))
        return reported_change(row) if row else None


BOUNDS = {Qualifier.UP_TO, Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.JUST_UNDER}


def comparable(first, last) -> bool:
    """Whether a change can be calculated: both values are known and exact enough."""
    known = first.value is not None and last.value is not None
    return known and not BOUNDS & {first.qualifier, last.qualifier}


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
    """Fetch data for measures (and areas, if given) in 3 queries."""
    where = {"measure__code__in": codes}
    if areas is not None:
        where["area__code__in"] = areas
    measures = {row.code: row for row in Measure.objects.filter(code__in=codes)}
    observations = Observation.objects.filter(**where).select_related("measure", "area")
    changes = ReportedChange.objects.filter(**where).select_related("measure", "area")
    return Series(
        measures,
        {
            (row.measure.code, row.area.code, row.period.code): row
            for row in observations
        },
        {
            (row.measure.code, row.area.code, row.base.code, row.period.code): row
            for row in changes
        },
    )
