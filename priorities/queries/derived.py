"""Figures that are worked out: years from their parts, rates, and combined areas.

They are observations that are not saved, with a note on how they were calculated. A
figure that was entered always comes first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.db.models import QuerySet

from partnership.core.values import financial_years
from partnership.core.values.formatting import bare, listed, rounded
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import PeriodKind, financial_year
from partnership.models import Area, Population
from partnership.models.combined_areas import summed_for
from priorities.models import Measure, Observation
from priorities.models.measures import RATES, attach_breaks

# How many parts a year has, and what they are called.
PARTS = {PeriodKind.QUARTER: (4, "quarters"), PeriodKind.MONTH: (12, "months")}
# A figure with one of these is known well enough to be added.
ADDABLE = {Qualifier.EXACT, Qualifier.PROVISIONAL, Qualifier.REVISED}
SUMMED = {Measure.Unit.COUNT, Measure.Unit.POUNDS}
# A population that is not an age group.
ALL = re.compile(
    r"(?:(?:all|the|total|resident) )*"
    r"(?:people|persons|residents|inhabitants|population|households|homes|dwellings)"
    r"(?: (?:in|of) the (?:population|area|county|district))?",
    re.I,
)


def derived(measures, observations, combined) -> list[Observation]:
    """Return the figures that can be worked out and were not entered.

    `observations` have their measure and area; `combined` is from `summed_areas`.
    Makes a query only if there is a rate.
    """
    rows = list(observations)
    rows += _new(rows, _years(rows))
    # Twice, for areas with a part that is itself worked out.
    for _ in range(2):
        rows += _new(rows, _combined(rows, combined))
    rows += _new(rows, _rates(measures, rows, combined))
    return rows[len(list(observations)) :]


def figures_in(area: Area, measures: QuerySet[Measure], **where) -> list[Observation]:
    """Return an area's figures of measures, with those that can be worked out.

    `where` selects figures, for example `ends_on__lte`. They are in order of measure.
    """
    by_key = {row.pk: row for row in measures.select_related("rate_of").distinct()}
    counted = {row.rate_of_id: row.rate_of for row in by_key.values() if row.rate_of}
    known = counted | by_key
    summed = summed_for([area.code]) if _has_parts(area) else []
    places = {part.pk: part for _whole, parts in summed for part in parts}
    places[area.pk] = area
    rows = list(Observation.objects.filter(area__in=places, measure__in=known, **where))
    for row in rows:
        row.area = places[row.area_id]
        row.measure = known[row.measure_id]
    if summed or counted or any(row.period_kind in PARTS for row in rows):
        attach_breaks(known.values())
        rows += derived(by_key.values(), rows, summed)
    found = [row for row in rows if row.area_id == area.pk and row.measure_id in by_key]
    return sorted(found, key=lambda row: (row.measure.order, row.measure.name))


def _has_parts(area) -> bool:
    is_combined = area.kind == Area.Kind.COMBINED or (area.pk or 0) < 0
    return is_combined or area.to_on is not None or area.predecessors.exists()


def _new(rows, found) -> list[Observation]:
    known = {_key(row) for row in rows}
    new = {_key(row): row for row in found}
    return [row for key, row in new.items() if key not in known]


def _key(row):
    return row.measure_id, row.area_id, row.period


def _make(measure, area, period, value, **fields) -> Observation:
    row = Observation(measure=measure, area=area, value=value, **fields)
    row.period = period
    return row


def _qualifier(rows) -> str:
    is_provisional = any(row.qualifier == Qualifier.PROVISIONAL for row in rows)
    return Qualifier.PROVISIONAL if is_provisional else Qualifier.EXACT


def _basis(rows) -> dict:
    """The qualifier, and for a percentage the counts that it is a share of."""
    found: dict[str, object] = {"qualifier": _qualifier(rows)}
    is_share = rows[0].measure.unit == Measure.Unit.PERCENT
    if is_share and _share(rows) is not None:
        for name in ("numerator", "denominator"):
            found[name] = sum(getattr(row, name) for row in rows)
    return found


def _keep_breaks(measure, area, rows) -> None:
    """Apply the breaks of what a figure is worked out from to the figure as well."""
    for found in [found for row in rows for found in row.measure.breaks]:
        if found.area_id not in (None, *(row.area_id for row in rows)):
            continue
        everywhere = replace(found, area_id=None)
        own = replace(found, area_id=area.pk)
        if everywhere not in measure.breaks and own not in measure.breaks:
            measure.breaks = sorted([*measure.breaks, own], key=lambda row: row.on)


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
            used = found[-1:] if measure.adds_up == Measure.AddsUp.LAST else found
            yield _make(measure, area, period, value, note=note, **_basis(used))


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
    for area, districts in combined:
        for measure, period in about:
            found = [by_place.get((measure.pk, d.pk, period)) for d in districts]
            if None in found or not _can_be_added(found):
                continue
            value = _together(measure, found)
            if value is not None:
                _keep_breaks(measure, area, found)
                note = _note_of_parts(measure, area, districts)
                yield _make(measure, area, period, value, note=note, **_basis(found))


def _note_of_parts(measure, area, parts):
    names = listed(sorted(part.name for part in parts))
    if len(parts) == 1:
        return f"Figure of {names}."
    is_split = area.to_on and all(
        part.from_on and part.from_on > area.to_on for part in parts
    )
    end = f", which replaced {area.name}." if is_split else "."
    words = f"Sum of {names}" if measure.unit in SUMMED else f"{names} together"
    return words + end


def _together(measure, rows):
    if measure.unit in SUMMED:
        return sum((row.value for row in rows), Decimal(0))
    return _share(rows) if measure.unit == Measure.Unit.PERCENT else None


# Rates


def _rates(measures, rows, combined) -> Iterable[Observation]:
    rates = [m for m in measures if m.rate_of_id and m.unit in RATES]
    if not rates:
        return
    bases = _bases({row.area_id for row in rows}, combined)
    for measure in rates:
        rate = RATES[measure.unit]
        if measure.base and not ALL.fullmatch(measure.base):
            # How many are in an age group is not known.
            continue
        for row in rows:
            if row.measure_id != measure.rate_of_id or not _can_be_added([row]):
                continue
            found = _base(bases[row.area_id, rate.base], row.period)
            if found is None or row.period.months != 12:
                continue
            year, number = found
            _keep_breaks(measure, row.area, [row])
            of = (
                f"a population of {number:,}"
                if rate.base == "people"
                else f"{number:,} {rate.base}"
            )
            yield _make(
                measure,
                row.area,
                row.period,
                rounded(row.value * rate.per / number, 1),
                note=f"Worked out from {bare(row.value)} and {of} in mid-{year}.",
                source=row.source or row.measure.source,
                base_year=year,
                qualifier=_qualifier([row]),
            )


def _bases(areas, combined) -> dict[tuple[int, str], dict[int, int]]:
    """How many people and households areas have, by year."""
    found: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    parts = {part.pk for _whole, districts in combined for part in districts}
    for row in Population.objects.filter(area__in=areas | parts):
        for base in ("people", "households"):
            if number := getattr(row, base):
                found[row.area_id, base][row.year] = number
    for area, districts in combined:
        for base in ("people", "households"):
            of_parts = [found[part.pk, base] for part in districts]
            for year in set.intersection(*map(set, of_parts)):
                together = sum(numbers[year] for numbers in of_parts)
                found[area.pk, base].setdefault(year, together)
    return found


def _base(numbers, period):
    """The number of the year in which a period starts, else the latest before."""
    if period.start is None:
        return None
    years = [year for year in numbers if year <= period.start.year]
    return (max(years), numbers[max(years)]) if years else None
