"""The latest change of a measure in each area: a sentence and a bar chart."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import capfirst

from partnership.core.values.names import sort_key
from partnership.core.values.periods import Period, PeriodKind
from partnership.models import Area
from priorities import formatting
from priorities.models import Measure
from priorities.queries.latest import Latest, age, latest_of
from priorities.queries.series import in_one_series

# The sentence already gives two figures.
FEWEST_BARS = 3
BEFORE = {
    PeriodKind.MONTHS_TO: "in the ",
    PeriodKind.QUARTER: "in the ",
    PeriodKind.AS_AT: "",
    PeriodKind.SO_FAR: "up ",
    PeriodKind.NOT_GIVEN: "in a ",
}


@dataclass(frozen=True)
class Bar:
    """One figure of a series; `width` is a percentage of the longest bar."""

    period: str
    value: str
    width: str


@dataclass(frozen=True)
class ChangeSummary:
    """The latest change in one area: a sentence, and bars if there are enough."""

    area: Area
    words: str
    bars: list[Bar] = field(default_factory=list)


def change_summaries(measure: Measure, figures, changes) -> list[ChangeSummary]:
    """Return the areas with a known change or enough results for bars, by name.

    `figures` and `changes` are the measure's observations and reported changes, with
    their areas. Makes no further queries.
    """
    figures_by_area, changes_by_area = defaultdict(list), defaultdict(list)
    results = [row for row in figures if not row.is_forecast]
    for rows, by_area in [(results, figures_by_area), (changes, changes_by_area)]:
        for row in rows:
            by_area[row.area].append(row)
    areas = sorted(
        {**figures_by_area, **changes_by_area}, key=lambda area: sort_key(area.name)
    )
    summaries = [
        _summarise(measure, area, figures_by_area[area], changes_by_area[area])
        for area in areas
    ]
    return [summary for summary in summaries if summary.words or summary.bars]


def _summarise(measure, area, rows, stated):
    words = next(_changes(measure, sorted(rows, key=age), stated), "")
    return ChangeSummary(area, words, _bars(measure, rows))


def _changes(measure, rows, stated) -> Iterator[str]:
    """Yield a sentence for each figure that can be compared, newest first."""
    for count in range(len(rows), 0, -1):
        latest = latest_of(measure, rows[:count], stated)
        if latest.change or (
            latest.is_known and (_is_known(latest.previous) or latest.break_note)
        ):
            yield sentence(latest)
    if not rows and stated:
        yield sentence(latest_of(measure, [], stated))


def _is_known(row):
    return row is not None and row.value is not None


def sentence(latest: Latest) -> str:
    """Describe a change: “Up 56% from 790 in 2014 to 1,233 in 2015: worse.”"""
    change, now = latest.change, f"{latest.value} {during(latest.period)}"
    if change is None and latest.break_note:
        note = latest.break_note.rstrip(".")
        return f"{capfirst(now)}. Not compared with earlier figures: {note}."
    if change is None:
        return (
            f"{capfirst(now)}, compared with {latest.previous_value} "
            f"{during(latest.base)}. "
            "The change cannot be calculated from these figures."
        )
    verdict = formatting.verdict_words(latest.measure, change)
    change_text = capfirst(formatting.change_in_words(change))
    if latest.previous is not None:
        before = f"{latest.previous_value} {during(latest.base)}"
        parts = f"{change_text} from {before} to {now}"
        if change.up is None:
            parts = f"{change_text}: {before}, {now}"
    else:
        since = f" compared with {latest.base.label}" if latest.has_base else ""
        reached = f", to {latest.value}" if latest.is_known else ""
        change_text = f"{change_text}{reached} {during(latest.period)}"
        parts = f"{change_text}{since}, according to the source"
    return f"{parts}: {verdict}." if verdict else f"{parts}."


def during(period: Period) -> str:
    """Put a period in a sentence: “in 2015-16”, “at September 2017”."""
    return f"{BEFORE.get(PeriodKind(period.kind), 'in ')}{period.label}"


def _bars(measure, rows) -> list[Bar]:
    """Return the newest long series of like periods; empty if there is none."""
    long = [series for series in _series(rows) if len(series) >= FEWEST_BARS]
    series = max(
        long, key=lambda figures: (figures[-1].ends_on, len(figures)), default=[]
    )
    largest = max((row.value for row in series), default=0)
    if not largest or min(row.value for row in series) < 0:
        return []
    return [
        Bar(
            row.period.label,
            formatting.value_words(measure, row),
            f"{row.value * 100 / largest:.1f}%",
        )
        for row in series
    ]


def _series(rows):
    """Return lists of known figures whose periods are alike, without a break inside."""
    found: list[list] = []
    for row in sorted(rows, key=age):
        if not _is_known(row) or not row.starts_on:
            continue
        series = next((s for s in reversed(found) if in_one_series(s[-1], row)), None)
        if series is None:
            found.append([row])
        else:
            series.append(row)
    return found
