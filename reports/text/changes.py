"""What a sentence says about a change: which way, by how much, between what."""

import re
from dataclasses import dataclass, field

from partnership.core.values.periods import Period
from reports.text.change_terms import fill
from reports.text.directions import DOWN, UP, directions_in, good_of
from reports.text.forms import pattern, words_of
from reports.text.knowledge import Fact, Subject
from reports.text.phrases import phrase
from reports.text.quantities import MULTIPLE, Quantity
from reports.text.reader import CHANGE, RESULT, Reading
from reports.text.roles import claims_of, pair_before
from reports.text.spans import Placed, overlaps, spans_of


@dataclass
class Change(Placed):
    """What a sentence says about a change: which way, by how much, between what."""

    reading: Reading
    start: int
    end: int
    way: int | None
    amount: Quantity | None = None
    subjects: list[Subject] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    base: Period | None = None
    period: Period | None = None
    is_stated: bool = False
    first: Quantity | None = None
    last: Quantity | None = None

    @property
    def stated(self) -> str:
        return self.reading.text[self.start : self.end]

    def facts(self, area: str, subject: Subject) -> tuple[Fact | None, Fact | None]:
        area = "" if subject.is_money else area
        first = subject.fact(area, self.base) if self.base else None
        last = subject.fact(area, self.period) if self.period else None
        return first, last


def changes_of(reading: Reading) -> list[Change]:
    """Every change that a sentence states."""
    return reading.once("changes", lambda current: list(_changes(current)))


def _changes(reading):
    named = reading.quantities or reading.subjects or reading.last_subjects
    if not named and not phrase("change.fund").search(reading.bare):
        return
    anchors = sorted(_anchors(reading), key=lambda anchor: anchor.start)
    for anchor in anchors:
        fill(reading, anchor, anchors)
        yield anchor


def _anchors(reading):
    found = []
    for claim in claims_of(reading):
        if claim.role == CHANGE and claim.voice == RESULT:
            quantity = claim.quantity
            way = _way_of(reading, quantity)
            if way is not None or pair_before(reading, quantity):
                found.append(
                    Change(reading, quantity.start, quantity.end, way, quantity)
                )
    for span, way in directions_in(reading, spans_of(found)):
        found.append(Change(reading, *span, way))
    return _with_amounts(reading, found)


def _way_of(reading, quantity) -> int | None:
    """The direction of an amount of change, from the words next to it."""
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if phrase("role.signed").search(before):
        return UP if before.rstrip().endswith("+") else DOWN
    if quantity.unit == MULTIPLE:
        return UP if quantity.value > 1 else DOWN
    if way := _more_or_fewer(after):
        return way
    if phrase("role.takes").search(before) and phrase("role.taken-off").match(after):
        return DOWN
    if phrase("change.exceeds").search(before):
        return UP
    judged, good = re.match(r"\s+(better|worse)\b", after), good_of(reading)
    if judged and good:
        return good if judged[1] == "better" else -good
    way = _noun_after(after) or _last_direction(before, good)
    return way or _same_way(reading, before)


def _more_or_fewer(after: str) -> int | None:
    """“20 more”, “20 burglaries fewer”, “20 too many”."""
    near = re.match(r"\s+([a-z]+)", after)
    found = re.match(r"\s+(?:[a-z-]+ ){0,3}?([a-z]+)\b", after)
    for mention in filter(None, (near, found)):
        if mention[1] in words_of("direction.more"):
            return UP
        if mention[1] in words_of("direction.fewer"):
            return DOWN
    return None


def _noun_after(after: str) -> int | None:
    """“A 9% rise”."""
    up, down = (words_of(f"direction.{way}-noun") for way in ("up", "down"))
    noun = re.match(
        rf"\s+(?:\w+ )?(?:(?P<up>{'|'.join(up)})|(?P<down>{'|'.join(down)}))s?\b", after
    )
    if noun:
        return UP if noun["up"] else DOWN
    return None


def _same_way(reading: Reading, before: str) -> int | None:
    """“Castlehythe had 39 fewer, Aldermoor 36”: in the same direction as before."""
    bounds = [(q.lead, q.start) for q in reading.quantities]  # “No more than 32%”
    found = list(phrase("direction.more-or-fewer").finditer(before))
    found = [match for match in found if not overlaps(match.span(), bounds)]
    return None if not found else UP if found[-1]["up"] else DOWN


def _last_direction(before: str, good: int | None) -> int | None:
    """The direction that was named last: “fell, after a rise, by 9%”."""
    found = [
        (match.end(), way)
        for way, name in ((DOWN, "direction.down"), (UP, "direction.up"))
        for match in pattern(name, f"{name}-noun").finditer(before)
    ]
    for match in phrase("change.up-down").finditer(before):
        found.append((match.end(), UP if match[1] == "up" else DOWN))
    for name, way in (("better", good), ("worse", -good)) if good else ():
        for match in pattern(f"direction.{name}").finditer(before):
            found.append((match.end(), way))
    if found:
        return max(found, key=lambda row: row[0])[1]
    saw = phrase("said.saw").search(before)
    if saw:
        return UP if saw["up"] else DOWN
    return None


def _with_amounts(reading, found):
    """A verb and its amount are one change: “fell by 15%”, “rose, by 27”."""
    with_amount = [change for change in found if change.amount is not None]
    measured = list(with_amount)
    for change in found:
        if change.amount is not None:
            continue
        near = [
            a
            for a in with_amount
            if a.way == change.way
            and abs(a.start - change.end) < 60
            and reading.cost(change.span, a.span) < 12
        ]
        if not near:
            measured.append(change)
    return measured
