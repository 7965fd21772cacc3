"""The funding table: lines by year, with totals and notes."""

from django.utils.text import capfirst

from funding.models import Fund
from funding.queries.differences import difference_notes
from funding.queries.ledger import UNKNOWN
from funding.queries.payers import pools
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import listed, rounded
from partnership.core.values.missing import Reason
from partnership.models import Partner
from partnership.partners.local_terms import offices
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    change,
    missing,
    money,
    text,
)
from reports.document.records_used import use

YEARS = 3
SEE_NOTE = "see note"


def collect(
    context, *, key, fund=None, years=YEARS, caption, detail="", source=""
) -> Table:
    """`years` financial years up to the report's, and the change in the last one."""
    ledger = main_ledger(context, fund)
    shown = years_shown(ledger, context.last_year, years)
    funders = offices(context.partnership, shown or [context.year])
    pool = _pool(ledger, shown)
    caption = _caption(context, ledger, caption, [] if pool else funders)
    if not shown:
        return Table(key=key, caption=caption)
    use_years(ledger, shown)
    notes = Notes(ledger, shown)
    codes = [
        (code, depth)
        for code, depth in ledger.walk()
        if any((code, year) in ledger.allocations for year in shown)
        or any(ledger.amount(code, year).gbp is not None for year in shown)
    ]
    notes.has_changes = _mostly_comparable(ledger, codes, shown)
    unknown = _unknown_below(ledger, shown[-1])
    left_out = {below for code in unknown for below, _ in ledger.walk(code)}
    codes = [(code, depth) for code, depth in codes if code not in left_out]
    rows = [_row(ledger, code, depth, shown, notes) for code, depth in codes]
    rows.append(_total(ledger, shown, notes))
    return Table(
        key=keyed(context, key),
        caption=caption,
        detail=_detail(context.fill(detail), notes.has_changes)
        + _from_funders(pool, funders if is_commissioners(ledger) else {}),
        source=_source(context.fill(source), rows, len(shown)),
        columns=_columns(shown, notes.has_changes),
        rows=rows,
        notes=[
            context.inline(note)
            for note in [*notes.texts, *other_funds(context, ledger)]
        ],
        folded=_left_out(ledger, unknown, shown[-1]),
        layout="years",
        figures_of=f"funding of {ledger.fund.code}",
    )


def _caption(context, ledger, words, funders) -> str:
    """The caption, which is about the Commissioner’s money, or the name of the fund.

    It names each office that gave the money in the years shown.
    """
    if ledger is None or of_item(context) or funders and is_commissioners(ledger):
        return context.fill(words, commissioner=listed(funders))
    return f"{ledger.fund}, {context.names['area']}"


def _pool(ledger, years) -> list[str]:
    """The names of everyone who pays into a fund, unless only Commissioners do."""
    found = pools(ledger.settlements[year] for year in years)
    return list(dict.fromkeys(p.name for year in sorted(found) for p in found[year]))


def _from_funders(pool, funders) -> str:
    """“. From the Commissioner in 2023-24, and from the Mayor in 2024-25”.

    For a pooled fund, everyone who pays into it.
    """
    if pool:
        return f". From {listed(pool)}"
    if len(funders) < 2:
        return ""
    parts = [
        f"from the {office} in {listed(map(label, years))}"
        for office, years in funders.items()
    ]
    return f". {capfirst(', and '.join(parts))}"


def of_item(context) -> Fund | None:
    """The fund that the section is about, if it is repeated for each."""
    subject = context.item.subject if context.item else None
    return subject if isinstance(subject, Fund) else None


def is_commissioners(ledger) -> bool:
    return ledger.fund.funder.kind == Partner.Kind.COMMISSIONER


def use_years(ledger, years) -> None:
    """Note that the lines and totals of these years are printed."""
    use(*(ledger.settlements[year] for year in years))
    use(*(row for (_, year), row in ledger.allocations.items() if year in years))


def keyed(context, key) -> str:
    """The key of a table, with the fund's code if a section is repeated for it."""
    fund = of_item(context)
    return f"{key}-{fund.code}" if fund else key


def years_shown(ledger, last, count=YEARS) -> list[int]:
    """The latest years of a ledger up to a year, oldest first."""
    past = ledger.years if ledger else []
    return [year for year in past if year <= last][-count:]


def main_ledger(context, fund=None):
    """The ledger of this fund, the section's or the front sheet's, or the largest."""
    ledgers = context.resolver.ledgers
    if fund is None and (own := of_item(context)):
        fund = own.code
    if fund is None:
        fund = context.shared("fund", lambda: _on_front_sheet(context))
    return ledgers.get(fund) if fund else largest(ledgers, context.year)


def _on_front_sheet(context) -> str:
    """The code of the fund that the front sheet names, if it is one of the county's."""
    line = context.report.front_matter.filter(key="fund").first()
    ledgers = context.resolver.ledgers.values() if line else ()
    codes = [ledger.fund.code for ledger in ledgers if line.value == ledger.fund.name]
    return next(iter(codes), "")


def largest(ledgers, year):
    """Return the Commissioner's ledger for the year, else the largest, or None.

    Ledgers with nothing for the year come last.
    """

    def weight(ledger):
        total = ledger.total(year).gbp or 0
        return year in ledger.settlements, is_commissioners(ledger), total

    return max(ledgers.values(), key=weight, default=None)


def other_funds(context, ledger) -> list[str]:
    """Sentences on the year's money from other funds, in the main fund's table."""
    if of_item(context):
        return []
    others = [
        other
        for other in context.resolver.ledgers.values()
        if other is not ledger and context.year in other.settlements
    ]
    use(*(other.settlements[context.year] for other in others))
    return [
        _of_other(other.fund, other.total(context.year), label(context.year))
        for other in others
    ]


def _of_other(fund, total, year) -> str:
    if total.gbp is None:
        return f"The amount from {fund} in {year} is {total.words}."
    return f"{fund} gave a further {total.words} in {year}, not included in this table."


class Notes:
    """The notes of a ledger's rows, numbered in print order."""

    def __init__(self, ledger, years):
        self.ledger, self.years, self.texts = ledger, years, []
        self.has_changes = False

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
        """Notes on totals that do not add up, for readers."""
        numbers = []
        for year in self.years:
            split = self.ledger.settlements[year].split_reason
            if split:
                words = Reason(split).label
                self.texts.append(f"{label(year)}: the split between lines is {words}.")
                numbers.append(len(self.texts))
            for sentence in difference_notes(self.ledger, year):
                self.texts.append(f"{label(year)}: {sentence}")
                numbers.append(len(self.texts))
        return numbers


def _detail(words, has_changes) -> str:
    """The detail, without the sentence on a change that the table does not show."""
    return words if has_changes else words.partition(". The change")[0]


def _source(words, rows, years) -> str:
    """The source line, after an explanation of n/a for the columns that have it."""
    meanings = [
        meaning
        for meaning, columns in (
            ("the line did not exist in that year", slice(1, years + 1)),
            ("there is nothing to compare", slice(years + 1, None)),
        )
        if any(_is_not_applicable(cell) for row in rows for cell in row.cells[columns])
    ]
    if len(meanings) == 2:
        meanings = [f"for an amount, {meanings[0]}; for a change, {meanings[1]}"]
    return " ".join([*(f"n/a: {meaning}." for meaning in meanings), words]).strip()


def _is_not_applicable(cell) -> bool:
    return cell.kind == "missing" and cell.text == Reason.NOT_APPLICABLE.label


def _columns(years, has_changes):
    """The label column has the width that the number columns, 18 mm each, leave."""
    columns = [
        Column(label(year), 11, numeric=True, is_about=year == years[-1])
        for year in years
    ]
    if has_changes:
        columns += [Column("Change, £", 11, True), Column("Change, %", 11, True)]
    return [Column("Line", 100 - sum(column.width for column in columns)), *columns]


def _unknown_below(ledger, year) -> list[str]:
    """The subtotals with no known line, if other amounts of the year are known.

    Those amounts were published, but not how the subtotals are split.
    """
    tops = ledger.children[""]
    if all(ledger.amount(code, year).gbp is None for code in tops):
        return []
    return [
        code
        for code in tops
        if ledger.children[code]
        and not any(_is_known(ledger, below, year) for below, _ in ledger.walk(code))
    ]


def _is_known(ledger, code, year) -> bool:
    """Whether a line has an amount, or is known to have none."""
    amount = ledger.amount(code, year)
    return amount.gbp is not None or amount.reason not in UNKNOWN


def _left_out(ledger, subtotals, year) -> list[str]:
    if not subtotals:
        return []
    names = listed([ledger.lines[code].label for code in subtotals])
    return [
        f"The lines that make up {names} are not shown, because none of them has an "
        f"amount for {label(year)}."
    ]


def _mostly_comparable(ledger, codes, years) -> bool:
    """Whether most lines have a change; if few have, the text says what changed."""
    if len(years) < 2:
        return False
    changes = [ledger.change(code, *years[-2:]) for code, _ in codes]
    return 2 * sum(change is not None for change in changes) > len(changes)


def _row(ledger, code, depth, years, notes):
    kind = "sum" if depth == 0 else "sub"
    numbers = notes.of(code)
    cells = [text(ledger.lines[code].label, notes=numbers)]
    cells += [amount_cell(ledger, code, year) for year in years]
    if notes.has_changes:
        base = ledger.amount(code, years[-2]).gbp
        pounds = ledger.change(code, *years[-2:])
        if pounds is None and numbers:
            # The note says why the years cannot be compared.
            cells += [text(SEE_NOTE), missing(Reason.NOT_APPLICABLE)]
        else:
            cells += _change(pounds, base)
    return Row(cells, kind, depth)


def _total(ledger, years, notes):
    total = text("Total", notes=notes.of_total())
    cells = [total, *(money(ledger.total(year)) for year in years)]
    if notes.has_changes:
        base = ledger.total(years[-2]).gbp
        cells += _change(ledger.total_change(*years[-2:]), base)
    return Row(cells, "total")


def amount_cell(ledger, code, year):
    """An amount, or where in the table it is included in the amount of another line."""
    row = ledger.allocations.get((code, year))
    if row is None or row.in_line is None:
        return money(ledger.amount(code, year))
    lines = [line for line, _ in ledger.walk()]
    is_above = row.in_line.code in lines[: lines.index(code)]
    return missing(f"included {'above' if is_above else 'below'}")


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
