"""Priorities of the year: leads, outcomes, results, and those of the year before."""

from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.models.wording import local, terms, worded
from priorities.models import Lead, Priority, PriorityLink, Strand
from reports.checks.gaps import Gap, report
from reports.checks.issue import Severity, warning
from reports.checks.outline_queries import place_of
from reports.checks.registry import check
from reports.text.shared_queries import all_of

PRIORITIES = local("{priority}|{priority.plural}")
STRANDS = "strand"
LISTS = ("delivery_table", "priorities_table", "priority_list")
# If this many priorities have the same title as before, they may not have been
# reviewed.
UNCHANGED = 0.75


def of_year(draft, year) -> list[Priority]:
    """The partnership’s priorities of a year with strands and leads, read once."""
    return draft.context.priorities_of(year)


@check("priority-lead")
def priorities_have_a_lead(draft):
    place = place_of(draft, "delivery_table")
    rows = of_year(draft, draft.year) if place else []
    yield from report(
        Gap(
            [row for row in rows if not all(map(_has_lead, _strands(row)))],
            PRIORITIES,
            f"of {label(draft.year)} without a lead",
            name=_title,
        ),
        hint="Add a lead to each.",
        section=place,
    )


def _strands(priority) -> list[Strand | None]:
    return list(priority.strands.all()) or [None]


def _has_lead(strand) -> bool:
    leads = strand.leads.all() if strand else ()
    return any(lead.role == Lead.Role.LEAD for lead in leads)


def _title(row) -> str:
    return row.title


@check("priority-lead")
def leads_still_exist(draft):
    place = place_of(draft, "delivery_table", "priorities_table")
    leads = [
        (priority, lead)
        for priority in (of_year(draft, draft.year) if place else ())
        for strand in priority.strands.all()
        for lead in strand.leads.all()
        if lead.body.to_on and lead.body.to_on < draft.day
    ]
    for priority, lead in leads:
        yield warning(
            f"{lead.body} leads “{priority.title}” but ended on "
            f"{day(lead.body.to_on)}.",
            "Select the organisation that replaced it.",
            section=place,
            row=lead,
        )


@check("priority-results")
def priorities_have_outcomes(draft):
    place = place_of(draft, "delivery_table")
    for name in ("outcome", "progress") if place else ():
        excused, bare = _without(draft, name)
        yield from report(
            Gap(excused, STRANDS, f"with a reason for no {name}", name=_title),
            hint=f"Check the reason is still correct, or enter the {name}.",
            severity=Severity.ADVICE,
            section=place,
            about=f"{name} excused {len(excused)}",
        )
        yield from report(
            Gap(bare, STRANDS, f"with no {name} and no reason", name=_title),
            hint=f"Enter the {name} of each, or select a reason there is none.",
            severity=Severity.ERROR,
            section=place,
        )


def _without(draft, name) -> tuple[list[Priority], list[Priority]]:
    """Priorities once for each strand that lacks a text: with a reason, and without."""
    excused: list[Priority] = []
    bare: list[Priority] = []
    for priority in of_year(draft, draft.year):
        for strand in _strands(priority):
            if strand is None or not getattr(strand, name):
                reason = strand and getattr(strand, f"{name}_reason")
                (excused if reason else bare).append(priority)
    return excused, bare


@check("priority-numbers")
def priorities_are_numbered_through(draft):
    place = place_of(draft, *LISTS)
    rows = of_year(draft, draft.year) if place else []
    numbers = sorted(row.number for row in rows)
    if numbers != list(range(1, len(numbers) + 1)):
        yield warning(
            f"The {terms.priority.plural} of {label(draft.year)} are numbered "
            f"{', '.join(map(str, numbers))}.",
            "Number them from 1 without a gap.",
            section=place,
            row=rows[0],
        )


def _agreed_for(draft, year) -> list[Priority]:
    """The partnership’s priorities of a year by number, without strands and leads."""
    own = [
        row
        for row in all_of(draft, Priority)
        if row.partnership_id == draft.partnership.pk
        and row.from_year <= year <= row.to_year
    ]
    return sorted(own, key=lambda row: row.number)


@check("priority-not-continued")
def priorities_are_accounted_for(draft):
    place = place_of(draft, "priority_changes_table", "priorities_table")
    before = _year_before(draft)
    ended = _ended(draft, before) if place else []
    links = _links(draft, ended) if ended else {}
    lost = [row for row in ended if row.pk not in links and not row.ended_reason]
    yield from report(
        Gap(lost, PRIORITIES, f"of {label(before)} not accounted for", name=_title),
        hint=f"Link each one to the {label(before + 1)} {terms.priority} that "
        "replaces it, or say why it ended.",
        section=place,
    )


@check("priority-not-continued")
def priorities_are_reviewed(draft):
    place = place_of(draft, "priority_changes_table", "priorities_table")
    before = _year_before(draft)
    ended = _ended(draft, before) if place else []
    links = _links(draft, ended) if ended else {}
    same = [link for found in links.values() for link in found if _unchanged(link)]
    if len(ended) > 2 and len(same) >= UNCHANGED * len(ended):
        yield warning(
            f"{len(same)} of {len(ended)} {terms.priority.plural} of {label(before)} "
            f"have the same "
            f"title in {label(before + 1)}.",
            "Say in the text why they stay the same, then accept this warning.",
            section=place,
            row=same[0],
        )


def _year_before(draft) -> int:
    """The year whose priorities are compared with those of the next."""
    return draft.year - (draft.report.document_type != "annual-review")


def _ended(draft, before) -> list[Priority]:
    """Priorities of a year that do not continue in the next, if that has any."""
    later = {row.pk for row in of_year(draft, before + 1)}
    return [row for row in _agreed_for(draft, before) if later and row.pk not in later]


def _links(draft, rows) -> dict[int, list[PriorityLink]]:
    """What replaced each priority, read once."""

    def read():
        found: dict[int, list[PriorityLink]] = {}
        for row in PriorityLink.objects.filter(earlier__in=rows).select_related(
            "earlier", "later"
        ):
            found.setdefault(row.earlier_id, []).append(row)
        return found

    return draft.shared("later_links", read)


def _unchanged(link):
    continued = link.kind == PriorityLink.Kind.CONTINUED
    return continued and link.earlier.title.casefold() == link.later.title.casefold()


@check("priority-results")
def priorities_are_reported_on(draft):
    place, year = _results(draft)
    priorities = of_year(draft, year) if place else []
    rows = draft.context.achievements_in(year) if priorities else []
    yield from report(
        Gap(
            _without_results(priorities, rows),
            PRIORITIES,
            f"of {label(year)} with no results",
            name=_title,
        ),
        Gap(
            [row for row in rows if row.priority_id is None],
            "achievement",
            f"of {label(year)} not linked to {terms.priority.a}",
            name=_title,
        ),
        hint=worded("Add what was achieved, or link each achievement to {priority.a}."),
        section=place,
    )


@check("priority-results")
def results_are_of_the_right_priority(draft):
    place, year = _results(draft)
    rows = draft.context.achievements_in(year) if place and of_year(draft, year) else []
    for row in rows:
        if row.priority and not row.priority.from_year <= year <= row.priority.to_year:
            yield warning(
                f"“{row.title}” of {label(year)} is under “{row.priority.title}”, "
                f"{terms.priority.a} of {label(row.priority.from_year)}.",
                f"Select the {terms.priority} of {label(year)} that it supported.",
                section=place,
                row=row,
            )


def _without_results(priorities, achievements) -> list[Priority]:
    done = {row.priority_id for row in achievements}
    return [
        priority
        for priority in priorities
        if priority.pk not in done
        and not any(strand.progress for strand in priority.strands.all())
    ]


def _results(draft) -> tuple[str, int]:
    """The section with achievements, if there is one, and their year."""
    if place := place_of(draft, "priority_results"):
        return place, draft.year
    return place_of(draft, "achievements"), draft.year - 1
