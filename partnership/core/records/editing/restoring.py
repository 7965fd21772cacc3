"""Restore a version; for a deleted record, also everything deleted with it."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction

from partnership.core.history import changes as history
from partnership.core.models import registry
from partnership.core.models.natural_keys import one_version
from partnership.core.models.own_lists import refuse_rings
from partnership.core.values.dates import full_moment


@dataclass
class Link:
    """A record that was linked to a deleted one by a field or in a list."""

    row: models.Model
    field: models.Field
    deleted: object  # its key

    def tie(self, reason: str) -> None:
        self.row.refresh_from_db()  # it may have several links
        self.row._change_reason = reason
        if self.field.many_to_many:
            listed = getattr(self.row, self.field.name)
            listed.add(self.deleted)
            refuse_rings(self.row, {self.field.name: list(listed.all())})
        else:
            setattr(self.row, self.field.attname, self.deleted)
            self.row.save()


@transaction.atomic
@one_version()
def restore(record, entry):
    """Save a version as a new change; raise ValidationError if it is not valid now.

    What was deleted with the record is restored too, and links to all of them are
    restored. Lists are filled last, because they may refer to one another.
    """
    reason = f"Restored version from {full_moment(entry.history_date)}"
    rows = record.model._default_manager
    below, links = deleted_with(entry), links_to(entry)
    list(rows.select_for_update().filter(pk=entry.id))
    saved = [(version, _save(version, reason)) for version in [entry, *below]]
    for version, again in saved:
        columns = history.tracked_lists(type(again))
        lists = {column.name: list(_existing(version, column)) for column in columns}
        refuse_rings(again, lists)
        for name, listed in lists.items():
            getattr(again, name).set(listed)
    for link in links:
        link.tie(reason)
    return saved[0][1]


def _save(entry, reason):
    row = entry.instance
    rows = type(row)._default_manager
    stored = rows.filter(pk=row.pk).first()
    row._state.adding = stored is None
    for name in getattr(row, "not_restored", ()):
        field = row._meta.get_field(name)
        setattr(row, name, getattr(stored, name) if stored else field.get_default())
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{row}: {text}" for text in error.messages]) from None
    row._change_reason = reason
    row.save(force_insert=row._state.adding)
    return row


def deleted_with(entry) -> list:
    """The last versions of what was deleted with a record, parents first.

    Empty if the record exists.
    """
    deletion = _deletion(entry)
    return [] if deletion is None else _below(entry.instance_type, entry.id, deletion)


def _deletion(entry):
    model = entry.instance_type
    if model._default_manager.filter(pk=entry.id).exists():
        return None
    return model.history.filter(id=entry.id, history_type=history.DELETED).first()


def _below(model, pk, deletion) -> list:
    found = []
    for relation in model._meta.related_objects:
        child = relation.related_model
        if relation.on_delete is not models.CASCADE or not hasattr(child, "history"):
            continue
        keys = child.history.filter(
            **{relation.field.attname: pk},
            history_type=history.DELETED,
            history_date=deletion.history_date,
        ).values("id")
        existing = child._default_manager.values("pk")
        last = child.history.filter(id__in=keys).exclude(id__in=existing)
        seen = set()
        for version in history.read(last.exclude(history_type=history.DELETED)):
            if version.id not in seen:
                seen.add(version.id)
                found += [version, *_below(child, version.id, deletion)]
    return found


def links_to(entry) -> list[Link]:
    """The records that were linked to a deleted record or what was deleted with it."""
    if _deletion(entry) is None:
        return []
    keys: dict[type[models.Model], list] = defaultdict(list)
    for version in [entry, *deleted_with(entry)]:
        keys[version.instance_type].append(version.id)
    found = []
    for model, deleted in keys.items():
        for relation in model._meta.related_objects:
            if relation.many_to_many:
                found += _lists_with(relation, deleted)
            elif relation.on_delete is models.SET_NULL:
                found += _fields_to(relation, deleted)
    return found


def _fields_to(relation, keys) -> list[Link]:
    model, field = relation.related_model, relation.field
    if not hasattr(model, "history"):
        return []
    pointed = model.history.filter(**{f"{field.attname}__in": keys}).values("id")
    empty = model._default_manager.filter(pk__in=pointed, **{field.attname: None})
    found = [(row, getattr(row.history.first(), field.attname)) for row in empty]
    return [Link(row, field, key) for row, key in found if key in keys]


def _lists_with(relation, deleted) -> list[Link]:
    model, field = relation.related_model, relation.field
    if field.name not in getattr(model, "_history_m2m_fields", []):
        return []
    newest = model.history.first()
    if newest is None:
        return []
    listed = getattr(newest, field.name).model._default_manager
    versions = listed.filter(**{f"{field.m2m_reverse_field_name()}_id__in": deleted})
    keys = model.history.filter(pk__in=versions.values("history")).values("id")
    found = []
    for row in model._default_manager.filter(pk__in=keys):
        [last] = history.read(row.history.all())[:1]
        listed_last = last.lists.get(field.name, [])
        found += [Link(row, field, key) for key in deleted if key in listed_last]
    return found


def deleted_references(row) -> list[str]:
    """Return an error for each row that this one needs and that has been deleted."""
    found = []
    for column in history.tracked(type(row)):
        key = getattr(row, column.attname)
        if column.is_relation and key is not None:
            if not column.related_model._default_manager.filter(pk=key).exists():
                record = registry.record_type_of(column.related_model)
                name = record.singular if record else str(column.verbose_name)
                found.append(f"You must restore the {name} it belongs to first.")
    return found


def _existing(entry, column):
    keys = entry.lists.get(column.name, [])
    return column.related_model._default_manager.filter(pk__in=keys)
