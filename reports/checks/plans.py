"""Plans: the Commissioner’s and the partners’, their years and objectives."""

from collections.abc import Iterator

from partnership.core.values import financial_years
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import listed
from partnership.models import Partner, RelatedPlan
from partnership.models.wording import terms, worded
from priorities.models import CommissionersPlan, Objective
from reports.checks.gaps import Gap, report
from reports.checks.issue import Issue, Severity, advice, warning
from reports.checks.outline_queries import place_of
from reports.checks.priorities import of_year
from reports.checks.registry import check
from reports.text.shared_queries import all_of, by_key

PLAN = "related plan"


def _plans(draft) -> list[RelatedPlan]:
    own = draft.partnership.pk
    rows = [row for row in all_of(draft, RelatedPlan) if row.partnership_id == own]
    for row in rows:
        if row.owner_id:
            row.owner = by_key(draft, Partner)[row.owner_id]
    return rows


def _commissioners(draft) -> CommissionersPlan | None:
    """The last of those in force."""
    return next(reversed(draft.context.commissioners_plans), None)


def _listed(draft) -> list[RelatedPlan]:
    """The related plans, if the document lists them."""
    return _plans(draft) if place_of(draft, "plans_table") else []


@check("plan-not-in-force", gives_way=True)
def plans_are_in_force(draft):
    next_year = financial_years.first_day(draft.year + 1)
    over = [plan for plan in _listed(draft) if plan.ended_before(draft.day)]
    ending = [plan for plan in _listed(draft) if plan.ended_before(next_year)]
    yield from report(
        Gap(over, PLAN, "that ended before the document date", name=_with_years),
        Gap(
            [plan for plan in ending if plan not in over],
            PLAN,
            f"ending in {label(draft.year)}",
            name=_with_years,
        ),
        hint="Add the plan that replaces each, or remove it from the list.",
        section=place_of(draft, "plans_table"),
    )


def _with_years(plan):
    return f"{plan} ({plan.years_label})"


@check("plan-incomplete")
def plans_can_be_found(draft):
    plans = _listed(draft)
    endless = [plan for plan in plans if plan.last_year is None]
    yield from report(
        Gap([plan for plan in plans if not plan.url], PLAN, "with no web address"),
        Gap(endless, PLAN, "with no last year", name=_with_years),
        hint="Add the web address and the years of each plan.",
        severity=Severity.ADVICE,
        section=place_of(draft, "plans_table"),
    )


@check("plan-incomplete")
def commissioners_plan_is_there(draft):
    place = place_of(draft, "objectives_table", "plans_table")
    plan = _commissioners(draft)
    if place and plan is None:
        yield warning(
            f"No {terms.commissioner.short}’s plan for {label(draft.year)}.",
            worded("Add the plan that is in force, with its {objective.short_plural}."),
            section=place,
        )
    elif place and (faults := list(_faults(draft, plan))):
        words, fixes = zip(*faults, strict=True)
        yield warning(
            f"The {terms.commissioner.short}’s plan “{plan}” {listed(words)}.",
            " ".join(fixes),
            section=place,
            row=plan,
        )


def _faults(draft, plan) -> Iterator[tuple[str, str]]:
    """What is wrong with a plan, and how to fix it."""
    rows = all_of(draft, CommissionersPlan)
    starts = [row.from_year for row in rows if row.area_id == plan.area_id]
    if plan.to_year == draft.year and draft.year + 1 not in starts:
        words = f"ends in {label(draft.year)} with no plan to follow it"
        yield words, "Add the plan that follows it."
    if plan.from_year is None or plan.to_year is None:
        words = f"has no {'first' if plan.from_year is None else 'last'} year"
        yield words, "Enter its years."
    plans = _listed(draft)
    if plans and not any(map(_is_commissioners, plans)):
        yield "is not among the related plans", "Add it to the related plans."


def _is_commissioners(plan):
    owned = plan.owner is not None and plan.owner.kind == Partner.Kind.COMMISSIONER
    return owned or "police and crime plan" in plan.title.lower()


@check("priority-not-linked")
def objectives_are_supported(draft):
    place = place_of(draft, "objectives_table")
    plan = _commissioners(draft) if place else None
    plans = {row.pk for row in draft.context.commissioners_plans if place}
    objectives = [row for row in all_of(draft, Objective) if row.plan_id in plans]
    supported = _supported(draft)
    if plan and objectives and not supported & {row.pk for row in objectives}:
        yield warning(
            f"No {terms.priority} of {label(draft.year)} supports "
            f"{terms.objective.short_a} of “{plan}”.",
            worded(
                "Select the {objective.short_plural} that each {priority} supports."
            ),
            section=place,
            row=plan,
        )
    else:
        rows = [row for row in objectives if row.pk not in supported]
        yield from _not_supported(rows, draft.year, place)


def _supported(draft) -> set[int]:
    return {
        objective.pk
        for priority in of_year(draft, draft.year)
        for objective in priority.objectives.all()
    }


def _not_supported(rows, year, place) -> Iterator[Issue]:
    fault = f"not supported by any {terms.priority} of {label(year)}"
    for row in filter(_reason, rows):
        yield advice(
            f"{terms.objective.short_start} {row.number} is {fault}. Recorded reason: "
            f"{_reason(row)}",
            "Check the reason is still correct.",
            section=place,
            row=row,
        )
    yield from report(
        Gap(
            [row for row in rows if not _reason(row)],
            worded("{objective.short}|{objective.short_plural}"),
            f"{fault}, with no reason",
            name=lambda row: f"{row.number}, “{row.text}”",
        ),
        hint=worded(
            "Select the {priority.plural} that support each, or give the reason."
        ),
        section=place,
    )


def _reason(objective) -> str:
    return objective.unsupported_reason
