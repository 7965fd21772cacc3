"""Show the errors of model constraints at a form field instead of the page."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import UniqueConstraint


def fields_of(constraint) -> list[str]:
    """Return the fields at which an error may be shown, the one to correct first.

    A constraint declares them as `error_fields`. Otherwise those of a unique constraint
    are its own fields from the last, which tells its rows apart.
    """
    declared = getattr(constraint, "error_fields", [])
    if not declared and isinstance(constraint, UniqueConstraint):
        return list(reversed(constraint.fields))
    return declared


def place_errors(instance, error, fields) -> dict:
    """Return a validation error as a dict by field, with constraint errors placed.

    Constraint errors that match none of `fields` remain non-field errors.
    """
    placed = dict(error.update_error_dict({}))
    for constraint_error in placed.pop(NON_FIELD_ERRORS, []):
        name = _field_for(instance, constraint_error, fields)
        placed.setdefault(name or NON_FIELD_ERRORS, []).append(constraint_error)
    return placed


def _field_for(instance, error, fields):
    for model, constraints in instance.get_constraints():
        for constraint in constraints:
            if constraint.get_violation_error_message() != error.message:
                continue
            if _is_violated(instance, model, constraint):
                return next((f for f in fields_of(constraint) if f in fields), None)
    return None


def _is_violated(instance, model, constraint):
    """Whether the instance violates this constraint: several may share a message."""
    try:
        constraint.validate(model, instance)
    except ValidationError:
        return True
    return False
