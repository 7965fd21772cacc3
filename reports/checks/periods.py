"""Periods of figures: too early, from another year, old, different or missing."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from partnership.core.models.display import with_count
from partnership.core.values import financial_years, periods
from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import Period, PeriodKind
from priorities.models import Achievement, Measure
from reports.checks.figures_used import FigureUse, figures_of
from reports.checks.gaps import listed
from reports.checks.issue import error, warning
from reports.checks.outline_queries import place_of
from reports.checks.registry import check
from reports.text.linked_figures import tokens_of

# A month that has begun may be mentioned: “by September 2017”, on the 21st.
BY_MONTH = {PeriodKind.AS_AT, PeriodKind.SO_FAR, PeriodKind.MONTHS_TO}
OLD_YEARS = 3
SAME_LENGTH_DAYS = 2


def _known_on(use: FigureUse) -> dt.date | None:
    """The first day on which the figure could be known."""
    end = use.period.end
    if end is None:
        return None
    if use.period.kind == PeriodKind.YEAR_TO_DATE:
        return use.period.start
    return end.replace(day=1) if use.period.kind in BY_MONTH else end


@check("figure-too-early")
def figures_are_of_the_past(draft):
    late = [use for use in _unlike(figures_of(draft).uses) if _is_late(draft, use)]
    named = sorted({f"{figure.name} ({day(figure.period.end)})" for figure in late})
    for use in late:
        # For a draft without a date yet, nobody has chosen the day.
        find = error if draft.report.dated_on else warning
        yield find(
            f"{with_count(len(named), 'figure')} for a period that ends after "
            f"{day(draft.day)}, the date of the document: {listed(named)}.",
            "Correct the period of the figure, or the date of the document.",
            about=" ".join(named),
            **use.place,
        )


def _is_late(draft, use: FigureUse) -> bool:
    """Whether a figure that is no forecast was not known on the day of the document."""
    known = _known_on(use)
    if known is None or use.row.qualifier == Qualifier.FORECAST:
        return False
    return known > draft.day and _has_begun(draft, use)


@check("figure-too-early")
def figure_periods_have_begun(draft):
    for words in draft.words:
        limit = _last_day(draft, words)
        for token in tokens_of(words.raw):
            period = _period(token)
            if not period or not period.start or _is_forecast(draft, token, period):
                continue
            if period.start > limit:
                yield error(
                    f"{token.source} is a figure for {period.label}, which began after "
                    f"{day(limit)}.",
                    "Select the figure of the right period, or correct the year of the "
                    "achievement.",
                    words=words,
                )


def _last_day(draft, words) -> dt.date:
    """The last day whose figures words can contain."""
    last = draft.report.dated_on or timezone.localdate()
    if words and isinstance(words.row, Achievement):
        return min(last, financial_years.last_day(words.row.year))
    return last


def _has_begun(draft, use: FigureUse) -> bool:
    return not use.period.start or use.period.start <= _last_day(draft, use.words)


def _period(token) -> Period | None:
    """The last period of a measured figure; amounts are settled in advance."""
    measured = token.name == "value" or token.arguments[:1] == ("value",)
    if not measured or not token.arguments:
        return None
    try:
        return periods.parse(token.arguments[-1])
    except ValueError:
        return None


def _is_forecast(draft, token, period) -> bool:
    measure_and_area = [name for name in token.arguments if name != "value"][:2]
    known = draft.context.resolver.series.observations
    row = known.get((*measure_and_area, period.code))
    return row is not None and row.is_forecast


@check("figure-of-another-year")
def achievements_are_of_their_year(draft):
    by_year: dict[int, list[list[FigureUse]]] = {}
    for year, rows in _outside_their_year(draft):
        by_year.setdefault(year, []).append(rows)
    for year, places in by_year.items():
        named = sorted({_span(use) for rows in places for use in rows})
        for rows in places:
            yield warning(
                f"{with_count(len(named), 'figure')} from another period among the "
                f"achievements of {label(year)}: {listed(named)}.",
                f"Use a figure for {label(year)}, or accept this warning if the text "
                "gives the period.",
                about=f"{year} {' '.join(named)}",
                **rows[0].place | {"row": rows[0].words.row},
            )


def _outside_their_year(draft) -> Iterator[tuple[int, list[FigureUse]]]:
    """For each place with achievements, their year and the figures of other years."""
    found: dict[tuple, dict] = {}
    for use in figures_of(draft).uses:
        row = use.words.row if use.words else None
        year = _achieved_in(draft, use.words) if use.words else None
        # That it is of a later day is reported as such.
        if year is not None and not (use.is_past or _is_late(draft, use)):
            place = row.pk if isinstance(row, Achievement) else use.section
            by_measure = found.setdefault((place, year), {})
            by_measure.setdefault(use.measure, []).append(use)
    for (_place, year), by_measure in found.items():
        # A figure of the year before may be next to the year's own.
        rows = [
            max(rows, key=lambda use: str(use.period.end))
            for rows in by_measure.values()
            if all(_outside(use, year) for use in rows)
        ]
        if rows:
            yield year, rows


def _achieved_in(draft, words) -> int | None:
    """The year whose achievements a text is about; None for other text."""
    if isinstance(words.row, Achievement):
        return words.row.year
    is_stated = words.section and words.section == place_of(draft, "achievements")
    return draft.year - 1 if is_stated else None


def _outside(use, year):
    start, end = use.period.start, use.period.end
    if start is None:
        return False
    first, last = financial_years.first_day(year), financial_years.last_day(year)
    if (
        use.base
        and use.base.start
        and use.base.start < financial_years.first_day(year - 2)
    ):
        return True
    ends_outside = end > last or end < first
    if use.period.kind in BY_MONTH - {PeriodKind.MONTHS_TO}:
        return ends_outside
    return ends_outside or start < first


def _span(use):
    since = f" against {use.base.label}" if use.base and use.base.start else ""
    return f"{use.measure} for {use.period.label}{since}"


def out_of_date(draft) -> list[FigureUse]:
    """Figures that are old, or of a year “to date” that is over."""
    before = draft.day.replace(year=draft.day.year - OLD_YEARS, day=1)
    figures = figures_of(draft)
    old = [use for use in figures.own if use.period.end and use.period.end < before]
    over = [
        use
        for use in figures.newest
        if use.period.kind == PeriodKind.YEAR_TO_DATE and use.period.end < draft.day
    ]
    return [*over, *old]


def without_period(draft) -> list[FigureUse]:
    bare = [
        use
        for use in figures_of(draft).uses
        if use.period.kind == PeriodKind.NOT_GIVEN and use.amount is not None
    ]
    return _unlike(bare)


@check("unlike-periods", gives_way=True)
def periods_are_alike(draft):
    mixed = _mixed(draft)
    of_other_length = [use for use in mixed if _differs_in_length(use)]
    for use in of_other_length:
        yield error(
            f"{use.measure}, {use.row.area}: {use.period.label} is compared with "
            f"{use.base.label}, which is longer or shorter.",
            "Compare with a period of the same length.",
            **use.place,
        )
    rest = [use for use in mixed if use not in of_other_length]
    named = sorted({f"{figure.name} with {figure.base.label}" for figure in rest})
    for use in rest:
        yield warning(
            f"Different types of year are compared: {listed(named)}.",
            "Compare with the same type of year, or accept this warning if the text "
            "explains it.",
            about=" ".join(named),
            **use.place,
        )


def _mixed(draft) -> list[FigureUse]:
    """Changes between periods of different kinds, each once."""
    return [
        use
        for use in _unlike(figures_of(draft).uses, by_base=True)
        if use.base
        and use.base.start
        and use.period.start
        and use.base.kind != use.period.kind
    ]


def _differs_in_length(use) -> bool:
    """Whether a count is compared with that of a longer or shorter period."""
    days = [(period.end - period.start).days for period in (use.base, use.period)]
    is_count = use.measure.unit == Measure.Unit.COUNT
    return is_count and abs(days[0] - days[1]) > SAME_LENGTH_DAYS


def _unlike(use, *, by_base=False) -> list[FigureUse]:
    """Each figure once, where it is used first."""
    seen: dict = {}
    for figure in use:
        base = figure.base.label if by_base and figure.base else ""
        seen.setdefault((figure.name, base), figure)
    return list(seen.values())
