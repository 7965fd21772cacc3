"""The ledger: amounts of a partnership's funding lines by year, with sums."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from funding.models import Allocation, CarryForward, Fund, FundingLine, Settlement
from partnership.core.values.missing import Qualifier, Reason, qualified
from partnership.core.values.money import pounds


@dataclass(frozen=True)
class Amount:
    """An amount in pounds, or the reason there is none (`gbp` is then None)."""

    gbp: Decimal | None
    reason: str = ""
    qualifier: str = Qualifier.EXACT
    in_line: str = ""

    @property
    def words(self) -> str:
        """“£57,127”, “up to £2,364” or “n/a”."""
        if self.gbp is None:
            return Reason(self.reason).label
        return qualified(pounds(self.gbp), self.qualifier)


NOT_GIVEN = Amount(None, Reason.NOT_GIVEN)
# The line is not in the year.
NOT_IN_YEAR = Amount(None, Reason.NOT_APPLICABLE)
# Reasons that make a sum unknown; “n/a” and “in another line” do not.
UNKNOWN = {
    Reason.NOT_AVAILABLE,
    Reason.NOT_GIVEN,
    Reason.NOT_YET_DUE,
    Reason.NOT_YET_DECIDED,
    Reason.SUPPRESSED,
}


def amount_of(row) -> Amount:
    """Return the Amount of an allocation or carry-forward."""
    other = getattr(row, "in_line", None)
    return Amount(
        row.amount_gbp, row.reason, row.qualifier, other.code if other else ""
    )


def may_continue(row) -> bool:
    """Whether a line may get money again: it had some and did not return it."""
    return row.reason != Reason.NOT_APPLICABLE and (row.amount_gbp or 0) >= 0


def sum_of(amounts) -> Amount:
    """Add up the known amounts; return a reason if there are none.

    Lines that are not in the year are ignored, unless there are no others.
    """
    known = [amount.gbp for amount in amounts if amount.gbp is not None]
    if known:
        return Amount(sum(known, Decimal(0)))
    found = {amount.reason for amount in amounts}
    reasons = found - {Reason.NOT_APPLICABLE} or found
    return Amount(None, reasons.pop()) if len(reasons) == 1 else NOT_GIVEN


@dataclass
class Ledger:
    """A fund of a partnership: lines in order, amounts by line and year."""

    fund: Fund
    settlements: dict[int, Settlement] = field(default_factory=dict)
    lines: dict[str, FundingLine] = field(default_factory=dict)
    allocations: dict[tuple[str, int], Allocation] = field(default_factory=dict)
    carried: dict[str, CarryForward] = field(default_factory=dict)

    def __post_init__(self):
        self.children = defaultdict(list)
        by_id = {line.pk: line for line in self.lines.values()}
        for line in self.lines.values():
            parent = None if in_circle(line, by_id) else by_id.get(line.parent_id)
            self.children[parent.code if parent else ""].append(line.code)

    @property
    def years(self) -> list[int]:
        return sorted(self.settlements)

    def walk(self, parent=""):
        """Yield each line's code and depth, subtotals before their lines."""
        for code in self.children[parent]:
            yield code, 0
            for below, depth in self.walk(code):
                yield below, depth + 1

    def stated(self, code, year) -> Amount | None:
        """Return the amount given by the source for a line or subtotal."""
        row = self.allocations.get((code, year))
        return amount_of(row) if row else None

    def lacks(self, code, year) -> bool:
        """Whether a line has no sum because an amount below it is not known."""
        stated = self.stated(code, year)
        if stated is not None and stated.gbp is not None:
            return False
        if self.children[code]:
            return any(self.lacks(child, year) for child in self.children[code])
        stated = stated or self._not_stated(code, year)
        return stated.reason in UNKNOWN

    def is_expected(self, code, year) -> bool:
        """Whether a line without a record may still get money in a year.

        It had money in the settlement before, and the lines of this year do not yet
        come to the settlement. Otherwise the line is not in this year.
        """
        before = [other for other in self.years if other < year]
        if year not in self.settlements or not before or self.is_allocated(year):
            return False
        row = self.allocations.get((code, before[-1]))
        return row is not None and may_continue(row)

    def is_allocated(self, year) -> bool:
        """Whether the known lines of a year add up to the settlement."""
        total = self.total(year).gbp
        settlement = self.settlements.get(year)
        if settlement is not None and settlement.difference_explained:
            return True
        return total is not None and self._known_sum("", year) >= total

    def _known_sum(self, code, year) -> Decimal:
        """The known amount of a line: its own, or the sum of the lines below it."""
        stated = self.stated(code, year) if code else None
        if stated is not None and stated.gbp is not None:
            return stated.gbp
        below = (self._known_sum(child, year) for child in self.children[code])
        return sum(below, Decimal(0))

    def amount(self, code, year) -> Amount:
        """Return a line's amount; a subtotal is the sum of its lines.

        If a line is not known or the difference is explained, a subtotal is the figure
        given by the source, or not given.
        """
        stated = self.stated(code, year)
        below = [self.amount(child, year) for child in self.children[code]]
        known = any(amount.gbp is not None for amount in below)
        if self._is_sum(code, year, below):
            return sum_of(below)
        if stated is not None:
            return stated
        if not below:
            return self._not_stated(code, year)
        return NOT_GIVEN if known else sum_of(below)

    def _not_stated(self, code, year) -> Amount:
        """Why a line without a record has no amount."""
        settlement = self.settlements.get(year)
        # The total has a reason only while it is not known.
        reason = settlement and (settlement.split_reason or settlement.reason)
        if reason and self._continues(code, year):
            return Amount(None, reason)
        return NOT_GIVEN if self.is_expected(code, year) else NOT_IN_YEAR

    def _continues(self, code, year) -> bool:
        """Whether a line is new, or had money when lines were last recorded."""
        before = {when for _line, when in self.allocations if when < year}
        row = self.allocations.get((code, max(before))) if before else None
        if row is not None:
            return may_continue(row)
        return not any(
            line == code and when in before for line, when in self.allocations
        )

    def _is_sum(self, code, year, below: list[Amount]) -> bool:
        row = self.allocations.get((code, year))
        explained = row is not None and row.difference_explained
        whole = not any(self.lacks(child, year) for child in self.children[code])
        known = any(amount.gbp is not None for amount in below)
        return known and whole and not explained

    def rows_of(self, code, year) -> list[Allocation]:
        """Return what a line's amount is made from: its record or those below it."""
        row, children = self.allocations.get((code, year)), self.children[code]
        below = [self.amount(child, year) for child in children]
        if self._is_sum(code, year, below):
            return [row for child in children for row in self.rows_of(child, year)]
        return [row] if row else []

    def total(self, year) -> Amount:
        """Return the settlement's total as given by the funder."""
        row = self.settlements.get(year)
        if row is None:
            return NOT_GIVEN
        return Amount(row.total_gbp, row.reason, row.qualifier)

    def sum_of_lines(self, year) -> Amount:
        return sum_of([self.amount(code, year) for code in self.children[""]])

    def included_lines(self, code, year) -> set[str]:
        """Return the codes of other lines whose money a line includes in a year."""
        return {
            line
            for (line, when), row in self.allocations.items()
            if when == year and row.in_line and row.in_line.code == code
        }

    def change(self, code, earlier, later) -> Decimal | None:
        """Return the change in pounds since an earlier year.

        None if an amount is missing, or if the line includes other lines' money in
        only one of the years, so that the amounts are not comparable.
        """
        if self.included_lines(code, earlier) != self.included_lines(code, later):
            return None
        return difference(self.amount(code, earlier), self.amount(code, later))

    def total_change(self, earlier, later) -> Decimal | None:
        return difference(self.total(earlier), self.total(later))

    def share(self, code, year) -> Decimal | None:
        """Return a line's share of the settlement in per cent, not rounded."""
        part, whole = self.amount(code, year).gbp, self.total(year).gbp
        return part * 100 / whole if part is not None and whole else None


def in_circle(line, by_id) -> bool:
    """Whether a line is its own ancestor; it is then shown at the top level."""
    seen, above = {line.pk}, line.parent_id
    while above in by_id:
        if above in seen:
            return True
        seen.add(above)
        above = by_id[above].parent_id
    return False


def difference(earlier: Amount, later: Amount) -> Decimal | None:
    """The change between two amounts in pounds; None if either is not known."""
    if earlier.gbp is None or later.gbp is None:
        return None
    return later.gbp - earlier.gbp


def read_ledger(partnership, fund) -> Ledger:
    """Fetch a fund's ledger in 4 queries, however many lines and years."""
    lines = FundingLine.objects.filter(
        partnership=partnership, fund=fund
    ).select_related("parent", "recipient", "recipient_partnership")
    allocations = Allocation.objects.filter(
        settlement__partnership=partnership, settlement__fund=fund
    ).select_related("line", "settlement", "in_line")
    settlements = Settlement.objects.filter(partnership=partnership, fund=fund)
    carried = CarryForward.objects.filter(
        line__partnership=partnership, line__fund=fund
    ).select_related("line", "part_of")
    return Ledger(
        fund,
        {row.year: row for row in settlements},
        {line.code: line for line in lines},
        {(row.line.code, row.settlement.year): row for row in allocations},
        {row.code: row for row in carried},
    )


def read_ledgers(partnership) -> dict[str, Ledger]:
    """Fetch a partnership's ledgers by fund code."""
    funds = Fund.objects.filter(settlements__partnership=partnership).distinct()
    return {
        fund.code: read_ledger(partnership, fund)
        for fund in funds.select_related("funder")
    }
