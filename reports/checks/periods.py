"""Periods of the figures told: after the day, outside the year, old, unlike, none."""

import datetime as dt

from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.core.values.periods import PeriodKind
from priorities.models import Achievement, Measure
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.checks.told_figures import Told, figures_of

# A month that has begun may be told of: “by September 2017”, on the 21st.
BY_MONTH = {PeriodKind.AS_AT, PeriodKind.SO_FAR, PeriodKind.MONTHS_TO}
OLD_YEARS = 3
SAME_LENGTH_DAYS = 2


def _known_on(told: Told) -> dt.date | None:
    """The first day on which somebody could know the figure."""
    end = told.period.end
    if end is None:
        return None
    if told.period.kind == PeriodKind.YEAR_TO_DATE:
        return told.period.start
    return end.replace(day=1) if told.period.kind in BY_MONTH else end


@check(
    "figure-after-day",
    "Figures of a time that had not come",
    "A document cannot know what was counted after its day.",
)
def figures_are_of_the_past(draft):
    for told in _unlike(figures_of(draft).told):
        known = _known_on(told)
        if known is None or known <= draft.day:
            continue
        what = (
            f"{told.name}: the period ends on {day(told.period.end)}, and the document "
            f"is of {day(draft.day)}."
        )
        # A draft that has no date yet speaks from a day that nobody chose.
        find = stop if draft.report.dated_on else warn
        yield find(
            what,
            "Correct the period of the figure, or the date of the document.",
            words=told.words,
            section=told.section,
            row=told.row,
            about=f"{told.name} after",
        )


@check(
    "figure-outside-year",
    "Achievements of a year told by figures of another",
    "What happened in another year was not achieved in this one.",
)
def achievements_are_of_their_year(draft):
    found: dict[tuple, list[Told]] = {}
    for told in figures_of(draft).told:
        if (
            told.words
            and not told.is_past
            and (year := _achieved_in(draft, told.words))
        ):
            is_one = isinstance(told.words.row, Achievement)
            place = told.words.row.pk if is_one else told.section
            found.setdefault((place, year, told.measure), []).append(told)
    outside: dict[tuple, list[Told]] = {}
    for (place, year, _measure), rows in found.items():
        # A figure of the year before may stand beside the year's own.
        if all(_outside(told, year) for told in rows):
            newest = max(rows, key=lambda told: str(told.period.end))
            outside.setdefault((place, year), []).append(newest)
    for (_place, year), rows in outside.items():
        words = rows[0].words
        yield warn(
            f"Told as achieved in {label(year)}: {listed(map(_span, rows))}.",
            f"Use a figure of {label(year)}, or say in words what the period is.",
            words=words,
            row=words.row,
            about=f"{year} {' '.join(sorted(one.name for one in rows))}",
        )


def _achieved_in(draft, words) -> int | None:
    """The year whose achievements these words tell; None for other words."""
    if isinstance(words.row, Achievement):
        return words.row.year
    is_told = words.section and words.section == place_of(draft, "achievements")
    return draft.year - 1 if is_told else None


def _outside(told, year):
    start, end = told.period.start, told.period.end
    if start is None:
        return False
    first, last = financial_years.first_day(year), financial_years.last_day(year)
    if (
        told.base
        and told.base.start
        and told.base.start < financial_years.first_day(year - 2)
    ):
        return True
    ends_outside = end > last or end < first
    if told.period.kind in BY_MONTH - {PeriodKind.MONTHS_TO}:
        return ends_outside
    return ends_outside or start < first


def _span(told):
    since = f" against {told.base.label}" if told.base and told.base.start else ""
    return f"{told.measure} for {told.period.label}{since}"


@check(
    "figure-old",
    "Figures that are older than three years",
    "Plans for next year should not rest on the year before last but two.",
)
def figures_are_recent(draft):
    before = draft.day.replace(year=draft.day.year - OLD_YEARS, day=1)
    old = [
        told
        for told in figures_of(draft).own
        if told.period.end and told.period.end < before
    ]
    yield from _one(old, "{} older than three years", "Enter a newer figure.")


@check(
    "year-to-date-over",
    "A year “to date” that is over",
    "The full year is known by then, and readers expect it.",
)
def years_to_date_are_open(draft):
    over = [
        told
        for told in figures_of(draft).newest
        if told.period.kind == PeriodKind.YEAR_TO_DATE and told.period.end < draft.day
    ]
    yield from _one(
        over,
        "{} of a “year to date” that is over",
        "Enter the figure of the whole year.",
    )


@check(
    "figure-without-period",
    "Figures without a period or a day",
    "A number of no time can be held against nothing.",
)
def figures_have_a_period(draft):
    bare = [
        told
        for told in figures_of(draft).told
        if told.period.kind == PeriodKind.NOT_GIVEN and told.amount is not None
    ]
    yield from _one(
        _unlike(bare), "{} without a period", "Ask for the period and enter it."
    )


@check(
    "periods-unlike",
    "Comparisons of periods that are not alike",
    "A calendar year against a financial one, or nine months against twelve, shows "
    "changes that are none.",
)
def periods_are_alike(draft):
    for told in _unlike(figures_of(draft).told, by_base=True):
        base, last = told.base, told.period
        if not base or not base.start or not last.start or base.kind == last.kind:
            continue
        lengths = [(one.end - one.start).days for one in (base, last)]
        counted = told.measure.unit == Measure.Unit.COUNT
        where = f"{told.measure}, {told.row.area}"
        about = f"{where}: {last.label} is held against {base.label}"
        if counted and abs(lengths[0] - lengths[1]) > SAME_LENGTH_DAYS:
            yield stop(
                f"{about}, which is longer or shorter.",
                "Compare with a period of the same length.",
                words=told.words,
                section=told.section,
                row=told.row,
            )
        else:
            yield warn(
                f"{about}, which is another kind of year.",
                "Compare with the same kind of year, or say so in words.",
                words=told.words,
                section=told.section,
                row=told.row,
            )


def _unlike(told, *, by_base=False) -> list[Told]:
    """Each figure once, wherever it is told first."""
    seen: dict = {}
    for one in told:
        base = one.base.label if by_base and one.base else ""
        seen.setdefault((one.name, base), one)
    return list(seen.values())


def _one(rows, what, cure):
    """One finding for all, at the place of the first."""
    if rows:
        names = what.format(number_of(len(rows), "figure"))
        yield warn(
            f"The document tells {names}: {listed(told.name for told in rows)}.",
            cure,
            section=rows[0].section,
            row=rows[0].row,
        )
