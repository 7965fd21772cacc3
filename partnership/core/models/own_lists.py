"""Lists of records of the same kind, such as the objectives that one replaces."""

from django.core.exceptions import ValidationError


def own_lists(instance, lists) -> dict:
    """The rows of each of a record's lists of its own kind that has any.

    `lists` has the rows of many-to-many fields by name.
    """
    return {
        field: lists[field.name]
        for field in instance._meta.many_to_many
        if field.related_model is type(instance) and lists.get(field.name)
    }


def refuse_rings(instance, lists) -> None:
    """Refuse lists that contain the record itself, or lead back to it."""
    errors = {}
    for field, rows in own_lists(instance, lists).items():
        name = str(field.verbose_name)
        name = name[:1].upper() + name[1:]
        if instance in rows:
            errors[field.name] = f"“{name}” cannot include the record itself"
        elif found := next((r for r in rows if _leads_to(field, r, instance)), None):
            errors[field.name] = (
                f"“{name}” cannot include “{found}”, which leads back to this record"
            )
    if errors:
        raise ValidationError(errors)


def _leads_to(field, row, instance) -> bool:
    """Whether a row's own list, or the lists of those on it, have a record."""
    if instance.pk is None or row.pk is None:
        return False
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = field.remote_field.through._default_manager
    seen: set[int] = set()
    ahead = {row.pk}
    while ahead and instance.pk not in ahead:
        seen |= ahead
        found = links.filter(**{f"{source}__in": ahead})
        ahead = set(found.values_list(f"{target}_id", flat=True)) - seen
    return bool(ahead)
