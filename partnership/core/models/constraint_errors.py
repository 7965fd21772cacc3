"""Show the errors of model constraints at a form field instead of the page."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Q, UniqueConstraint


def fields_of(constraint):
    """Return the names of a constraint's fields, the one to correct first."""
    if isinstance(constraint, UniqueConstraint):
        return list(reversed(constraint.fields))
    if not isinstance(constraint, CheckConstraint):
        return []
    names = list(dict.fromkeys(_leaves(constraint.condition)))
    if constraint.name.endswith("ends_after_start"):
        return names[::-1]
    return sorted(names, key=lambda name: _place_in(constraint.name, name))


def _place_in(constraint_name, field):
    """Return the position of a field's name in a constraint's name."""
    found = constraint_name.find(f"_{field.removesuffix('_on')}")
    return found if found >= 0 else len(constraint_name)


def _leaves(condition):
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        else:
            yield child[0].split("__")[0]


def place_errors(instance, error, fields) -> dict:
    """Return a validation error as a dict by field, with constraint errors placed.

    Constraint errors that match none of `fields` remain non-field errors.
    """
    placed = dict(error.update_error_dict({}))
    loose = placed.pop(NON_FIELD_ERRORS, [])
    for problem in loose:
        name = _field(instance, problem, fields)
        placed.setdefault(name or NON_FIELD_ERRORS, []).append(problem)
    return placed


def _field(instance, problem, fields):
    for model, constraints in instance.get_constraints():
        for constraint in constraints:
            if constraint.get_violation_error_message() != problem.message:
                continue
            if _breaks(instance, model, constraint):
                return next((f for f in fields_of(constraint) if f in fields), None)
    return None


def _breaks(instance, model, constraint):
    """Whether the instance violates this constraint: several may share a message."""
    try:
        constraint.validate(model, instance)
    except ValidationError:
        return True
    return False
