"""Data checks of the priorities app."""

from decimal import Decimal

from partnership.core.models.hooks import LinkedText, after_save_messages
from partnership.core.models.integrity import integrity_check

TOLERANCE = Decimal("0.06")


def bare(value: Decimal) -> str:
    """Format 100.0000 as 100."""
    return f"{value.normalize():f}"


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
        exact = row.numerator * 100 / row.denominator
        # Sources round to whole numbers or to one decimal place.
        allowed = Decimal("0.5") if row.value == int(row.value) else TOLERANCE
        if abs(exact - row.value) > allowed:
            yield (
                f"{row}: {bare(row.numerator)} of {bare(row.denominator)} is "
                f"{exact:.1f}%, not {bare(row.value)}%."
            )


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


@after_save_messages
def part_and_whole(row):
    """Yield a message if a figure is larger than that of the measure it is part of."""
    from priorities.models import Observation

    if not isinstance(row, Observation) or row.value is None:
        return
    same = Observation.objects.filter(
        area=row.area,
        period_kind=row.period_kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        value__isnull=False,
        measure__unit=row.measure.unit,
    ).select_related("measure", "area")
    for whole in same.filter(measure=row.measure.part_of_id):
        yield from _larger(row, whole)
    for part in same.filter(measure__part_of=row.measure):
        yield from _larger(part, row)


def _larger(part, whole):
    if part.value > whole.value and part.measure.unit == "count":
        yield LinkedText(
            f"{part}: {bare(part.value)} is more than {whole.measure}, "
            f"{bare(whole.value)}, of which it is part. Correct one of them."
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
