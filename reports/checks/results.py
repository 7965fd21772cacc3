"""Targets and what was reached: none set, missed without a word."""

from partnership.core.values.formatting import bare
from priorities.models import Target
from reports.checks.finding import warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.checks.told_figures import Told, figures_of


def _results(draft) -> list[tuple[Told, Target | None]]:
    """Each figure of a table of results, with its target if there is one."""
    place = place_of(draft, "results_table", "target_table")
    shows_all = bool(place_of(draft, "results_table"))
    figures = figures_of(draft)
    found = {}
    for told in figures.told:
        if place and told.section == place and not told.words and not told.is_past:
            key = (told.row.measure_id, told.row.area_id, told.period)
            if shows_all or key in figures.targets:
                found[key] = (told, figures.targets.get(key))
    return list(found.values())


@check(
    "target-missed",
    "Targets that were missed without a word",
    "Readers look first at what was missed, and ask why.",
)
def missed_targets_are_explained(draft):
    for told, target in _results(draft):
        met = target.met_by(told.row.value) if target else None
        if met is False and not (told.row.note or target.note):
            yield warn(
                f"{told.name}: {bare(told.row.value)} against a target of "
                f"{target.get_comparison_display()} {bare(target.value)}, and nothing "
                "says why.",
                "Say why in the note of the figure.",
                section=told.section,
                row=told.row,
                about=told.name,
            )


@check(
    "target-not-set",
    "Results without a target",
    "Without a target nobody can say whether enough was done.",
)
def results_have_targets(draft):
    bare_rows = [
        told
        for told, target in _results(draft)
        if told.amount is not None and (target is None or target.value is None)
    ]
    if bare_rows:
        yield warn(
            f"No target was set for {number_of(len(bare_rows), 'result')}: "
            f"{listed(str(told.measure) for told in bare_rows)}.",
            "Enter the target, or the reason why none was set.",
            section=bare_rows[0].section,
            row=bare_rows[0].measure,
        )
