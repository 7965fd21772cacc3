"""Data checks of the priorities app."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Q

from partnership.core.models.hooks import LinkedText, after_save_messages
from partnership.core.models.integrity import integrity_check
from partnership.core.values.formatting import bare, listed
from partnership.models.combined_areas import summed_areas
from priorities.models.figure_rules import CORRECT_OR_NOTE, beside, wrong_share
from priorities.queries.derived import ADDABLE


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
    """Parts add up to no more than their total, unless its note says why."""
    sums = defaultdict(Decimal)
    for part, whole in _parts(_counts()):
        if part.area_id == whole.area_id:
            sums[whole] += part.value
    for whole, total in sums.items():
        if total > whole.value and not whole.note:
            yield (
                f"{whole}: parts add up to {bare(total)}, but the total is "
                f"{bare(whole.value)}."
            )


@integrity_check
def areas_together_are_their_sum():
    """A count that was entered for several areas together is the sum of theirs."""
    yield from _unlike_sums(_counts(), summed_areas())


@after_save_messages
def part_and_whole(saved):
    """Yield a message if a count disagrees with that of its measure or area."""
    from priorities.models import Observation

    saved = {row.pk: row for row in saved if isinstance(row, Observation)}
    if not saved:
        return
    measures = {row.measure_id for row in saved.values()}
    above = {row.measure.part_of_id for row in saved.values()} - {None}
    areas = {row.area_id for row in saved.values()}
    sums = [
        (whole, parts)
        for whole, parts in summed_areas()
        if areas & {area.pk for area in [whole, *parts]}
    ]
    near = {row.area.parent_id for row in saved.values()} - {None}
    near |= {area.pk for whole, parts in sums for area in [whole, *parts]}
    rows = _counts(
        Q(measure__in=measures | above) | Q(measure__part_of__in=measures),
        Q(area__in=areas | near) | Q(area__parent__in=areas),
        starts_on__in={row.starts_on for row in saved.values()},
        ends_on__in={row.ends_on for row in saved.values()},
    )
    found = [
        f"{part}: {bare(part.value)} is more than {beside(whole, part)}, of which it "
        "is part."
        for part, whole in _parts(rows)
        if {part.pk, whole.pk} & saved.keys() and part.value > whole.value
        if not part.note and not whole.note
    ]
    for message in [*found, *_unlike_sums(rows, sums, saved)]:
        yield LinkedText(f"{message} {CORRECT_OR_NOTE}.")


def _counts(*where, **fields) -> dict:
    """The known counts by measure, area and period."""
    from priorities.models import Observation

    counts = Observation.objects.filter(
        *where, measure__unit="count", value__isnull=False, **fields
    )
    return {
        (row.measure_id, row.area_id, row.period): row
        for row in counts.select_related("measure", "area")
    }


def _parts(rows):
    """Each count with the count of the measure, or area, that it is part of."""
    for (measure, area, period), row in rows.items():
        for key in (
            (row.measure.part_of_id, area, period),
            (measure, row.area.parent_id, period),
        ):
            if key in rows:
                yield row, rows[key]


def _unlike_sums(rows, sums, about=None):
    """Counts of several areas together that are not their sum.

    With `about`, only those about records with these keys.
    """
    rows = {key: row for key, row in rows.items() if row.qualifier in ADDABLE}
    for whole, parts in [
        (row, parts)
        for row in rows.values()
        for area, parts in sums
        if row.area == area
    ]:
        found = [rows.get((whole.measure_id, area.pk, whole.period)) for area in parts]
        if None in found:
            continue
        if about is not None and not about.keys() & {row.pk for row in [whole, *found]}:
            continue
        total = sum(row.value for row in found)
        if total != whole.value:
            names, value = listed([area.name for area in parts]), bare(whole.value)
            yield f"{whole}: {value} is not the sum of {names}, {bare(total)}."


@integrity_check
def changes_are_of_like_periods():
    """Reported changes compare periods of one length, without a break between them."""
    from priorities.models import ReportedChange

    rows = ReportedChange.objects.filter(
        starts_on__isnull=False, base_starts_on__isnull=False
    ).select_related("measure", "area")
    for row in rows:
        if not row.is_like_with_like:
            yield (
                f"{row}: the 2 periods are not of the same length, or there is a break "
                "in the series between them."
            )


@integrity_check
def lineage_runs_forwards():
    """A priority starts after the one it replaces, in the same partnership."""
    from priorities.models import PriorityLink

    for row in PriorityLink.objects.select_related("earlier", "later"):
        if row.later.from_year <= row.earlier.from_year:
            yield f"{row.later} must start after {row.earlier}."
        if row.later.partnership_id != row.earlier.partnership_id:
            yield (f"{row.later} and {row.earlier} belong to different partnerships.")
