"""Where a problem is told: a broken constraint belongs to a field, not to the page."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Q, UniqueConstraint


def fields_of(constraint):
    """Names of the fields that a constraint is about, the one to mend first."""
    if isinstance(constraint, UniqueConstraint):
        return list(reversed(constraint.fields))
    if not isinstance(constraint, CheckConstraint):
        return []
    names = list(dict.fromkeys(_leaves(constraint.condition)))
    if constraint.name.endswith("ends_after_start"):
        return names[::-1]
    return sorted(names, key=lambda name: _place_in(constraint.name, name))


def _place_in(constraint_name, field):
    """Constraints are named for what they are about, as settlement_total_gbp_or_…"""
    found = constraint_name.find(f"_{field.removesuffix('_on')}")
    return found if found >= 0 else len(constraint_name)


def _leaves(condition):
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        else:
            yield child[0].split("__")[0]


def place(instance, error, fields) -> dict:
    """A validation error as a dict, each broken constraint at one of `fields`.

    What belongs to none of the fields stays without one.
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
    """Several constraints may share a message; this one is asked again."""
    try:
        constraint.validate(model, instance)
    except ValidationError:
        return True
    return False
