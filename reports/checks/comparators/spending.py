"""Spending by grant recipients, compared with their returns."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from partnership.core.values.formatting import pounds
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.phrases import phrase
from reports.text.quantities import POUNDS
from reports.text.reader import Reading


@dataclass
class Spent:
    """What was spent of a line in a year, in words too, and what was left of it."""

    amount: Decimal
    left: Decimal | None
    words: str

    @property
    def granted(self) -> Decimal | None:
        return None if self.left is None else self.amount + self.left


@comparator(22)
def spending_agrees(reading: Reading) -> Iterator[Mistake]:
    """“Spent the whole of it”, “spent £239,050 of £248,000”, “underspent by £8,950”."""
    cue = phrase("verbs.underspent").search(reading.bare)
    if cue is None and not phrase("money.used").search(reading.bare):
        return
    spent = _spent(reading, *reading.lines) if len(reading.lines) == 1 else None
    if spent is None:
        return
    whole = phrase("money.all-of-it").search(reading.bare)
    if whole and spent.left and not _is_less(reading):
        hint = "Correct the claim or the return."
        place = whole.span("whole")
        yield error("spending-contradicted", place, f"{spent.words}.", hint)
        return
    for q in reading.quantities:
        wrong = q.unit == POUNDS and (
            _is_wrong_rest(q, reading.bare, spent)
            if cue
            else _is_wrong_sum(q, reading.bare, spent)
            and not (whole and not spent.left)
            or _is_wrong_grant(q, reading, spent)
        )
        if wrong:
            is_grant = _is_wrong_grant(q, reading, spent)
            what = "given" if is_grant else "left" if cue else "spent"
            message = f"{spent.words}. {q.text} is not what was {what}."
            hint = "Correct the amount or the return."
            yield error("spending-contradicted", q, message, hint)
            return


def _is_less(reading: Reading) -> bool:
    """“All but £8,950”, “nearly all of it”."""
    names = ("said.not-the-whole", "money.not-all")
    return any(phrase(name).search(reading.bare) for name in names)


def _is_wrong_rest(q, text: str, spent: Spent) -> bool:
    """Whether a number is said to be what was left, and is not."""
    is_rest = phrase("verbs.underspent-by").search(text[: q.lead])
    is_rest = is_rest or phrase("money.rest").match(text, q.end)
    return bool(is_rest and spent.left and not q.fits(abs(spent.left)))


def _is_wrong_sum(q, text: str, spent: Spent) -> bool:
    """Whether a number is said to be what was spent, and is not."""
    if q.is_linked or spent.left and q.fits(abs(spent.left)):
        return False
    before = text[: q.lead]
    is_sum = phrase("money.spent-sum").search(before)
    if not before.endswith((" of ", " of its ", " of the ")):
        is_sum = is_sum or phrase("money.sum-spent").match(text[q.end :])
    is_grant = phrase("money.spent-of").search(before)
    return bool(is_sum and not is_grant and not q.fits(spent.amount))


def _is_wrong_grant(q, reading: Reading, spent: Spent) -> bool:
    """“Spent £239,050 of the £284,000 it was given”, of £248,000."""
    cue = phrase("money.of-its-grant").search(reading.bare[: q.lead])
    sums = [one for one in reading.quantities if one.fits(spent.amount)]
    return bool(cue and sums and spent.granted and not q.fits(spent.granted))


def _spent(reading: Reading, line) -> Spent | None:
    given = [p.period.start.year for p in reading.given if p.period.start.month == 4]
    year = given[0] if given else reading.known.year - 1
    returns = reading.known.draft.context.resolver.directory.returns()
    rows = [
        row
        for (code, when, _kind), row in returns.items()
        if (code, when) == (line.code, year)
    ]
    amount = getattr(rows[0], "spent_gbp", None) if rows else None
    if amount is None:
        return None
    when = financial_year(year)
    fact = line.fact("", when)
    left = fact.value - amount if fact and fact.value is not None else None
    words = f"{line.name} spent {pounds(amount)} in {when.label}"
    if left:
        rest = "left" if left > 0 else "more than the grant"
        words += f" of {fact.words}; {pounds(abs(left))} was {rest}"
    return Spent(amount, left, words)
