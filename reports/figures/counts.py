"""Figures that count records: priorities, objectives, partnerships, members.

Each type of record is read once for a report, however many years are counted;
objectives are read once for each plan.
"""

from partnership.core.models.dated import is_on
from partnership.core.values import financial_years, formatting
from partnership.models import Coverage, Group, Membership
from partnership.models.wording import local
from priorities.models import CommissionersPlan, Priority
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, call, nearest, the_year
from reports.figures.records_by_code import groups_of


def count(resolver, token, what, *arguments):
    """A number of records, for example “eight” or “8”."""
    handler = COUNTS.get(what) or nearest(what, COUNTS, "count of")
    number = call(handler, resolver, *arguments)
    return Figure(
        formatting.count(number, token.style),
        str(number),
        token.source,
        f"Number of {COUNTED[what]}",
        arguments[-1] if arguments else "",
        source=resolver.partnership.name,
    )


def _covers_year(row, year):
    """Whether a row with start and end dates applies on any day of a year."""
    has_begun = row.from_on is None or row.from_on <= financial_years.last_day(year)
    return has_begun and (
        row.to_on is None or row.to_on >= financial_years.first_day(year)
    )


def _count_priorities(resolver, year, kind=Priority.Kind.PRIORITY):
    start = the_year(year)
    rows = resolver.once(
        "priorities", lambda p: list(Priority.objects.filter(partnership=p))
    )
    return sum(
        row.kind == kind and row.from_year <= start <= row.to_year for row in rows
    )


def _count_themes(resolver, year):
    return _count_priorities(resolver, year, Priority.Kind.THEME)


def _count_objectives(resolver, year):
    """Objectives of the Commissioner's plan in force when the year begins."""
    start = the_year(year)
    plans = CommissionersPlan.objects
    plan = resolver.once(
        f"plan {start}", lambda p: plans.for_year(p.police_area, start)
    )
    if plan is None:
        return 0
    return resolver.once(f"objectives {plan.pk}", lambda p: plan.objectives.count())


def _count_csps(resolver, year):
    start = the_year(year)
    rows = resolver.once("csps", lambda p: list(p.csps.all()))
    return sum(_covers_year(row, start) for row in rows)


def _count_districts(resolver, year):
    """Areas that a CSP covers in the year, each once."""
    start = the_year(year)
    rows = resolver.once("coverage", _read_coverage)
    return len(
        {
            row.area_id
            for row in rows
            if _covers_year(row, start) and _covers_year(row.partnership, start)
        }
    )


def _read_coverage(partnership):
    rows = Coverage.objects.filter(partnership__county_partnership=partnership)
    return list(rows.select_related("partnership"))


def _count_members(resolver, group, year):
    start = the_year(year)
    groups = resolver.once("groups", _read_members)
    if group not in groups:
        nearest(group, groups, "group with the code")
    # Those who left are not added to those who joined.
    last = financial_years.last_day(start)
    return sum(is_on(row, last) for row in groups[group])


def _read_members(partnership):
    """Memberships of every group that the partnership's documents can use, by code."""
    groups = dict(groups_of(partnership).values_list("pk", "code"))
    found = {code: [] for code in groups.values()}
    for row in Membership.objects.filter(group__in=groups):
        found[groups[row.group_id]].append(row)
    return found


def _count_boards(resolver, year):
    the_year(year)
    kind = Group.Kind.LINKED_BOARD
    return resolver.once("boards", lambda p: p.groups.filter(kind=kind).count())


COUNTS = {
    "priorities": _count_priorities,
    "themes": _count_themes,
    "objectives": _count_objectives,
    "csps": _count_csps,
    "districts": _count_districts,
    "members": _count_members,
    "boards": _count_boards,
}
# Names of what is counted, for readers.
COUNTED = {
    "priorities": local("{priority.plural}"),
    "themes": local("{theme.plural}"),
    "objectives": local("{objective.short_plural} of the {commissioner.short}’s plan"),
    "csps": local("{csp.plural_start}"),
    "districts": "districts",
    "members": "members",
    "boards": "linked boards",
}
HANDLERS = {
    "count": Handler(
        count,
        "[=count priorities YEAR] or [=count members GROUP YEAR]",
        frozenset({"words", "number"}),
    )
}
