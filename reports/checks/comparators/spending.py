"""Spending by grant recipients, compared with their returns."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from partnership.core.values.dates import day as day_words
from partnership.core.values.formatting import pounds
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.mood import is_unreal
from reports.text.phrases import phrase
from reports.text.quantities import POUNDS
from reports.text.reader import Reading


@dataclass
class Spent:
    """What was spent from a line in a year, also in words, and what was left."""

    amount: Decimal
    left: Decimal | None
    words: str

    @property
    def granted(self) -> Decimal | None:
        return None if self.left is None else self.amount + self.left


@comparator(22)
def spending_agrees(reading: Reading) -> Iterator[Mistake]:
    """“Spent the whole of it”, “spent £239,050 of £248,000”, “underspent by £8,950”."""
    cue = phrase("verbs.underspent").search(reading.bare) or _rest(reading)
    if cue is None and not phrase("money.used").search(reading.bare):
        return
    spent = _spent(reading, *reading.lines) if len(reading.lines) == 1 else None
    if spent is None:
        return
    whole = phrase("money.all-of-it").search(reading.bare)
    if whole and spent.left and not _is_less(reading):
        yield _other(whole.span("whole"), f"{spent.words}.")
        return
    is_whole = whole and not spent.left
    for q in [q for q in reading.quantities if q.unit == POUNDS]:
        if what := _wrong(q, reading, spent, cue, is_whole):
            yield _other(q, f"{spent.words}. {q.text} is not what was {what}.")
            return


def _rest(reading: Reading):
    """“£8,950 of its grant was left”."""
    sums = [q for q in reading.quantities if q.unit == POUNDS]
    found = (phrase("money.rest").match(reading.bare, q.end) for q in sums)
    return next(filter(None, found), None)


def _other(where, message: str) -> Mistake:
    hint = "Correct this, or the return."
    return error("spending-contradicted", where, message, hint)


def _wrong(q, reading: Reading, spent: Spent, is_rest, is_whole) -> str:
    """What a number is wrongly said to be: the money left, spent or given."""
    if is_rest:
        return "left" if _is_wrong_rest(q, reading.bare, spent) else ""
    if _is_wrong_grant(q, reading, spent):
        return "given"
    is_wrong = not is_whole and _is_wrong_sum(q, reading.bare, spent)
    return "spent" if is_wrong else ""


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
    sums = [quantity for quantity in reading.quantities if quantity.fits(spent.amount)]
    return bool(cue and sums and spent.granted and not q.fits(spent.granted))


@comparator(22)
def returns_come_in(reading: Reading) -> Iterator[Mistake]:
    """“Its return came in before it was due”, where it was late."""
    cue = phrase("money.return-in-time").search(reading.bare)
    late = phrase("money.return-late").search(reading.bare) if cue is None else None
    found = cue or late
    if not found or len(reading.lines) != 1 or is_unreal(reading, found.start()):
        return
    for row in _returns(reading, reading.lines[0])[1]:
        is_late = row.received_on and row.due_on and row.received_on > row.due_on
        if row.received_on and row.due_on and bool(is_late) != bool(late):
            days = (
                f"{day_words(row.due_on)} and received on {day_words(row.received_on)}"
            )
            was = "late" if is_late else "in time"
            yield _other(found, f"The return was {was}: it was due on {days}.")


@comparator(22)
def returns_come_by_days(reading: Reading) -> Iterator[Mistake]:
    """“Its return was four days late”, where it was nine."""
    days = [q for q in reading.quantities if q.text.split()[-1] in {"day", "days"}]
    if len(days) != 1 or len(reading.lines) != 1 or "return" not in reading.bare:
        return
    (stated,) = days
    side = phrase("money.days-late").match(reading.bare, stated.number_end)
    rows = _returns(reading, reading.lines[0])[1] if side else []
    for row in rows if not stated.bound else []:
        if row.received_on and row.due_on:
            late = (row.received_on - row.due_on).days
            way = 1 if side["side"].startswith(("late", "after", "overdue")) else -1
            if late * way != stated.value:
                right = f"{abs(late)} days {'late' if late > 0 else 'early'}"
                yield _other(
                    stated,
                    f"The return was {right}: it was due on {day_words(row.due_on)}.",
                )


def _returns(reading: Reading, line) -> tuple[int, list]:
    """The returns for a line in the year that is named, or else the latest year."""
    given = [p for p in reading.given if p.lead != "into"]  # “Carried into 2018-19”
    given = [p.period.start.year for p in given if p.period.start.month == 4]
    year = given[0] if given else reading.known.year - 1
    returns = reading.known.draft.context.resolver.directory.returns()
    return year, [
        row
        for (code, when, _kind), row in returns.items()
        if (code, when) == (line.code, year)
    ]


def _spent(reading: Reading, line) -> Spent | None:
    year, rows = _returns(reading, line)
    amount = getattr(rows[0], "spent_gbp", None) if rows else None
    if amount is None:
        return None
    when = financial_year(year)
    fact = line.fact("", when)
    remainder = fact.value - amount if fact and fact.value is not None else None
    words = f"{line.name} spent {pounds(amount)} in {when.label}"
    if remainder:
        rest = "left" if remainder > 0 else "more than the grant"
        words += f" of {fact.words}; {pounds(abs(remainder))} was {rest}"
    return Spent(amount, remainder, words)
