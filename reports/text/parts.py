"""Rows, totals, and parts of a whole, as a sentence states them."""

from reports.text.phrases import phrase
from reports.text.quantities import COUNT, MULTIPLE, PERCENT, POUNDS, RATE, Quantity
from reports.text.reader import SHARE, VALUE, Reading
from reports.text.roles import claims_of


def rows_of(reading: Reading) -> list[list[Quantity]]:
    """Numbers of one unit that are stated in a row: “412, 268, 351 and 167”."""
    return reading.once("rows", _rows)


def _rows(reading):
    found, row = [], []
    for claim in claims_of(reading):
        quantity = claim.quantity
        fits = (
            claim.role == VALUE
            and quantity.kind in {COUNT, POUNDS, PERCENT, RATE}
            and not quantity.is_fraction
        )
        if row and fits and quantity.kind == row[-1].kind:
            between = _without_origin(reading, row[-1].end, quantity.lead)
            if (
                phrase("part.row").match(between)
                and not phrase("part.not-row").search(between)
                and not is_total(reading, quantity)
            ):
                row.append(quantity)
                continue
        if len(row) > 1:
            found.append(row)
        begins = phrase("part.at-start").search(
            reading.bare[: quantity.lead]
        ) or phrase("sum.between").search(reading.bare[: quantity.lead])
        row = (
            [quantity]
            if fits and not is_total(reading, quantity) and not begins
            else []
        )
    if len(row) > 1:
        found.append(row)
    return found


def _without_origin(reading, start, end) -> str:
    """“Five from Aldermoor, three from Brackwell”: not the numbers of a change."""
    text = reading.bare[start:end]
    # “12 from the police, 9 from councils”, “bids came from schools, 20 from clubs”
    text = phrase("sum.origin").sub("of", text)
    for area in reading.areas:
        if start <= area.start and area.end <= end:
            name = reading.bare[area.start : area.end]
            text = text.replace(f"from {name}", f"in {name}")
    return text


def is_total(reading, quantity):
    """Whether a number is said to be the total of others."""
    if phrase("sum.begins-jointly").search(reading.bare):
        later = [q for q in reading.quantities if q.start > quantity.end]
        if any(q.unit == quantity.unit for q in later):
            return False
    after = reading.bare[quantity.end :]
    if phrase("part.total-after").match(after):
        return True
    begins_row = phrase("part.row-begins").match(after)
    before = phrase("part.total").search(reading.bare[: quantity.lead])
    if not before or begins_row or " than " in before[0]:
        return False
    # “Came to 412 and 286”: the second is not a total either.
    return not phrase("sum.came-to-two").search(before[0])


def _begins_whole(reading, quantity) -> bool:
    """“Of 110 offenders, 33 …”; “a rate of 6.1, …” has no parts."""
    before = phrase("part.begins").search(reading.bare[: quantity.lead])
    if before is None or quantity.value != int(quantity.value):
        return False
    if phrase("part.of-changes").match(reading.bare[quantity.end :]):
        return False  # “Of the three falls, Castlehythe’s of 39 was the largest”
    return not phrase("said.of-number").search(reading.bare[: before.start()])


Part = tuple[Quantity | None, Quantity, Quantity | None]


def parts_of(reading: Reading) -> list[Part]:
    """Return each part with its whole and its stated share; the part may be missing."""
    return reading.once("parts", _parts)


def _parts(reading) -> list[Part]:
    counts = _stated(reading, {COUNT, POUNDS})
    counts = [q for q in counts if not q.is_fraction]
    shares = _stated(reading, {PERCENT})
    pairs: list[tuple[Quantity, Quantity]] = []
    for first, second in zip(counts, counts[1:], strict=False):
        if first.unit == second.unit:
            pairs += _pair(reading, first, second, shares, pairs)
    found: list[Part] = [
        (part, whole, _share_of(reading, part, whole, shares)) for part, whole in pairs
    ]
    for share in shares:
        if not any(share is part[2] for part in found):
            found += [
                (_part_of(reading, counts, whole, share), whole, share)
                for whole in counts
                if _is_whole_of(reading, whole, share, counts)
            ]
    return found


def _stated(reading, units) -> list[Quantity]:
    """Return the values and shares with these units."""
    return [
        claim.quantity
        for claim in claims_of(reading)
        if claim.quantity.unit in units and claim.role in {VALUE, SHARE}
    ]


def _pair(reading, first, second, shares, others) -> list[tuple[Quantity, Quantity]]:
    """Return which of two numbers is part of the other, as (part, whole) pairs."""
    text = reading.bare
    between, before = text[first.end : second.lead], text[: first.lead]
    for share in shares:
        # “48, or 36 per cent, of the 125 young offenders”
        if first.end <= share.lead and share.end <= second.lead:
            beside = phrase("part.share-beside")
            if beside.fullmatch(text[first.end : share.lead]):
                after = text[share.end : second.lead].lstrip(" ,)–")
                between = after if after.startswith("of ") else between
    if phrase("said.instead-of").search(between) or _are_ratio(reading, first, second):
        return []
    if phrase("part.direct").match(between):
        return [(first, second)]
    if phrase("part.of-them").match(between):
        return []  # “412 of them and 448 the year before”
    after = text[second.end :]
    if phrase("part.of-which").search(between) or phrase("part.of-them").match(after):
        return [(second, first)]
    if any(first in pair for pair in others):
        return []
    is_apart = "," in between or phrase("part.at-start").search(before)
    is_larger = first.unit == COUNT or first.value > second.value
    is_whole = is_larger and is_apart and _begins_whole(reading, first)
    is_total_of_both = phrase("part.total-after").match(after)
    return [(second, first)] if is_whole and not is_total_of_both else []


def _are_ratio(reading, first, second) -> bool:
    """“2,305 were two and a half times the 915 of Dunmere”: not a part of it."""
    between = [q for q in reading.quantities if first.end <= q.start < second.lead]
    return any(q.unit == MULTIPLE for q in between)


def _is_whole_of(reading, whole, share, counts) -> bool:
    """“22% of the 1,198”, “22% (n=70)”, “Of 70 respondents, 22%”."""
    text = reading.bare
    if ";" in reading.between(whole.span, share.span):
        return False
    if whole.start > share.end:
        names = ("part.direct", "sample.of", "sample.in-brackets")
        between = text[share.end : whole.lead]
        return any(phrase(name).fullmatch(between) for name in names)
    begins = phrase("part.begins").search(text[: whole.lead])
    return bool(begins) and not any(whole.end <= q.start < share.start for q in counts)


def _part_of(reading, counts, whole, share) -> Quantity | None:
    """“268 made up 22% of the 1,198”, “two thirds of the 90 pupils, 60 in all”."""
    text = reading.bare
    before = [q for q in counts if q.end <= share.lead]
    if before and phrase("share.makes-up").fullmatch(text[before[-1].end : share.lead]):
        return before[-1]
    later = [q for q in counts if whole.end <= q.start and q.value < whole.value]
    is_stated = share.is_fraction and bool(later) and whole.start > share.end
    if is_stated and phrase("part.stated").fullmatch(text[whole.end : later[0].lead]):
        return later[0] if phrase("part.ends").match(text[later[0].end :]) else None
    return None


def _share_of(reading, part, whole, shares) -> Quantity | None:
    """Return the share nearest to a part and its whole."""
    text = reading.bare
    first, last = min(part.start, whole.start), max(part.end, whole.end)
    near = []
    for share in shares:
        after = text[share.end :]
        is_other = phrase("part.of-them").match(after)
        # “190 of 250, and the share thus grew from 70% to 76%”
        is_from = phrase("change.from-the").search(text[: share.lead])
        is_other = is_other or is_from and phrase("pair.to").match(after)
        if is_other or share.end <= first and phrase("part.comma").match(after):
            continue
        if (
            share.start >= last
            and len(text[last : share.start]) < 60
            or part.end <= share.start <= part.end + 12
            or whole.end <= share.start
            and share.end <= part.lead <= share.end + 2
            or share.end <= first
            and len(text[share.end : first]) < (110 if text[first - 1] == "(" else 70)
        ):
            apart = share.start - last, share.start - part.end, first - share.end
            near.append((min(map(abs, apart)), share))
    return min(near, key=lambda row: row[0])[1] if near else None
