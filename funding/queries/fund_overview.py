"""A fund by year, prepared for display: rows, notes, totals and shares."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from funding.queries.ledger import Amount, Ledger, amount_of
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.core.values.money import pounds

FIRST = "first year recorded"
UNKNOWN = "change not known"


@dataclass
class FundingRow:
    """One funding line by year; `amounts` and `sums` have keys such as y2016."""

    label: str
    depth: int
    is_heading: bool
    code: str = ""
    heading: str = ""
    amounts: dict[str, Amount] = field(default_factory=dict)
    sums: dict[str, Decimal | None] = field(default_factory=dict)
    change: Decimal | None = None
    notes: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class YearTotal:
    """The total of one year's settlement, and its change from the year `before`."""

    year: str
    total: str
    is_known: bool
    change: str
    before: str = ""


@dataclass(frozen=True)
class Share:
    """One part of a settlement; `width` is a percentage of the longest bar."""

    label: str
    amount: str
    share: str
    width: str


@dataclass(frozen=True)
class Carried:
    """A carry-forward, as text."""

    amount: str
    from_year: str
    to_year: str
    purpose: str


class Overview:
    """The contents of the funding page for one ledger."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.years = ledger.years
        self.notes: list[str] = []
        self.rows = [self._row(code, depth) for code, depth in ledger.walk()]

    @property
    def known(self) -> list[int]:
        """The years with a known total, oldest first."""
        return [y for y in self.years if self.ledger.total(y).gbp is not None]

    @property
    def compared(self) -> list[int]:
        """The last two years with known totals; empty if there are fewer."""
        return self.known[-2:] if len(self.known) > 1 else []

    def _row(self, code, depth) -> FundingRow:
        ledger, line = self.ledger, self.ledger.lines[code]
        amounts = {year: ledger.amount(code, year) for year in self.years}
        return FundingRow(
            line.label,
            depth,
            bool(ledger.children[code]),
            code,
            line.parent.label if line.parent else "",
            {key(year): amount for year, amount in amounts.items()},
            {key(year): amount.gbp for year, amount in amounts.items()},
            ledger.change(code, *self.compared) if self.compared else None,
            self._notes(code),
        )

    def _notes(self, code) -> list[int]:
        numbers = []
        for year in self.years:
            row = self.ledger.allocations.get((code, year))
            if row is None:
                continue
            words = [row.note] if row.note else []
            if row.in_line:
                words.append(f"Part of {row.in_line.label}.")
            for text in words:
                self.notes.append(f"{financial_years.label(year)}: {text}")
                numbers.append(len(self.notes))
        return numbers

    @property
    def leaves(self) -> list[FundingRow]:
        """The funding lines without subtotals, for sorting by amount."""
        return [row for row in self.rows if not row.is_heading]

    @property
    def totals(self) -> dict[str, Amount]:
        return {key(year): self.ledger.total(year) for year in self.years}

    @property
    def total_change(self) -> Decimal | None:
        return self.ledger.total_change(*self.compared) if self.compared else None

    @property
    def has_not_applicable(self) -> bool:
        """Whether the table prints n/a, for an amount or for a change."""
        changes = [row.change for row in self.rows] if self.compared else []
        amounts = [amount for row in self.rows for amount in row.amounts.values()]
        reasons = {amount.reason for amount in [*amounts, *self.totals.values()]}
        return None in changes or Reason.NOT_APPLICABLE in reasons

    @property
    def year_totals(self) -> list[YearTotal]:
        """The total of each year, newest first."""
        pairs = zip([None, *self.years], self.years, strict=False)
        found = [self._year_total(before, year) for before, year in pairs]
        return found[::-1]

    def _year_total(self, before, year) -> YearTotal:
        total, name = self.ledger.total(year), financial_years.label(year)
        if before is None:
            return YearTotal(name, total.words, total.gbp is not None, FIRST)
        change = self.ledger.total_change(before, year)
        if change is None:
            return YearTotal(name, total.words, total.gbp is not None, UNKNOWN)
        words = change_words(change, self.ledger.total(before).gbp)
        return YearTotal(name, total.words, True, words, financial_years.label(before))

    @property
    def newest_year(self) -> str:
        """The latest year with a known total, or an empty string."""
        return financial_years.label(self.known[-1]) if self.known else ""

    @property
    def carried(self) -> list[Carried]:
        return [
            Carried(
                amount_of(row).words,
                financial_years.label(row.from_year),
                financial_years.label(row.to_year),
                row.purpose,
            )
            for row in self.ledger.carried.values()
        ]

    @property
    def shares(self) -> list[Share]:
        """The parts of the latest known settlement, largest first."""
        if not self.known:
            return []
        year = self.known[-1]
        parts = [
            (self.ledger.lines[code], self.ledger.amount(code, year).gbp)
            for code in self.ledger.children[""]
        ]
        parts = sorted(
            ((line, amount) for line, amount in parts if amount),
            key=lambda part: -part[1],
        )
        largest = max((amount for _line, amount in parts), default=0)
        largest = largest if largest > 0 else 1
        return [
            Share(
                line.brief_label,
                pounds(amount),
                share_words(self.ledger.share(line.code, year)),
                f"{max(amount, 0) * 100 / largest:.1f}%",
            )
            for line, amount in parts
        ]


def key(year: int) -> str:
    """The key of a year in a row's amounts, for example y2016."""
    return f"y{year}"


def share_words(share: Decimal | None) -> str:
    """Format a share, for example 45.0% or “under 0.1%”."""
    if share is None:
        return ""
    rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded}%".replace("-", "−") if rounded else "under 0.1%"


def change_words(change: Decimal, base: Decimal | None) -> str:
    """Describe a change, to go before a year: “£7,867 (1.0%) less than in”."""
    if not change:
        return "the same as in"
    per_cent = ""
    if base and base > 0:
        size = (abs(change) * 100 / base).quantize(Decimal("0.1"), ROUND_HALF_UP)
        per_cent = f" ({size}%)"
    direction = "more" if change > 0 else "less"
    return f"{pounds(abs(change))}{per_cent} {direction} than in"
