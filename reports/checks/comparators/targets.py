"""Targets: their value, and whether they were met."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.core.values.formatting import bare
from partnership.core.values.periods import Period
from priorities.models import Target
from reports.checks.comparators.base import Mistake, comparator, error, warning
from reports.text.about import areas_for, carried_over
from reports.text.clauses import clause_at
from reports.text.knowledge import Fact, Subject
from reports.text.mood import is_unreal, is_unstated
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, PERCENT, Quantity
from reports.text.reader import GAP, RESULT, TARGET, Reading
from reports.text.roles import claims_of


@dataclass(frozen=True)
class Aim:
    """A target that a sentence mentions, and the figure that it is for."""

    subject: Subject
    row: Target
    area: str
    period: Period

    @property
    def fact(self) -> Fact | None:
        return self.subject.fact(self.area, self.period)

    @property
    def known(self) -> Fact | None:
        return self.subject.known(self.area, self.period)

    @property
    def name(self) -> str:
        return f"{self.row.measure.name}, {self.row.area.name}, {self.period.label}"

    @property
    def words(self) -> str:
        """“at most 6.5”."""
        value = self.subject.printed(self.row.value)
        return f"{self.row.get_comparison_display()} {value}"


def aim_of(reading: Reading) -> Aim | None:
    """Return the only target that a sentence mentions."""
    subjects = reading.measures
    if not subjects:
        subjects = [s for s in carried_over(reading) if s.kind == "measure"]
    with_targets = [s for s in dict.fromkeys(subjects) if s.targets]
    if len(with_targets) != 1:
        return None
    found = _aims(reading, with_targets[0])
    return found[0] if len({aim.row.pk for aim in found}) == 1 else None


def _aims(reading: Reading, subject: Subject) -> list[Aim]:
    """The targets for the areas and periods named; without a period, all there are."""
    areas, _ = areas_for(reading, (0, 1))
    statement: Reading | None = reading
    while statement is not None and not statement.given:
        statement = statement.before
    if statement is None:
        found = [
            Aim(subject, row, area, row.period)
            for (area, _), row in subject.targets.items()
            if area == areas[0] and row.value is not None
        ]
        return found if len(found) == 1 else []
    return [
        Aim(subject, row, area, mention.period)
        for area in areas
        for mention in statement.given
        if (row := subject.targets.get((area, days_of(mention.period))))
    ]


def _speaks_of_target(reading):
    if phrase("target.named").search(reading.bare):
        return True
    before = reading.before
    return bool(
        before
        and phrase("target.named").search(before.bare)
        and phrase("target.it").match(reading.low)
    )


@comparator(12)
def targets_agree(reading: Reading):
    """The value of a target against the data."""
    if not phrase("target.named").search(reading.bare):
        return
    aim = aim_of(reading)
    for claim in claims_of(reading) if aim else ():
        q = claim.quantity
        is_target = claim.role == TARGET and claim.voice == RESULT and not q.is_linked
        if not is_target or q.unit not in {aim.subject.unit, COUNT}:
            continue
        if not _is_of_another_time(reading, q, aim.period):
            yield from _wrong_target(reading, q, aim)


def _wrong_target(reading: Reading, q: Quantity, aim: Aim) -> Iterator[Mistake]:
    if aim.row.value is None and reading.has("states.unknown"):
        return
    if aim.row.value is None:
        yield warning(
            "typed-contradiction",
            q,
            f"There is no target for {aim.name}.",
            "Delete the target, or enter it in your data.",
        )
    elif not q.is_about(aim.row.value) and not _is_the_figure(reading, q, aim):
        yield error(
            "target-contradicted",
            q,
            f"“{q.text}” contradicts your data: the target for {aim.name} is "
            f"{aim.words}.",
            "Use the target in your data, or correct your data.",
        )
    elif _is_other_bound(q, aim.row):
        yield warning(
            "target-contradicted",
            (q.lead, q.start - 1),
            f"“{reading.text[q.lead : q.end]}”: the target is {aim.words}.",
            "Correct the target.",
        )


def _is_of_another_time(reading, quantity, period) -> bool:
    """“Our ambition for 2018-19 is 200; 150 were trained in 2016-17”."""
    start, end = clause_at(reading, quantity.start)
    stated = {days_of(p.period) for p in reading.given if start <= p.start < end}
    return bool(stated) and days_of(period) not in stated


def _is_the_figure(reading, quantity, aim: Aim) -> bool:
    """Whether the number is the result, and another one is the target."""
    stated = any(q.value == aim.row.value for q in reading.quantities)
    return stated and aim.fact is not None and aim.fact.value == quantity.value


def _is_other_bound(q, row):
    low, high = {"at-least", "over"}, {"up-to", "under"}
    return q.lead < q.start and (
        row.comparison == "at-least"
        and q.bound in high
        or row.comparison == "at-most"
        and q.bound in low
    )


@comparator(23)
def results_agree(reading: Reading):
    """“Met” and “missed” against the target and the figure."""
    if not _speaks_of_target(reading):
        return
    if len({m.what for m in reading.subjects if m.what.targets}) > 1:
        yield from _of_clauses(reading)
        return
    cue, met = _status(reading)
    aim = aim_of(reading) if cue else None
    fact = aim.fact if aim else None
    if not fact or aim.row.value is None or phrase("said.denied").search(reading.bare):
        return
    met = _met(reading, cue, met, aim.row)
    if fact.value is None:
        if not reading.has("states.unknown"):
            yield _unknown_result(fact, cue)
    elif met is not None and aim.row.met_by(fact.value) != met:
        order = (fact.value > aim.row.value) - (fact.value < aim.row.value)
        side = ("at", "above", "below")[order]
        yield _wrong_result(aim, cue, f"{side} the target of {aim.words}")


def _unknown_result(fact: Fact, cue) -> Mistake:
    return warning(
        "typed-contradiction",
        cue,
        "It is not known whether the target was met: the figure for "
        f"{fact.name} is {fact.why_not}.",
        "Delete the claim, or enter the figure in your data.",
    )


def _wrong_result(aim: Aim, cue, beside: str) -> Mistake:
    stated = "met" if aim.row.met_by(aim.fact.value) else "missed (not met)"
    return error(
        "target-contradicted",
        cue,
        f"The target was {stated}: {aim.fact.name} is {aim.fact.words}, {beside}.",
        "Correct the claim or the figures.",
    )


@comparator(24)
def gaps_agree(reading: Reading):
    """“Missed by 60”, “ten fewer were trained”: how far a figure is from its target."""
    gaps = [c.quantity for c in claims_of(reading) if c.role == GAP]
    aim = aim_of(reading) if gaps and _speaks_of_target(reading) else None
    fact, target = (aim.known, aim.row.value) if aim else (None, None)
    if target is None or fact is None:
        return
    for gap in gaps:
        exact = apart = abs(fact.value - target)
        if gap.unit == PERCENT and aim.subject.unit != PERCENT and target:
            exact = apart * 100 / target
        is_other = _is_other_side(reading, gap, aim.row, fact.value - target)
        if is_other or not gap.fits(exact) and gap.value != target:
            side = "above" if fact.value > target else "below (short of)"
            right = f"{fact.words} is {bare(apart)} {side} the target of {aim.words}"
            message, hint = f"{gap.text} is wrong: {right}.", "Correct the difference."
            yield error("target-contradicted", gap, message, hint)


def _is_other_side(reading: Reading, gap: Quantity, row, apart) -> bool:
    """“Ten more than we had set out to”, where there were ten fewer.

    “100 short of the target” means above it, if the target is a maximum but not called
    one.
    """
    side = phrase("target.gap-side").match(reading.bare, gap.end)
    is_limit = phrase("target.limit").search(reading.bare)
    if side and side["short"] and row.comparison != "at-least" and not is_limit:
        return False
    is_stated = side and apart and not is_unstated(reading)
    return bool(is_stated and (side["above"] is not None) != (apart > 0))


def _met(reading, cue, met: bool, row) -> bool | None:
    """“Under its target” means met if the target is a maximum, otherwise missed.

    “Exceeded the target” is unclear for a maximum, unless the limit is named.
    """
    side = phrase("target.side").match(reading.bare, cue[0])
    if side is None or not met and row.comparison != "at-least":
        return met
    if row.comparison == "at-least":
        return side["above"] is not None
    is_limit = phrase("target.limit").search(reading.bare)
    return not side["above"] or (False if is_limit else None)


def _of_clauses(reading):
    """“The burglary target was missed and that for champions met”: one by one."""
    subjects = [m for m in reading.subjects if m.what.targets]
    for cue, met in _statuses(reading):
        before = [m for m in subjects if m.end <= cue[0]]
        if not before:
            continue
        aim = _home_aim(reading, before[-1].what)
        fact = aim.known if aim else None
        if fact and aim.row.value is not None and aim.row.met_by(fact.value) != met:
            yield _wrong_result(aim, cue, f"and the target is {aim.words}")


def _statuses(reading):
    """Each “was met” and “was missed” of a target, with which of the two it is."""
    for match in phrase("target.was").finditer(reading.bare):
        yield match.span("word"), match["missed"] is None


def _home_aim(reading, subject) -> Aim | None:
    home, period = reading.known.home_code, reading.period
    row = subject.targets.get((home, days_of(period))) if period else None
    return Aim(subject, row, home, period) if row is not None else None


def _status(reading):
    if missed := phrase("target.is-missed").search(reading.bare):
        return missed.span(), False
    if did := phrase("target.did").search(reading.bare):
        return did.span(), True
    for match in phrase("target.is-met").finditer(reading.bare):
        words = list(phrase("target.met-word").finditer(reading.bare, *match.span()))
        if not words:
            continue
        last = (
            words[-1]
            if words[-1][0] not in {"under", "below", "within"} or len(words) == 1
            else words[0]
        )
        if match["kept"] or not _is_wished(reading, last.start()):
            return last.span(), True
    return None, None


def _is_wished(reading, start) -> bool:
    """Whether a target is still to be met: “the target was met” says that it was."""
    stated = phrase("target.stated").search(reading.bare[:start])
    return stated is None and is_unreal(reading, start)
