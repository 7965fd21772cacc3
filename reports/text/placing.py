"""Which area, period or line a number is about, from the numbers around it."""

from dataclasses import replace

from partnership.core.values.periods import Period, PeriodKind
from reports.text.changes import changes_of
from reports.text.clauses import clause_at
from reports.text.forms import pattern, plain
from reports.text.knowledge import length
from reports.text.parts import is_total, parts_of, rows_of
from reports.text.periods import quarter_of, shifted
from reports.text.phrases import phrase
from reports.text.quantities import POUNDS, worded
from reports.text.reader import VALUE, Claim, Mention, Reading
from reports.text.roles import claims_of


def times_given(reading):
    """The periods of the numbers between which a change is stated: “from … to …”."""
    found = {}
    for change in changes_of(reading):
        for quantity, period in (
            (change.first, change.base),
            (change.last, change.period),
        ):
            if quantity is not None and period is not None:
                found.setdefault(quantity, (period, change.areas))
    return found


JOINTLY = pattern("sum.together")


def placed(reading, claim, times):
    """The claim with the period and area that the numbers around it suggest."""
    quantity = claim.quantity
    if quantity not in times and (span := years_together(reading)):
        return replace(claim, periods=[span])
    if quantity in times:
        claim = _between_times(claim, *times[quantity])
    if quarter := _quarter_in_order(claim):
        return replace(claim, periods=[quarter])
    areas = areas_in_order(reading, quantity)
    if areas and not claim.subject.is_money:
        claim = replace(claim, areas=areas)
    return _of_part(_of_more_areas(claim))


def _between_times(claim, period, areas):
    if not has_own_period(claim.reading, claim.quantity):
        claim = replace(claim, periods=[period])
    if len(areas) == 1 and not claim.subject.is_money:
        claim = replace(claim, areas=areas)
    return claim


def _of_more_areas(claim):
    """A claim that may be of the whole, or of any of the areas of a sentence."""
    reading, quantity = claim.reading, claim.quantity
    home = reading.known.home_code
    is_whole = is_total(reading, quantity) and not areas_in_order(reading, quantity)
    is_whole = is_whole and (len(claim.areas) > 1 or len(reading.quantities) > 1)
    if is_whole and home not in claim.areas and claim.areas != [""]:
        claim = replace(claim, areas=[home, *claim.areas])
    if not claim.subject.is_money and (areas := _open_areas(reading, quantity)):
        claim = replace(claim, areas=list(dict.fromkeys([*claim.areas, *areas])))
    return claim


def _of_part(claim: Claim) -> Claim:
    """A part is about the areas named besides the area of its whole."""
    reading, home = claim.reading, claim.reading.known.home_code
    for part, whole, _share in parts_of(reading) if reading.areas else ():
        of_whole = own_area(reading, whole) or home
        if claim.quantity is whole:
            areas = list(dict.fromkeys([of_whole, *claim.areas]))
            claim = replace(claim, areas=areas)
        elif claim.quantity is part:
            areas = [m.what for m in reading.areas if m.what != of_whole]
            claim = replace(claim, areas=list(dict.fromkeys(areas)) or claim.areas)
    return claim


def years_together(reading: Reading) -> Period | None:
    """“In the three years to 2017-18”, “in 2016-17 and 2017-18 together”: one time."""
    given = [p for p in reading.given if length(p.period) == 12]
    if not given or reading.has("direction.up", "direction.down"):
        return None
    first, last = given[0], given[-1]
    before, period = reading.bare[: first.start], last.period
    if years := phrase("said.years-from").search(before):
        if first is not last:
            return replace(period, start=first.period.start, kind=PeriodKind.PART_YEAR)
        if years["to"]:
            count = int(worded(years["n"]) or 1)
            begins = shifted(period, 1 - count).start
            return replace(period, start=begins, kind=PeriodKind.PART_YEAR)
    between = reading.bare[first.end : last.start].strip()
    if len(given) == 2 and between == "and" and JOINTLY.search(reading.bare, last.end):
        return replace(period, start=first.period.start, kind=PeriodKind.PART_YEAR)
    return None


def whole_of_parts(claim: Claim) -> Claim:
    """“£205,900 of £1,204,900”: the whole is the fund, whatever line is named."""
    quantity, known = claim.quantity, claim.reading.known
    if quantity.unit == POUNDS and any(
        quantity is whole for _part, whole, _share in parts_of(claim.reading)
    ):
        funds = known.of_kind("fund")
        return replace(
            claim, subjects=[*funds[:1], *claim.subjects, *claim.reading.lines]
        )
    return claim


def some_of(reading: Reading, start=0, end=None) -> str:
    """“Few” for “the two districts”, which are not named, or “all”; else nothing.

    All of them together are the county.
    """
    end = len(reading.bare) if end is None else end
    found = phrase("areas.some-of").search(reading.bare, start, end)
    if found is None or phrase("areas.first-of").search(reading.bare[: found.start()]):
        return ""  # “The best result of the four districts”
    is_all = not found["n"] or worded(found["n"]) == len(reading.known.districts)
    if found["n"] and is_all and JOINTLY.search(reading.bare):
        return ""
    return "all" if is_all and not found["few"] else "few"


def _open_areas(reading, quantity) -> list[str]:
    """“From 4.4 to 9.3”, or two areas and then “9.3 against 8.2”: any of them."""
    home = reading.known.home_code
    is_home = all(m.what == home for m in reading.areas)
    if is_home and phrase("said.ranges").search(reading.bare[: quantity.lead]):
        return reading.known.districts
    start, end = clause_of(reading, quantity)
    if some_of(reading, start, end):
        return reading.known.districts
    values = [c.quantity for c in claims_of(reading) if c.role == VALUE]
    areas = {m.what for m in reading.areas}
    first = min((q.start for q in values), default=0)
    if len(areas) > 1 < len(values) and all(m.end <= first for m in reading.areas):
        return sorted(areas)
    return []


def areas_in_order(reading, quantity) -> list[str]:
    """“Aldermoor and Brackwell had 412 and 268”: the first has the first."""
    for row in rows_of(reading):
        if quantity not in row:
            continue
        named = [m for m in each_area(reading) if m.what != reading.known.home_code]
        areas = [m for m in named if m.end <= row[0].start]
        areas = areas or [m for m in named if m.start >= row[-1].end]
        is_list = are_joined(reading, areas) or _are_in_clause_before(reading, row)
        if len(areas) == len(row) > 1 and is_list:
            return [areas[row.index(quantity)].what]
        before = [] if reading.areas else _areas_before(reading)
        if len(before) == len(row) > 1:
            return [before[row.index(quantity)]]
    return []


def _are_in_clause_before(reading, row) -> bool:
    """“Castlehythe had 402 and Dunmere 193; later both were down, to 351 and 167”."""
    start, end = clause_at(reading, row[0].start)
    return not any(start <= area.start < end for area in reading.areas)


def _areas_before(reading) -> list[str]:
    """“Brackwell had 1,512 and Dunmere 884. The year before: 1,404 and 915.”"""
    claims = claims_of(reading.before) if reading.before else []
    claims = [c for c in claims if c.role == VALUE and c.subjects]
    areas = [c.areas[0] for c in claims if "area" in c.sure]
    return areas if len(set(areas)) == len(claims) else []


def are_joined(reading, mentions) -> bool:
    """“Aldermoor and Brackwell”, “Aldermoor, Brackwell and Dunmere”."""
    pairs = zip(mentions, mentions[1:], strict=False)
    gaps = (reading.bare[quantity.end : other.start] for quantity, other in pairs)
    return all(phrase("areas.joined-by").fullmatch(gap) for gap in gaps)


def joined_areas(reading: Reading) -> list[list[str]]:
    """“In Aldermoor and Castlehythe”: areas that are named as one, in order."""
    groups: list[list[Mention]] = []
    for mention in each_area(reading):
        between = reading.bare[groups[-1][-1].end : mention.start] if groups else ""
        if groups and phrase("areas.joined").fullmatch(between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [[m.what for m in group] for group in groups if len(group) > 1]


def each_area(reading) -> list[Mention]:
    """Areas one by one, including those that together name a partnership."""
    found = list(reading.areas)
    for name in reading.names:
        named = name.of("partnership")
        for row in named.row.areas.all() if named else ():
            at = reading.low.find(plain(row.name), name.start, name.end)
            if at >= 0:
                found.append(Mention(at, at + len(row.name), row.code))
    places = {m.start: m for m in found}
    return [places[start] for start in sorted(places)]


def own_area(reading, quantity):
    """The area right before or after a number: “the county’s 1,198”."""
    for mention in reading.areas:
        between = reading.between(mention.span, (quantity.lead, quantity.end))
        if phrase("areas.own").fullmatch(between):
            return mention.what
    return ""


def has_own_period(reading, quantity):
    span = quantity.span
    return any(
        p.start >= quantity.end
        and "between" not in reading.bare[quantity.end : p.start]
        and (
            reading.cost(span, p.span) <= 1.3
            or reading.bare[quantity.end : p.start].strip() == "("
        )
        for p in reading.given
    )


def _quarter_in_order(claim: Claim) -> Period | None:
    """“By quarter in 2017-18 it was 58, 71, 64 and 47”: the first is of the first."""
    reading, quantity = claim.reading, claim.quantity
    years = [p for p in claim.periods if length(p) == 12]
    if len(years) != 1 or not phrase("said.by-quarter").search(reading.bare):
        return None
    values = [c.quantity for c in claims_of(reading) if c.role == VALUE]
    for row in [*rows_of(reading), values]:
        if quantity in row and len(row) == 4:
            return quarter_of(years[0], row.index(quantity))
    return None


def _ends_row(reading, quantity) -> bool:
    """“448, 241, 390 and 181 in 2016-17”: the year is for all of them."""
    for row in rows_of(reading):
        if quantity is row[-1] and len(row) > 2:
            return not any(has_own_period(reading, quantity) for quantity in row[:-1])
    return False


def is_listed(claim: Claim) -> bool:
    """Whether a number is one of several in a row, without a name of its own."""
    reading, quantity = claim.reading, claim.quantity
    if own_area(reading, quantity):
        return False
    if has_own_period(reading, quantity) and not _ends_row(reading, quantity):
        return False
    if areas_in_order(reading, quantity) or _quarter_in_order(claim):
        return False
    for row in rows_of(reading):
        if quantity in row and len(row) > 2:
            subjects = {c.subject for c in claims_of(reading) if c.quantity in row}
            return len(subjects) < len(row)
    return False


def clause_of(reading, quantity):
    text = reading.bare
    start = max(text.rfind(mark, 0, quantity.start) for mark in (";", ":", "(")) + 1
    ends = [text.find(mark, quantity.end) for mark in (";", ":", ")")]
    ends = [end for end in ends if end >= 0]
    return start, min(ends) if ends else len(text)
