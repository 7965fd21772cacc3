"""Targets: their value, and whether they were met."""

from partnership.core.values.formatting import bare
from reports.checks.comparators.base import comparator, error, warning
from reports.text.about import areas_for, carried_over
from reports.text.clauses import clause_at
from reports.text.mood import is_unreal
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, PERCENT
from reports.text.reader import GAP, RESULT, TARGET, Reading
from reports.text.roles import claims_of


def target_of(reading: Reading):
    """The target that a sentence speaks of: subject, row and period."""
    subjects = reading.measures
    if not subjects:
        subjects = [s for s in carried_over(reading) if s.kind == "measure"]
    with_targets = [s for s in dict.fromkeys(subjects) if s.targets]
    if len(with_targets) != 1:
        return None
    subject = with_targets[0]
    areas, _ = areas_for(reading, (0, 1))
    one = reading
    while one is not None and not one.given:
        one = one.before
    periods = [p.period for p in one.given] if one else []
    rows = {}
    for area in areas:
        for period in periods:
            row = subject.targets.get((area, days_of(period)))
            if row is not None:
                rows[row.pk] = (row, area, period)
    if not periods:
        for area in areas[:1]:
            found = [
                (r, a, r.period)
                for (a, _), r in subject.targets.items()
                if a == area and r.value is not None
            ]
            if len(found) == 1:
                rows[found[0][0].pk] = found[0]
    if len(rows) != 1:
        return None
    row, area, period = next(iter(rows.values()))
    return subject, row, area, period


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
    found = target_of(reading)
    if found is None:
        return
    subject, row, area, period = found
    for claim in claims_of(reading):
        q = claim.quantity
        if claim.role != TARGET or claim.voice != RESULT:
            continue
        if _is_of_another_time(reading, q, period):
            continue
        if q.is_linked or q.unit not in {subject.unit, COUNT}:
            continue
        if row.value is None:
            yield warning(
                "typed-contradiction",
                q,
                f"There is no target for {row.measure.name}, {row.area.name}, "
                f"{period.label}: not given.",
                "Delete the target, or enter it in the data.",
            )
        elif not q.is_about(row.value) and not _is_the_figure(
            claims_of(reading), q, subject.fact(area, period), row
        ):
            yield error(
                "target-contradicted",
                q,
                f"{q.text} does not agree with the data: the target for "
                f"{row.measure.name}, {row.area.name}, {period.label} is "
                f"{row.get_comparison_display()} {subject.printed(row.value)}.",
                "Use the target from the data, or correct the data.",
            )
        elif _is_other_bound(q, row):
            yield warning(
                "target-contradicted",
                (q.lead, q.start - 1),
                f"“{reading.text[q.lead : q.end]}”: the target is "
                f"{row.get_comparison_display()} {subject.printed(row.value)}.",
                "Correct the target.",
            )


def _is_of_another_time(reading, quantity, period) -> bool:
    """“Our ambition for 2018-19 is 200; 150 were trained in 2016-17”."""
    start, end = clause_at(reading, quantity.start)
    stated = {days_of(p.period) for p in reading.given if start <= p.start < end}
    return bool(stated) and days_of(period) not in stated


def _is_the_figure(claims, quantity, fact, row) -> bool:
    """Whether the number is what came of it, and another one is the target."""
    stated = any(c.quantity.value == row.value for c in claims)
    return stated and fact is not None and fact.value == quantity.value


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
    if cue is None or phrase("said.denied").search(reading.bare):
        return
    found = target_of(reading)
    if found is None:
        return
    subject, row, area, period = found
    fact = subject.fact(area, period)
    if row.value is None:
        return
    if fact is None or fact.value is None:
        if fact is not None and not reading.has("states.unknown"):
            yield warning(
                "typed-contradiction",
                cue,
                f"Nobody knows whether the target was met: there is no figure for "
                f"{fact.name}, it is {fact.why_not}.",
                "Delete the claim, or enter the figure in the data.",
            )
        return
    really, met = row.met_by(fact.value), _met(reading, cue, met, row)
    target = f"{row.get_comparison_display()} {subject.printed(row.value)}"
    if met is not None and really != met:
        stated = "met" if really else "missed (not met)"
        side = (
            "above"
            if fact.value > row.value
            else "below"
            if fact.value < row.value
            else "at"
        )
        yield error(
            "target-contradicted",
            cue,
            f"The target was {stated}: {fact.name} is {fact.words}, {side} the "
            f"target of {target}.",
            "Correct the claim or the figures.",
        )


@comparator(24)
def gaps_agree(reading: Reading):
    """“Missed by 60”, “ten fewer were trained”: how far a figure is off its target."""
    gaps = [c.quantity for c in claims_of(reading) if c.role == GAP]
    found = target_of(reading) if gaps and _speaks_of_target(reading) else None
    if found is None:
        return
    subject, row, area, period = found
    fact = subject.known(area, period)
    if row.value is None or fact is None:
        return
    apart = abs(fact.value - row.value)
    for gap in gaps:
        exact = apart
        if gap.unit == PERCENT and subject.unit != PERCENT and row.value:
            exact = apart * 100 / row.value
        if not gap.fits(exact) and gap.value != row.value:
            yield error(
                "target-contradicted",
                gap,
                f"{gap.text} is wrong: {fact.words} is {bare(apart)} from the target "
                f"of {row.get_comparison_display()} {subject.printed(row.value)}.",
                "Correct the difference.",
            )


def _met(reading, cue, met: bool, row) -> bool | None:
    """“Under its target” is met of a ceiling, and missed of what is to be reached.

    “Exceeded the target” of a ceiling may praise or blame, unless it names the limit.
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
        subject = before[-1].what
        found = _target(reading, subject)
        if found is None or found[0].value is None:
            continue
        row, area, period = found
        fact = subject.known(area, period)
        if fact is None or row.met_by(fact.value) == met:
            continue
        stated = "met" if row.met_by(fact.value) else "missed (not met)"
        yield error(
            "target-contradicted",
            cue,
            f"The target was {stated}: {fact.name} is {fact.words}, and the target is "
            f"{row.get_comparison_display()} {subject.printed(row.value)}.",
            "Correct the claim or the figures.",
        )


def _statuses(reading):
    """Each “was met” and “was missed” of a target, with which of the two it is."""
    for match in phrase("target.was").finditer(reading.bare):
        yield match.span("word"), match["missed"] is None


def _target(reading, subject):
    home, period = reading.known.home_code, reading.period
    row = subject.targets.get((home, days_of(period))) if period else None
    return (row, home, period) if row is not None else None


def _status(reading):
    if missed := phrase("target.is-missed").search(reading.bare):
        return missed.span(), False
    for match in phrase("target.is-met").finditer(reading.bare):
        words = list(phrase("target.met-word").finditer(reading.bare, *match.span()))
        if not words:
            continue
        last = (
            words[-1]
            if words[-1][0] not in {"under", "below", "within"} or len(words) == 1
            else words[0]
        )
        if not _is_wished(reading, last.start()):
            return last.span(), True
    return None, None


def _is_wished(reading, start) -> bool:
    """Whether a target is still to be met: “the target was met” tells that it was."""
    stated = phrase("target.stated").search(reading.bare[:start])
    return stated is None and is_unreal(reading, start)
