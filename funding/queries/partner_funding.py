"""Funding that a partnership received from other partnerships, by year."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from funding.models import Fund
from funding.queries.ledger import Ledger
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.models import Partnership


@dataclass(frozen=True)
class YearReceived:
    """The amount of a funding line in one year, or the reason there is none.

    `label` is the year, with the line's name if the partnership has several. `note`
    says where the money is included if there is no amount.
    """

    label: str
    amount: str
    is_known: bool
    note: str = ""


@dataclass(frozen=True)
class Received:
    """Funding from one fund; `url` is the fund's page, or empty."""

    fund: Fund
    giver: Partnership
    rows: list[YearReceived]
    url: str


def received_by(partnership: str, ledgers: Iterable[Ledger]) -> list[Received]:
    """Return one entry for each ledger with lines that a partnership receives."""
    found = []
    for ledger in ledgers:
        lines = [
            line
            for line in ledger.lines.values()
            if line.recipient_partnership
            and line.recipient_partnership.code == partnership
        ]
        if lines:
            found.append(_received(ledger, lines[0].partnership, lines))
    return found


def _received(ledger, giver, lines):
    fund = ledger.fund
    names = {line.code: f", {line.label}" if len(lines) > 1 else "" for line in lines}
    rows = [
        _row(ledger, line, year, names[line.code])
        for year in ledger.years[::-1]
        for line in lines
    ]
    url = reverse("funding:fund_detail", args=[fund.code]) if giver.is_home else ""
    return Received(fund, giver, rows, url)


def _row(ledger, line, year, name):
    amount = ledger.amount(line.code, year)
    is_known = amount.gbp is not None
    note = "" if is_known else _note(ledger, line, year, amount)
    return YearReceived(
        f"{financial_years.label(year)}{name}", amount.words, is_known, note
    )


def _note(ledger, line, year, amount):
    """Say where the money is included; empty if that is not known."""
    if amount.reason == Reason.IN_ANOTHER_LINE and amount.in_line in ledger.lines:
        return f"Part of {ledger.lines[amount.in_line].label}."
    heading = ledger.lines[line.code].parent
    stated = ledger.stated(heading.code, year) if heading else None
    if stated is None or stated.gbp is None:
        return ""
    return f"{heading.label} received {stated.words} in total. The split is not known."
