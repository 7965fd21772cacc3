"""The funding table: lines over the years, sums worked out, notes below."""

from funding.queries.differences import remarks
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import rounded
from partnership.core.values.missing import Reason
from partnership.models import Partner
from reports.blocks.table import Cell, Column, Row, Table, change, missing, money, text

YEARS = 3


def collect(
    context, *, key, fund=None, years=YEARS, caption, detail="", source=""
) -> Table:
    """`years` financial years up to the report's, and the change in the last one."""
    ledger = main_ledger(context, fund)
    caption = context.fill(caption)
    shown = years_shown(ledger, context.year, years)
    if not shown:
        return Table(key=key, caption=caption)
    notes = Notes(ledger, shown)
    rows = [
        _row(ledger, code, depth, shown, notes)
        for code, depth in ledger.walk()
        if any((code, year) in ledger.allocations for year in shown)
        or any(ledger.amount(code, year).gbp is not None for year in shown)
    ]
    rows.append(_total(ledger, shown, notes))
    return Table(
        key=key,
        caption=caption,
        detail=context.fill(detail),
        source=context.fill(source),
        columns=_columns(shown),
        rows=rows,
        notes=[
            context.inline(note)
            for note in [*notes.texts, *other_funds(context, ledger)]
        ],
        layout="years",
    )


def years_shown(ledger, last, count=YEARS) -> list[int]:
    """The newest years of a ledger up to one year, the latest at the end."""
    past = ledger.years if ledger else []
    return [year for year in past if year <= last][-count:]


def main_ledger(context, fund=None):
    """The fund named, else the Commissioner's, else the year's largest."""
    ledgers = context.resolver.ledgers
    return ledgers.get(fund) if fund else largest(ledgers, context.year)


def largest(ledgers, year):
    """The Commissioner's ledger, else that with the most money in a year, or None."""

    def weight(ledger):
        from_commissioner = ledger.fund.funder.kind == Partner.Kind.COMMISSIONER
        return from_commissioner, ledger.total(year).gbp or 0

    return max(ledgers.values(), key=weight, default=None)


def other_funds(context, ledger) -> list[str]:
    """Sentences on money of the year that the table's fund does not hold."""
    return [
        f"{other.fund} gave {other.total(context.year).words} besides in "
        f"{label(context.year)}; it is not in this table."
        for other in context.resolver.ledgers.values()
        if other is not ledger and context.year in other.settlements
    ]


class Notes:
    """Numbers the notes of a ledger's rows in the order in which they are printed."""

    def __init__(self, ledger, years):
        self.ledger, self.years, self.texts = ledger, years, []

    def of(self, code) -> list[int]:
        numbers = []
        for year in self.years:
            row = self.ledger.allocations.get((code, year))
            if row is None:
                continue
            if row.note:
                self.texts.append(row.note)
                numbers.append(len(self.texts))
            if row.in_line:
                self.texts.append(f"In {label(year)} part of {row.in_line.label}.")
                numbers.append(len(self.texts))
        return numbers

    def of_total(self) -> list[int]:
        """Sums that do not agree are told to the reader, not only to the officer."""
        numbers = []
        for year in self.years:
            for sentence in remarks(self.ledger, year):
                self.texts.append(f"{label(year)}: {sentence}")
                numbers.append(len(self.texts))
        return numbers


def _columns(years):
    """The label takes what the number columns, 18 mm each on paper, leave it."""
    columns = [Column(label(year), 11, numeric=True) for year in years]
    if len(years) > 1:
        columns += [Column("Change, £", 11, True), Column("Change, %", 11, True)]
    return [Column("Line", 100 - sum(column.width for column in columns)), *columns]


def _row(ledger, code, depth, years, notes):
    kind = "sum" if depth == 0 else "sub"
    cells = [text(ledger.lines[code].label, notes=notes.of(code))]
    cells += [money(ledger.amount(code, year)) for year in years]
    if len(years) > 1:
        base = ledger.amount(code, years[-2]).gbp
        cells += _change(ledger.change(code, *years[-2:]), base)
    return Row(cells, kind, depth)


def _total(ledger, years, notes):
    total = text("Total", notes=notes.of_total())
    cells = [total, *(money(ledger.total(year)) for year in years)]
    if len(years) > 1:
        base = ledger.total(years[-2]).gbp
        cells += _change(ledger.total_change(*years[-2:]), base)
    return Row(cells, "total")


def _change(pounds, base):
    """Change in pounds and in per cent, in one decimal place; words if not known."""
    if pounds is None:
        reason = Reason.NOT_APPLICABLE
        return [missing(reason), missing(reason)]
    return [change(pounds), _per_cent(pounds, base)]


def _per_cent(pounds, base):
    if not base:
        return missing(Reason.NOT_APPLICABLE)
    value = rounded(pounds * 100 / base, 1)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return Cell(f"{sign}{abs(value)}", kind="number", value=str(value))
