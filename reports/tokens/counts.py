"""Figures that count rows: priorities, objectives, partnerships, members."""

from partnership import wording
from partnership.models import Coverage, Group, Membership
from priorities.models import CommissionersPlan, Priority
from reports.tokens.figures import Figure
from reports.tokens.lookup import Handler, nearest, the_year


def count(resolver, token, what, *arguments):
    handler = COUNTS.get(what) or nearest(what, COUNTS, "count of")
    key = (what, arguments)
    if key not in resolver.counts:
        resolver.counts[key] = handler(resolver.partnership, *arguments)
    number = resolver.counts[key]
    return Figure(
        wording.count(number, token.style),
        str(number),
        token.source,
        f"Number of {what}",
        arguments[-1] if arguments else "",
        source=resolver.partnership.name,
    )


def _count_priorities(partnership, year):
    return Priority.objects.of(partnership, the_year(year)).count()


def _count_objectives(partnership, year):
    plan = CommissionersPlan.objects.for_year(partnership.police_area, the_year(year))
    return plan.objectives.count() if plan else 0


def _count_csps(partnership, year):
    return partnership.csps.active_in(the_year(year)).count()


def _count_districts(partnership, year):
    covered = Coverage.objects.filter(partnership__county_partnership=partnership)
    return covered.values("area").distinct().count()


def _count_members(partnership, group, year):
    if not Group.objects.filter(code=group).exists():
        nearest(group, Group.objects.values_list("code", flat=True), "group")
    return Membership.objects.filter(group__code=group).in_year(the_year(year)).count()


def _count_boards(partnership, year):
    the_year(year)
    return partnership.groups.filter(kind=Group.Kind.LINKED_BOARD).count()


COUNTS = {
    "priorities": _count_priorities,
    "objectives": _count_objectives,
    "csps": _count_csps,
    "districts": _count_districts,
    "members": _count_members,
    "boards": _count_boards,
}
HANDLERS = {
    "count": Handler(
        count,
        "[=count priorities YEAR] or [=count members GROUP YEAR]",
        frozenset({"number"}),
    )
}
