"""The latest figure of each measure in an area, the previous one and the change."""

from dataclasses import dataclass

from partnership.core.values.missing import Reason
from partnership.core.values.periods import Period
from priorities import formatting
from priorities.models import Measure, Observation
from priorities.queries.series import (
    Change,
    alike,
    break_note,
    change_between,
    reported_change,
)


@dataclass(frozen=True)
class Latest:
    """A measure's latest figure; `observation` is None if only a change is known."""

    measure: Measure
    observation: Observation | None
    previous: Observation | None
    change: Change | None
    period: Period
    base: Period | None
    break_note: str = ""

    @property
    def value(self) -> str:
        return formatting.value_words(self.measure, self.observation)

    @property
    def previous_value(self) -> str:
        """The previous figure as text; “n/a” without a figure or a change."""
        if self.previous is None and self.change is None:
            return Reason.NOT_APPLICABLE.label
        return formatting.value_words(self.measure, self.previous)

    @property
    def change_words(self) -> str:
        if self.change is None and self.break_note:
            return "not comparable"
        return formatting.change_words(self.measure, self.change)

    @property
    def is_known(self) -> bool:
        return self.observation is not None and self.observation.value is not None

    @property
    def has_base(self) -> bool:
        """Whether the period it is compared with is known."""
        return bool(self.base and self.base.start)

    @property
    def sort_period(self) -> str:
        return self.period.end.isoformat() if self.period.end else ""


def latest_of(measure, rows, stated) -> Latest:
    """Return the latest of a measure's figures and reported changes in one area.

    Forecasts are left out. Raises IndexError if there is nothing else.
    """
    stated = sorted(stated, key=age)
    rows = sorted((row for row in rows if not row.is_forecast), key=age)
    if not rows:
        last = stated[-1]
        change = reported_change(last)
        return Latest(measure, None, None, change, last.period, last.base)
    newest = rows[-1]
    earlier = [row for row in rows[:-1] if alike(row, newest)]
    previous = earlier[-1] if earlier else None
    change = change_between(previous, newest)
    if change is not None:
        return Latest(measure, newest, previous, change, newest.period, previous.period)
    same_period = [row for row in stated if row.period == newest.period]
    if same_period:
        last = max(same_period, key=lambda row: str(row.base_ends_on or ""))
        return Latest(
            measure, newest, None, reported_change(last), newest.period, last.base
        )
    base = previous.period if previous else None
    note = "" if previous else break_note(rows)
    return Latest(measure, newest, previous, None, newest.period, base, note)


def age(row):
    """Sort key: the last day, then the longest period; no period is the oldest."""
    if not row.ends_on or not row.starts_on:
        return "", 0, row.pk or 0
    return row.ends_on.isoformat(), -row.starts_on.toordinal(), row.pk or 0
