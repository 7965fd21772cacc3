"""Check a model's constraints on records in memory, without a query for each.

Conditions are compiled once for each model. What cannot be compiled is checked by the
database, as Django does.
"""

import operator
from collections import namedtuple
from collections.abc import Callable
from functools import cache, lru_cache
from operator import attrgetter

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import CheckConstraint, F, Q, TextField, UniqueConstraint

COMPARISONS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, others: value in others,
    "startswith": lambda value, other: str(value).startswith(other),
    "endswith": lambda value, other: str(value).endswith(other),
    "contains": lambda value, other: other in str(value),
}
# An import has many rows with the same values.
CACHE_SIZE = 5_000
Test = Callable[..., bool | None]


class NotCompiled(Exception):
    """The condition has a lookup that cannot be compiled."""


@cache
def checks_of(model) -> list[tuple]:
    """Return the check constraints of a model, each with its test or None."""
    found = []
    for constraint in _constraints(model):
        if isinstance(constraint, CheckConstraint):
            try:
                test = compile_condition(model, constraint.condition)
            except NotCompiled:
                test = None
            found.append((constraint, test))
    return found


def violated_checks(instance):
    """Yield the check constraints that a record violates."""
    for constraint, test in checks_of(type(instance)):
        if test is not None:
            if test(instance) is False:
                yield constraint
            continue
        try:
            constraint.validate(type(instance), instance)
        except ValidationError:
            yield constraint


@cache
def unique_sets(model) -> list[tuple]:
    """Return the fields, condition and message of everything that must be unique.

    The message is None for Django's own.
    """
    meta = model._meta
    found = [
        ((field.name,), None, None)
        for field in meta.local_fields
        if field.unique and not field.primary_key
    ]
    found += [(tuple(fields), None, None) for fields in meta.unique_together]
    for constraint in _constraints(model):
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            test = None
            if constraint.condition is not None:
                try:
                    test = compile_condition(model, constraint.condition)
                except NotCompiled:
                    continue  # the database checks it when the row is saved
            found.append((tuple(constraint.fields), test, constraint))
    return found


def _constraints(model):
    return [c for base, group in model().get_constraints() for c in group]


def compile_condition(model, condition: Q) -> Test:
    """Return a function of a record: True, False, or None for NULL.

    The results are cached by the values tested, except those of text fields, which
    may be long.
    """
    names: set[str] = set()
    test = _compile(model, condition, False, names)
    if any(isinstance(model._meta.get_field(name), TextField) for name in names):
        return test
    values_of = values_getter(sorted(names))
    record_of = namedtuple("record_of", sorted(names))._make
    cached_test = lru_cache(CACHE_SIZE)(lambda values: test(record_of(values)))

    def test_once(instance):
        try:
            return cached_test(values_of(instance))
        except TypeError:  # a list has no hash
            return test(instance)

    return test_once


def values_getter(names) -> Callable[..., tuple]:
    """Return a function that gives the values of a record’s attributes as a tuple."""
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda instance: (get(instance),)


def _compile(model, node, negated, names):
    negated ^= node.negated
    tests = [
        _compile(model, child, negated, names)
        if isinstance(child, Q)
        else _leaf(model, child, negated, names)
        for child in node.children
    ]
    joined = _joined(tests, node.connector)
    if not node.negated:
        return joined

    def opposite(instance):
        result = joined(instance)
        return None if result is None else not result

    return opposite


def _joined(tests, connector):
    if connector == Q.AND:
        decisive, otherwise = False, True
    elif connector == Q.OR:
        decisive, otherwise = True, False
    else:
        raise NotCompiled

    def test(instance):
        unknown = False
        for part in tests:
            result = part(instance)
            if result is decisive:
                return decisive
            unknown = unknown or result is None
        return None if unknown else otherwise

    return test


def _leaf(model, child, negated, names):
    if not isinstance(child, tuple):
        raise NotCompiled
    path, expected = child
    name, _, lookup = path.partition("__")
    try:
        attribute = model._meta.get_field(name).attname
    except FieldDoesNotExist:
        raise NotCompiled from None
    names.add(attribute)
    if lookup == "isnull":
        return lambda instance: (getattr(instance, attribute) is None) == expected
    compare = COMPARISONS.get(lookup or "exact")
    if compare is None:
        raise NotCompiled
    other = _value_of(model, expected, compare, names)
    # Django adds IS NOT NULL to a negated comparison.
    unknown = False if negated else None

    def test(instance):
        value, against = getattr(instance, attribute), other(instance)
        if value is None or against is None:
            return unknown
        return bool(compare(value, against))

    return test


def _value_of(model, expected, compare, names):
    if isinstance(expected, F):
        try:
            name = model._meta.get_field(expected.name).attname
        except FieldDoesNotExist:
            raise NotCompiled from None
        names.add(name)
        # A record that is not saved yet has no id to be compared with.
        return lambda instance: getattr(instance, name)
    if hasattr(expected, "resolve_expression"):
        raise NotCompiled
    if isinstance(expected, (list, tuple, set)) and compare is COMPARISONS["in"]:
        expected = set(expected)
    return lambda instance: expected
