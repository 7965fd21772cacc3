"""Areas whose figures are those of their parts, and the area of a partnership."""

from collections import defaultdict

from partnership.core.values.formatting import listed
from partnership.models.areas import Area
from partnership.models.partnerships import Coverage


def area_of(partnership) -> Area | None:
    """Return the area whose figures a partnership reports, or None.

    If it covers several areas, that is the combined one, or all of them together.
    """
    rows = Coverage.objects.filter(partnership=partnership).select_related("area")
    return area_covered(rows.order_by("pk"))


def area_covered(coverage) -> Area | None:
    """As `area_of`, from the rows of coverage; an area that has ended comes last."""
    areas = [row.area for row in coverage if row.to_on is None]
    areas = areas or [row.area for row in coverage][:1]
    return _whole(areas) if areas else None


def combined_areas() -> dict[Area, list[Area]]:
    """Return the parts of each area that a partnership covers as several areas.

    Coverage that has ended is left out.
    """
    by_partnership = defaultdict(list)
    coverage = Coverage.objects.filter(to_on__isnull=True).select_related("area")
    for row in coverage.order_by("pk"):
        by_partnership[row.partnership_id].append(row.area)
    found = {}
    for areas in by_partnership.values():
        parts = _parts(areas)
        if len(parts) > 1 and len(areas) - len(parts) < 2:
            found[_whole(areas)] = parts
    return found


def _parts(areas):
    return [area for area in areas if area.kind != Area.Kind.COMBINED]


def _whole(areas) -> Area:
    combined = [area for area in areas if area.kind == Area.Kind.COMBINED]
    if combined or len(areas) == 1:
        return (combined or areas)[0]
    return joint(areas)


def joint(areas) -> Area:
    """Return an area that is not saved and stands for several areas together."""
    kinds = {area.kind for area in areas}
    return Area(
        # Of its own, so that it can be a key; no saved record has it.
        pk=-min(area.pk for area in areas),
        code="-and-".join(area.code for area in areas),
        name=listed([area.name for area in areas]),
        kind=kinds.pop() if len(kinds) == 1 else Area.Kind.COMBINED,
    )
