"""Sums and parts: what a sentence adds up, and what it subtracts from a whole."""

from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.comparators.base import (
    ERROR,
    WARNING,
    Mistake,
    comparator,
    error,
    mistake,
)
from reports.checks.comparators.shares import behind_percentage, is_share
from reports.checks.comparators.wording import in_words, shown, wrong_share
from reports.text.forms import stems
from reports.text.parts import is_total, parts_of, rows_of
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, DURATION, PERCENT, POUNDS, RATE, printed
from reports.text.reader import SHARE, VALUE, Reading, counted
from reports.text.roles import claims_of


@comparator(20)
def sums_agree(reading: Reading):
    """Numbers in a row that do not add up to the sum stated with them."""
    for row, total, is_exact in [*_sums(reading), *_of_row_before(reading)]:
        if total.bound not in {"", "exact"} or _is_mean(reading, total):
            continue
        found = sum((quantity.value for quantity in row), Decimal(0))
        is_stated = is_total(reading, total)
        # A total that is smaller than a part is about something else.
        is_other = is_stated and total.value < max(quantity.value for quantity in row)
        is_open = not is_exact and found < total.value
        if not is_other and not is_open and not _makes(row, found, total):
            yield _wrong_sum(row, found, total, is_stated)


def _makes(row, found: Decimal, total) -> bool:
    """Whether parts add up to a total, allowing for the rounding of each."""
    rounded = [quantity.last / 2 for quantity in (*row, total) if quantity.last != 1]
    slack = sum(rounded, Decimal(0))
    if total.unit == POUNDS:
        slack = max(slack, Decimal(len(row) // 4), Decimal(1))
    return abs(found - total.value) <= slack


def _wrong_sum(row, found: Decimal, total, is_stated: bool) -> Mistake:
    made = shown_as(found, total)
    if found < total.value and not is_stated:
        rest = printed(total.value - found, row[0].unit)
        message = (
            f"The parts named add up to {made}; {rest} of {total.text} are not named."
        )
    else:
        other = "not" if is_stated else "more than the"
        message = f"{' + '.join(map(shown, row))} is {made}, {other} {total.text}."
    hint = "Correct the total or one of its parts."
    return mistake(
        "parts-and-total", ERROR if is_stated else WARNING, total, message, hint
    )


def _is_mean(reading: Reading, total) -> bool:
    """“Averaged 60 a quarter (58, 71, 64 and 47)”."""
    per = phrase("sum.per").match(reading.bare, counted(reading, total.end)[0])
    return bool(per or phrase("said.averaged").search(reading.bare[: total.lead]))


def _sums(reading: Reading):
    """Rows with the number that they should add up to, and whether they are whole."""
    for row in rows_of(reading):
        if row[0].kind == RATE or _is_cut(reading, row) or _is_unlike(reading, row):
            continue
        total, is_exact = _total(reading, row)
        if total is not None:
            yield row, total, is_exact
        elif len(row) > 2 and _is_parted(reading, row):
            yield row[1:], row[0], True


def _is_unlike(reading: Reading, row) -> bool:
    """“167 burglaries, 884 incidents and 105 sexual offences” have no sum."""
    subjects = {c.subject for c in claims_of(reading) if c.quantity in row}
    return len(subjects) > 1 and None not in subjects and row[0].unit == COUNT


def _is_cut(reading: Reading, row) -> bool:
    """“By 36 in Aldermoor, 39 in Castlehythe and 14 in Dunmere”: a row begins at 36."""
    before = [q for q in reading.quantities if q.end <= row[0].lead]
    between = reading.bare[before[-1].end : row[0].lead] if before else ""
    is_same = bool(before) and before[-1].kind == row[0].kind
    return is_same and bool(phrase("sum.joined").fullmatch(between))


def _of_row_before(reading: Reading):
    """“Aldermoor 36, Castlehythe 39, Dunmere 14. That’s 89 between them.”"""
    rows = rows_of(reading.before) if reading.before else []
    if len(rows) == 1 and phrase("sum.that-is").match(reading.bare):
        (row,) = rows
        alike = [q for q in reading.before.quantities if q.unit == row[0].unit]
        for claim in claims_of(reading):
            quantity = claim.quantity
            is_whole = any(quantity is whole for _part, whole, _ in parts_of(reading))
            if (
                quantity.unit != row[0].unit
                or not is_total(reading, quantity)
                or is_whole
            ):
                continue
            if quantity.value != sum(q.value for q in alike):
                yield row, quantity, True


_PEOPLE = set(
    "people persons residents pupils volunteers visitors members patients victims "
    "offenders".split()
)
_KINDS = {"men", "women", "boys", "girls", "adults", "children"}


def _is_people_by_kind(reading, row):
    """“85 people, 40 men and 55 women”: the first is the sum of the rest."""
    nouns = [set(counted(reading, quantity.end)[1]) for quantity in row]
    return bool(nouns[0] & _PEOPLE) and all(noun & _KINDS for noun in nouns[1:])


def _is_parted(reading, row) -> bool:
    """Whether the first number of a row is the sum of the others."""
    return _is_people_by_kind(reading, row) or _is_parted_alike(reading, row)


def _is_parted_alike(reading, row) -> bool:
    """“Ten workshops were held, six for parents and three for teachers”, or nearly."""
    total, *parts = row
    ways = [
        phrase("sum.part-for").match(reading.bare, quantity.end) for quantity in parts
    ]
    if not all(ways) or len({way["for"] for way in ways}) > 1:
        return False
    apart = abs(total.value - sum(quantity.value for quantity in parts))
    return bool(counted(reading, total.end)[1]) and apart <= max(2, total.value / 10)


# “2,400 hours: 1,150 to patrols and 820 to visits”: the unit is stated once.
_ALIKE = {COUNT: {COUNT, DURATION}}


def _total(reading: Reading, row):
    """The number that a row of parts should add up to, and whether it is complete."""
    alike = [
        c.quantity
        for c in claims_of(reading)
        if c.quantity not in row
        and c.quantity.unit in _ALIKE.get(row[0].unit, {row[0].unit})
        and c.role in {VALUE, SHARE}
        and not c.quantity.is_fraction
        and not (
            c.quantity.unit == DURATION
            and phrase("sum.long-time").search(c.quantity.text)
        )
    ]
    before = [quantity for quantity in alike if quantity.end <= row[0].start]
    after = [quantity for quantity in alike if quantity.start >= row[-1].end]
    if after:
        jointly = phrase("sum.begins-jointly").search(reading.bare) and (
            len(after) == 1 or any(after[0] is part for part, *_ in parts_of(reading))
        )
        if jointly or is_total(reading, after[0]):
            return after[0], True
    is_exact = _is_exact_sum(reading, row, before[-1]) if before else None
    return (None, False) if is_exact is None else (before[-1], is_exact)


def _is_exact_sum(reading: Reading, row, quantity) -> bool | None:
    """Whether parts add up to the number before them; None if they are not parts."""
    between, after = (
        reading.bare[quantity.end : row[0].start],
        reading.bare[row[-1].end :],
    )
    if _is_list_of(between, row):
        further = phrase("sum.further").search(reading.bare[row[0].start :])
        return not further and not phrase("sum.including").search(between)
    if split := phrase("sum.split").search(between):
        return not split[0].startswith("of wh")
    in_brackets = phrase("sum.in-brackets").fullmatch(between)
    if in_brackets and phrase("sum.closes").match(after):
        return all(set(counted(reading, q.end)[1]) & _KINDS for q in row)
    is_of = phrase("sum.of-before").search(reading.bare[: quantity.lead])
    return False if is_of and "," in between else None


def _is_list_of(between: str, row) -> bool:
    """“2,400 hours: 1,150 to patrols and 820 to visits”."""
    is_list = phrase("sum.namely").search(between) and between.count(":") < 2
    is_other = "(" in between or phrase("sum.compared").search(between)
    return bool(is_list) and len(row) > 1 and not is_other


# A number stated like this is not smaller than written.
AT_LEAST = {"", "exact", "at-least", "over", "over-near"}


@comparator(9)
def parts_fit(reading: Reading):
    """A part that is more than its whole, or a share that does not match them."""
    for part, whole, share in parts_of(reading):
        if part is None:
            if share is not None and share.value > 100:
                yield _too_large(share, whole, "Correct the share.")
        elif wrong := list(behind_percentage(reading, part, whole)):
            yield from wrong
        elif part.value > whole.value and {part.bound, whole.bound} <= AT_LEAST:
            yield _too_large(part, whole, "Correct one of the 2 numbers.")
        elif share is not None and whole.value and not part.bound + whole.bound:
            if not is_share(share, part.value * 100 / whole.value):
                yield wrong_share(part, whole, share)


def _too_large(part, whole, hint: str) -> Mistake:
    message = f"{part.text} is more than the whole, {whole.text}."
    if part.unit == PERCENT:
        message = f"{part.text} of {whole.text} is more than 100%."
    return error("parts-and-total", part, message, hint)


@comparator(21)
def answers_make_a_whole(reading: Reading):
    """“60% felt safer, 30% saw no change and the other 20% …” is more than 100%."""
    for row in rows_of(reading):
        made = sum((quantity.value for quantity in row), Decimal(0))
        is_whole = phrase("sum.one-answer").search(reading.bare) or (
            len(row) > 2 and phrase("sum.exclusive").search(reading.bare, row[0].end)
        )
        if row[0].unit == PERCENT and is_whole and made > 101:
            message = f"{' + '.join(map(shown, row))} is {bare(made)}%, more than 100%."
            yield error(
                "parts-and-total", row[-1], message, "Correct one of the shares."
            )


@comparator(21)
def rests_fit(reading: Reading):
    """“Two of the three buses were withdrawn, which leaves two”."""
    for part, whole, _share in parts_of(reading):
        for rest in reading.quantities if part else ():
            between = reading.bare[max(part.end, whole.end) : rest.lead]
            is_rest = phrase("sum.leaves").fullmatch(between)
            right = whole.value - part.value if part else Decimal(0)
            if is_rest and rest.unit == whole.unit and not rest.fits(right):
                yield error(
                    "parts-and-total",
                    rest,
                    f"{whole.text} less {part.text} is {shown_as(right, rest)}, not "
                    f"{rest.text}.",
                    "Correct one of the 3 numbers.",
                )


@comparator(21)
def parts_fit_the_line_before(reading: Reading):
    """“62 shops were surveyed. Of these, 71 had a button”: more than there were."""
    whole, part = _only_number(reading.before), _only_number(reading)
    begins = phrase("sum.begins-of-them").match(reading.bare)
    if begins and whole and part and part.unit == whole.unit:
        if part.value > whole.value and not part.bound + whole.bound:
            yield _too_large(part, whole, "Correct one of the 2 numbers.")


@comparator(21)
def wholes_fit_the_line_before(reading: Reading):
    """“Seven vans. All nine vans …”, “Of nine, four … The six that were not …”."""
    for number in reading.quantities if reading.before else ():
        right = _right_from_before(reading, number)
        if right is not None and number.unit == COUNT and number.value != right:
            made = shown_as(right, number)
            yield error(
                "parts-and-total",
                number,
                f"The sentence before makes {made}, not {number.text}.",
                "Correct one of the numbers.",
            )


def _right_from_before(reading: Reading, number) -> Decimal | None:
    before, before_it = reading.before, reading.bare[: number.lead]
    rest = phrase("sum.not-all").match(before_it)
    is_not = phrase("sum.that-not").match(reading.bare, number.end)
    if rest and (rest["other"] or is_not):
        rows = [(part, whole) for part, whole, _share in parts_of(before) if part]
        return rows[0][1].value - rows[0][0].value if len(rows) == 1 else None
    if phrase("sum.all-of").match(before_it):
        noun = stems(" ".join(counted(reading, number.end)[1][:1]))
        only = _only_number(before) if noun and noun <= stems(before.bare) else None
        return only.value if only and only.unit == COUNT else None
    return None


def _only_number(reading: Reading | None):
    claims = claims_of(reading) if reading else []
    return claims[0].quantity if [c.role for c in claims] == [VALUE] else None


def shown_as(value: Decimal, like) -> str:
    """A number in digits, or in words if another number is."""
    words = in_words(value)
    made = printed(value, like.unit)
    return f"{made} ({words})" if like.is_worded and words.isalpha() else made
