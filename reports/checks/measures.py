"""How measures bear on priorities: which measure what, and what works against what."""

import re

from priorities.models import Measure, Strand
from reports.checks.finding import warn
from reports.checks.outlined import listed, number_of, place_of, uses
from reports.checks.priorities import of_year
from reports.checks.registry import check
from reports.text.shared_queries import all_of

ADULT = re.compile(r"\badults?\b", re.I)
YOUNG = re.compile(r"\b(?:young|youth|juveniles?|children)\b", re.I)
REPORTS = re.compile(r"\breport(?:s|ed|ing)?\b", re.I)
WORD = re.compile(r"[a-z]{4,}")


def success_measures(draft) -> list[Measure]:
    """The measures that a table of measures of success shows, read once."""

    def read():
        found: list[Measure] = []
        for _key, used in uses(draft, "success_measures_table"):
            theme = draft.context.fill(used.options["theme"])
            found += Measure.objects.filter(theme=theme).select_related(
                "priority_theme"
            )
        return found

    return draft.shared("success-measures", read)


@check(
    "measure-without-priority",
    "Measures that belong to no priority, and priorities without a measure",
    "Nobody can say whether a priority worked if nothing measures it.",
)
def measures_and_priorities_meet(draft):
    measures, place = success_measures(draft), place_of(draft, "success_measures_table")
    if not measures:
        return
    loose = [row for row in measures if row.priority_theme_id is None]
    if loose:
        yield warn(
            f"{number_of(len(loose), 'measure')} of success "
            f"{'belongs' if len(loose) == 1 else 'belong'} to no priority: "
            f"{listed(row.name for row in loose)}.",
            "Choose the priority whose success each measures.",
            section=place,
            row=loose[0],
        )
    measured = {row.priority_theme_id for row in measures}
    bare = [row for row in of_year(draft, draft.year) if row.pk not in measured]
    if bare:
        yield warn(
            f"No measure of success belongs to {listed(row.title for row in bare)}.",
            "Choose at least one measure for each priority.",
            section=place,
            row=bare[0],
        )


@check(
    "measures-against-each-other",
    "Wanting more reports and fewer recorded crimes of one kind",
    "When more is reported more is recorded, so one aim hides the other.",
)
def wants_agree(draft):
    measures = success_measures(draft)
    for priority in {row.priority_theme for row in measures if row.priority_theme}:
        own = [row for row in measures if row.priority_theme_id == priority.pk]
        more = [
            r for r in own if r.desired_direction == "up" and REPORTS.search(r.name)
        ]
        fewer = [r for r in own if r.desired_direction == "down"]
        if more and fewer:
            yield warn(
                f"“{priority.title}” wants more of: {listed(r.name for r in more)}; "
                f"and fewer of: {listed(r.name for r in fewer)}.",
                "Say in words how more reports will be told from more crime.",
                section=place_of(draft, "success_measures_table"),
                row=more[0],
            )


@check(
    "output-not-outcome",
    "Measures that count the work and not what comes of it",
    "Doing more of something is no sign that it works.",
)
def outcomes_are_measured(draft):
    measures = success_measures(draft)
    if not measures:
        return
    strands = draft.shared(
        "checked-strands",
        lambda: list(
            Strand.objects.filter(
                priority__in={row.priority_theme_id for row in measures}
            )
        ),
    )
    for measure in measures:
        words = _words(measure.name)
        for strand in strands:
            same = strand.priority_id == measure.priority_theme_id
            if (
                measure.desired_direction == "up"
                and same
                and len(words) > 1
                and words <= _words(strand.title)
            ):
                yield warn(
                    f"“{measure.name}” counts what “{strand.title}” does, not what "
                    "comes of it.",
                    "Add a measure of what should change.",
                    section=place_of(draft, "success_measures_table"),
                    row=measure,
                )


def _words(text) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in WORD.findall(text.lower()))


@check(
    "adults-without-lead",
    "A rate of adults under a lead for the young",
    "Nobody answers for the adults whom the measure counts.",
)
def adults_have_a_lead(draft):
    place = place_of(draft, "delivery_table")
    priorities = {row.pk: row for row in of_year(draft, draft.year)} if place else {}
    if not priorities:
        return
    for measure in all_of(draft, Measure):
        if measure.priority_theme_id not in priorities:
            continue
        if not ADULT.search(f"{measure.name} {measure.base}"):
            continue
        priority = priorities[measure.priority_theme_id]
        leads = [
            str(lead.body) for s in priority.strands.all() for lead in s.leads.all()
        ]
        if leads and all(YOUNG.search(name) for name in leads):
            yield warn(
                f"“{priority.title}” is measured by {measure.name}, and only "
                f"{listed(leads)} leads on it.",
                "Name who leads for adults, or divide the priority into parts.",
                section=place,
                row=priority,
            )
