"""Warnings about sums that differ, which do not stop anyone from saving."""

from funding.queries.ledger import Ledger, read_ledger
from partnership.core.values.money import pounds

WHAT_TO_DO = (
    "Correct a line, a payment or the total, or explain the difference on the "
    "settlement page."
)


def differences(settlement) -> list[str]:
    """Return a sentence for each sum of a settlement with an unexplained difference."""
    ledger = read_ledger(settlement.partnership, settlement.fund)
    return [
        *year_differences(ledger, settlement.year),
        *payment_differences(settlement),
    ]


def payment_differences(settlement) -> list[str]:
    """Return a warning if the payments announced do not add up to the settlement."""
    amounts = [row.amount_gbp for row in settlement.instalments.all()]
    stated = settlement.total_gbp
    if not amounts or None in (stated, *amounts) or settlement.difference_explained:
        return []
    # Money returned is taken from what was paid, not from what was announced.
    announced = sum(amount for amount in amounts if amount > 0)
    if announced == stated:
        return []
    return [
        f"The payments announced add up to {pounds(announced)}, but the settlement is "
        f"{pounds(stated)}."
    ]


def difference_notes(ledger: Ledger, year: int) -> list[str]:
    """Return notes for readers on a year's sums that differ, with explanations."""
    headings = [
        f"{ledger.lines[code].label}: {row.difference_explained}"
        for code, _depth in ledger.walk()
        if (row := ledger.allocations.get((code, year))) and row.difference_explained
    ]
    explained = ledger.settlements[year].difference_explained
    explanations = [*headings, *([explained] if explained else [])]
    return [*explanations, *_headings(ledger, year), *_whole(ledger, year)]


def year_differences(ledger: Ledger, year: int) -> list[str]:
    """Return warnings for officers: sums that differ, and years without lines."""
    headings = [
        f"{text} The year’s total counts the lines." for text in _headings(ledger, year)
    ]
    return [*headings, *_whole(ledger, year), *_no_lines(ledger, year)]


def _headings(ledger, year):
    for code, _depth in ledger.walk():
        row = ledger.allocations.get((code, year))
        if row is None or row.amount_gbp is None or row.difference_explained:
            continue
        if any(ledger.lacks(child, year) for child in ledger.children[code]):
            continue
        below = [
            amount.gbp
            for amount in (ledger.amount(c, year) for c in ledger.children[code])
            if amount.gbp is not None
        ]
        if below and sum(below) != row.amount_gbp:
            yield (
                f"The lines under {ledger.lines[code].label} add up to "
                f"{pounds(sum(below))}, but the subtotal is {pounds(row.amount_gbp)}."
            )


def _whole(ledger, year):
    settlement = ledger.settlements[year]
    added, stated = ledger.sum_of_lines(year).gbp, settlement.total_gbp
    if None in (added, stated) or settlement.difference_explained:
        return
    if any(ledger.lacks(code, year) for code in ledger.children[""]):
        return
    if added != stated:
        yield (
            f"The lines add up to {pounds(added)}, but the settlement is "
            f"{pounds(stated)}."
        )


def _no_lines(ledger, year):
    stated = ledger.settlements[year].total_gbp
    if ledger.settlements[year].split_reason:
        return
    has_lines = any(when == year for _line, when in ledger.allocations)
    if has_lines and stated is not None and ledger.sum_of_lines(year).gbp is None:
        yield (f"None of the lines has an amount. The settlement is {pounds(stated)}.")
