"""Links to records of the same kind: the area it is part of, those it replaces."""

from functools import cache

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.text import capfirst


def own_lists(instance, lists) -> dict:
    """The rows in each list that links a record to others of its model.

    `lists` has the rows of many-to-many fields by name; empty lists are left out.
    """
    return {
        field: lists[field.name]
        for field in instance._meta.many_to_many
        if field.related_model is type(instance) and lists.get(field.name)
    }


@cache
def _own_links(model) -> list:
    return [f for f in model._meta.concrete_fields if f.related_model is model]


def refuse_loops(instance) -> None:
    """Refuse a link to the record itself, or to one that leads back to it."""
    errors = {}
    for field in _own_links(type(instance)):
        try:
            linked = parent = getattr(instance, field.name)
        except ObjectDoesNotExist:  # its own check reports this
            continue
        # A list, because records that an import has not saved yet cannot be in a set.
        seen: list = []
        while parent is not None and parent not in seen and parent != instance:
            seen.append(parent)
            parent = getattr(parent, field.name)
        if linked is not None and parent == instance:
            name = capfirst(str(field.verbose_name))
            errors[field.name] = (
                f"“{name}” cannot be the record itself"
                if linked == instance
                else f"“{name}” cannot be “{linked}”, which leads back to this record"
            )
    if errors:
        raise ValidationError(errors)


def refuse_rings(instance, lists) -> None:
    """Refuse lists that contain the record itself, or lead back to it."""
    errors = {}
    for field, rows in own_lists(instance, lists).items():
        name = capfirst(str(field.verbose_name))
        if instance in rows:
            errors[field.name] = f"“{name}” cannot include the record itself"
        elif found := next((r for r in rows if _leads_to(field, r, instance)), None):
            errors[field.name] = (
                f"“{name}” cannot include “{found}”, which leads back to this record"
            )
    if errors:
        raise ValidationError(errors)


def _leads_to(field, row, instance) -> bool:
    """Whether a record is in a row's list, or in the lists of the rows on it."""
    if instance.pk is None or row.pk is None:
        return False
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = field.remote_field.through._default_manager
    seen: set[int] = set()
    pending = {row.pk}
    while pending and instance.pk not in pending:
        seen |= pending
        found = links.filter(**{f"{source}__in": pending})
        pending = set(found.values_list(f"{target}_id", flat=True)) - seen
    return bool(pending)
