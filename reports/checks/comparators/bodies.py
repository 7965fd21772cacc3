"""Bodies and plans, compared with the records of when they existed."""

import datetime as dt

from partnership.core.values.dates import day as day_words
from reports.checks.comparators.base import Mistake, comparator, error, warning
from reports.text.clauses import clause_at
from reports.text.forms import pattern
from reports.text.misspelt_names import full_names
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.reader import Reading


@comparator(18)
def bodies_exist(reading: Reading):
    """A body or a plan that had ended, or had not begun, at work in the present."""
    day = reading.known.draft.day
    for name in reading.names:
        one = name.of("partner", "plan", "group", "partnership")
        if one is None or name.of("area", "line", "fund") or _is_brief(name, one):
            continue
        alike = [n for n in name.named if n.kind == one.kind and n.name == one.name]
        longer = any(
            one.name in other and one.name != other
            for other, _ in full_names(reading.known)
        )
        if len(alike) > 1 or longer:
            continue
        begun, ended = _life(one)
        first, last = _when(reading, day, name)
        is_stated = first is not None
        if not is_stated and (
            one.kind == "plan" or phrase("people.gone").search(reading.low)
        ):
            continue
        first, last = (first, last) if is_stated else (day, day)
        if (begun or dt.date.min) <= last and first <= (ended or dt.date.max):
            continue
        is_over = bool(ended and ended < first)
        gone = f"{one.name} " + (
            f"ended on {day_words(ended)}"
            if is_over
            else f"began on {day_words(begun)}"
        )
        if not is_stated:
            yield warning(
                "name-of-another-time",
                name,
                f"{gone}; the document is dated {day_words(day)}.",
                "Use the organisation that existed on that date, or accept this "
                "warning if the text is about another time.",
            )
            continue
        later = _successor(reading, one, first)
        yield error(
            "plan-not-in-force" if one.kind == "plan" else "name-of-another-time",
            name,
            f"{gone}, so it no longer existed then{later}." if is_over else f"{gone}.",
            "Name the body or plan that took its place, or say when this was.",
        )


@comparator(19)
def plans_end_when_given(reading: Reading):
    """“The Alcohol Plan runs until 2022”, which ends in 2020."""
    plans = reading.named("plan")
    for period in reading.periods if len(plans) == 1 else ():
        name = plans[0]
        between = reading.bare[name.end : period.start]
        begun, ended = _life(name.of("plan"))
        runs = period.is_range and phrase("plan.runs").search(between)
        if runs and begun and ended:
            years = period.period.start.year, period.period.end.year
            if years != (begun.year, ended.year):
                yield _other_years(name, period, begun, ended)
                return
        if phrase("plan.from-to").search(between) and begun and ended:
            if days_of(period.period)[1] != ended:
                yield _other_years(name, period, begun, ended)
                return
        if not ended or not phrase("plan.ends").search(between):
            continue
        if not period.period.start <= ended <= period.period.end:
            yield error(
                "plan-not-in-force",
                period,
                f"{name.of('plan').name} ends on {day_words(ended)}.",
                "Correct the year, or the years recorded for the plan.",
            )
            return


def _other_years(name, period, begun, ended) -> Mistake:
    return error(
        "plan-not-in-force",
        period,
        f"{name.of('plan').name} runs from {day_words(begun)} to {day_words(ended)}.",
        "Correct the years, or the years recorded for the plan.",
    )


def _is_brief(name, one) -> bool:
    """“The Team” may be another; “the Drug and Alcohol Action Team” is not."""
    return one.short and (one.kind != "partner" or name.end - name.start < 20)


def _life(one):
    row = one.row
    if one.kind == "plan":
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
    given += [(one.day, one.day) for one in reading.dates if one.day]
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
    if pattern("people.past-roles").search(low):
        return None, None
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


def _successor(reading, one, day):
    """Bodies of the same kind and place that there are now."""
    if one.kind != "partner":
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
        if row.kind == one.row.kind
        and row.pk != one.row.pk
        and row.area_id == one.row.area_id
        and (row.to_on is None or row.to_on >= day)
        and row.parent_id == one.row.parent_id
    ]
    return (
        f"; there is now the {' or the '.join(sorted(alike)[:2])}"
        if alike and len(alike) <= 2
        else ""
    )
