"""Collecting one block of a report, and reading its rows as a reader does."""

from reports.assembly.build_context import context_for
from reports.blocks import (
    achievements,
    carried_forward,
    contact,
    csp_table,
    delivery_table,
    district_achievements,
    district_crime,
    funding_chart,
    funding_table,
    governance,
    headline_figures,
    increases_chart,
    measure_table,
    members,
    objectives_table,
    plans_table,
    priorities_table,
    rates_chart,
    statement,
)

CAPTION = {"key": "key", "caption": "In {area}, {year}"}
BLOCKS = {
    achievements: {},
    carried_forward: CAPTION,
    contact: {"heading": "Contact"},
    csp_table: CAPTION,
    delivery_table: CAPTION,
    district_crime: CAPTION,
    district_achievements: CAPTION,
    funding_chart: {"key": "key"},
    funding_table: CAPTION,
    governance: CAPTION,
    headline_figures: {},
    measure_table: CAPTION,
    members: {},
    objectives_table: CAPTION,
    plans_table: CAPTION,
    priorities_table: CAPTION,
    rates_chart: {"key": "key"},
    increases_chart: {"key": "key"},
    statement: {},
}


def collected(report, module, **options):
    context = context_for(report)
    context.section_title = "Here"
    block = module.collect(context, **(options or BLOCKS[module]))
    assert context.composer.problems == []
    return block


def words(row):
    """What a reader sees of a row, a cell each."""
    return [cell_words(cell) for cell in row.cells]


def cell_words(cell):
    parts = [cell.before, cell.text, cell.rich and cell.rich.html, cell.after]
    parts += [label for label, _url in cell.links]
    return " ".join(filter(None, parts))
