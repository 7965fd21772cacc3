"""Plans: the Commissioner's and the partners', their years and objectives."""

import datetime as dt
import re

from partnership.core.values import financial_years
from partnership.core.values.financial_years import label
from partnership.models import Partner, RelatedPlan
from priorities.models import CommissionersPlan, Objective
from reports.checks.finding import warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.priorities import of_year
from reports.checks.registry import check
from reports.text.shared_queries import (
    all_of,
    by_key,
)

MONTHS = (
    "january february march april may june july august september october november "
    "december"
).split()
DATED = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b", re.I)
SPAN = re.compile(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:20)?\d\d)\b")
INFORMS = re.compile(r"\b(?:inform|shape|guide|feed into)(?:s|ed|ing)?\b", re.I)


def _plans(draft) -> list[RelatedPlan]:
    own = draft.partnership.pk
    rows = [row for row in all_of(draft, RelatedPlan) if row.partnership_id == own]
    for row in rows:
        if row.owner_id:
            row.owner = by_key(draft, Partner)[row.owner_id]
    return rows


def _commissioners(draft) -> CommissionersPlan | None:
    return draft.context.commissioners_plan


@check(
    "plan-has-ended",
    "Related plans that are over, or end within the year",
    "A document that works with a plan that is over works with nothing.",
)
def plans_are_in_force(draft):
    place = place_of(draft, "plans_table")
    plans = _plans(draft) if place else []
    over = [plan for plan in plans if plan.ended_before(draft.day)]
    ending = [
        plan
        for plan in plans
        if plan not in over
        and plan.ended_before(financial_years.first_day(draft.year + 1))
    ]
    if over:
        yield warn(
            f"{number_of(len(over), 'related plan')} ended before the document: "
            f"{listed(map(_named, over))}.",
            "Enter the plan that took its place, or take it off the list.",
            section=place,
            row=over[0],
        )
    if ending:
        yield warn(
            f"{number_of(len(ending), 'related plan')} "
            f"{'ends' if len(ending) == 1 else 'end'} within {label(draft.year)}: "
            f"{listed(map(_named, ending))}.",
            "Ask the owner what follows.",
            section=place,
            row=ending[0],
        )


def _named(plan):
    return f"{plan} ({plan.years_label})"


@check(
    "plan-not-found",
    "Related plans without an address or an end",
    "Readers cannot look up a plan that has no address, nor see how long it holds.",
)
def plans_can_be_found(draft):
    place = place_of(draft, "plans_table")
    plans = _plans(draft) if place else []
    without = [plan for plan in plans if not plan.url]
    endless = [plan for plan in plans if plan.last_year is None]
    if without:
        yield warn(
            f"{number_of(len(without), 'related plan has', 'related plans have')} no "
            f"address: {listed(map(str, without))}.",
            "Enter where each can be read.",
            section=place,
            row=without[0],
        )
    if endless:
        yield warn(
            f"{number_of(len(endless), 'related plan does', 'related plans do')} not "
            f"say how long it holds: {listed(map(_named, endless))}.",
            "Enter its last year, if it has one.",
            section=place,
            row=endless[0],
        )


@check(
    "commissioners-plan",
    "The Commissioner’s plan: missing, unlisted, ending or without years",
    "Every priority is held against its objectives.",
)
def commissioners_plan_is_there(draft):
    place = place_of(draft, "objectives_table", "plans_table")
    if not place:
        return
    plan = _commissioners(draft)
    if plan is None:
        yield warn(
            f"No plan of the Commissioner is known for {label(draft.year)}.",
            "Enter the plan that is in force, with its objectives.",
            section=place,
        )
        return
    if plan.to_year == draft.year:
        yield warn(
            f"The Commissioner’s plan “{plan}” ends with {label(draft.year)}.",
            "Say in words what follows, and when the priorities are looked at again.",
            section=place,
            row=plan,
        )
    if plan.from_year is None or plan.to_year is None:
        yield warn(
            f"The Commissioner’s plan “{plan}” lacks its "
            f"{'first' if plan.from_year is None else 'last'} year.",
            "Enter the years that it covers.",
            section=place,
            row=plan,
        )
    listing = place_of(draft, "plans_table")
    if listing and _plans(draft) and not any(map(_is_commissioners, _plans(draft))):
        yield warn(
            f"The Commissioner’s plan “{plan}” is not among the related plans.",
            "List it with the others, with its years and its address.",
            section=listing,
            row=plan,
        )


def _is_commissioners(plan):
    owned = plan.owner is not None and plan.owner.kind == Partner.Kind.COMMISSIONER
    return owned or "police and crime plan" in plan.title.lower()


@check(
    "objective-unserved",
    "Objectives that no priority serves",
    "The grant is given for all the objectives, so readers ask about those left out.",
)
def objectives_are_served(draft):
    place = place_of(draft, "objectives_table")
    plan = _commissioners(draft) if place else None
    if plan is None:
        return
    served = {
        objective.pk
        for priority in of_year(draft, draft.year)
        for objective in priority.objectives.all()
    }
    objectives = [row for row in all_of(draft, Objective) if row.plan_id == plan.pk]
    if objectives and not served & {row.pk for row in objectives}:
        yield warn(
            f"No priority of {label(draft.year)} says which objective of “{plan}” it "
            "serves.",
            "Choose the objectives that each priority serves.",
            section=place,
            row=plan,
        )
        return
    for row in objectives:
        if row.pk not in served:
            why = row.unsupported_reason
            yield warn(
                f"No priority of {label(draft.year)} serves objective {row.number}, "
                f"“{row.text}”"
                + (
                    f". The reason kept is: {why}" if why else ", and nothing says why."
                ),
                "Choose the priority that serves it, or keep the reason."
                if why
                else "Choose the priority that serves it, or say why none does.",
                section=place,
                row=row,
            )


@check(
    "evidence-after-plan",
    "Evidence that is younger than the plan it is said to inform",
    "A plan cannot rest on what was found after it began.",
)
def evidence_comes_first(draft):
    for words in draft.words:
        for sentence in words.sentences():
            if not sentence.told(INFORMS):
                continue
            dated, span = DATED.search(sentence.text), SPAN.search(sentence.text)
            if not (dated and span):
                continue
            found = dt.date(int(dated[3]), MONTHS.index(dated[2].lower()) + 1, 1)
            begun = financial_years.first_day(int(span[1]))
            if found > begun and int(span[2]) % 100 > int(span[1]) % 100:
                yield warn(
                    f"Something of {dated[0]} is said to inform what began in "
                    f"{span[1]} ({span[0]}).",
                    "Correct the date or the years, or say what it will inform.",
                    words=words,
                    excerpt=dated[0],
                )
