"""A settlement's allocations as one table that is validated and saved together."""

from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from funding.allocations_table.line_form import LineForm, fingerprint_of, initial_of
from funding.allocations_table.lines import NewLineForm
from funding.models import Allocation, FundingLine, Settlement
from funding.queries.ledger import NOT_GIVEN, Amount, difference, read_ledger
from partnership.core.pages.forms import error_links
from partnership.core.values import money
from partnership.core.values.missing import Reason
from partnership.core.values.money import pounds
from partnership.models.wording import terms

EARLIER = 2
# Reasons that say where a line's money is, or that there is none.
KNOWN = {Reason.NOT_APPLICABLE, Reason.IN_ANOTHER_LINE}


@dataclass
class TableRow:
    """A row of the table: a form for a line, a sum for a subtotal."""

    line: FundingLine
    depth: int
    earlier: list[Amount]
    form: LineForm | None
    amount: Amount
    parent: str = ""
    stored: str = ""
    saved_by_other: str = ""
    # A subtotal with a line that is not known yet, so it is not compared.
    is_partial: bool = False

    @property
    def key(self) -> str:
        return str(self.line.pk)

    def is_changed_by_user(self, original) -> bool:
        """Whether the user changed the line since opening the table."""
        return fingerprint_of(self.form.cleaned_data) != original.get(
            self.key, self.stored
        )

    @property
    def change(self) -> str:
        """The change since the year before, with sign; empty if not known."""
        if not self.earlier or self.is_partial:
            return ""
        gbp = difference(self.earlier[-1], self.amount)
        return "" if gbp is None else money.signed(gbp)

    @property
    def figures(self) -> list[str]:
        return [
            money.number(amount.gbp) if amount.gbp is not None else amount.words
            for amount in self.earlier
        ]


@dataclass
class AllocationsForm:
    """The lines of a settlement; `posted` is the submitted data, if any."""

    settlement: Settlement
    posted: dict | None = None
    rows: list[TableRow] = field(default_factory=list)

    def __post_init__(self):
        self.year = self.settlement.year
        self.ledger = read_ledger(self.settlement.partnership, self.settlement.fund)
        self.earlier = [y for y in self.ledger.years if y < self.year][-EARLIER:]
        walked = list(self.ledger.walk())
        leaves = [code for code, _ in walked if not self.ledger.children[code]]
        # Keys as strings, as a browser sends them.
        self.choices = [
            (str(self.ledger.lines[code].pk), self.ledger.lines[code].label)
            for code in leaves
        ]
        for code, depth in walked:
            self.rows.append(self._row(code, depth))
        self.new_line = NewLineForm(
            self.posted,
            headings=[
                (str(row.line.pk), row.line.label) for row in self.rows if not row.form
            ],
        )
        self._calculate_subtotals()

    def _row(self, code, depth):
        line = self.ledger.lines[code]
        allocation = self.ledger.allocations.get((code, self.year))
        form = None
        if self._is_editable(code):
            form = LineForm(
                self.posted,
                prefix=f"line-{line.pk}",
                allocation=allocation,
                label=line.label,
                lines=[choice for choice in self.choices if choice[0] != str(line.pk)],
            )
        earlier = [self.ledger.amount(code, year) for year in self.earlier]
        amount = form.current_amount if form else NOT_GIVEN
        above = line.parent.code if line.parent else ""
        stored = fingerprint_of(initial_of(allocation)) if form else ""
        return TableRow(line, depth, earlier, form, amount, above, stored)

    def _is_editable(self, code) -> bool:
        """Whether it is a line, or a subtotal with an amount whose lines have none."""
        below = self.ledger.children[code]
        has_record = (code, self.year) in self.ledger.allocations
        return not below or (has_record and not any(map(self._has_amounts, below)))

    def _has_amounts(self, code) -> bool:
        row = self.ledger.allocations.get((code, self.year))
        below = self.ledger.children[code]
        is_known = row is not None and row.amount_gbp is not None
        return is_known or any(map(self._has_amounts, below))

    def _calculate_subtotals(self):
        """Calculate subtotals from the lines below them, innermost first."""
        by_code = {row.line.code: row for row in self.rows}
        for row in reversed(self.rows):
            below = [by_code[c].amount for c in self.ledger.children[row.line.code]]
            if row.form is None or any(amount.gbp is not None for amount in below):
                row.amount = sum_known(below)
                row.is_partial = any(
                    self._is_unknown(by_code[code])
                    for code in self.ledger.children[row.line.code]
                )

    def _is_unknown(self, row) -> bool:
        """Whether a line has no amount yet, though it had one the year before."""
        if row.is_partial:
            return True
        if row.amount.gbp is not None or row.amount.reason in KNOWN:
            return False
        return bool(row.earlier) and row.earlier[-1].gbp is not None

    @property
    def total(self) -> Amount:
        return sum_known([row.amount for row in self.rows if not row.depth])

    @property
    def earlier_totals(self):
        return [self.ledger.total(year).words for year in self.earlier]

    @property
    def settlement_difference(self) -> str:
        """The difference between the lines and the settlement, as a sentence."""
        whole, total = self.settlement.total_gbp, self.total.gbp or Decimal(0)
        if whole is None:
            return "No settlement has been entered yet."
        settlement = f"Settlement {pounds(whole)}."
        if total == whole:
            return f"{settlement} All of it has been allocated."
        if total < whole:
            return f"{settlement} {pounds(whole - total)} left to allocate."
        over = pounds(total - whole)
        return (
            f"{settlement} {terms.allocation.plural_start} are {over} over the "
            f"settlement."
        )

    @property
    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each line when the table was opened."""
        return {row.key: row.stored for row in self.lines}

    @property
    def lines(self) -> list[TableRow]:
        return [row for row in self.rows if row.form]

    def conflicts(self, original: dict[str, str]) -> list[TableRow]:
        """Return lines that both this user and someone else changed, differently."""
        return [
            row
            for row in self.lines
            if original.get(row.key, row.stored) != row.stored
            and row.is_changed_by_user(original)
            and fingerprint_of(row.form.cleaned_data) != row.stored
        ]

    def merged_data(self, original: dict[str, str]):
        """Return the submitted data, with lines only someone else changed as saved."""
        data = self.posted.copy()
        for row in self.lines:
            is_changed_elsewhere = original.get(row.key, row.stored) != row.stored
            if is_changed_elsewhere and not row.is_changed_by_user(original):
                for name, value in initial_of(row.form.allocation).items():
                    box = row.form.fields[name]
                    shown = box.prepare_value(value)
                    data[row.form.add_prefix(name)] = "" if shown is None else shown
        return data

    def is_valid(self) -> bool:
        """Validate each form, then each allocation."""
        are_valid = all([row.form.is_valid() for row in self.lines])
        for row in self.lines:
            if not row.form.errors and not row.form.is_absent:
                row.form.fill(self._copy(row))
        are_valid = are_valid and not any(row.form.errors for row in self.lines)
        return self.new_line.is_valid() and are_valid

    def _copy(self, row):
        """Copy the stored allocation, so that validation does not change it."""
        stored = row.form.allocation
        return copy(stored) if stored else self._new(row.line)

    def _new(self, line):
        return Allocation(settlement=self.settlement, line=line)

    @property
    def problems(self):
        return [
            (f"{row.line.label}: {sentence}", row.form[name].id_for_label)
            for row in self.lines
            if row.form.is_bound
            for name, errors in row.form.errors.items()
            for sentence in errors
        ] + list(error_links(self.new_line))

    @transaction.atomic
    def save(self, original: dict[str, str]) -> int:
        """Save the lines that the user changed, and return how many."""
        changed = [row for row in self.lines if row.is_changed_by_user(original)]
        for row in changed:
            allocation = self._copy(row)
            allocation._change_reason = f"Edited in the {terms.allocation.plural} table"
            if row.form.is_absent:
                if allocation.pk:
                    allocation.delete()
                continue
            row.form.fill(allocation)
            allocation.save()
        self._update_subtotals()
        return len(changed)

    def _update_subtotals(self):
        """Update stored subtotals that were equal to the sum of their lines.

        A subtotal that differed before was entered as such, so it does not change.
        """
        for row in self.rows:
            stated = self.ledger.allocations.get((row.line.code, self.year))
            if row.form or stated is None or stated.amount_gbp is None:
                continue
            below = self.ledger.children[row.line.code]
            before = sum_known([self.ledger.amount(code, self.year) for code in below])
            sums = before.gbp, row.amount.gbp
            if stated.amount_gbp == sums[0] and None not in sums and sums[0] != sums[1]:
                stated.amount_gbp = row.amount.gbp
                stated._change_reason = "Calculated from the lines below"
                stated.save()


def sum_known(amounts) -> Amount:
    """Add up the known amounts; not given if there are none."""
    known = [amount.gbp for amount in amounts if amount.gbp is not None]
    return Amount(sum(known, Decimal(0))) if known else NOT_GIVEN
