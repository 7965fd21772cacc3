"""Figures that are worked out: years from their parts, rates, and combined areas.

They are observations that are not saved, with a note that says how they come about. A
figure that was entered always comes first.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from partnership.core.values import financial_years
from partnership.core.values.formatting import bare, listed, rounded
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import PeriodKind, financial_year
from partnership.models import Area, Coverage, Population
from priorities.models import Measure, Observation

# How many parts a year has, and what they are called.
PARTS = {PeriodKind.QUARTER: (4, "quarters"), PeriodKind.MONTH: (12, "months")}
PER = {Measure.Unit.PER_1000: 1000, Measure.Unit.PER_100000: 100000}
# A figure with one of these is known well enough to be added.
ADDABLE = {Qualifier.EXACT, Qualifier.PROVISIONAL, Qualifier.REVISED}
SUMMED = {Measure.Unit.COUNT, Measure.Unit.POUNDS}


def derived(measures, observations, combined) -> list[Observation]:
    """Return the figures that can be worked out and were not entered.

    `observations` have their measure and area; `combined` is from `combined_areas`.
    Makes a query only if there is a rate.
    """
    rows = list(observations)
    rows += _new(rows, _years(rows))
    rows += _new(rows, _combined(rows, combined))
    rows += _new(rows, _rates(measures, rows))
    return rows[len(list(observations)) :]


def _new(rows, found) -> list[Observation]:
    known = {_key(row) for row in rows}
    return [row for row in found if _key(row) not in known]


def _key(row):
    return row.measure_id, row.area_id, row.period


def _make(measure, area, period, value, **fields) -> Observation:
    row = Observation(measure=measure, area=area, value=value, **fields)
    row.period = period
    return row


def _qualifier(rows) -> str:
    is_provisional = any(row.qualifier == Qualifier.PROVISIONAL for row in rows)
    return Qualifier.PROVISIONAL if is_provisional else Qualifier.EXACT


# Years from quarters and months


def _years(rows) -> Iterable[Observation]:
    parts = defaultdict(list)
    for row in rows:
        if row.period_kind in PARTS and row.measure.adds_up != Measure.AddsUp.NONE:
            year = financial_years.of(row.starts_on)
            parts[row.measure, row.area, row.period_kind, year].append(row)
    for (measure, area, kind, year), found in parts.items():
        number, name = PARTS[kind]
        period = financial_year(year)
        if len(found) != number or not _can_be_added(found):
            continue
        found.sort(key=lambda row: row.starts_on)
        if measure.break_between(area.pk, found[0].period, found[-1].period):
            continue
        value, words = _added_up(measure, found)
        if value is not None:
            note = f"{words} of {number} {name}."
            yield _make(
                measure, area, period, value, note=note, qualifier=_qualifier(found)
            )


def _can_be_added(rows) -> bool:
    return all(row.value is not None and row.qualifier in ADDABLE for row in rows)


def _added_up(measure, rows):
    if measure.adds_up == Measure.AddsUp.SUM:
        return sum((row.value for row in rows), Decimal(0)), "Sum"
    if measure.adds_up == Measure.AddsUp.LAST:
        return rows[-1].value, "Last"
    return _share(rows), "Weighted average"


def _share(rows) -> Decimal | None:
    """The percentage of the rows' counts together; averages are never averaged."""
    if any(row.numerator is None or row.denominator is None for row in rows):
        return None
    whole = sum(row.denominator for row in rows)
    return rounded(sum(row.numerator for row in rows) * 100 / whole, 1)


# Areas that combine others


def _combined(rows, combined) -> Iterable[Observation]:
    by_place = {_key(row): row for row in rows}
    about = {(row.measure, row.period) for row in rows}
    for area, districts in combined.items():
        for measure, period in about:
            found = [by_place.get((measure.pk, d.pk, period)) for d in districts]
            if None in found or not _can_be_added(found):
                continue
            value = _together(measure, found)
            if value is not None:
                names = listed(sorted(d.name for d in districts))
                note = f"Sum of {names}."
                yield _make(
                    measure, area, period, value, note=note, qualifier=_qualifier(found)
                )


def _together(measure, rows):
    if measure.unit in SUMMED:
        return sum((row.value for row in rows), Decimal(0))
    return _share(rows) if measure.unit == Measure.Unit.PERCENT else None


def combined_areas() -> dict[Area, list[Area]]:
    """Return the districts of each combined area, by the partnership that covers both.

    Coverage that has ended is left out.
    """
    coverage = Coverage.objects.filter(
        to_on__isnull=True, partnership__areas__kind=Area.Kind.COMBINED
    ).select_related("area")
    by_partnership = defaultdict(list)
    for row in coverage.distinct():
        by_partnership[row.partnership_id].append(row.area)
    found = {}
    for areas in by_partnership.values():
        whole = [area for area in areas if area.kind == Area.Kind.COMBINED]
        districts = [area for area in areas if area.kind != Area.Kind.COMBINED]
        if len(whole) == 1 and len(districts) > 1:
            found[whole[0]] = districts
    return found


# Rates


def _rates(measures, rows) -> Iterable[Observation]:
    rates = [m for m in measures if m.rate_of_id and m.unit in PER]
    if not rates:
        return
    populations = defaultdict(dict)
    for row in Population.objects.filter(area__in={row.area_id for row in rows}):
        populations[row.area_id][row.year] = row.people
    for measure in rates:
        for row in rows:
            if row.measure_id != measure.rate_of_id or not _can_be_added([row]):
                continue
            base = _base(populations[row.area_id], row.period)
            if base is None or row.period.months != 12:
                continue
            year, people = base
            note = (
                f"Worked out from {bare(row.value)} and a population of {people:,} in "
                f"mid-{year}."
            )
            yield _make(
                measure,
                row.area,
                row.period,
                rounded(row.value * PER[measure.unit] / people, 1),
                note=note,
                base_year=year,
                qualifier=_qualifier([row]),
            )


def _base(people, period):
    """The population of the year in which a period starts, else the latest before."""
    if period.start is None:
        return None
    years = [year for year in people if year <= period.start.year]
    return (max(years), people[max(years)]) if years and people[max(years)] else None
