"""Data checks of the priorities app."""

from partnership.core.models.hooks import LinkedText, after_save_messages
from partnership.core.models.integrity import integrity_check
from partnership.core.values.formatting import bare, listed
from partnership.models.combined_areas import summed_areas
from priorities.models.figure_rules import CORRECT_OR_NOTE, beside, wrong_share
from priorities.models.parts import counts, counts_beside, excesses_in, parts_in
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
    for _whole, _parts, sentence in excesses_in(_counts()):
        yield sentence


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
    areas = {row.area_id for row in saved.values()}
    sums = [
        (whole, parts)
        for whole, parts in summed_areas()
        if areas & {area.pk for area in [whole, *parts]}
    ]
    near = {area.pk for whole, parts in sums for area in [whole, *parts]}
    rows = counts_beside(list(saved.values()), near)
    found = [
        f"{part}: {bare(part.value)} is more than {beside(whole, part)}, of which it "
        "is part."
        for part, whole in parts_in(rows)
        if {part.pk, whole.pk} & saved.keys() and part.value > whole.value
    ]
    found += [
        sentence
        for whole, parts, sentence in excesses_in(rows)
        if {row.pk for row in [whole, *parts]} & saved.keys()
    ]
    for message in [*found, *_unlike_sums(rows, sums, saved)]:
        yield LinkedText(f"{message} {CORRECT_OR_NOTE}.")


def _counts() -> dict:
    from priorities.models import Observation

    return counts(Observation.objects)


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
