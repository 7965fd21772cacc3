"""The funding table: lines by year, with totals and notes."""

from funding.queries.differences import difference_notes
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
    """The latest years of a ledger up to a year, oldest first."""
    past = ledger.years if ledger else []
    return [year for year in past if year <= last][-count:]


def main_ledger(context, fund=None):
    """The ledger of the fund given, else as `largest`."""
    ledgers = context.resolver.ledgers
    return ledgers.get(fund) if fund else largest(ledgers, context.year)


def largest(ledgers, year):
    """The Commissioner's ledger, else the year's largest, or None."""

    def weight(ledger):
        from_commissioner = ledger.fund.funder.kind == Partner.Kind.COMMISSIONER
        return from_commissioner, ledger.total(year).gbp or 0

    return max(ledgers.values(), key=weight, default=None)


def other_funds(context, ledger) -> list[str]:
    """Sentences on the year's money from other funds."""
    return [
        f"{other.fund} gave a further {other.total(context.year).words} in "
        f"{label(context.year)}, not included in this table."
        for other in context.resolver.ledgers.values()
        if other is not ledger and context.year in other.settlements
    ]


class Notes:
    """The notes of a ledger's rows, numbered in print order."""

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
                self.texts.append(f"In {label(year)}, part of {row.in_line.label}.")
                numbers.append(len(self.texts))
        return numbers

    def of_total(self) -> list[int]:
        """Notes on totals that do not add up, so that readers see them too."""
        numbers = []
        for year in self.years:
            for sentence in difference_notes(self.ledger, year):
                self.texts.append(f"{label(year)}: {sentence}")
                numbers.append(len(self.texts))
        return numbers


def _columns(years):
    """The label gets the width that the number columns, 18 mm each, do not use."""
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
    """Change in pounds and as a percentage to 1 decimal place, or n/a."""
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
