"""Broken constraints are reported at one of their fields, if the form has one."""

import datetime as dt

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from partnership.core.models.constraint_errors import place_errors
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    """A return that was accepted before it was received, and its validation error."""
    row = builders.a_return()
    row.accepted_on, row.received_on = dt.date(2016, 11, 1), None
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return row, caught.value


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        (["spent_gbp", "accepted_on"], "accepted_on"),
        (["received_on"], "received_on"),
        (["spent_gbp"], NON_FIELD_ERRORS),
        ([], NON_FIELD_ERRORS),
    ],
)
def test_constraint_error_is_shown_at_one_of_its_fields(broken, fields, where):
    row, error = broken

    placed = place_errors(row, error, fields)

    assert list(placed) == [where]
    assert len(placed[where]) == 1


def test_error_of_a_field_stays_where_it_is():
    row = builders.a_return()
    row.kind = "never"
    with pytest.raises(ValidationError) as caught:
        row.full_clean()

    assert list(place_errors(row, caught.value, [])) == ["kind"]
