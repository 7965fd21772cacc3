"""What a sentence says about a change: which way, by how much, between what."""

import re
from dataclasses import dataclass, field

from partnership.core.values.periods import Period
from reports.text.change_terms import fill
from reports.text.directions import DOWN, UP, directions_in, good_of
from reports.text.forms import pattern, words_of
from reports.text.knowledge import Fact, Subject
from reports.text.phrases import phrase
from reports.text.quantities import MULTIPLE, POUNDS, Quantity
from reports.text.reader import CHANGE, RESULT, Reading
from reports.text.roles import claims_of, pair_before


@dataclass
class Change:
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
    other_base: Period | None = None

    @property
    def span(self):
        return self.start, self.end

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
    return reading.once("changes", lambda one: list(_changes(one)))


def _changes(reading):
    named = reading.quantities or reading.subjects or reading.last_subjects
    if not named and not phrase("change.fund").search(reading.bare):
        return
    anchors = sorted(_anchors(reading), key=lambda one: one.start)
    for one in anchors:
        fill(reading, one, anchors)
        yield one


def _anchors(reading):
    found = []
    for claim in claims_of(reading):
        if claim.role == CHANGE and claim.voice == RESULT:
            one = claim.quantity
            way = _way_of(reading, one)
            if way is not None or pair_before(reading, one):
                found.append(Change(reading, one.start, one.end, way, one))
    for span, way in directions_in(reading, [one.span for one in found]):
        found.append(Change(reading, *span, way))
    return _with_amounts(reading, found)


def _way_of(reading, quantity) -> int | None:
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if phrase("role.signed").search(before):
        return UP if before.rstrip().endswith("+") else DOWN
    if quantity.unit == MULTIPLE:
        return UP if quantity.value > 1 else DOWN
    found = re.match(r"\s+(?:[a-z-]+ ){0,3}?([a-z]+)\b", after)
    near = re.match(r"\s+([a-z]+)", after)
    for one in (near, found):
        if one and one[1] in words_of("direction.more"):
            return UP
        if one and one[1] in words_of("direction.fewer"):
            return DOWN
    later = phrase("change.more-later").match(after)
    if later:
        return UP if later[1] == "more" else DOWN
    if phrase("role.takes").search(before) and phrase("role.taken-off").match(after):
        return DOWN
    if phrase("change.exceeds").search(before):
        return UP
    extra = phrase("role.extra").search(before)
    if quantity.unit == POUNDS and extra and extra[1] != "another":
        return UP
    judged = re.match(r"\s+(better|worse)\b", after)
    if judged and (good := good_of(reading)):
        return good if judged[1] == "better" else -good
    if phrase("change.differs").search(before):
        return None
    noun = re.match(
        rf"\s+(?:\w+ )?(?:(?P<up>{'|'.join(words_of('direction.up-noun'))})"
        rf"|(?P<down>{'|'.join(words_of('direction.down-noun'))}))s?\b",
        after,
    )
    if noun:
        return UP if noun["up"] else DOWN
    best = None
    for way, names in (
        (UP, ("direction.up", "direction.up-noun")),
        (DOWN, ("direction.down", "direction.down-noun")),
    ):
        for match in pattern(*names).finditer(before):
            if best is None or match.end() >= best[0]:
                best = match.end(), way
    for match in phrase("change.up-down").finditer(before):
        if best is None or match.end() > best[0]:
            best = match.end(), UP if match[1] == "up" else DOWN
    for match in pattern("direction.better", "direction.worse").finditer(before):
        if best is None or match.end() > best[0]:
            good = good_of(reading)
            if good:
                is_better = bool(pattern("direction.better").fullmatch(match[0]))
                best = match.end(), good if is_better else -good
    saw = phrase("said.saw").search(before)
    if best is None and saw:
        return UP if saw["up"] else DOWN
    return best[1] if best else None


def _with_amounts(reading, found):
    """A verb and its amount are one change: “fell by 15%”, “rose, by 27”."""
    with_amount = [one for one in found if one.amount is not None]
    kept = list(with_amount)
    for one in found:
        if one.amount is not None:
            continue
        near = [
            a
            for a in with_amount
            if a.way == one.way
            and abs(a.start - one.end) < 60
            and reading.cost(one.span, a.span) < 12
        ]
        if not near:
            kept.append(one)
    return kept
