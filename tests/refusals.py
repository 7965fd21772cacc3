"""Broken constraints: the form shows an error, and the database rejects the row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint


def constraint_of(row, name):
    return next(one for one in row._meta.constraints if one.name == name)


def change(row, changes):
    """Set the given values; a function takes the row and returns the value."""
    for name, value in changes.items():
        setattr(row, name, value(row) if callable(value) else value)
    return row


def assert_refused(row, name):
    """The row breaks this constraint, in validation and in the database.

    SQLite names the columns of a broken unique constraint, not its name, so there the
    name is held by validation alone.
    """
    constraint = constraint_of(row, name)
    with pytest.raises(ValidationError) as caught:
        constraint.validate(type(row), row)
    if constraint.violation_error_message != constraint.default_violation_error_message:
        assert caught.value.messages == [constraint.get_violation_error_message()]

    shown = name
    if connection.vendor == "sqlite" and not isinstance(constraint, CheckConstraint):
        shown = "UNIQUE"
    with pytest.raises(IntegrityError, match=shown), transaction.atomic():
        row.save()


def assert_breaks(build, name, changes):
    """A good row keeps to the constraint; changed like this, it breaks it."""
    row = build()
    constraint_of(row, name).validate(type(row), row)
    assert_refused(change(row, changes), name)


def assert_unique(build, name, fields, given=None):
    """Two rows differ; given the same values in these fields, the second is refused."""
    first, second = build(**given or {}), build()
    constraint_of(second, name).validate(type(second), second)
    same = {field: getattr(first, field) for field in fields}
    assert_refused(change(second, same), name)


def assert_kept(build, changes):
    """Changed like this, a row is still good: it validates and is saved."""
    row = change(build(), changes)
    row.full_clean()
    row.save()
