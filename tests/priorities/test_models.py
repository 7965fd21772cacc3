"""Priorities, measures, observations, targets: what is valid, and how it is shown."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.core.values.missing import Reason
from partnership.core.values.periods import PeriodKind
from priorities.models import Achievement, CommissionersPlan, Priority
from tests.builders import (
    a_commissioners_plan,
    a_comparison,
    a_group,
    a_lead,
    a_measure,
    a_partner,
    a_partnership,
    a_priority,
    a_priority_link,
    a_reported_change,
    a_strand,
    a_target,
    an_achievement,
    an_area,
    an_objective,
    an_observation,
)
from tests.refusals import assert_breaks, assert_kept, assert_refused, assert_unique

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOT_GIVEN = {"starts_on": None, "ends_on": None, "period_kind": PeriodKind.NOT_GIVEN}
WORDS = "<p>Fewer burglaries.</p>"
# A period half given, backwards, not given with dates, or given without.
BROKEN_PERIODS = [
    {"starts_on": None},
    {"ends_on": None},
    {"ends_on": dt.date(2016, 3, 31)},
    {"period_kind": PeriodKind.NOT_GIVEN},
    {"starts_on": None, "ends_on": None},
]


@pytest.mark.parametrize("broken", BROKEN_PERIODS)
@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("observation_period_is_whole", an_observation),
        ("reportedchange_period_is_whole", a_reported_change),
        ("comparison_period_is_whole", a_comparison),
        ("target_period_is_whole", a_target),
    ],
)
def test_incomplete_period_is_rejected(name, build, broken):
    assert_breaks(build, name, broken)


@pytest.mark.parametrize("broken", BROKEN_PERIODS)
def test_incomplete_base_period_is_rejected(broken):
    # The base is the year before, so its end is put before its start by a year more.
    base = {f"base_{name}": value for name, value in broken.items()}
    if base.get("base_ends_on"):
        base["base_ends_on"] = dt.date(2015, 3, 31)

    assert_breaks(a_reported_change, "reportedchange_base_period_is_whole", base)


@pytest.mark.parametrize(
    ("name", "build", "changes"),
    [
        (
            "commissionersplan_from_year_is_a_year",
            a_commissioners_plan,
            {"from_year": 1},
        ),
        (
            "commissionersplan_to_year_is_a_year",
            a_commissioners_plan,
            {"to_year": 2101},
        ),
        ("commissionersplan_ends_after_start", a_commissioners_plan, {"to_year": 2012}),
        ("priority_from_year_is_a_year", a_priority, {"from_year": 1989}),
        ("priority_to_year_is_a_year", a_priority, {"to_year": 2101}),
        ("priority_ends_after_start", a_priority, {"to_year": 2015}),
        (
            "prioritylink_of_two_priorities",
            a_priority_link,
            {"later": lambda row: row.earlier},
        ),
        (
            "strand_outcome_or_reason",
            a_strand,
            {"outcome": WORDS, "outcome_reason": Reason.NOT_GIVEN},
        ),
        (
            "strand_progress_or_reason",
            a_strand,
            {"progress": WORDS, "progress_reason": Reason.NOT_YET_DUE},
        ),
        ("lead_exactly_one_partner", a_lead, {"partner": None}),
        ("lead_exactly_one_partner", a_lead, {"group": lambda row: a_group()}),
        (
            "lead_exactly_one_partner",
            a_lead,
            {
                "partner": None,
                "group": lambda row: a_group(),
                "partnership": lambda row: a_partnership(),
            },
        ),
        ("achievement_year_is_a_year", an_achievement, {"year": 1989}),
        ("achievement_figure_has_caption", an_achievement, {"figure": "12"}),
        ("observation_value_or_reason", an_observation, {"value": None}),
        ("observation_value_or_reason", an_observation, {"reason": Reason.SUPPRESSED}),
        (
            "observation_denominator_not_zero",
            an_observation,
            {"denominator": Decimal(0)},
        ),
        ("reportedchange_amount_or_reason", a_reported_change, {"amount": None}),
        ("reportedchange_amount_or_reason", a_reported_change, {"reason": "not-given"}),
        (
            "reportedchange_amount_without_sign",
            a_reported_change,
            {"amount": Decimal(-5)},
        ),
        ("comparison_of_two_areas", a_comparison, {"against": lambda row: row.area}),
        ("target_value_or_reason", a_target, {"value": None}),
        ("target_value_or_reason", a_target, {"reason": Reason.NOT_YET_DECIDED}),
    ],
)
def test_invalid_row_is_rejected(name, build, changes):
    assert_breaks(build, name, changes)


@pytest.mark.parametrize(
    ("name", "build", "fields"),
    [
        ("objective_number_unique_in_plan", an_objective, ["plan", "number"]),
        (
            "priority_number_unique_in_year",
            a_priority,
            ["partnership", "from_year", "number"],
        ),
        ("prioritylink_once", a_priority_link, ["earlier", "later"]),
        ("strand_order_unique", a_strand, ["priority", "order"]),
        ("lead_order_unique", a_lead, ["strand", "order"]),
        ("observation_one_a_period", an_observation, ["measure", "area"]),
        ("reportedchange_once", a_reported_change, ["measure", "area"]),
        ("comparison_once", a_comparison, ["measure", "area", "against"]),
        ("target_one_a_period", a_target, ["measure", "area"]),
    ],
)
def test_duplicate_row_is_rejected(name, build, fields):
    assert_unique(build, name, fields)


NO_BASE = {f"base_{name}": value for name, value in NOT_GIVEN.items()}


@pytest.mark.parametrize(
    ("name", "build", "given", "fields"),
    [
        ("observation_one_without_period", an_observation, NOT_GIVEN, []),
        ("target_one_without_period", a_target, NOT_GIVEN, []),
        ("comparison_one_without_period", a_comparison, NOT_GIVEN, ["against"]),
        ("reportedchange_one_without_base", a_reported_change, NO_BASE, []),
        ("reportedchange_one_without_period", a_reported_change, NOT_GIVEN, []),
        ("reportedchange_one_without_both", a_reported_change, NO_BASE | NOT_GIVEN, []),
    ],
)
def test_duplicate_row_without_a_period_is_rejected(name, build, given, fields):
    first, second = build(**given), build(**given)
    for field in ["measure", "area", *fields]:
        setattr(second, field, getattr(first, field))

    assert_refused(second, name)


@pytest.mark.parametrize(
    ("build", "changes"),
    [
        (a_commissioners_plan, {"from_year": None, "to_year": None}),
        (a_commissioners_plan, {"from_year": 2013, "to_year": 2013}),
        (a_priority, {"from_year": 1990, "to_year": 2100}),
        (a_strand, {"outcome": WORDS}),
        (a_strand, {"outcome_reason": Reason.NOT_YET_DECIDED}),
        (a_lead, {"partner": None, "group": lambda row: a_group()}),
        (a_lead, {"partner": None, "partnership": lambda row: a_partnership()}),
        (an_achievement, {"figure": "12", "figure_caption": "lights"}),
        (an_observation, {"value": Decimal(0)}),
        (
            an_observation,
            {
                "value": Decimal("-0.5"),
                "measure": lambda row: a_measure(allows_any_number=True),
            },
        ),
        (an_observation, {"value": None, "reason": Reason.NOT_AVAILABLE}),
        (an_observation, {"denominator": Decimal("0.01")}),
        (an_observation, NOT_GIVEN),
        (an_observation, {"ends_on": dt.date(2016, 4, 1), "period_kind": "part-year"}),
        (a_reported_change, {"amount": Decimal(0), "direction": "same"}),
        (a_reported_change, {"amount": None, "reason": Reason.NOT_GIVEN}),
        (
            a_reported_change,
            {f"base_{name}": value for name, value in NOT_GIVEN.items()},
        ),
        (a_target, {"value": None, "reason": Reason.NOT_YET_DECIDED}),
    ],
)
def test_valid_row_is_saved(build, changes):
    assert_kept(build, changes)


def test_priorities_of_a_year_are_in_order():
    ours = a_partnership()
    second = a_priority(partnership=ours, number=2, from_year=2015, to_year=2016)
    first = a_priority(partnership=ours, number=1, from_year=2016, to_year=2018)
    a_priority(partnership=ours, number=3, from_year=2017)
    a_priority(number=1)

    assert [*Priority.objects.of(ours, 2016)] == [first, second]


def test_achievements_of_a_year_are_in_order():
    ours = a_partnership()
    second = an_achievement(partnership=ours, order=2)
    first = an_achievement(partnership=ours, order=1)
    an_achievement(partnership=ours, year=2017)
    an_achievement()

    assert [*Achievement.objects.of(ours, 2016)] == [first, second]


def test_plan_for_a_year_is_the_one_in_force():
    area = an_area()
    oldest = a_commissioners_plan(area=area, from_year=None, to_year=2012)
    middle = a_commissioners_plan(area=area, from_year=2013, to_year=2016)
    latest = a_commissioners_plan(area=area, from_year=2017, to_year=None)
    a_commissioners_plan(from_year=2016, to_year=2016)

    plans = {
        year: CommissionersPlan.objects.for_year(area, year)
        for year in range(2011, 2020)
    }

    assert plans[2011] == plans[2012] == oldest
    assert plans[2013] == plans[2016] == middle
    assert plans[2017] == plans[2019] == latest


def test_plan_for_a_year_without_a_plan_is_none():
    plan = a_commissioners_plan(from_year=2013, to_year=2016)

    assert CommissionersPlan.objects.for_year(plan.area, 2012) is None
    assert CommissionersPlan.objects.for_year(plan.area, 2017) is None


def test_later_of_two_plans_in_force_is_used():
    area = an_area()
    a_commissioners_plan(area=area, from_year=2013, to_year=2020)
    later = a_commissioners_plan(area=area, from_year=2016, to_year=2020)

    assert CommissionersPlan.objects.for_year(area, 2016) == later


def test_lead_is_the_partner_partnership_or_group():
    partner, group, partnership = a_partner(), a_group(), a_partnership()

    assert a_lead(partner=partner).body == partner
    assert a_lead(group=group).body == group
    assert a_lead(partnership=partnership).body == partnership
    assert str(a_lead(group=group)) == group.name


@pytest.mark.parametrize(
    ("comparison", "value", "met"),
    [
        ("at-least", "100", True),
        ("at-least", "99.9", False),
        ("at-most", "100", True),
        ("at-most", "100.1", False),
        ("at-most", "0", True),
    ],
)
def test_target_is_met_or_not(comparison, value, met):
    assert a_target(comparison=comparison).met_by(Decimal(value)) is met


def test_target_without_a_number_is_neither_met_nor_missed():
    assert a_target(reason=Reason.NOT_YET_DECIDED).met_by(Decimal(1)) is None
    assert a_target().met_by(None) is None


def test_measure_remains_if_its_priority_is_deleted():
    measure = a_measure(priority_theme=a_priority())
    measure.priority_theme.delete()
    measure.refresh_from_db()

    assert measure.priority_theme is None


def test_text_of_rows_has_the_printed_period():
    row = an_observation(
        measure=a_measure(name="Crimes"), area=an_area(name="Testshire")
    )

    assert str(row) == "Crimes, Testshire, 2016-17"
    assert str(a_priority(title="Safer")) == "Safer (2016-17)"
    assert str(a_reported_change()).endswith(": up since 2015-16")
    assert a_reported_change().base.label == "2015-16"


@pytest.mark.parametrize(
    ("comparison", "value", "status"),
    [
        ("at-least", 100, "Met"),
        ("at-least", 95, "Nearly met"),
        ("at-least", 89, "Missed"),
        ("at-most", 105, "Nearly met"),
        ("at-most", 111, "Missed"),
        ("at-most", None, "No figure"),
    ],
)
def test_target_has_a_status_in_words(comparison, value, status):
    nearly = Decimal(90 if comparison == "at-least" else 110)
    row = a_target(comparison=comparison, nearly_value=nearly)
    row.full_clean()

    assert row.status(value).label == status


def test_nearly_met_is_short_of_the_target():
    assert_breaks(
        a_target, "target_nearly_short_of_target", {"nearly_value": Decimal(101)}
    )
