"""Checks of years in text: one format, and the years recorded for a plan."""

from dataclasses import dataclass

from partnership.models import RelatedPlan
from priorities.models import CommissionersPlan
from reports.checks.issue import warning
from reports.checks.name_register import inside, name_register, official_spans
from reports.checks.registry import check
from reports.text import house_style
from reports.text.full_text import plain, whole_text
from reports.text.phrases import shape
from reports.text.shared_queries import all_of

SPAN = shape("year-formats.span")
OF_PLAN = shape("year-formats.of-plan")
LONG_SPAN = shape("year-formats.long-span")
YEARS_AT_END = shape("year-formats.years-at-end")


@check("year-format")
def years_have_one_form(draft):
    whole = whole_text(draft)
    official = official_spans(draft, whole)
    found = [
        match for match in whole.matches(SPAN) if not inside(match.span(), official)
    ]
    forms = {len(match[3]) for match in found if _last(match) > int(match[1]) + 1}
    for match in found:
        right = _house_form(match, len(forms) > 1, name_register(draft).terms)
        start = match.start(1)
        place = whole.at(start, match.end())
        if right and place["excerpt"] != right:
            yield warning(
                f"“{place['excerpt']}” is written {right} here.",
                f"Write {right}.",
                replacement=right,
                **place,
            )


def _last(match) -> int:
    """The year at the end of a span, like 2017 of 2016-17."""
    start, digits = int(match[1]), 10 ** len(match[3])
    last = start - start % digits + int(match[3])
    return last + digits if last < start else last


def _house_form(match, is_mixed, terms) -> str:
    """2016-17, or the form in the glossary, for a financial year.

    A longer span is in full if the document has both forms, otherwise with only the
    hyphen corrected. Empty if it is not a span.
    """
    start, last = int(match[1]), _last(match)
    if last == start + 1:
        return house_style.year_label(terms, start)
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


@check("plan-not-in-force", gives_way=True)
def plans_have_their_years(draft):
    whole = whole_text(draft)
    for title, plans in _plans(draft).items():
        if not any(plan.ends for plan in plans):
            continue
        for start, end in whole.places(title):
            match = OF_PLAN.match(whole.typed, end)
            years = match and LONG_SPAN.match(whole.typed, match.end())
            if years and not any(_fits(plan, years) for plan in plans):
                known = " and ".join(plan.label for plan in plans if plan.start)
                yield warning(
                    f"“{whole.text[start : years.end()]}” does not match the "
                    f"recorded years: {known}.",
                    "Use the years recorded for the plan, or correct the record.",
                    **whole.at(start, years.end()),
                )


def _fits(plan, match):
    """Whether these years are the plan’s, or within them."""
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
