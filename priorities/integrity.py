"""Data checks of the priorities app."""

from decimal import Decimal

from django.db.models import Q

from partnership.core.models.hooks import LinkedText, after_save_messages
from partnership.core.models.integrity import integrity_check
from partnership.core.values.formatting import bare, listed
from partnership.models.combined_areas import summed_areas
from priorities.models.figure_rules import wrong_share


@integrity_check
def percentages_agree_with_their_counts():
    """Percentages match their numerator and denominator."""
    from priorities.models import Measure, Observation

    rows = Observation.objects.filter(
        measure__unit=Measure.Unit.PERCENT,
        value__isnull=False,
        numerator__isnull=False,
        denominator__isnull=False,
    ).select_related("measure", "area")
    for row in rows:
        if wrong := wrong_share(row):
            yield f"{row}: {wrong}."


@integrity_check
def parts_do_not_exceed_their_whole():
    """Parts of a measure do not add up to more than its total."""
    from collections import defaultdict

    from priorities.models import Measure, Observation

    rows = Observation.objects.filter(
        measure__part_of__isnull=False, measure__unit=Measure.Unit.COUNT
    ).select_related("measure__part_of", "area")
    sums = defaultdict(Decimal)
    for row in rows:
        if row.value is not None:
            sums[row.measure.part_of, row.area, row.period] += row.value
    wholes = {
        (row.measure, row.area, row.period): row.value
        for row in Observation.objects.filter(
            measure__in={key[0] for key in sums}, value__isnull=False
        ).select_related("measure", "area")
    }
    for key, total in sums.items():
        whole = wholes.get(key)
        if whole is not None and total > whole:
            measure, area, period = key
            where = f"{measure}, {area}, {period.label}"
            yield (
                f"{where}: parts add up to {bare(total)}, but the total is "
                f"{bare(whole)}."
            )


@integrity_check
def areas_do_not_exceed_what_they_are_in():
    """No count of an area is more than that of the area it is in."""
    rows = _counts()
    for (measure, _area, period), row in rows.items():
        whole = rows.get((measure, row.area.parent_id, period))
        if whole is not None and row.value > whole.value:
            yield _more_than(row, whole)


@integrity_check
def areas_together_are_their_sum():
    """A count that was entered for several areas together is the sum of theirs."""
    rows = _counts()
    combined = summed_areas()
    for row in rows.values():
        yield from _unlike_sum(row, combined.get(row.area, []), rows)


def _counts(**where) -> dict:
    from priorities.models import Observation

    counts = Observation.objects.filter(
        measure__unit="count", value__isnull=False, **where
    )
    return {
        (row.measure_id, row.area_id, row.period): row
        for row in counts.select_related("measure", "area")
    }


def _unlike_sum(whole, parts, rows):
    found = [rows.get((whole.measure_id, area.pk, whole.period)) for area in parts]
    if parts and None not in found:
        total = sum(row.value for row in found)
        if total != whole.value:
            names = listed([area.name for area in parts])
            yield (
                f"{whole}: {bare(whole.value)} is not the sum of {names}, "
                f"{bare(total)}."
            )


@after_save_messages
def part_and_whole(row):
    """Yield a message if a figure is larger than that of its measure or area."""
    from priorities.models import Observation

    if not isinstance(row, Observation) or row.value is None:
        return
    same, measure, area = _same(row), row.measure, row.area
    wholes = Q(measure=measure.part_of_id, area=area)
    wholes |= Q(measure=measure, area=area.parent_id)
    parts = Q(measure__part_of=measure, area=area) | Q(
        measure=measure, area__parent=area
    )
    pairs = [(row, whole) for whole in same.filter(wholes)]
    pairs += [(part, row) for part in same.filter(parts)]
    for part, whole in pairs:
        if measure.unit == "count" and part.value > whole.value:
            yield LinkedText(f"{_more_than(part, whole)} Correct one of them.")
    rows = _counts(measure=measure, starts_on=row.starts_on, ends_on=row.ends_on)
    for together, areas in summed_areas().items() if rows else ():
        whole = rows.get((measure.pk, together.pk, row.period))
        if whole and area in (together, *areas):
            for message in _unlike_sum(whole, areas, rows):
                yield LinkedText(f"{message} Correct one of them.")


def _same(row):
    """Figures of the same unit and period."""
    from priorities.models import Observation

    return Observation.objects.filter(
        period_kind=row.period_kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        value__isnull=False,
        measure__unit=row.measure.unit,
    ).select_related("measure", "area")


def _more_than(part, whole):
    name = whole.measure if part.area_id == whole.area_id else whole.area
    return (
        f"{part}: {bare(part.value)} is more than {name}, {bare(whole.value)}, of "
        "which it is part."
    )


@integrity_check
def changes_are_of_like_periods():
    """Reported changes compare periods of the same type and length."""
    from priorities.models import ReportedChange

    rows = ReportedChange.objects.filter(
        starts_on__isnull=False, base_starts_on__isnull=False
    ).select_related("measure", "area")
    for row in rows:
        if row.period.months != row.base.months:
            yield f"{row}: the 2 periods are not of the same length."


@integrity_check
def lineage_runs_forwards():
    """A priority starts after the one it replaces, in the same partnership."""
    from priorities.models import PriorityLink

    for row in PriorityLink.objects.select_related("earlier", "later"):
        if row.later.from_year <= row.earlier.from_year:
            yield f"{row.later} must start after {row.earlier}."
        if row.later.partnership_id != row.earlier.partnership_id:
            yield (f"{row.later} and {row.earlier} belong to different partnerships.")
