"""Import and export: priorities, measures and what was observed."""

import datetime as dt
from functools import partial

import pytest
from tablib import Dataset

from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.rows.importer import Importer
from partnership.core.values.periods import Period, PeriodKind, parse
from priorities import resources
from priorities.models import Measure, Observation, Priority, Target
from tests import builders

# As a workbook hands out a date: a time without a zone.
WORKBOOK_DATE = partial(dt.datetime, tzinfo=None)


@pytest.fixture
def observed(db):
    """A file with one observation of a measure in an area."""
    builders.a_measure(code="crimes")
    builders.an_area(code="testshire")

    def load(**cells):
        row = {"measure": "crimes", "area": "testshire"} | cells
        dataset = Dataset(list(row.values()), headers=list(row))
        return resources.ObservationResource().import_data(dataset)

    return load


@pytest.mark.parametrize(
    "written",
    [
        "12 months to September 2015",
        "12-months-to-september-2015",
        "April to December 2015",
        "2015",
        2015,
        "2011-12",
        WORKBOOK_DATE(2011, 12, 1),
        "quarter January to March 2016",
        "period not given",
        "part-year 2015-04-06 to 2015-09-20",
    ],
)
def test_period_is_one_column(observed, written):
    assert observed(period=written, value=12).problems == []

    [observation] = Observation.objects.all()
    again = resources.ObservationResource().export()
    assert resources.ObservationResource().import_data(again).totals["skip"] == 1
    if isinstance(written, str) and "2015-04-06" not in written:
        assert observation.period == parse(written)


def test_period_with_unusual_dates_is_unchanged(observed):
    observed(period="part-year 2015-04-06 to 2015-09-20", value=1)

    period = Period(dt.date(2015, 4, 6), dt.date(2015, 9, 20), PeriodKind.PART_YEAR)
    assert Observation.objects.get().period == period


def test_date_that_cannot_be_a_year_is_explained(observed):
    [problem] = observed(period=WORKBOOK_DATE(2016, 4, 2), value=1).problems

    assert problem.startswith(
        "Row 2, column period: This cell contains a date (02/04/2016) instead of"
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("6%", "is a percentage, but the column is not in percent"),
        ("1.23456", "must have no more than 4 decimal places"),
        (True, "is not a number"),
        ("1_000", "is not a number"),
    ],
)
def test_invalid_number_is_rejected(observed, cell, words):
    [problem] = observed(period="2016-17", value=cell).problems

    assert problem.startswith("Row 2, column value: ")
    assert words in problem


def test_number_and_reason_errors_name_their_column(observed):
    [problem] = observed(period="2016-17", value=1, reason="N/A").problems

    assert problem == (
        "Row 2, column value: Enter a figure or select a reason there is none, not both"
    )


def test_heading_can_be_any_case_or_the_field_name(observed):
    result = observed(**{"PERIOD": "2016-17", "Value": "1,234", "base_year": 2011})

    assert (result.problems, result.notes) == ([], [])
    assert Observation.objects.get().base_year == 2011


def test_rich_text_is_cleaned_and_compares_as_stored(db):
    priority = builders.a_priority(code="p1")
    cell = "Why it matters<script>alert(1)</script> <b>now</b>"
    dataset = Dataset(["p1", cell], headers=["code", "context"])

    assert resources.PriorityResource().import_data(dataset).totals["update"] == 1
    assert resources.PriorityResource().import_data(dataset).totals["skip"] == 1

    priority.refresh_from_db()
    assert "script" not in priority.context


def test_objectives_are_codes_separated_by_semicolons_or_lines(db):
    builders.a_priority(code="p1")
    plan = builders.a_commissioners_plan()
    for number, code in enumerate(["o1", "o2", "o3"]):
        builders.an_objective(code=code, plan=plan, number=number)
    dataset = Dataset(["P1", "o1; O2\no3"], headers=["code", "objectives"])

    resources.PriorityResource().import_data(dataset)

    priority = Priority.objects.get()
    assert priority.code == "p1"
    assert {objective.code for objective in priority.objectives.all()} == {
        "o1",
        "o2",
        "o3",
    }
    assert resources.PriorityResource().import_data(dataset).totals["skip"] == 1


@pytest.mark.parametrize("heading", ["type", "Priority type", "kind"])
@pytest.mark.parametrize("word", ["Cross-cutting theme", "cross-cutting", "theme"])
def test_type_of_a_priority_is_read_in_words(db, heading, word):
    builders.a_priority(code="p1")

    dataset = Dataset(["p1", word], headers=["code", heading])
    assert resources.PriorityResource().import_data(dataset).problems == []

    assert Priority.objects.get().kind == Priority.Kind.THEME
    [row] = resources.PriorityResource().export().dict
    assert row["type"] in {"theme", "cross-cutting theme"}


@pytest.mark.parametrize("listed", ["locks", "thefts"])
def test_objectives_that_replace_themselves_or_each_other_are_refused(db, listed):
    plan = builders.a_commissioners_plan(code="plan")
    thefts = builders.an_objective(code="thefts", plan=plan, number=1)
    locks = builders.an_objective(code="locks", plan=plan, number=2, text="Locks")
    thefts.replaces.add(locks)
    row = {"code": "locks", "plan": "plan", "number": 2, "text": "Locks"}
    row["replaces"] = listed

    dataset = Dataset(list(row.values()), headers=list(row))
    [problem] = resources.ObjectiveResource().import_data(dataset).problems

    assert "“Replaces” cannot include" in str(problem)
    assert not locks.replaces.exists()


def test_priorities_of_one_file_that_contribute_to_each_other_are_refused(db):
    names = {"first", "second"}
    for name in names:
        builders.a_priority(code=name)
    rows = resources.PriorityResource().export().dict
    for row in rows:
        [row["contributes to"]] = names - {row["code"]}
    dataset = Dataset(*[list(row.values()) for row in rows], headers=list(rows[0]))

    found = resources.PriorityResource().import_data(dataset)

    assert "leads back to this record" in str(found.problems)
    assert not Priority.contributes_to.through.objects.exists()


@pytest.mark.database
@pytest.mark.parametrize("is_saved", [True, False])
@pytest.mark.parametrize(
    ("written", "comparison"),
    [(None, "at-most"), ("", "at-most"), ("at least", "at-least")],
)
def test_target_of_a_measure_that_should_fall_is_at_most_unless_given(
    db, is_saved, written, comparison
):
    """The measure may be new in the same workbook."""
    make = builders.a_measure if is_saved else Measure
    measure = make(code="crimes", name="Crimes", desired_direction="down")
    builders.an_area(code="testshire")
    row = {"measure": "crimes", "area": "testshire", "period": "2015-16", "value": 9}
    row |= {} if written is None else {"comparison": written}
    resource = resources.TargetResource()
    lookups = Lookups(Target)
    lookups.add(measure)

    result = Importer(
        resource, Dataset(list(row.values()), headers=list(row)), lookups
    ).check()

    [outcome] = result.outcomes
    assert (outcome.instance.comparison, result.problems) == (comparison, [])
