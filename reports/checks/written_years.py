"""Checks of years in words: one form, and the years that a plan's row has."""

import re
from dataclasses import dataclass

from partnership.core.values import financial_years
from partnership.models import RelatedPlan
from priorities.models import CommissionersPlan
from reports.checks.finding import warn
from reports.checks.register import inside, official_spans
from reports.checks.registry import check
from reports.text.full_text import (
    plain,
    whole_text,
)
from reports.text.shared_queries import all_of

SPAN = re.compile(
    r"(?<![\w/.:@-])'?((?:19|20)\d\d)(\s?[/_-]\s?)((?:19|20)\d\d|\d\d?)(?![\w/-])"
)
OF_PLAN = r"[\s,(]{1,2}(?:for |of )?(?:the years )?"
LONG_SPAN = re.compile(
    r"((?:19|20)\d\d)(?:[/-]\d\d?)?\s?(?:-|to)\s?((?:19|20)\d\d)(?:[/-](\d\d))?(?!\d)"
    r"|((?:19|20)\d\d)\s?[/-]\s?(\d\d?)(?!\d)"
)
YEARS_AT_END = re.compile(r"[\s,(]*\d{4}.*$")


@check(
    "year-form",
    "Years written otherwise than 2016-17",
    "A search for a year finds it only where it is written alike.",
)
def years_have_one_form(draft):
    whole = whole_text(draft)
    official = official_spans(draft, whole)
    found = [
        match for match in whole.matches(SPAN) if not inside(match.span(), official)
    ]
    forms = {len(match[3]) for match in found if _last(match) > int(match[1]) + 1}
    for match in found:
        right = _house_form(match, len(forms) > 1)
        start = match.start(1)
        place = whole.at(start, match.end())
        if right and place["excerpt"] != right:
            yield warn(
                f"“{place['excerpt']}” is written {right} here.",
                f"Write {right}.",
                offer=right,
                offer_words=right,
                **place,
            )


def _last(match) -> int:
    """The year at the end of a span, like 2017 of 2016-17."""
    start, digits = int(match[1]), 10 ** len(match[3])
    last = start - start % digits + int(match[3])
    return last + digits if last < start else last


def _house_form(match, is_mixed) -> str:
    """2016-17 for a financial year; a longer span in full if the document has both
    forms, else with the hyphen alone put right. Empty for what is no span."""
    start, last = int(match[1]), _last(match)
    if last == start + 1:
        return financial_years.label(start)
    if not start + 1 < last < start + 30:
        return ""
    return f"{start}-{last}" if is_mixed else f"{start}-{match[3]}"


@dataclass(frozen=True)
class Plan:
    """A plan's title without its years, and the calendar years it may name."""

    title: str
    start: int | None
    ends: tuple[int, ...]
    label: str


def _plans(draft) -> dict[str, list[Plan]]:
    def read():
        plans: dict[str, list[Plan]] = {}
        for row in [*all_of(draft, CommissionersPlan), *all_of(draft, RelatedPlan)]:
            plan = _plan(row)
            plans.setdefault(plan.title.lower(), []).append(plan)
        return plans

    return draft.shared("plans by title", read)


def _plan(row):
    title = plain(YEARS_AT_END.sub("", row.title))
    if isinstance(row, RelatedPlan):
        last = row.last_year or row.first_year
        ends = (last,) if row.year_kind == "calendar" else (last, last + 1)
        return Plan(title, row.first_year, ends, row.years_label)
    last = () if row.to_year is None else (row.to_year + 1,)
    label = f"{row.from_year or '?'}-{last[0] if last else '?'}"
    return Plan(title, row.from_year, last, label)


@check(
    "plan-years",
    "Plans with other years than their own",
    "A plan with two spans of years looks like two plans.",
)
def plans_have_their_years(draft):
    whole = whole_text(draft)
    for title, plans in _plans(draft).items():
        if not any(plan.ends for plan in plans):
            continue
        for start, end in whole.places(title):
            match = re.compile(OF_PLAN).match(whole.typed, end)
            told = match and LONG_SPAN.match(whole.typed, match.end())
            if told and not any(_fits(plan, told) for plan in plans):
                known = " and ".join(plan.label for plan in plans if plan.start)
                yield warn(
                    f"“{whole.text[start : told.end()]}”: its years are {known}.",
                    "Write the years that the plan’s row has, or mend the row.",
                    **whole.at(start, told.end()),
                )


def _fits(plan, match):
    """Whether the years told are the plan's, or lie within them."""
    start = int(match[1] or match[4])
    if match[1]:
        last = int(match[2]) + (1 if match[3] else 0)
    else:
        digits = 10 ** len(match[5])
        last = start - start % digits + int(match[5])
    if plan.start is None:
        return last in plan.ends
    if (
        last == start + 1
        and plan.start <= start
        and last <= max(plan.ends, default=start + 1)
    ):
        return True
    return start == plan.start and (not plan.ends or last in plan.ends)
