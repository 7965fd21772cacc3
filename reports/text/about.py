"""What a number is about: its subject, area and period."""

import re

from reports.text.clauses import clause_at
from reports.text.forms import GENERIC, stem, stems, words_of
from reports.text.knowledge import Subject
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
    Quantity,
)
from reports.text.reader import CHANGE, GAP, PRONOUN, VALUE, Mention, Reading, counted
from reports.text.spans import overlaps, spans_of


def is_compatible(subject: Subject, quantity: Quantity, role: str) -> bool:
    """Whether a number of this unit can be a figure of the subject."""
    unit = quantity.unit
    if role == CHANGE:
        if unit in {POINTS, MULTIPLE, PERCENT}:
            return True
        return subject.unit == unit or unit == COUNT and subject.unit in {RATE, PERCENT}
    if role == GAP and unit in {POINTS, PERCENT}:
        return subject.unit == PERCENT
    if unit == COUNT:
        # “4.4” is a rate, although “per 1,000” is not repeated.
        return subject.unit == (RATE if quantity.last < 1 else COUNT)
    return unit in {POUNDS, PERCENT, RATE} and subject.unit == unit


def subjects_for(
    reading: Reading, quantity: Quantity, role: str
) -> tuple[list[Subject], bool]:
    """What a number may be a figure of, nearest first."""
    start = quantity.end
    end, words = counted(reading, start)
    found = [m for m in reading.subjects if is_compatible(m.what, quantity, role)]
    if quantity.unit == COUNT:
        is_other = (
            role not in {CHANGE, GAP}
            and not _is_counted(reading, words, found, start, end)
            if words
            else _is_of_places(reading, quantity)
            or _goes_on_with_other(reading, quantity)
        )
        if is_other:
            return [], False
    found = [m for m in found if ";" not in reading.bare[end : m.start]]
    if (not words or quantity.unit != COUNT) and quantity.last >= 1:
        found = [m for m in found if not is_embedded(reading, m)]
    if quantity.unit == POUNDS:
        if _is_price(reading, quantity):
            return [], False
        found = _money(reading, quantity, found)
    if found:
        found.sort(
            key=lambda m: (
                reading.cost(quantity.span, m.span)
                - (4 if start <= m.start <= end else 0)
            )
        )
        subjects = list(dict.fromkeys(m.what for m in found))
        return subjects, len({s.kind for s in subjects}) == 1
    return _inherited(reading, quantity, role, words)


def _inherited(reading, quantity, role, words) -> tuple[list[Subject], bool]:
    """What the sentence before was about, if this one continues it."""
    inherited = [s for s in carried_over(reading) if is_compatible(s, quantity, role)]
    if reading.measures and quantity.unit != POUNDS:
        if not inherited or quantity.unit == COUNT:
            return [], False
    if reading.before and reading.before.is_heads:
        lines = [s for s in inherited if s.kind == "line"]
        return lines or inherited, len(lines or inherited) == 1
    if not inherited or not _continues(reading, words):
        return [], False
    return inherited[:1], False


def base_counted(reading: Reading, quantity: Quantity) -> Subject | None:
    """The percentage that a number is the base of: “290 victims at high risk”."""
    words = reading.bare[quantity.end :].replace("-", " ").split()
    for subject in reading.known.of_kind("measure"):
        base = [word for word in subject.base.split() if not word.endswith("ed")]
        if base and stems(" ".join(words[: len(base)])) == stems(" ".join(base)):
            return subject if subject.unit == PERCENT else None
    return None


def _is_price(reading, quantity) -> bool:
    """“£95 a head”; “gets £40,000 a year” states a grant."""
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if phrase("money.gets-it").search(before) and phrase("money.a-year").match(after):
        return False
    return bool(phrase("money.each").match(after))


def _is_of_places(reading, quantity) -> bool:
    """“Fell in three and rose in one”: a few districts, not a few crimes."""
    is_few = quantity.is_worded and quantity.value <= 12
    return is_few and bool(phrase("areas.in-few").search(reading.bare[: quantity.lead]))


# Nouns and adjectives that do not narrow a measure down.
NEUTRAL_NOUNS = {stem(w) for w in [*GENERIC, *words_of("words.neutral-nouns")]}
GOING_ON = frozenset(words_of("words.going-on"))
HOMES = {stem(w) for w in "homes households houses properties dwellings".split()}
PEOPLE = {"people", "persons", "residents", "visitors", "work", "services"}


def carried_over(reading):
    found = reading.before.last_subjects if reading.before else []
    if found:
        return found
    heading = reading.sentence.own_heading
    if heading:
        words = stems(heading)
        return [
            s
            for s in reading.known.of_kind("measure")
            if s.keys and any(k <= words for k in s.keys)
        ]
    return []


def _continues(reading: Reading, words) -> bool:
    """Whether a sentence without a subject of its own continues the last one."""
    if any(w not in GENERIC for w in words):
        return False
    if reading.before and reading.before.bare.rstrip().endswith("?"):
        return True  # “How many fires were there? Only 81 in 2017-18”
    text = reading.bare
    for start, end in spans_of(reading.areas, reading.periods):
        text = text[:start] + " " * (end - start) + text[end:]
    words = "".join(c if c.isalpha() else " " for c in text).split()
    return sum(word not in GOING_ON for word in words) <= 2


def _is_counted(reading, words, found, start, end) -> bool:
    """Whether what follows a number is what a subject counts."""
    if any(start <= m.start <= start + 1 and m.end >= end for m in found):
        return True  # “4.8 violent offences with injury”
    nouns = stems(" ".join(words)) - NEUTRAL_NOUNS
    if any(word in PEOPLE for word in words):
        nouns |= {"people"}
    if nouns == {"people"} and any(
        phrase("said.people-as").fullmatch(reading.bare, end, m.end) for m in found
    ):
        return True
    rest = nouns - {stem for m in found for stem in m.what.stems}
    if rest < nouns and rest <= HOMES:
        return True  # “1,198 homes broken into”
    if nouns and nouns <= HOMES:
        # “167 homes burgled”, not “homes visited after burglaries”.
        return any(
            end <= m.start <= end + 12
            and not phrase("said.homes-after").match(reading.bare, end)
            or start <= m.start < end
            or 0 <= reading.bare.count(" ", m.end, start) <= 1
            and m.end <= start
            or phrase("said.homes-were").fullmatch(reading.bare, end, m.start)
            or phrase("said.entered").fullmatch(reading.bare, m.end, start)
            for m in found
        )
    return not nouns or any(nouns <= m.what.stems for m in found)


def _goes_on_with_other(reading, quantity) -> bool:
    """“1,260 homes, and 400 in Dunmere”: 400 homes, whatever else is named."""
    earlier = [
        q
        for q in reading.quantities
        if q.end <= quantity.start and q.unit == COUNT and q.value > 12
    ]
    for other in earlier[::-1]:
        end, words = counted(reading, other.end)
        if words:
            found = [m for m in reading.subjects if is_compatible(m.what, other, VALUE)]
            return not _is_counted(reading, words, found, other.end, end)
    return False


HEADS = frozenset(words_of("words.heads"))
HEAD_STEMS = {stem(word) for word in HEADS}


def is_embedded(reading: Reading, mention) -> bool:
    """Whether the sentence is about something else: “victims of burglary”."""
    if mention.what.kind != "measure":
        return False
    found = phrase("said.embedded").search(reading.bare[: mention.start])
    head = found[1].rpartition("-")[2] if found else ""
    if not found or head in HEADS or stem(found[1]) in mention.what.stems:
        return False
    return not found[1].endswith("ed")


# “The Early Intervention Fund”, “the National Lottery”.
_GIVER = re.compile(
    r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)* "
    r"(?:Fund|Lottery|Foundation|Office|Ministry|Department|Bank|Trust|Charity)\b"
)


def _is_of_other_giver(reading, quantity) -> bool:
    """Whether money comes from an organisation whose grants are not in the data."""
    known = spans_of(reading.names)
    given = any(not overlaps(m.span(), known) for m in _GIVER.finditer(reading.text))
    clause = clause_at(reading, quantity.start)
    return given or bool(phrase("money.other-giver").search(reading.bare, *clause))


def _money(reading, quantity, found):
    """A funding line before the fund; the fund only if no line is named."""
    before = reading.bare[: quantity.lead]
    if _is_of_other_giver(reading, quantity) or phrase("money.no-grant").search(
        reading.bare
    ):
        return []
    others = ("money.wanted", "money.spent", "money.share-of")
    if any(phrase(name).search(before) for name in others):
        return []
    if phrase("money.carried").search(reading.bare):
        carried = [m for m in found if m.what.kind == "carried"]
        return carried or _all_carried(reading)
    if phrase("money.spends").search(reading.bare):
        return []
    funds = [m for m in found if m.what.kind == "fund"]
    if lines := _lines_paid(reading, quantity, found):
        return [*lines, *funds]
    if funds and not phrase("money.partnerships").search(reading.bare):
        return funds
    return _only_fund(reading)


def _lines_paid(reading, quantity, found):
    if phrase("money.of-which").match(reading.bare[quantity.end :]):
        return []
    lines = [m for m in found if m.what.kind == "line" and not _is_place(reading, m)]
    if phrase("money.adds").search(reading.bare):
        return [m for m in lines if not is_body(reading, m)]
    return lines


def _only_fund(reading):
    """“The grant”, where there is only one fund."""
    names = ("money.the-fund", "money.to-us", "money.the-giver")
    word = next(filter(None, (phrase(n).search(reading.bare) for n in names)), None)
    funds = reading.known.of_kind("fund")
    return [Mention(*word.span(), funds[0])] if word and len(funds) == 1 else []


def is_body(reading, mention) -> bool:
    """Whether a line is only meant because its recipient is named."""
    return any(
        name.span == mention.span
        and name.of("partner", "partnership")
        and not name.of("line")
        for name in reading.names
    )


def _is_place(reading, mention) -> bool:
    """“A prize in Aldermoor” is not money from the line with the area's name."""
    here = any(m.start == mention.start for m in reading.areas)
    before = reading.bare[: mention.start]
    return here and bool(phrase("money.place").search(before))


def _all_carried(reading):
    return [Mention(0, 0, s) for s in reading.known.of_kind("carried")]


def areas_for(reading: Reading, span) -> tuple[list[str], bool]:
    """The areas a statement may be about, nearest first, and whether it is certain."""
    home = reading.known.home_code
    unnamed = phrase("areas.unnamed").match(reading.bare[span[1] :])
    if unnamed or phrase("areas.other-districts").search(reading.bare[: span[0]]):
        return reading.known.districts or [home], False
    found = _areas_named(reading, span)
    if found and not _is_of_last(reading, span, found):
        return _areas_ranked(reading, span, found)
    if any(_has_areas(name.of("partnership"), home) for name in reading.names):
        return [""], False
    last = reading.before.last_area if reading.before else ""
    if reading.before and reading.before.is_heads:
        return [last or home], True
    if last and last != home:
        if phrase("areas.there").search(reading.bare):
            return [last], True
        if found:
            return [last], True
        pronoun = PRONOUN.search(reading.bare)
        return [last, home] if pronoun else [home, last], False
    return [home], True


def _is_of_last(reading: Reading, span, areas) -> bool:
    """“It had 2,140, more than the 1,964 of Castlehythe”: of the area named before."""
    begins = phrase("areas.it-begins").match(reading.bare)
    first = min(area.start for area in areas)
    return bool(
        begins
        and reading.before
        and reading.before.last_area not in {"", reading.known.home_code}
        and any(span[1] <= q.start and q.end <= first for q in reading.quantities)
    )


def _areas_named(reading: Reading, span) -> list[Mention]:
    """The areas that a sentence names for one of its statements."""
    start, end = clause_at(reading, *span)
    found = [m for m in reading.areas if not is_other_side(reading, span, m)]
    found = [m for m in found if not _is_likened(reading, m)]
    found = [m for m in found if start <= m.start < end] or _named_before(span, found)
    home = reading.known.home_code
    fronted = phrase("areas.fronted-whole").match(reading.bare)
    if fronted and span[1] <= fronted.end():
        found = [m for m in found if m.start < fronted.end()]
    if phrase("part.at-start").search(reading.bare[: span[0]]):
        # “Of 62 fewer burglaries Castlehythe has 39”: the whole is not Castlehythe's.
        near = phrase("areas.within")
        found = [
            m
            for m in found
            if m.start < span[1] or near.match(reading.bare, span[1], m.start)
        ]
    # “The county’s highest” is about another area.
    ranks = phrase("areas.superlative")
    own = [
        m
        for m in found
        if m.what != home
        or not (ranks.match(reading.bare, m.end) or _is_of_share(reading, span, m))
    ]
    return own or found


def _named_before(span, areas: list[Mention]) -> list[Mention]:
    """“Castlehythe, 2016-17. Burglary 390. Dunmere …”: 390 is not of Dunmere."""
    return [m for m in areas if m.start < span[0]] or areas


def _is_likened(reading: Reading, mention) -> bool:
    """“It rose, like Aldermoor and Dunmere”: neither is what the sentence is about."""
    return bool(phrase("areas.like").search(reading.bare[: mention.start]))


def _is_of_share(reading: Reading, span, mention) -> bool:
    """“Has a third of the county’s incidents, but 165 fewer than in 2016”."""
    return any(
        q.unit == PERCENT
        and q.end <= mention.start
        and mention.end <= span[0]
        and phrase("areas.of-whole").fullmatch(reading.bare[q.end : mention.start])
        for q in reading.quantities
    )


def _areas_ranked(reading: Reading, span, found) -> tuple[list[str], bool]:
    home = reading.known.home_code
    ranked = sorted(found, key=lambda m: _area_cost(reading, span, m))
    codes = list(dict.fromkeys(m.what for m in ranked))
    first = ranked[0]
    between = reading.bare[span[1] : min(m.start for m in ranked)]
    if ":" in between or ";" in between:
        # “The 6,500 incidents were spread unevenly: 33% of them were in Aldermoor”
        return list(dict.fromkeys([home, *codes])), False
    if _is_of_next(reading, span, first):
        return list(dict.fromkeys([home, *codes])), False
    if phrase("share.left-out").search(reading.bare):
        return list(dict.fromkeys([*codes, home])), False
    if len(codes) == 1:
        between = reading.between(span, first.span)
        is_later = first.start >= span[1] and (
            phrase("areas.another").search(between)
            or clause_at(reading, first.start)[0] >= span[1]
        )
        return ([*codes, home], False) if is_later else (codes, True)
    if joined := _joined(reading, first):
        return list(dict.fromkeys([*codes[:1], *joined, *codes])), False
    second = next(m for m in ranked if m.what != first.what)
    gap = _area_cost(reading, span, second) - _area_cost(reading, span, first)
    return (codes[:1], True) if gap >= 1.5 else (codes, False)


def _is_of_next(reading, span, mention) -> bool:
    """“Fell by 225, being 333 in Aldermoor and …”: the area of the number after it."""
    later = [
        q for q in reading.quantities if span[1] <= q.lead and q.end <= mention.start
    ]
    return bool(later) and bool(
        phrase("areas.of-next").fullmatch(reading.bare[later[-1].end : mention.start])
    )


def is_other_side(reading, span, mention) -> bool:
    """“7.1, which is below England’s”: what a number is compared with."""
    between = reading.bare[span[1] : mention.start] if mention.start >= span[1] else ""
    return bool(phrase("areas.other-side").search(between))


def _has_areas(named, home) -> bool:
    """Whether a partnership covers several areas, so the data has no figure for it."""
    codes = {row.code for row in named.row.areas.all()} if named else set()
    return len(codes) > 1 and home not in codes


def _joined(reading, mention) -> list[str]:
    """Areas that are named together with an area: “Aldermoor and Dunmere”."""
    return [
        m.what
        for m in reading.areas
        if m is not mention
        and phrase("areas.joined").fullmatch(reading.between(m.span, mention.span))
    ]


def _area_cost(reading, span, mention):
    cost = reading.cost(span, mention.span)
    between = reading.between(span, mention.span)
    if mention.start >= span[1]:
        # "412 in Aldermoor", "£220,500 for Aldermoor"; not "412, Brackwell".
        return cost - 1.2 if phrase("areas.goes-to").fullmatch(between) else cost
    # "Aldermoor (412)", "Aldermoor’s 412", "Aldermoor had 412", "Aldermoor, where …".
    if any(phrase(f"areas.{name}").fullmatch(between) for name in ("had", "where")):
        return cost - 4
    return cost


def _is_compared_with(reading, span, period) -> bool:
    """“£1,204,900 is more than in 2017-18” is not of that year."""
    between = reading.bare[span[1] : period.start] if period.start >= span[0] else ""
    names = ("said.than-then", "said.up-on")
    return any(phrase(name).search(between) for name in names)


def _is_of_other(reading, span, period) -> bool:
    """Whether a period belongs to another number: “3.7%, after 6.5% in 2015-16”."""
    if period.start < span[1]:
        return False
    between = reading.bare[span[1] : period.start]
    if ";" in between or phrase("said.from-later").search(between):
        return True
    for other in reading.quantities:
        if span[1] <= other.start and other.end <= period.start:
            near = phrase("said.of-time").fullmatch(
                reading.bare[other.end : period.start]
            )
            if near and phrase("said.other-time").search(
                reading.bare[span[1] : other.lead]
            ):
                return True
    return False


def _is_of_base(reading, span, period) -> bool:
    """“Ten points lower than in 2014-15: 30%” is not of that year."""
    between = reading.bare[period.end : span[0]]
    if period.lead == "from" and " to " in period.text:
        return False  # “From July to September 2017” is one time.
    if period.end > span[0] or not phrase("said.parts").match(between):
        return False
    base = phrase("said.base-time").search(reading.bare[: period.start])
    return bool(base) and not phrase("said.base-tells").search(between)


def periods_for(reading: Reading, span) -> tuple[list, bool]:
    """The periods that may be meant, nearest first, and whether that is certain."""
    found = [p for p in reading.given if p.lead not in {"since"}] or reading.given
    found = [
        p
        for p in found
        if not _is_compared_with(reading, span, p)
        and not _is_of_other(reading, span, p)
        and not _is_of_base(reading, span, p)
        and not any(a <= p.start < b <= span[0] for a, b in reading.asides)
    ]
    if not found:
        return [], False
    ranked = reading.nearest(found, span)
    periods = list({days_of(p.period): p.period for p in ranked}.values())
    if len(periods) == 1:
        return periods, True
    first = ranked[0]
    second = next(p for p in ranked if days_of(p.period) != days_of(first.period))
    near = reading.cost(span, first.span)
    gap = reading.cost(span, second.span) - near
    sure = gap >= 1.2 and near <= 2.0
    return (periods[:1], True) if sure else (periods, False)
