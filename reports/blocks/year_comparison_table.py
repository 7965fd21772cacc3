"""Compare a year with the year before: counts with their percentage of a base."""

from partnership.core.values import formatting
from partnership.core.values.periods import financial_year
from priorities.models import Observation
from priorities.models.measures import attach_breaks
from priorities.queries.series import break_between
from reports.blocks import line_measures
from reports.blocks.measure_cells import measure_name
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    filled_table,
    group,
    missing,
    text,
)
from reports.document.records_used import use


def collect(context, *, key, theme="", years_before=0, **texts) -> Table:
    """The measures of a theme with a figure for the report's year.

    Without a theme, those of the item's grant with a figure for both years, grouped by
    theme; the table's key then ends with the item, as in `comparison-youth`. The later
    year is the report's, less `years_before`.
    """
    year = context.year - years_before
    now, before = financial_year(year), financial_year(year - 1)
    found: dict = {}
    for row in _of_theme(theme, year) if theme else _of_grant(context, year):
        found.setdefault(row.measure, {})[row.starts_on] = row
    both = {now.start} if theme else {now.start, before.start}
    pairs = {m: rows for m, rows in found.items() if both <= rows.keys()}
    return filled_table(
        context,
        key=key if theme else f"{key}-{context.item.key}",
        **texts,
        columns=[
            Column("Measure", 46),
            Column(before.label, 27, numeric=True),
            Column(now.label, 27, numeric=True),
        ],
        rows=_rows(pairs, before.start, now.start),
        layout="years",
    )


def _of_theme(theme, year):
    rows = list(
        Observation.objects.filter(
            measure__theme=theme,
            period_kind=financial_year(year).kind,
            starts_on__in=[financial_year(when).start for when in (year - 1, year)],
        )
        .select_related("measure")
        .order_by("measure__order", "measure__name")
    )
    attach_breaks(row.measure for row in rows)
    return rows


def _of_grant(context, year):
    """Figures of both years, in the order of measures."""
    rows = [
        row
        for when in (year - 1, year)
        for row in line_measures.observations(context, when)
    ]
    return sorted(rows, key=lambda row: (row.measure.order, row.measure.name))


def _rows(pairs, before, now):
    """Rows with a heading for each theme, if there are several."""
    themes = {measure.theme for measure in pairs}
    rows, theme = [], None
    for measure, found in pairs.items():
        if len(themes) > 1 and measure.theme != theme:
            theme = measure.theme
            rows.append(group(theme or "Other measures"))
        cells = [
            _name(measure, _break(found.get(before), found[now])),
            _cell(found.get(before)),
            _cell(found[now]),
        ]
        rows.append(Row(cells))
    return rows


def _break(before, now) -> str:
    """The reason that two figures cannot be compared, if any."""
    found = before and break_between(before, now)
    return f"Not comparable: {found.note.rstrip('.')}." if found else ""


def _name(measure, warning):
    """The measure's name, with the base of a percentage or rate below it."""
    base, name = measure.base, measure_name(measure)
    if measure.unit == "percent":
        base, name = f"share of {base}" if base else "", measure.name
    return text(name, sub=". ".join(filter(None, [base, warning])))


def _cell(row):
    """“235 of 256 (92%)”, a number, or the reason there is none."""
    use(row)
    if row is None:
        return missing("not-given")
    if row.value is None:
        return missing(row.reason)
    value = str(row.value.normalize())
    if row.measure.unit != "percent":
        words = formatting.measured(row.value, row.measure.unit)
        return Cell(words, kind="number", value=value)
    share = f"{formatting.bare(row.value)}%"
    if row.numerator is None or row.denominator is None:
        return Cell(share, kind="number", value=value)
    counts = f"{formatting.bare(row.numerator)} of {formatting.bare(row.denominator)}"
    return Cell(f"{counts} ({share})", kind="number", value=value)
