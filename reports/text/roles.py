"""What each number of a sentence is: a value, a change, a target, a plan, a share.

Comparators compare a number only as its role permits. The rules are tried in order;
their phrases are in the section `role` of phrases.toml.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reports.text.about import areas_for, periods_for, subjects_for
from reports.text.clauses import clause_at
from reports.text.mood import is_hypothetical, is_of_money, is_of_others
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    DURATION,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    Quantity,
)
from reports.text.reader import (
    CHANGE,
    EXTRA,
    FRAME,
    GAP,
    PLAN,
    QUOTED,
    RANGE,
    RATIO,
    RESULT,
    SHARE,
    TARGET,
    VALUE,
    Claim,
    Reading,
)


def claims_of(reading: Reading) -> list[Claim]:
    """One claim for each number of a sentence, worked out once."""
    return reading.once(
        "claims", lambda current: [_claim(current, q) for q in current.quantities]
    )


def _claim(reading, quantity):
    role = role_of(reading, quantity)
    claim = Claim(reading, quantity, role, voice_of(reading, quantity))
    claim.subjects, sure = subjects_for(reading, quantity, role)
    if sure:
        claim.sure.add("subject")
    claim.areas, sure = areas_for(reading, quantity.span)
    if sure:
        claim.sure.add("area")
    claim.periods, sure = periods_for(reading, quantity.span)
    if not claim.periods and reading.before and reading.before.last_period:
        named = {m.what for m in reading.subjects}
        is_now = phrase("said.now").search(reading.bare)
        is_now = is_now or phrase("said.unresolved").search(reading.bare)
        goes_on = phrase("areas.it-begins").match(reading.bare)
        if (
            claim.subjects
            and (claim.subjects[0] not in named or goes_on)
            and not is_now
        ):
            # It continues the subject, so also the period.
            claim.periods, sure = [reading.before.last_period], True
    if sure:
        claim.sure.add("period")
    over = reading.lead_in
    listed = over.given if over and not reading.given else []
    if len(listed) > 1 or listed and not claim.periods:
        claim.periods = [item.period for item in listed]
        claim.sure.discard("period")
    return claim


@dataclass(frozen=True)
class Place:
    """A number, with the words before it and after it."""

    reading: Reading
    quantity: Quantity
    before: str
    after: str

    def follows(self, *names: str) -> bool:
        """Whether one of these phrases ends right before the number."""
        return any(phrase(f"role.{name}").search(self.before) for name in names)

    def precedes(self, *names: str) -> bool:
        """Whether one of these phrases begins right after the number."""
        return any(phrase(f"role.{name}").match(self.after) for name in names)

    @property
    def earlier(self) -> list[Quantity]:
        return [q for q in self.reading.quantities if q.end <= self.quantity.lead]


def place_of(reading: Reading, quantity: Quantity) -> Place:
    text = reading.bare
    return Place(reading, quantity, text[: quantity.lead], text[quantity.end :])


def role_of(reading: Reading, quantity: Quantity) -> str:
    place = place_of(reading, quantity)
    return next((role for role, rule in RULES if rule(place)), VALUE)


def voice_of(reading: Reading, quantity: Quantity) -> str:
    """Whether a number states a result, a plan, or what others say."""
    place = place_of(reading, quantity)
    if role_of(reading, quantity) == TARGET:
        is_new = place.follows("new-target") or place.precedes("new-target-later")
        return PLAN if is_new or _is_to_come(place) else RESULT
    if quantity.unit in {DURATION, POUNDS}:
        # Grants are known in advance; what will happen is not.
        return RESULT
    is_planned = is_hypothetical(reading, quantity.lead) or _is_to_come(place)
    if is_planned and not is_of_money(reading):
        return PLAN
    return QUOTED if is_of_others(reading, quantity.lead) else RESULT


def _is_to_come(place: Place) -> bool:
    """“1,100 by March 2019”, in a document of May 2018."""
    reading, quantity = place.reading, place.quantity
    day = reading.known.draft.report.dated_on
    start, end = clause_at(reading, quantity.start)
    return day is not None and any(
        p.lead in {"by", "until"} and p.period.end and p.period.end > day
        for p in reading.periods
        if start <= p.start < end
    )


def _is_frame(place: Place) -> bool:
    if place.quantity.unit != COUNT:
        return False
    if place.precedes("frame"):
        return True
    # “The most of the four, 71”.
    few = place.quantity.is_worded and place.quantity.value <= 12
    return few and place.follows("of-the-few") and place.precedes("ends")


def _is_in_range(place: Place) -> bool:
    """“Between 1,500 and 1,600 were recorded”: neither is a figure."""
    reading, quantity = place.reading, place.quantity
    row = [q for q in reading.quantities if q.unit == quantity.unit]
    for low, high in zip(row, row[1:], strict=False):
        if quantity in (low, high) and low.value < high.value:
            opens = phrase("said.between").search(reading.bare[: low.lead])
            joins = reading.bare[low.end : high.lead].strip() in {"and", "to"}
            return bool(opens and joins and not high.is_linked)
    return False


def _is_gap(place: Place) -> bool:
    """How far a result is from its target, or one figure from another."""
    if place.precedes("beside-other"):
        return True
    missed = place.follows("missed-by") and place.reading.has("target.names")
    return missed or place.precedes("short-of-target")


def _is_ratio(place: Place) -> bool:
    """“Twice the lowest”, “double that for Dunmere”: areas are compared, not years."""
    if place.quantity.is_fraction and place.precedes("of-what"):
        return True
    if place.quantity.unit != MULTIPLE:
        return False
    changes = [q for q in place.earlier if role_of(place.reading, q) == CHANGE]
    if changes and place.precedes("as-then"):
        return True
    if place.precedes("twice-the-most", "times-number"):
        return True
    if place.precedes("as-many") and len(place.reading.area_codes) > 1:
        return True
    other = phrase("role.times-another").match(place.after)
    at = place.quantity.end + other.end() if other else -1
    return any(area.start == at for area in place.reading.areas)


def _is_off_target(place: Place) -> bool:
    """“Our aim was to train 160; ten fewer were trained”."""
    if place.precedes("fewer-than-aimed"):
        return True
    reading = place.reading
    return bool(phrase("target.off").match(place.after)) and any(
        _is_target(place_of(reading, q)) for q in place.earlier
    )


def _is_target(place: Place) -> bool:
    if place.precedes("aimed-for", "of-target") or place.follows("to-be"):
        return True
    if place.precedes("beside-target"):
        return False
    return place.follows("should-have-been") or _is_after_target(place)


def _is_after_target(place: Place) -> bool:
    """“The target of 6.5”, with no result stated in between."""
    found = phrase("role.target").search(place.before)
    if not found:
        aimed = phrase("role.aimed").search(place.before)
        return aimed is not None and not _is_stated_since(place, aimed.start())
    at, rest = found.start("rest"), found["rest"]
    for subject in place.reading.subjects:
        # “Violence with injury” is not this “with”.
        if at <= subject.start and subject.end <= found.end():
            rest = rest.replace(place.reading.bare[subject.start : subject.end], " ")
    if _is_stated_since(place, at):
        return False
    if rest.strip() == ":":
        return True
    rest = phrase("mood.aside").sub("", rest)
    return len(rest.split()) <= 16 and not phrase("role.came-of-it").search(rest)


def _is_stated_since(place: Place, at: int) -> bool:
    """Whether there is a number between a place and this one."""
    return any(at <= q.start and q.unit != DURATION for q in place.earlier)


def _is_apart(place: Place) -> bool:
    """“The gap was 2.2”, “a rise in burglary, 27, …”."""
    apposed = place.follows("change-apposed") and place.after.startswith((",", " –"))
    if phrase("said.gap-was").search(place.before) or apposed:
        return True
    return place.follows("that-change") or (
        place.follows("change-in") and len(place.reading.given) >= 2
    )


def _is_change(place: Place) -> bool:
    quantity = place.quantity
    if quantity.unit == POUNDS and place.follows("extra"):
        start, end = clause_at(place.reading, quantity.start)
        return not phrase("money.carried").search(place.reading.bare, start, end)
    if quantity.unit in {PERCENT, COUNT, POUNDS} and place.follows("signed"):
        return True
    if quantity.unit in {PERCENT, POINTS} and place.follows("change-comes-to"):
        return True
    if place.follows("change-in") or _is_taken_off(place):
        return True
    if place.follows("direction") and not place.follows("to-or-from"):
        lead = place.reading.bare[quantity.lead : quantity.start]
        is_level = quantity.unit != PERCENT and phrase("direction.level").match(lead)
        if quantity.bound != "up-to" and not is_level:
            return True
    moves = place.reading.has(
        "direction.up", "direction.down", "direction.better", "direction.worse"
    )
    moves = moves or phrase("said.saw").search(place.before) is not None
    if place.follows("exceeds-by") or place.follows("by") and moves:
        return True
    return (
        place.follows("change-of")
        or place.precedes("change")
        and not phrase("said.of-the").search(place.before)
        or place.precedes("more", "more-later")
    )


def _is_taken_off(place: Place) -> bool:
    """“Shaved 46 burglaries off last year’s total”."""
    return place.follows("takes") and place.precedes("taken-off")


def _is_change_beside(place: Place) -> bool:
    """The change between the numbers next to it."""
    reading, quantity = place.reading, place.quantity
    if quantity.unit in {PERCENT, POINTS} and pair_before(reading, quantity):
        return True
    return _is_same_change(place)


def _is_same_change(place: Place) -> bool:
    """“Rose by £18,500 (1.6%)”, “, or 1.6%”: the same change as a percentage."""
    if place.quantity.unit != PERCENT or not place.earlier:
        return False
    beside = place.earlier[-1]
    between = place.before[beside.end :]
    is_beside = beside.unit != PERCENT and phrase("role.that-is").fullmatch(between)
    return bool(is_beside) and role_of(place.reading, beside) == CHANGE


def _goes_on_with_change(place: Place) -> bool:
    """“Treatment gains £6,000 and advice £19,500”: both are changes."""
    reading, quantity = place.reading, place.quantity
    earlier = [q for q in place.earlier if q.unit == quantity.unit]
    if not earlier or quantity.unit not in {POUNDS, COUNT, PERCENT}:
        return False
    between = reading.bare[earlier[-1].end : quantity.lead]
    is_next = phrase("pair.and-another").fullmatch(between) or (
        phrase("pair.another").search(between)
        and any(m.end + 1 == quantity.lead for m in reading.areas)
    )
    return bool(is_next) and role_of(reading, earlier[-1]) == CHANGE


def _is_share(place: Place) -> bool:
    return place.quantity.unit == PERCENT and place.precedes("of")


Rule = Callable[[Place], bool]
RULES: list[tuple[str, Rule]] = [
    (VALUE, lambda place: place.quantity.unit == DURATION),
    (FRAME, _is_frame),
    (RANGE, _is_in_range),
    (GAP, _is_gap),
    (RATIO, _is_ratio),
    (CHANGE, lambda place: place.quantity.unit in {POINTS, MULTIPLE}),
    (GAP, _is_off_target),
    (TARGET, _is_target),
    (GAP, _is_apart),
    (SHARE, lambda place: place.follows("makes-up")),
    (CHANGE, _is_change),
    (CHANGE, _is_change_beside),
    (SHARE, _is_share),
    (CHANGE, _goes_on_with_change),
    (EXTRA, lambda place: place.quantity.unit == COUNT and place.follows("further")),
]


def pair_before(
    reading: Reading, quantity: Quantity
) -> tuple[Quantity, Quantity] | None:
    """The two numbers right before their change: “from 790 to 1,233 (65%)”."""
    earlier = [q for q in reading.quantities if q.end <= quantity.start]
    if len(earlier) < 2 or earlier[-1].unit != earlier[-2].unit:
        return None
    first, last = earlier[-2:]
    text = reading.bare
    is_pair = (
        phrase("pair.from").search(text[: first.lead])
        and phrase("pair.to").fullmatch(text[first.end : last.lead])
        and phrase("pair.after").fullmatch(text[last.end : quantity.lead])
        and phrase("pair.ends").match(text[quantity.end :])
    )
    return (first, last) if is_pair else None
