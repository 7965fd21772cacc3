"""What check_integrity finds in the priorities app."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partnership.core.models import hooks
from priorities import integrity
from priorities.models import Measure
from tests.builders import (
    a_measure,
    a_partnership,
    a_priority,
    a_priority_link,
    an_area,
    an_observation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_share(value, numerator, denominator):
    return an_observation(
        measure=a_measure(name="Repeats", unit=Measure.Unit.PERCENT),
        value=Decimal(value),
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
    )


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [
        ("24.6", "246", "1000"),
        # Whole numbers may be rounded ones.
        ("25", "246", "1000"),
        ("33.3", "1", "3"),
    ],
)
def test_percentage_that_matches_its_counts_passes(value, numerator, denominator):
    a_share(value, numerator, denominator)

    assert list(integrity.percentages_agree_with_their_counts()) == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"), [("24.8", 246, 1000), ("26", 246, 1000)]
)
def test_percentage_that_differs_from_its_counts_is_found(
    value, numerator, denominator
):
    a_share(value, numerator, denominator)

    [sentence] = integrity.percentages_agree_with_their_counts()

    assert sentence.startswith("Repeats, ")
    assert f"246 of 1,000 is 24.6%, not {value}%." in sentence


def test_counts_of_other_units_are_not_percentages():
    an_observation(value=Decimal(5), numerator=Decimal(1), denominator=Decimal(3))

    assert list(integrity.percentages_agree_with_their_counts()) == []


@pytest.mark.parametrize(("second", "found"), [(40, 0), (41, 1)])
def test_parts_larger_than_their_whole_are_found(second, found):
    area = an_area(name="Testshire")
    whole = a_measure(name="All crime")
    parts = [a_measure(part_of=whole) for _ in range(2)]
    an_observation(measure=whole, area=area, value=Decimal(100))
    for part, value in zip(parts, (60, second), strict=True):
        an_observation(measure=part, area=area, value=Decimal(value))

    sentences = list(integrity.parts_do_not_exceed_their_whole())

    assert len(sentences) == found
    if found:
        assert sentences == [
            "All crime, Testshire, 2016-17: parts add up to 101, but the total is 100."
        ]


@pytest.mark.parametrize(("second", "is_asked"), [(40, False), (41, True)])
def test_districts_together_above_their_county_are_asked_about(second, is_asked):
    county, measure = an_area(kind="county", name="Testshire"), a_measure(name="Theft")
    an_observation(measure=measure, area=county, value=Decimal(100))
    for value in (60, second):
        area = an_area(kind="district", parent=county)
        row = an_observation(measure=measure, area=area, value=Decimal(value))
    words = "Theft, Testshire, 2016-17: parts add up to 101, but the total is 100."

    sentences = list(integrity.parts_do_not_exceed_their_whole())
    messages = hooks.messages_after_save([row])

    assert sentences == [words] * is_asked
    assert [message[: len(words)] for message in messages] == sentences
    if is_asked:
        with pytest.raises(ValidationError, match="add up to 101"):
            row.full_clean()
        row.note = "Some were counted in 2 districts"
    row.full_clean()


def test_link_to_an_earlier_priority_is_found():
    home = a_partnership()
    earlier = a_priority(partnership=home, from_year=2016, title="Old")
    later = a_priority(partnership=home, from_year=2017, title="New")
    a_priority_link(earlier=earlier, later=later)
    assert list(integrity.lineage_runs_forwards()) == []

    a_priority_link(earlier=later, later=earlier)

    assert list(integrity.lineage_runs_forwards()) == [
        "Old (2016-17) must start after New (2017-18)."
    ]


def test_link_across_partnerships_is_found():
    a_priority_link(earlier=a_priority(from_year=2015), later=a_priority())

    [sentence] = integrity.lineage_runs_forwards()

    assert "belong to different partnerships" in sentence
