"""Priorities of the year: who leads, what should come of it, what became of others."""

from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from priorities.models import Lead, Priority, PriorityLink
from priorities.queries.delivery import LeadNames
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.text.shared_queries import all_of

LISTS = ("delivery_table", "priorities_table", "priority_list")
# Where most of the year before comes back in the same words, nothing was decided.
UNCHANGED = 0.75


def of_year(draft, year) -> list[Priority]:
    """The partnership’s priorities of a year with strands and leads, read once."""
    return draft.context.priorities_of(year)


@check(
    "priority-without-lead",
    "Priorities that nobody leads, or that several lead",
    "Where nobody is named, or everybody, nobody can be asked how it goes.",
)
def priorities_have_a_lead(draft):
    place = place_of(draft, "delivery_table")
    if not place:
        return
    names = LeadNames({csp.pk for csp in draft.context.csps})
    without = []
    for priority in of_year(draft, draft.year):
        strands = list(priority.strands.all())
        if not strands or any(not _leading(strand) for strand in strands):
            without.append(priority)
        for strand in strands:
            bodies = names.of(_leading(strand)).split(" / ")
            if len(bodies) > 1:
                about = f" ({strand.title})" if strand.title else ""
                yield warn(
                    f"“{priority.title}”{about} has {len(bodies)} leads: "
                    f"{listed(bodies)}. Nothing says who leads what.",
                    "Keep one as lead and mark the others as supporting, or divide "
                    "the priority into parts.",
                    section=place,
                    row=strand,
                )
    if without:
        yield warn(
            f"No lead is named for {number_of(len(without), 'priority', 'priorities')} "
            f"of {label(draft.year)}: {listed(row.title for row in without)}.",
            "Choose who leads each.",
            section=place,
            row=without[0],
        )


def _leading(strand):
    return [lead for lead in strand.leads.all() if lead.role == Lead.Role.LEAD]


@check(
    "lead-has-ended",
    "Leads that no longer exist",
    "A body that has ended leads nothing.",
)
def leads_still_exist(draft):
    place = place_of(draft, "delivery_table", "priorities_table")
    for priority in of_year(draft, draft.year) if place else ():
        for strand in priority.strands.all():
            for lead in strand.leads.all():
                if lead.body.to_on and lead.body.to_on < draft.day:
                    yield warn(
                        f"{lead.body} leads “{priority.title}” and ended on "
                        f"{day(lead.body.to_on)}.",
                        "Choose the body that took its place.",
                        section=place,
                        row=lead,
                    )


@check(
    "priority-without-outcome",
    "Priorities without an outcome or progress",
    "The delivery table says what will come of each priority; empty cells say nothing.",
)
def priorities_have_outcomes(draft):
    place = place_of(draft, "delivery_table")
    for name, cure in (
        ("outcome", "Write what should come of each."),
        ("progress", "Write how each is going."),
    ):
        bare, excused = [], []
        for priority in of_year(draft, draft.year) if place else ():
            for strand in list(priority.strands.all()) or [None]:
                if strand is not None and getattr(strand, name):
                    continue
                reason = strand is not None and getattr(strand, f"{name}_reason")
                (excused if reason else bare).append(priority)
        if excused:
            yield warn(
                f"There is no {name} yet for {_counted(excused)}, with a reason kept: "
                f"{listed(row.title for row in excused)}.",
                f"{cure} Where the reason still holds, leave it.",
                section=place,
                row=excused[0],
                about=f"{name} excused {len(excused)}",
            )
        if bare:
            yield stop(
                f"There is no {name} for {_counted(bare)}, and nothing says why: "
                f"{listed(row.title for row in bare)}.",
                f"{cure} If there is none yet, choose the reason.",
                section=place,
                row=bare[0],
            )


def _counted(rows):
    return number_of(len(rows), "part of the priorities", "parts of the priorities")


@check(
    "priority-order",
    "Priorities whose numbers leave a gap",
    "A list that goes from 2 to 4 seems to have lost a priority.",
)
def priorities_are_numbered_through(draft):
    place = place_of(draft, *LISTS)
    numbers = [row.number for row in of_year(draft, draft.year)] if place else []
    if numbers and numbers != list(range(1, len(numbers) + 1)):
        yield warn(
            f"The priorities of {label(draft.year)} are numbered "
            f"{', '.join(map(str, numbers))}.",
            "Number them from 1 without a gap.",
            section=place,
            row=of_year(draft, draft.year)[0],
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


@check(
    "priority-unaccounted",
    "Priorities of the year before that vanish without a word",
    "Readers who remember the priority ask what became of it.",
)
def priorities_are_accounted_for(draft):
    if draft.report.kind == "annual-review":
        before, after = draft.year, draft.year + 1
    else:
        before, after = draft.year - 1, draft.year
    place = place_of(draft, "priority_changes_table", "priorities_table")
    if not place:
        return
    later = of_year(draft, after)
    going_on = {row.pk for row in later}
    ended = [row for row in _agreed_for(draft, before) if row.pk not in going_on]
    if not later or not ended:
        return
    followed = _successions(draft, ended)
    lost = [row for row in ended if row.pk not in followed and not row.ended_reason]
    if lost:
        yield warn(
            f"Nothing says what became of {_number(lost)} of {label(before)}: "
            f"{listed(row.title for row in lost)}.",
            f"Join each to the priority of {label(after)} that follows on from it, or "
            "say why it ended.",
            section=place,
            row=lost[0],
        )
    kept = [row for rows in followed.values() for row in rows if _unchanged(row)]
    if len(ended) > 2 and len(kept) >= UNCHANGED * len(ended):
        yield warn(
            f"{len(kept)} of {len(ended)} priorities of {label(before)} come back in "
            f"{label(after)} in the same words.",
            "Say in the words what was looked at, and why they stay.",
            section=place,
            row=kept[0],
        )


def _successions(draft, rows) -> dict[int, list[PriorityLink]]:
    """What followed each, read once."""

    def read():
        found: dict[int, list[PriorityLink]] = {}
        for row in PriorityLink.objects.filter(earlier__in=rows).select_related(
            "earlier", "later"
        ):
            found.setdefault(row.earlier_id, []).append(row)
        return found

    return draft.shared("later_links", read)


def _unchanged(row):
    kept = row.kind == PriorityLink.Kind.CONTINUED
    return kept and row.earlier.title.casefold() == row.later.title.casefold()


def _number(rows):
    return number_of(len(rows), "priority", "priorities")


@check(
    "priority-without-achievement",
    "Priorities of which nothing is reported",
    "A priority that is left out of the results looks forgotten.",
)
def priorities_are_reported_on(draft):
    told = _achievements_of(draft)
    if told is None:
        return
    place, year = told
    priorities = of_year(draft, year)
    rows = [row for row in draft.context.achievements_in(year)]
    served = {row.priority_id for row in rows}
    bare = [row for row in priorities if row.pk not in served and not _progress(row)]
    if bare:
        yield warn(
            f"Nothing is reported on {_number(bare)} of {label(year)}: "
            f"{listed(row.title for row in bare)}.",
            "Enter what was achieved, or say in words that nothing was.",
            section=place,
            row=bare[0],
        )
    if not priorities:
        return
    adrift = [row for row in rows if row.priority_id is None]
    if adrift:
        yield warn(
            f"{number_of(len(adrift), 'achievement')} of {label(year)} "
            f"{'serves' if len(adrift) == 1 else 'serve'} no priority: "
            f"{listed(row.title for row in adrift)}.",
            "Choose the priority that each served, if there is one.",
            section=place,
            row=adrift[0],
        )
    for row in rows:
        if row.priority and not row.priority.from_year <= year <= row.priority.to_year:
            yield warn(
                f"“{row.title}” of {label(year)} is told under “{row.priority.title}”, "
                f"a priority of {label(row.priority.from_year)}.",
                f"Choose the priority of {label(year)} that it served.",
                section=place,
                row=row,
            )


def _progress(priority):
    return any(strand.progress for strand in priority.strands.all())


def _achievements_of(draft):
    """The section that tells achievements, and of which year; None if none does."""
    if place := place_of(draft, "priority_results"):
        return place, draft.year
    if place := place_of(draft, "achievements"):
        return place, draft.year - 1
    return None
