"""What to tell about sums across rows: said while editing, never a bar to saving."""

from funding.ledger import Ledger, read_ledger
from partnership.money import pounds


def differences(settlement) -> list[str]:
    """Sentences on each sum of a settlement that disagrees and is not explained."""
    ledger = read_ledger(settlement.partnership, settlement.fund)
    return year_differences(ledger, settlement.year)


def year_differences(ledger: Ledger, year: int) -> list[str]:
    return [*_headings(ledger, year), *_whole(ledger, year)]


def _headings(ledger, year):
    for code, _depth in ledger.walk():
        row = ledger.allocations.get((code, year))
        if row is None or row.amount_gbp is None or row.difference_explained:
            continue
        below = [
            amount.gbp
            for amount in (ledger.amount(c, year) for c in ledger.children[code])
            if amount.gbp is not None
        ]
        if below and sum(below) != row.amount_gbp:
            yield (
                f"The lines under {ledger.lines[code].label} add up to "
                f"{pounds(sum(below))}; the heading is {pounds(row.amount_gbp)}. "
                "Record why, or mend a line."
            )


def _whole(ledger, year):
    settlement = ledger.settlements[year]
    added = ledger.sum_of_lines(year).gbp
    if settlement.total_gbp is None or settlement.difference_explained:
        return
    if added is None:
        if any(when == year for _line, when in ledger.allocations):
            stated = pounds(settlement.total_gbp)
            yield f"No line has an amount; the settlement is {stated}."
    elif added != settlement.total_gbp:
        yield (
            f"The lines add up to {pounds(added)}; the settlement is "
            f"{pounds(settlement.total_gbp)}. Record why, or mend a line."
        )
