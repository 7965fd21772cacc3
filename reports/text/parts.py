"""Rows, totals, and parts of a whole, as a sentence states them."""

import re

from reports.text.phrases import phrase
from reports.text.quantities import COUNT, PERCENT, POUNDS, Quantity
from reports.text.reader import SHARE, VALUE, Reading
from reports.text.roles import claims_of

_ROW = re.compile(r"^[^;:.]{0,60}(?:,|\band\b|\bor\b)[^;:.]{0,60}$")


_NOT_ROW = re.compile(
    r"\b(?:from|than|against|of which|of whom|compared|was|rose|fell"
    r"|down|up|target|per cent|out of|down|between|that is|namely)\b|\bto\s*$"
    r"|\bof\s*(?:the|our)?\s*$"
)


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


_TOTAL_BEFORE = re.compile(
    r"\b(?:together|in all|altogether|in total|all told|combined"
    r"|a total of|the total is|the total was|totalling|totalled"
    r"|total of|makes?|making|adds? up to|added up to|comes? to"
    r"|came to|sum to|amounting to|between them)\b[^.;:]{0,40}$"
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
                _ROW.match(between)
                and not _NOT_ROW.search(between)
                and not is_total(reading, one)
            ):
                row.append(one)
                continue
        if len(row) > 1:
            found.append(row)
        begins = _AT_START.search(reading.bare[: one.lead]) or phrase(
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
    begins_row = re.match(r"\s*(?:,|and)\s*£?\d", after)
    before = _TOTAL_BEFORE.search(reading.bare[: quantity.lead])
    if not before or begins_row or " than " in before[0]:
        return False
    # “Came to 412 and 286”: the second is no total either.
    return not phrase("sum.came-to-two").search(before[0])


_DIRECT = re.compile(
    r"^\s*(?:[a-z-]+ ){0,3}?(?:out )?of\s+(?:the |our |its |their "
    r"|all |all the |these |those |a |a total of |some "
    r"|that )*(?:[a-z\x01' ]*'s )?$"
)


_OF_WHICH = re.compile(
    r"\b(?:of|among|amongst) (?:which|whom|them|these|those)\b[^,;]{0,30}$"
)


_LATER_OF = re.compile(r"^\s*of (?:them|these|those|whom|which)\b")


_BEGINS = re.compile(
    r"\b(?:of|among|out of|from among)\s+(?:the |our |its |their |all "
    r"|all the |these |those |every )*(?:[a-z\x01' ]*'s )?$"
)


_AT_START = re.compile(
    r"(?:^|[,;:–]\s)\W*(?:of|among|out of|from among)\s+(?:the |our "
    r"|its |their |all |these |those )*$"
)


def _begins_whole(reading, quantity) -> bool:
    """“Of 110 offenders, 33 …”; “a rate of 6.1, …” has no parts."""
    before = _BEGINS.search(reading.bare[: quantity.lead])
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
        if _DIRECT.match(between):
            found.append((first, second))
        elif _LATER_OF.match(between):
            continue  # “412 of them and 448 the year before”
        elif _OF_WHICH.search(between) or _LATER_OF.match(reading.bare[second.end :]):
            found.append((second, first))
        elif (
            (first.unit == COUNT or first.value > second.value)
            and _begins_whole(reading, first)
            and ("," in between or _AT_START.search(reading.bare[: first.lead]))
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
            if whole.start > share.end and _DIRECT.match(between):
                stated.append((_made_up(reading, counts, share), whole, share))
            elif (
                whole.end < share.start
                and _BEGINS.search(reading.bare[: whole.lead])
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
    of_part = re.compile(r"\s*of (?:them|these|those|whom|which)\b")
    parted = re.compile(r"\s*,")
    shares = [
        s
        for s in shares
        if not of_part.match(reading.bare[s.end :])
        and not (s.end <= first and parted.match(reading.bare[s.end :]))
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
