"""Counts that are part of other counts: of a larger measure, or of a larger area."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from partnership.core.values.formatting import bare
from partnership.models import Area


def counts(objects, *where, **fields) -> dict:
    """The known counts by measure, area and period."""
    found = objects.filter(*where, measure__unit="count", value__isnull=False, **fields)
    return {_key(row): row for row in found.select_related("measure", "area")}


def _key(row):
    return row.measure_id, row.area_id, row.period


def counts_beside(rows, areas=frozenset()) -> dict:
    """The counts of the same periods that may be part of these, or beside them.

    `areas` are the keys of more areas with counts that matter.
    """
    measures = {row.measure_id for row in rows}
    measures |= {row.measure.part_of_id for row in rows} - {None}
    areas = areas | {row.area_id for row in rows}
    areas |= {row.area.parent_id for row in rows} - {None}
    found = counts(
        type(rows[0]).objects,
        Q(measure__in=measures) | Q(measure__part_of__in=measures),
        Q(area__in=areas) | Q(area__parent__in=areas),
        starts_on__in={row.starts_on for row in rows},
        ends_on__in={row.ends_on for row in rows},
    )
    own = [row for row in rows if row.value is not None and row.measure.unit == "count"]
    return found | {_key(row): row for row in own}


def parts_in(rows) -> Iterator[tuple]:
    """Each count with the count of the measure, or area, that it is part of.

    A note on either says why they disagree.
    """
    for (measure, area, period), row in rows.items():
        for key in (
            (row.measure.part_of_id, area, period),
            (measure, row.area.parent_id, period),
        ):
            if key in rows and not row.note and not rows[key].note:
                yield row, rows[key]


def excesses_in(rows) -> Iterator[tuple]:
    """Each count that is less than its parts together, with them and a sentence.

    One part that is more than the whole is not listed, nor are people, who may be
    counted in several areas, and areas that are made of others.
    """
    groups = defaultdict(list)
    for part, whole in parts_in(rows):
        is_of_area = part.area_id != whole.area_id
        is_twice = part.measure.counts_people or part.area.kind == Area.Kind.COMBINED
        if not (is_of_area and is_twice):
            groups[whole, is_of_area].append(part)
    for (whole, _is_of_area), parts in groups.items():
        total = sum((part.value for part in parts), Decimal(0))
        if total > whole.value >= max(part.value for part in parts):
            yield (
                whole,
                parts,
                (
                    f"{whole}: parts add up to {bare(total)}, but the total is "
                    f"{bare(whole.value)}."
                ),
            )
