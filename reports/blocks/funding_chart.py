"""How funding was allocated: one stacked bar a year, with the main lines as parts.

If only some amounts of the document's year are known, they are compared with the year
before instead.
"""

from partnership.core.values.financial_years import label
from partnership.core.values.formatting import bare, listed, rounded
from partnership.core.values.missing import Qualifier
from partnership.core.values.money import pounds
from reports.blocks.funding_table import keyed, main_ledger
from reports.blocks.grants_chart import amounts_of, compared_years
from reports.blocks.grouped_bars import FEWEST
from reports.charts import layout
from reports.charts.shapes import Chart
from reports.document.records_used import use
from reports.document.tree import TABLE_OF_CHART

# A part thinner than this share of the largest year cannot be drawn or labelled.
THINNEST = 20
MOST = 4
# If the total changed by this percentage, the caption is about the change.
LARGE = 20


def collect(context, *, key, fund=None, years=3, source="") -> Chart:
    """The latest `years` with a known total, up to the report's year.

    Without a `source`, it names the table of the fund if the document has one.
    """
    ledger = main_ledger(context, fund)
    if ledger is None:
        return Chart(key=key)
    past = [year for year in ledger.years if year <= context.last_year][-years:]
    source = TABLE_OF_CHART.sub(
        rf"[table \1 of {ledger.fund.code}]",
        context.fill(source or "The figures are in [table funding]."),
    )
    if compared := _known_amounts(context, ledger, keyed(context, key), source):
        return compared
    shown = [year for year in past if (ledger.total(year).gbp or 0) > 0]
    if not shown:
        return Chart(key=key)
    lines = _main_lines(ledger, shown)
    if not lines:
        return Chart(key=key)
    use(*(ledger.settlements[year] for year in shown))
    use(*(row for c in lines for y in shown for row in ledger.rows_of(c, y)))
    return Chart(
        key=keyed(context, key),
        caption=_caption(ledger, lines, shown),
        detail="Main lines of the fund, £ thousand, with each year’s total"
        + _omitted(ledger, lines, shown)
        + _negative(ledger, shown)
        + _unknown(ledger, past),
        source=source,
        sentence=". ".join(_sentence(ledger, lines, year) for year in shown) + ".",
        form="One stacked bar for each year",
        drawings=layout.stacked_bars(
            [_bar(ledger, lines, year) for year in shown],
            [ledger.lines[code].brief_label for code in lines],
        ),
    )


def _known_amounts(context, ledger, key, source) -> Chart | None:
    """The known amounts of a year whose total is not known."""
    year = context.last_year
    if year not in ledger.settlements or ledger.total(year).gbp is not None:
        return None
    codes = [
        code for code in ledger.children[""] if (ledger.amount(code, year).gbp or 0) > 0
    ]
    rows = amounts_of(ledger, codes, year)
    if len(rows) < FEWEST:
        return None
    use(*(row for code in codes for row in ledger.rows_of(code, year)))
    return compared_years(
        rows,
        year,
        key=key,
        caption=f"Known amounts for {label(year)}, compared with {label(year - 1)}",
        detail="Lines of the fund, £",
        source=source,
    )


def _unknown(ledger, years):
    """A note on the years whose total, or the parts of it, are not known."""
    found: dict[str, list[str]] = {}
    for year in years:
        parts = [ledger.amount(code, year).gbp for code in ledger.children[""]]
        if (ledger.total(year).gbp or 0) <= 0:
            found.setdefault("total", []).append(label(year))
        elif not any(parts):
            found.setdefault("split", []).append(label(year))
    return "".join(
        f"; the {part} of {listed(labels)} is not known"
        for part, labels in found.items()
    )


def _omitted(ledger, lines, years):
    """A note on the lines that have no part of a bar, and why."""
    others = [code for code in ledger.children[""] if code not in lines]
    unknown = any(ledger.lacks(code, year) for code in others for year in years)
    amounts = [ledger.amount(code, year).gbp for code in others for year in years]
    if any(gbp and gbp > 0 for gbp in amounts):
        return "; smaller lines are not shown"
    return "; lines without a figure are not shown" if unknown else ""


def _negative(ledger, years):
    """A note on money that a line paid back, which no part of a bar can show."""
    found = [
        f"{ledger.lines[code].brief_label} {ledger.amount(code, year).words} "
        f"in {label(year)}"
        for code in ledger.children[""]
        for year in years
        if (ledger.amount(code, year).gbp or 0) < 0
    ]
    return f"; amounts below £0 have no bar: {', '.join(found)}" if found else ""


def _main_lines(ledger, years):
    """Top-level lines large enough to draw, the largest of the last year first."""
    thinnest = max(ledger.total(year).gbp for year in years) / THINNEST

    def largest(code):
        return max(ledger.amount(code, year).gbp or 0 for year in years)

    lines = [code for code in ledger.children[""] if largest(code) >= thinnest]
    lines.sort(key=lambda code: ledger.amount(code, years[-1]).gbp or 0, reverse=True)
    return lines[:MOST]


def _caption(ledger, lines, years):
    """The caption: a large change of the total, else the largest line's share.

    If any line is not known, the largest is not known either.
    """
    if changed := _large_change(ledger, years):
        return changed
    first = lines[0]
    share = ledger.share(first, years[-1])
    is_known = not any(ledger.lacks(code, years[-1]) for code in ledger.children[""])
    # If money was taken back, a line can be more than the total.
    if share is None or not is_known or _negative(ledger, years[-1:]):
        span = " to ".join(dict.fromkeys(map(label, (years[0], years[-1]))))
        return f"The main lines of the grant, {span}"
    name = ledger.lines[first].label
    if share == 100:
        return f"{name}: {ledger.amount(first, years[-1]).words} in {label(years[-1])}"
    return f"{name}: {rounded(share)}% of the grant in {label(years[-1])}"


def _large_change(ledger, years):
    """“The grant fell by 68% from £412,000 in 2016-17 to £131,840 in 2017-18”."""
    last = years[-1]
    if last - 1 not in years:
        return ""
    base, total = ledger.total(last - 1), ledger.total(last)
    is_exact = {base.qualifier, total.qualifier} == {Qualifier.EXACT}
    percent = rounded((total.gbp - base.gbp) * 100 / base.gbp)
    if not is_exact or abs(percent) < LARGE:
        return ""
    return (
        f"The grant {'rose' if percent > 0 else 'fell'} by {abs(percent)}% from "
        f"{base.words} in {label(last - 1)} to {total.words} in {label(last)}"
    )


def _sentence(ledger, lines, year):
    parts = [
        f"{ledger.lines[code].brief_label} {ledger.amount(code, year).words}"
        for code in lines
    ]
    return f"{label(year)}: {', '.join(parts)}; total {ledger.total(year).words}"


def _bar(ledger, lines, year):
    amounts = [ledger.amount(code, year).gbp or 0 for code in lines]
    parts = [(bare(rounded(gbp / 1000)) if gbp else "", float(gbp)) for gbp in amounts]
    return layout.StackedBar(label(year), parts, pounds(ledger.total(year).gbp))
