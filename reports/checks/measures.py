"""Measures of priorities: missing, conflicting, or about activity only."""

from collections import defaultdict
from collections.abc import Iterator

from partnership.models.wording import worded
from priorities.models import Measure, Strand
from priorities.queries.measured import priorities_by_key
from reports.blocks import success_measures_table
from reports.checks.gaps import Gap, listed, report
from reports.checks.issue import warning
from reports.checks.outline_queries import place_of, uses
from reports.checks.priorities import of_year
from reports.checks.registry import check
from reports.text.phrases import phrase, shape
from reports.text.shared_queries import all_of

ADULT = phrase("measures.adult")
YOUNG = phrase("measures.young")
REPORTS = phrase("measures.reports")
WORD = shape("measures.word")


def success_measures(draft) -> list[Measure]:
    """The measures that a table of measures of success shows, read once."""

    def read():
        found: list[Measure] = []
        for _key, used in uses(draft, "success_measures_table"):
            theme = draft.context.fill(used.options["theme"])
            rows = success_measures_table.success_measures(draft.context, theme)
            found += [row for row in rows if row.theme == theme]
        return found

    return draft.shared("success-measures", read)


@check("priority-not-linked")
def measures_have_a_priority(draft):
    measures = success_measures(draft)
    yield from report(
        Gap(
            [row for row in measures if row.priority_theme_id is None],
            "measure",
            worded("of success not linked to {priority.a}"),
        ),
        hint=worded("Select the {priority} of each measure."),
        section=place_of(draft, "success_measures_table"),
    )


@check("priority-not-linked")
def priorities_have_a_measure(draft):
    measures = success_measures(draft)
    measured = {row.priority_theme_id for row in measures}
    priorities = of_year(draft, draft.year) if measures else []
    yield from report(
        Gap(
            [row for row in priorities if row.pk not in measured],
            worded("{priority}|{priority.plural}"),
            "with no measure of success",
            name=lambda row: row.title,
        ),
        hint=worded("Select at least one measure for each {priority}."),
        section=place_of(draft, "success_measures_table"),
    )


@check("measure-choice")
def desired_directions_agree(draft):
    measures = success_measures(draft)
    for priority in {row.priority_theme for row in measures if row.priority_theme}:
        own = [row for row in measures if row.priority_theme_id == priority.pk]
        more = [
            r for r in own if r.desired_direction == "up" and REPORTS.search(r.name)
        ]
        fewer = [r for r in own if r.desired_direction == "down"]
        if fewer and not all(row.definition for row in more):
            yield warning(
                f"“{priority.title}” aims for more: {listed(r.name for r in more)}. "
                f"And fewer: {listed(r.name for r in fewer)}.",
                "Say in the definition of each measure that should rise how you will "
                "know whether more reports mean more crime.",
                section=place_of(draft, "success_measures_table"),
                row=more[0],
            )


@check("measure-choice")
def outcomes_are_measured(draft):
    for measure, strand in _activities(draft):
        yield warning(
            f"“{measure.name}” counts the activity “{strand.title}”, not its outcome.",
            "Replace it with a measure of what should change, or accept this warning.",
            section=place_of(draft, "success_measures_table"),
            row=measure,
        )


def _activities(draft) -> Iterator[tuple[Measure, Strand]]:
    """Measures that should rise and are named like a strand of their priority."""
    for measure in success_measures(draft):
        words = _words(measure.name)
        if measure.desired_direction != Measure.Direction.UP or len(words) < 2:
            continue
        for strand in _strands(draft).get(measure.priority_theme_id or 0, ()):
            if words <= _words(strand.title):
                yield measure, strand


def _strands(draft) -> dict[int, list[Strand]]:
    """The strands of measured priorities, read once."""

    def read():
        found = defaultdict(list)
        keys = {row.priority_theme_id for row in success_measures(draft)}
        for row in Strand.objects.filter(priority__in=keys):
            found[row.priority_id].append(row)
        return found

    return draft.shared("checked-strands", read)


def _words(text) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in WORD.findall(text.lower()))


@check("priority-lead")
def adults_have_a_lead(draft):
    place = place_of(draft, "delivery_table")
    priorities = priorities_by_key(of_year(draft, draft.year)) if place else {}
    for measure in all_of(draft, Measure) if priorities else ():
        priority = priorities.get(measure.priority_theme_id)
        is_adult = ADULT.search(f"{measure.name} {measure.base}")
        leads = _leads(priority) if priority and is_adult else []
        if leads and all(YOUNG.search(name) for name in leads):
            yield warning(
                f"“{priority.title}” is measured by {measure.name}, but its only lead "
                f"is {listed(leads)}.",
                "Add a lead for adults.",
                section=place,
                row=priority,
            )


def _leads(priority) -> list[str]:
    strands = priority.strands.all()
    return [str(lead.body) for strand in strands for lead in strand.leads.all()]
