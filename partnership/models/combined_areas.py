"""Areas whose figures are those of their parts, and the area of a partnership."""

import datetime as dt
from collections import defaultdict
from hashlib import sha256

from django.utils import timezone

from partnership.core.models.dated import is_between
from partnership.core.values.formatting import listed
from partnership.core.values.names import sort_key
from partnership.models.areas import Area
from partnership.models.partnerships import Coverage


def area_of(partnership, day: dt.date | None = None) -> Area | None:
    """Return the area whose figures a partnership reports on a day, or None.

    If it covers several areas, that is the combined one, or all of them together. The
    day is today unless given.
    """
    rows = Coverage.objects.filter(partnership=partnership).with_larger_areas()
    return area_covered(rows.order_by("pk"), day)


def area_covered(coverage, day: dt.date | None = None) -> Area | None:
    """Return the area of these rows on a day, or on another day if there is none."""
    areas = covered_on(coverage, day or timezone.localdate())
    areas = areas or [row.area for row in coverage][:1]
    return _whole(_outermost(areas)) if areas else None


def covered_on(coverage, day, last=None) -> list[Area]:
    """The areas of these rows that are covered, and exist, on a day.

    With a `last` day, those of any day from the first to that.
    """
    span = day, last or day
    return [
        row.area
        for row in coverage
        if is_between(row, *span) and is_between(row.area, *span)
    ]


def combined_areas() -> dict[Area, list[Area]]:
    """Return the parts of each area that a partnership covers as several areas.

    Past and future ones are included, for documents of their years.
    """
    return _combined(Coverage.objects.with_larger_areas().order_by("pk"))


def summed_areas() -> list[tuple[Area, list[Area]]]:
    """Return each area whose figures are the sum of other areas, with those areas.

    These are the areas of `combined_areas`, areas that replaced whole other areas, for
    their earlier figures, and areas that were split, for their later ones. An area may
    have been both, and is then listed twice.
    """
    coverage = list(Coverage.objects.with_larger_areas().order_by("pk"))
    found = _combined(coverage)
    is_changed = any(row.area.to_on for row in coverage)
    replaced = _replaced() if is_changed else []
    return [*found.items(), *(pair for pair in replaced if pair[0] not in found)]


def summed_for(codes) -> list[tuple[Area, list[Area]]]:
    """The areas with these codes in `summed_areas`, and those that they are made of."""
    summed = summed_areas()
    found, waiting = [], list(codes)
    for code in waiting:
        for area, parts in summed:
            if area.code == code:
                found.append((area, parts))
                waiting += [part.code for part in parts if part.code not in waiting]
    return found


def _combined(coverage) -> dict[Area, list[Area]]:
    by_partnership = defaultdict(list)
    for row in coverage:
        by_partnership[row.partnership_id].append(row)
    found = {}
    for rows in by_partnership.values():
        if len(rows) < 2:
            continue
        for day in sorted(_last_days(rows)):
            areas = _outermost(covered_on(rows, day))
            parts = _parts(areas)
            if len(parts) > 1 and len(areas) - len(parts) < 2:
                found[_whole(areas)] = parts
    return found


def _replaced() -> list[tuple[Area, list[Area]]]:
    """Return the areas that each area replaced, or that replaced it if it was split.

    If only part of an area was replaced, nothing is known about that part.
    """
    links = Area.successors.through.objects.select_related("from_area", "to_area")
    before, after = defaultdict(list), defaultdict(list)
    for link in links:
        before[link.to_area].append(link.from_area)
        after[link.from_area].append(link.to_area)
    merged = [
        (area, parts)
        for area, parts in before.items()
        if all(len(after[part]) == 1 for part in parts)
    ]
    split = [
        (area, parts)
        for area, parts in after.items()
        if len(parts) > 1 and all(len(before[part]) == 1 for part in parts)
    ]
    return merged + split


def _last_days(coverage) -> set[dt.date]:
    """The last day of each set of areas that is covered at a time."""
    rows = [*coverage, *(row.area for row in coverage)]
    starts = {row.from_on - dt.timedelta(1) for row in rows if row.from_on}
    return {dt.date.max} | starts | {row.to_on for row in rows if row.to_on}


def _outermost(areas) -> list[Area]:
    """Leave out areas within another of the list, which would count twice.

    A combined area is not counted beside its parts, so they stay.
    """
    larger = {area.pk for area in _parts(areas)}
    return [area for area in areas if larger.isdisjoint(_around(area, larger))]


def _around(area, wanted) -> set[int]:
    """The keys of the areas that an area is in, up to the first that is wanted."""
    found: set[int] = set()
    while area and area.parent_id not in {None, area.pk, *found}:
        found.add(area.parent_id)
        area = None if area.parent_id in wanted else area.parent
    return found


def _parts(areas):
    return [area for area in areas if area.kind != Area.Kind.COMBINED]


def _whole(areas) -> Area:
    combined = [area for area in areas if area.kind == Area.Kind.COMBINED]
    if combined or len(areas) == 1:
        return (combined or areas)[0]
    return joint(areas)


def joint(areas) -> Area:
    """Return an unsaved area that represents several areas together.

    It is the same for the same areas, in whichever order they are covered.
    """
    kinds = {area.kind for area in areas}
    code = "-and-".join(sorted(area.code for area in areas))
    return Area(
        pk=unsaved_key(code),
        code=code,
        name=listed(sorted((area.name for area in areas), key=sort_key)),
        kind=kinds.pop() if len(kinds) == 1 else Area.Kind.COMBINED,
    )


def unsaved_key(code) -> int:
    """A key that no saved area has, always the same for one code."""
    return -1 - int.from_bytes(sha256(code.encode()).digest()[:7])
