"""Rows, totals, and parts of a whole, as a sentence states them."""

import re

from reports.text.phrases import phrase
from reports.text.quantities import COUNT, PERCENT, POUNDS, Quantity
from reports.text.reader import SHARE, VALUE, Reading
from reports.text.roles import claims_of

_TOTAL_AFTER = re.compile(
    r"\s+(?:[a-z]+ ){0,3}?(?:"
    + "|".join(
        (
            "in all",
            "altogether",
            "in total",
            "all told",
            "combined",
            "between them",
            "together",
            "overall",
        )
    )
    + r")\b"
)


def rows_of(reading: Reading) -> list[list[Quantity]]:
    """Numbers of one unit that are stated in a row: “412, 268, 351 and 167”."""
    return reading.once("rows", _rows)


def _rows(reading):
    found, row = [], []
    for claim in claims_of(reading):
        one = claim.quantity
        fits = (
            claim.role == VALUE
            and one.unit in {COUNT, POUNDS, PERCENT}
            and not one.is_fraction
        )
        if row and fits and one.unit == row[-1].unit:
            between = _without_origin(reading, row[-1].end, one.lead)
            if (
                phrase("part.row").match(between)
                and not phrase("part.not-row").search(between)
                and not is_total(reading, one)
            ):
                row.append(one)
                continue
        if len(row) > 1:
            found.append(row)
        begins = phrase("part.at-start").search(reading.bare[: one.lead]) or phrase(
            "sum.between"
        ).search(reading.bare[: one.lead])
        row = [one] if fits and not is_total(reading, one) and not begins else []
    if len(row) > 1:
        found.append(row)
    return found


def _without_origin(reading, start, end) -> str:
    """“Five from Aldermoor, three from Brackwell”: no numbers of a change."""
    text = reading.bare[start:end]
    # “12 from the police, 9 from councils”, “bids came from schools, 20 from clubs”
    text = phrase("sum.origin").sub("of", text)
    for area in reading.areas:
        if start <= area.start and area.end <= end:
            name = reading.bare[area.start : area.end]
            text = text.replace(f"from {name}", f"in {name}")
    return text


def is_total(reading, quantity):
    """Whether a number is said to be what others make together."""
    if phrase("sum.begins-jointly").search(reading.bare):
        later = [q for q in reading.quantities if q.start > quantity.end]
        if any(q.unit == quantity.unit for q in later):
            return False
    after = reading.bare[quantity.end :]
    if _TOTAL_AFTER.match(after):
        return True
    begins_row = phrase("part.row-begins").match(after)
    before = phrase("part.total").search(reading.bare[: quantity.lead])
    if not before or begins_row or " than " in before[0]:
        return False
    # “Came to 412 and 286”: the second is no total either.
    return not phrase("sum.came-to-two").search(before[0])


def _begins_whole(reading, quantity) -> bool:
    """“Of 110 offenders, 33 …”; “a rate of 6.1, …” has no parts."""
    before = phrase("part.begins").search(reading.bare[: quantity.lead])
    if before is None or quantity.value != int(quantity.value):
        return False
    return not phrase("said.of-number").search(reading.bare[: before.start()])


def parts_of(reading: Reading):
    """Pairs of a part and its whole, with the share stated beside them, if any."""
    return reading.once("parts", _parts)


def _parts(reading):
    counts = [
        c.quantity
        for c in claims_of(reading)
        if c.quantity.unit in {COUNT, POUNDS}
        and c.role in {VALUE, SHARE}
        and not c.quantity.is_fraction
    ]
    shares = [
        c.quantity
        for c in claims_of(reading)
        if c.quantity.unit == PERCENT and c.role in {VALUE, SHARE}
    ]
    found = []
    for first, second in zip(counts, counts[1:], strict=False):
        if first.unit != second.unit:
            continue
        between = reading.bare[first.end : second.lead]
        if phrase("said.instead-of").search(between):
            continue
        if phrase("part.direct").match(between):
            found.append((first, second))
        elif phrase("part.of-them").match(between):
            continue  # “412 of them and 448 the year before”
        elif phrase("part.of-which").search(between) or phrase("part.of-them").match(
            reading.bare[second.end :]
        ):
            found.append((second, first))
        elif (
            (first.unit == COUNT or first.value > second.value)
            and _begins_whole(reading, first)
            and (
                "," in between
                or phrase("part.at-start").search(reading.bare[: first.lead])
            )
            and not _TOTAL_AFTER.match(reading.bare[second.end :])
        ):
            if not any(first in pair for pair in found):
                found.append((second, first))
    stated = []
    for part, whole in found:
        stated.append((part, whole, _share_of(reading, part, whole, shares)))
    for share in shares:
        if any(share is one[2] for one in stated):
            continue
        for whole in counts:
            between = reading.bare[share.end : whole.lead]
            if whole.start > share.end and phrase("part.direct").match(between):
                stated.append((_made_up(reading, counts, share), whole, share))
            elif (
                whole.end < share.start
                and phrase("part.begins").search(reading.bare[: whole.lead])
                and not any(whole.end <= q.start < share.start for q in counts)
            ):
                stated.append((None, whole, share))
    return stated


def _made_up(reading, counts, share):
    """The part before its share: “268 burglaries made up 22% of the 1,198”."""
    before = [q for q in counts if q.end <= share.lead]
    if not before:
        return None
    between = reading.bare[before[-1].end : share.lead]
    return before[-1] if phrase("share.makes-up").fullmatch(between) else None


def _share_of(reading, part, whole, shares):
    last = max(part.end, whole.end)
    first = min(part.start, whole.start)

    shares = [
        s
        for s in shares
        if not phrase("part.of-them").match(reading.bare[s.end :])
        and not (s.end <= first and phrase("part.comma").match(reading.bare[s.end :]))
    ]
    near = [
        s
        for s in shares
        if s.start >= last
        and len(reading.bare[last : s.start]) < 60
        or part.end <= s.start <= part.end + 12
        or s.end <= first
        and len(reading.bare[s.end : first]) < 70
    ]
    near.sort(
        key=lambda s: min(
            abs(s.start - last), abs(s.start - part.end), abs(first - s.end)
        )
    )
    return near[0] if near else None
