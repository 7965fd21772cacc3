"""Check the rows of an import in memory, as `full_clean` would."""

from functools import cached_property
from itertools import compress
from operator import attrgetter, is_not

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.remembered import Remembered
from partnership.core.models.constraint_errors import fields_of
from partnership.core.models.own_lists import own_lists, refuse_rings
from partnership.core.models.row_constraints import (
    unique_sets,
    values_getter,
    violated_checks,
)

# What has a value that must be unique, if it is another new row of the file.
NEW_ROW = 0


class RowChecker:
    """Checks the records of one resource, and each different value of a field once.

    `unclean` are the outcomes of rows that can only be checked once the rows they refer
    to are saved.
    """

    def __init__(self, resource):
        self.resource, self.model = resource, resource._meta.model
        self.unclean: list = []
        self.values_in_file: dict[str, set] = {}
        self.names_of = Remembered()
        self.unique_values: dict = {}
        self.fields = [f for f in self.model._meta.concrete_fields if not f.primary_key]
        self.values_of = attrgetter(*(field.attname for field in self.fields))
        # The values of each field that were right: those of the row before, and others.
        self.before: tuple = tuple([object() for _ in self.fields])
        self.right = [Remembered() for _ in self.fields]

    def errors_of(self, instance, outcome, is_new) -> dict:
        """Return the errors of a row by field."""
        changed = self._changed_fields(outcome)
        if not is_new and not changed:
            return {}
        errors = self._field_errors(instance, changed, is_new)
        if errors:
            return errors
        for constraint in violated_checks(instance):
            message = constraint.get_violation_error_message()
            error = ValidationError(message, code=constraint.violation_error_code)
            errors.setdefault(self._place(constraint), []).append(error)
        self._check_unique(instance, errors, is_new, changed)
        self._check_ring(instance, errors, outcome)
        self._clean(instance, errors, outcome)
        for name, messages in self.resource.check_row(instance, changed).items():
            errors.setdefault(name, []).extend(map(as_error, messages))
        return errors

    def _field_errors(self, instance, changed, is_new) -> dict:
        errors: dict = {}
        values, are_known = self.values_of(instance), True
        columns = zip(self.fields, self.right, values, strict=True)
        # Most values are those of the row before.
        for field, right, value in compress(columns, map(is_not, values, self.before)):
            can_be_known = value.__hash__ is not None  # a list has no hash
            if can_be_known and value in right:
                continue
            if not is_new and field.name not in changed:
                are_known = False
            elif error := self._field_error(field, value, instance):
                errors[field.name] = [error]
            elif can_be_known and (value is not None or field.null):
                right[value] = True
            else:
                are_known = False
        if are_known and not errors:
            self.before = values
        return errors

    def _check_ring(self, instance, errors, outcome):
        """Refuse a record in its own list; other rows may complete a ring."""
        if instance._import_codes and own_lists(instance, instance._import_codes):
            try:
                refuse_rings(instance, instance._import_codes)
            except ValidationError as error:
                errors.update(error.update_error_dict({}))
            self.unclean.append(outcome)

    def _clean(self, instance, errors, outcome):
        """Call the model's own check, which may need rows that are not saved yet."""
        if self.model.clean is models.Model.clean:
            return
        try:
            instance.clean()
        except ValidationError as error:
            for name, found in error.update_error_dict({}).items():
                errors.setdefault(name, []).extend(found)
        except ValueError:
            if outcome not in self.unclean:
                self.unclean.append(outcome)

    def _changed_fields(self, outcome) -> frozenset[str]:
        slots = tuple([slot for slot, _ in outcome.changes])
        if slots not in self.names_of:
            names = (name for slot in slots for name in slot.field_names)
            self.names_of[slots] = frozenset(names)
        return self.names_of[slots]

    def _place(self, constraint):
        names = self._slot_names
        return next((f for f in fields_of(constraint) if f in names), NON_FIELD_ERRORS)

    @cached_property
    def _slot_names(self):
        return {n for s in self.resource.slots for n in s.field_names}

    def _field_error(self, field, value, instance):
        if field.is_relation:
            if value is not None or field.null:
                return None
            related = instance._state.fields_cache.get(field.name)
            return ValidationError("", code="null") if related is None else None
        if field.blank and value in field.empty_values:
            return None
        try:
            field.clean(value, instance)
        except ValidationError as error:
            return error.error_list[0]
        return None

    def _check_unique(self, instance, errors, is_new, changed):
        for fields, values_of, test, constraint in self._unique_sets:
            if not is_new and not changed.intersection(fields):
                continue
            if test is not None and test(instance) is not True:
                continue
            values = values_of(instance)
            if None in values:
                continue
            taken = self._taken(fields)
            owner = taken.get(values)
            if owner is not None and owner != instance.pk:
                error = self._unique_error(instance, fields, constraint)
                names = self._slot_names
                place = next((n for n in reversed(fields) if n in names), "__all__")
                errors.setdefault(place, []).append(error)
            else:
                taken[values] = instance.pk or NEW_ROW

    @cached_property
    def _unique_sets(self):
        key = {n for slot in self.resource.key_slots for n in slot.field_names}
        return [
            (fields, values_getter(self._attributes(fields)), test, constraint)
            for fields, test, constraint in unique_sets(self.model)
            # Records are found by key, so the key itself cannot be taken.
            if set(fields) != key or test is not None
        ]

    def _attributes(self, fields):
        return [self.model._meta.get_field(name).attname for name in fields]

    def _taken(self, fields):
        if fields not in self.unique_values:
            rows = self.model._default_manager.all()
            for *_, test, constraint in self._unique_sets:
                if constraint and tuple(constraint.fields) == fields and test:
                    rows = rows.filter(constraint.condition)
            names = self._attributes(fields)
            for name in self.values_in_file.keys() & set(names):
                rows = rows.filter(**{f"{name}__in": self.values_in_file[name]})
            self.unique_values[fields] = {
                tuple(values): pk
                for pk, *values in rows.order_by().values_list("pk", *names)
            }
        return self.unique_values[fields]

    def _unique_error(self, instance, fields, constraint):
        if constraint is not None and constraint.violation_error_message != (
            constraint.default_violation_error_message
        ):
            message = constraint.get_violation_error_message()
            return ValidationError(message, code="unique_together")
        return instance.unique_error_message(self.model, fields)


def as_error(message):
    """Return a message as an error; errors and questions are returned as they are."""
    is_error = isinstance(message, ValidationError | AmbiguousCell)
    return message if is_error else ValidationError(message)
