import pytest

from tests.builders import a_related_plan
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed, right",
    [
        ("2016/17", "2016-17"),
        ("2016-2017", "2016-17"),
        ("2017/8", "2017-18"),
        ("2015 -16", "2015-16"),
        ("2016–17", "2016-17"),
        ("1999/00", "1999-00"),
        ("2017 - 21", "2017-21"),
    ],
)
def test_a_year_in_another_form_is_found(typed, right):
    (issue,) = found(draft_with(f"<p>It was in {typed}.</p>"), "year-format")

    assert issue.replacement == right


@pytest.mark.parametrize(
    "words",
    [
        "It was in 2016-17.",
        "The plan 2017-2021 holds.",
        "The plan 2017-21 holds.",
        "From 2013-14 to 2017-18.",
        "SI 2007/1830 and 2017-09-21 are no years.",
        "See www.example.org/plan_2016/17.pdf.",
        "It was [=total safety-fund 2016/17].",
    ],
)
def test_years_as_the_house_writes_them_pass(words):
    assert found(draft_with(f"<p>{words}</p>"), "year-format") == []


def test_spans_in_two_forms_are_found():
    report = draft_with("<p>One plan is for 2012-17, one for 2015-2018.</p>")

    (issue,) = found(report, "year-format")

    assert (issue.excerpt, issue.replacement) == ("2012-17", "2012-2017")


@pytest.mark.parametrize("typed", ["2013-17", "2012-2018", "(2014-18)"])
def test_a_plan_with_other_years_than_its_row_is_found(typed):
    plan = a_related_plan(
        title="Testshire Lamp Strategy",
        year_kind="calendar",
        first_year=2012,
        last_year=2017,
    )
    report = draft_with(f"<p>The {plan.title} {typed} is ours.</p>")

    (issue,) = found(report, "plan-years")

    assert "2012-2017" in issue.message


@pytest.mark.parametrize("typed", ["2012-17", "2012-2017", "(2012 - 2017)", "of 2012"])
def test_a_plan_with_its_years_passes(typed):
    plan = a_related_plan(
        title="Testshire Lamp Strategy",
        year_kind="calendar",
        first_year=2012,
        last_year=2017,
    )
    report = draft_with(f"<p>The {plan.title} {typed} is ours.</p>")

    assert found(report, "plan-years") == []
