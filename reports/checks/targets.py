"""Targets: missing, or missed with no explanation."""

from partnership.core.values.formatting import bare
from priorities.models import Target
from reports.checks.figures_used import FigureUse, figures_of
from reports.checks.gaps import Gap, report
from reports.checks.issue import warning
from reports.checks.outline_queries import place_of
from reports.checks.registry import check


def _results(draft) -> list[tuple[FigureUse, Target | None]]:
    """Each figure of a table of results, with its target if there is one."""
    place = place_of(draft, "results_table", "target_table")
    shows_all = bool(place_of(draft, "results_table"))
    figures = figures_of(draft)
    found = {}
    for use in figures.uses:
        if place and use.section == place and not use.words and not use.is_past:
            key = (use.row.measure_id, use.row.area_id, use.period)
            if shows_all or key in figures.targets:
                found[key] = (use, figures.targets.get(key))
    return list(found.values())


@check("target-missed")
def missed_targets_are_explained(draft):
    for use, target in _results(draft):
        met = target.met_by(use.row.actual) if target else None
        if met is False and not (use.row.note or target.note):
            yield warning(
                f"{use.name}: {bare(use.row.value)} against a target of "
                f"{target.get_comparison_display()} {bare(target.value)}, with no "
                "explanation.",
                "Explain it in the note of the figure.",
                section=use.section,
                row=use.row,
                about=use.name,
            )


@check("target-missing")
def results_have_targets(draft):
    yield from report(
        Gap(
            [
                use
                for use, target in _results(draft)
                if use.amount is not None and (target is None or target.value is None)
            ],
            "result",
            "with no target",
            name=lambda use: str(use.measure),
            at=lambda use: {"section": use.section, "row": use.measure},
        ),
        hint="Enter the target, or a reason there is none.",
    )
