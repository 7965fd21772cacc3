"""The allocations table: lines down, years across, totals below."""

import io
from collections import Counter

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from funding.models import Fund
from funding.queries.ledger import Ledger, read_ledger
from partnership.core.imports.formats import bold, safe_cell
from partnership.core.values import financial_years
from partnership.core.values.missing import Qualifier, Reason, qualified
from partnership.core.values.money import ZERO
from partnership.models import Partnership

POUNDS = "#,##0.00"
WIDTH_OF_LABELS = 60


def workbook() -> bytes:
    """Return a workbook with a sheet for each fund of a partnership.

    It can be imported again: a cell says what is stored, and titles name the rest.
    """
    book = Workbook(write_only=True)
    ledgers = [
        (partnership, read_ledger(partnership, fund))
        for partnership in Partnership.objects.all()
        for fund in Fund.objects.filter(settlements__partnership=partnership).distinct()
    ]
    years = sorted({year for _, ledger in ledgers for year in ledger.years})
    for number, (partnership, ledger) in enumerate(ledgers, 1):
        sheet = book.create_sheet(f"Table {number}")
        _write(sheet, f"{ledger.fund.name}: {partnership.name}", ledger, years)
    if not ledgers:
        book.create_sheet("Allocations")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet, title, ledger: Ledger, years):
    sheet.column_dimensions["A"].width = WIDTH_OF_LABELS
    sheet.freeze_panes = "B4"
    sheet.append([bold(sheet, safe_cell(title))])
    sheet.append(["Amounts in pounds. Subtotals are not counted again in the total."])
    headings = ["Line", *map(financial_years.label, years)]
    sheet.append([bold(sheet, heading) for heading in headings])
    labels = Counter(line.label for line in ledger.lines.values())
    for code, _ in ledger.walk():
        line = ledger.lines[code]
        name = line.label if labels[line.label] == 1 else code
        row = [safe_cell(name)]
        for year in years:
            row.append(_cell(sheet, ledger.stated(code, year)))
        sheet.append(row)
    totals = [_known_sum(ledger, "", year) for year in years]
    sheet.append([bold(sheet, "Total"), *(_pounds(sheet, n) for n in totals)])


def _known_sum(ledger: Ledger, code, year):
    """Return a line's amount as pages show it, otherwise what is known below it.

    Without a code, the sum of all lines.
    """
    amount = ledger.amount(code, year).gbp if code else None
    if amount is not None:
        return amount
    below = (_known_sum(ledger, child, year) for child in ledger.children[code])
    return sum(below, ZERO)


def _cell(sheet, amount):
    if amount is None:
        return None
    if amount.gbp is None:
        return str(Reason(amount.reason).label)
    if amount.qualifier != Qualifier.EXACT:
        return qualified(f"£{amount.gbp:,.2f}", amount.qualifier)
    return _pounds(sheet, amount.gbp)


def _pounds(sheet, number):
    cell = WriteOnlyCell(sheet, number)
    cell.number_format = POUNDS
    return cell
