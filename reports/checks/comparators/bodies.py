"""Organisations and plans, compared with the dates on which they existed."""

import datetime as dt

from partnership.core.values.dates import day as day_words
from reports.checks.comparators.base import Mistake, comparator, error, warning
from reports.checks.comparators.wording import PLACES
from reports.text.clauses import clause_at
from reports.text.forms import pattern
from reports.text.misspelt_names import full_names
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.reader import Reading


@comparator(18)
def bodies_exist(reading: Reading):
    """An organisation or plan that had ended, or not begun, at the stated time."""
    day = reading.known.draft.day
    for name in reading.names:
        body = name.of("partner", "plan", "group", "partnership")
        if body is None or _may_be_another(reading, name, body):
            continue
        first, last = _when(reading, day, name)
        is_stated = first is not None
        if not is_stated:
            first, last = day, day
            if body.kind == "plan" or phrase("people.gone").search(reading.low):
                continue
        begun, ended = _life(body)
        if last < (begun or dt.date.min) or (ended or dt.date.max) < first:
            was = f"began on {day_words(begun)}" if begun else ""
            if ended and ended < first:
                was = f"ended on {day_words(ended)}"
            stated = _at_stated_time if is_stated else _at_day
            yield stated(reading, name, body, f"{body.name} {was}", first)


def _may_be_another(reading: Reading, name, body) -> bool:
    """Whether a name may be that of another organisation or of a predecessor."""
    if name.of("area", "line", "fund") or _is_brief(name, body):
        return True
    alike = [n for n in name.named if n.kind == body.kind and n.name == body.name]
    longer = any(
        body.name in other and body.name != other
        for other, _ in full_names(reading.known)
    )
    return len(alike) > 1 or longer or _is_succession(reading, body)


def _at_day(reading: Reading, name, body, was: str, day) -> Mistake:
    return warning(
        "name-of-another-time",
        name,
        f"{was}; the document is dated {day_words(day)}.",
        "Use the organisation that existed on that date, or accept this "
        "warning if the text is about another time.",
    )


def _at_stated_time(reading: Reading, name, body, was: str, first) -> Mistake:
    gone = ", so it no longer existed then" if " ended on " in was else ""
    later = _successor(reading, body, first) if gone else ""
    return error(
        "plan-not-in-force" if body.kind == "plan" else "name-of-another-time",
        name,
        f"{was}{gone}{later}.",
        "Name the organisation or plan that replaced it, or say when this was.",
    )


@comparator(19)
def plans_end_when_given(reading: Reading):
    """“The Alcohol Plan runs until 2022”, which ends in 2020."""
    plans = reading.named("plan")
    for period in reading.periods if len(plans) == 1 else ():
        (name,) = plans
        begun, ended = _life(name.of("plan"))
        between = reading.bare[name.end : period.start]
        if ended and begun and _has_other_years(period, between, begun, ended):
            yield _other_years(name, period, begun, ended)
            return
        ends = ended and phrase("plan.ends").search(between)
        if ends and not period.period.start <= ended <= period.period.end:
            yield error(
                "plan-not-in-force",
                period,
                f"{name.of('plan').name} ends on {day_words(ended)}.",
                "Correct the year, or the years recorded for the plan.",
            )
            return


@comparator(19)
def plans_are_in_their_year(reading: Reading):
    """“The strategy is in its last year”, where it has one more to run."""
    plans = reading.named("plan")
    cue = phrase("plan.in-its-year").search(reading.bare) if len(plans) == 1 else None
    begun, ended = _life(plans[0].of("plan")) if cue else (None, None)
    day = reading.known.draft.day
    if cue is None or not begun or not ended:
        return
    year = day.year - begun.year + ((day.month, day.day) >= (begun.month, begun.day))
    years = ended.year - begun.year + (ended.month >= begun.month)
    is_last = cue["n"] in {"last", "final"}
    if year != (years if is_last else PLACES.index(cue["n"]) + 1):
        yield _other_years(plans[0], cue, begun, ended)


def _has_other_years(period, between: str, begun, ended) -> bool:
    """“Runs from 2015 to 2018”, “from 2015-16 to 2017-18”."""
    if period.is_range and phrase("plan.runs").search(between):
        years = period.period.start.year, period.period.end.year
        return years != (begun.year, ended.year)
    is_last = phrase("plan.from-to").search(between)
    return bool(is_last) and days_of(period.period)[1] != ended


def _other_years(name, where, begun, ended) -> Mistake:
    return error(
        "plan-not-in-force",
        where,
        f"{name.of('plan').name} runs from {day_words(begun)} to {day_words(ended)}.",
        "Correct the years, or the years recorded for the plan.",
    )


def _is_brief(name, body) -> bool:
    """“The Team” may be another; “the Drug and Alcohol Action Team” is not."""
    return body.short and (body.kind != "partner" or name.end - name.start < 20)


# How long after the end of one organisation the next may begin.
SOON = dt.timedelta(days=400)


def _is_succession(reading: Reading, body) -> bool:
    """“The Trust gave way to the Group”: one organisation replaced the other."""
    begun, ended = _life(body)
    lives = [_life(name.of(body.kind)) for name in reading.named(body.kind)]
    return any(
        ended
        and begins
        and abs(begins - ended) < SOON
        or begun
        and ends
        and abs(begun - ends) < SOON
        for begins, ends in lives
    )


def _life(body):
    row = body.row
    if body.kind == "plan":
        return _plan_life(row)
    return getattr(row, "from_on", None), getattr(row, "to_on", None)


def _plan_life(row):
    first = getattr(row, "first_year", None) or getattr(row, "from_year", None)
    last = getattr(row, "last_year", None) or getattr(row, "to_year", None)
    is_calendar = getattr(row, "year_kind", "financial") == "calendar"
    if is_calendar:
        return (dt.date(first, 1, 1) if first else None), (
            dt.date(last, 12, 31) if last else None
        )
    return (dt.date(first, 4, 1) if first else None), (
        dt.date(last + 1, 3, 31) if last else None
    )


def _when(reading, day, name):
    """The days that a sentence names, or the day of the document if in the present."""
    given = [(_first_day(p), p.period.end) for p in reading.periods]
    given += [(date.day, date.day) for date in reading.dates if date.day]
    low = reading.low
    clause = clause_at(reading, *name.span)
    is_gone = phrase("people.gone")
    if phrase("said.nowadays").search(low, *clause) and not is_gone.search(
        low, *clause
    ):
        return day, day
    if is_gone.search(low):
        return None, None
    if given:
        return min(a for a, _ in given), max(b for _, b in given)
    ours = phrase("people.we-act").search(low)
    acts = ours or phrase("people.acts").match(low[name.end :])
    if (
        acts
        or phrase("people.will").search(low)
        or pattern("verbs.present").search(low)
    ):
        return day, day
    return None, None


def _first_day(mention):
    return dt.date.min if mention.lead in {"before", "until"} else mention.period.start


def _successor(reading, body, day):
    """Organisations of the same kind and place that exist now."""
    if body.kind != "partner":
        return ""
    rows = {
        n.row.pk: n.row
        for found in reading.known.names.values()
        for n in found
        if n.kind == "partner"
    }
    alike = [
        row.name
        for row in rows.values()
        if row.kind == body.row.kind
        and row.pk != body.row.pk
        and row.area_id == body.row.area_id
        and (row.to_on is None or row.to_on >= day)
        and row.parent_id == body.row.parent_id
    ]
    return (
        f"; there is now the {' or the '.join(sorted(alike)[:2])}"
        if alike and len(alike) <= 2
        else ""
    )
