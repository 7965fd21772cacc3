"""Merging changes when 2 people edit the same record."""

import re
from dataclasses import dataclass

from django.db import models

from partnership.core.concurrency.merge_text import combine_texts
from partnership.core.models import display
from partnership.core.records.forms.fingerprint import (
    FormFingerprint,
    unpack,
    values_of,
)
from partnership.core.text.fields import PlainTextField
from partnership.core.text.html import in_blocks
from partnership.core.values.date_input import DateField, DateInput
from partnership.core.values.fingerprints import fingerprint

# Prefix of the names of the radio buttons that choose between two versions.
CHOICE = "choose-"
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass
class Difference:
    """A value that has changed since the form was opened: as stored and as entered."""

    key: str
    label: str
    theirs: str
    mine: str
    can_combine: bool = False


class Comparison:
    """Changes since a form was opened, compared with what is submitted now.

    `clashes` were changed by both users and differ; `from_them` and `from_me` were
    changed by one only.
    """

    def __init__(self, record, row, began):
        self.record = record
        self.began = unpack(began)
        self.current = FormFingerprint(record, row, self.began)
        fingerprints = self.current.fingerprints
        self.changed = {
            key for key, value in fingerprints.items() if self._differs(key, value)
        }

    def _differs(self, key, value):
        """Whether a value has changed; values the form never had do not count."""
        return key in self.began and self.began[key] != value

    @property
    def deleted(self) -> set[str]:
        """Linked records that someone else has deleted, for example `strands-12`."""
        known = {key.rpartition("-")[0] for key in self.began if "-" in key}
        return {key for key in known if key not in self.current.rows}

    @property
    def is_stale(self) -> bool:
        """Whether someone else has changed the record since the form was opened."""
        return bool(self.changed or self.deleted)

    def is_resolved(self, data) -> bool:
        """Whether the user has chosen for every clash, of the version stored now."""
        choices = {
            name.removeprefix(CHOICE) for name in data if name.startswith(CHOICE)
        }
        has_chosen = {clash.key for clash in self.clashes} <= choices
        return has_chosen and data.get("merged") == self.current.combined

    def read(self, record_form):
        """Find what the user and others have changed, from a valid form."""
        self.clashes, self.from_them, self.from_me = [], [], []
        for key, form, name in _stored_fields(record_form):
            if key not in self.began:
                continue
            mine = fingerprint(entered_value(form, name))
            i_changed = mine != self.began[key]
            they_changed = key in self.changed
            if i_changed and they_changed:
                if mine != self.current.fingerprints[key]:
                    self.clashes.append(self._difference(key, form, name))
            elif they_changed:
                self.from_them.append(self._difference(key, form, name))
            elif i_changed:
                self.from_me.append(self._difference(key, form, name))
        return self

    def _difference(self, key, form, name):
        column = form._meta.model._meta.get_field(name)
        theirs, mine = self.current.values[key], entered_value(form, name)
        label = str(form.fields[name].label)
        if "-" in key:
            label = f"{self.current.rows[key.rpartition('-')[0]]}: {label.lower()}"
        is_text = isinstance(column, models.TextField | models.CharField)
        return Difference(
            key,
            label,
            displayed_value(form, name, theirs),
            displayed_value(form, name, mine),
            can_combine=is_text and not column.choices and bool(theirs and mine),
        )


def displayed_value(form, name, value) -> str:
    """Return a value as text, with related rows' names from the field's own options."""
    column = form._meta.model._meta.get_field(name)
    if column.is_relation:
        names = {str(key): label for key, label in form.fields[name].widget.choices}
        keys = value if isinstance(value, list) else [value]
        shown = [names.get(str(key), "") for key in keys if key is not None]
        return ", ".join(shown) or display.NONE
    return display.display_value(column, value)


def entered_value(form, name):
    """Return a value of a valid form as it would be stored."""
    column = form._meta.model._meta.get_field(name)
    if column.many_to_many:
        return sorted(row.pk for row in form.cleaned_data[name])
    return values_of(form.instance, [name])[name]


def _stored_fields(record_form):
    """Yield the key, form and name of every field that shows a stored value."""
    for name in record_form.form.fields:
        yield name, record_form.form, name
    for formset in record_form.bound_formsets:
        for form in formset.initial_forms:
            if form.is_removed:
                continue
            for name in form.fields:
                if name in {"id", "DELETE", formset.fk.name}:
                    continue
                yield (
                    f"{formset.inline_rows.prefix}-{form.instance.pk}-{name}",
                    form,
                    name,
                )


def name_in_post(data, key):
    """Return the name of a value in posted data, which numbers rows by position."""
    if "-" not in key:
        return key
    row, _, name = key.rpartition("-")
    prefix, _, pk = row.rpartition("-")
    id_name = re.compile(rf"(?:.+-)?{re.escape(prefix)}-\d+-id")
    for posted in data:
        if data[posted] == pk and id_name.fullmatch(posted):
            return f"{posted.removesuffix('-id')}-{name}"
    return None


def set_posted_value(data, post_name, field, value):
    """Put a stored value into posted data as its form field would post it."""
    if isinstance(field, DateField):
        parts = zip(DateInput.parts, DateInput().split(value), strict=True)
        for part, text in parts:
            data[f"{post_name}_{part}"] = text
    elif isinstance(value, list):
        data.setlist(post_name, [str(key) for key in value])
    elif isinstance(value, bool):
        data.pop(post_name, None)
        if value:
            data[post_name] = "on"
    elif isinstance(field, PlainTextField):
        data[post_name] = in_blocks(value or "")  # as an editor sends it
    else:
        shown = field.prepare_value(value)
        data[post_name] = "" if shown is None else str(shown)


def merged(data, comparison, record_form):
    """Return posted data merged with the other user's changes.

    A value that both changed is taken as the user chose; without a choice it stays as
    entered.
    """
    data = data.copy()
    fields = {key: (form, name) for key, form, name in _stored_fields(record_form)}
    for key in comparison.changed & fields.keys():
        form, name = fields[key]
        post_name, field = name_in_post(data, key), form.fields[name]
        theirs = comparison.current.values[key]
        choice = data.get(f"{CHOICE}{key}")
        if choice is None and not _is_edited(form, name, comparison.began[key]):
            choice = THEIRS
        if choice == BOTH:
            both = combine_texts(theirs, entered_value(form, name))
            set_posted_value(data, post_name, field, both)
        elif choice == THEIRS:
            set_posted_value(data, post_name, field, theirs)
    return data


def _is_edited(form, name, began):
    return fingerprint(entered_value(form, name)) != began
