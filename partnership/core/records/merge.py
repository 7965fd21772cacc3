"""Merging changes when 2 people edit the same record."""

import re
from dataclasses import dataclass

from django.db import models

from partnership.core.concurrency.fingerprint import mark, unpacked
from partnership.core.models import display
from partnership.core.records.form_fingerprint import State, values_of
from partnership.core.text.fields import PlainTextField
from partnership.core.text.html import in_blocks
from partnership.core.values.date_input import (
    DayBox,
    DayInput,
)

CHOICE = "keep-"
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass
class Difference:
    """A value that has changed since the form was opened: as stored and as entered."""

    key: str
    label: str
    theirs: str
    mine: str
    may_join: bool = False


class Comparison:
    """Changes since a form was opened, compared with what is submitted now.

    `clashes` were changed by both users and differ; `from_them` and `from_me` were
    changed by one only.
    """

    def __init__(self, record, row, began):
        self.record = record
        self.state = State(record, row)
        self.began = unpacked(began)
        now = self.state.marks
        self.moved = {key for key in now if self._differs(key, now[key])}

    def _differs(self, key, now):
        """Whether a value has changed; values the form never had do not count."""
        return key in self.began and self.began[key] != now

    @property
    def gone(self) -> set[str]:
        """Linked records that someone else has deleted, for example `strands-12`."""
        known = {key.rpartition("-")[0] for key in self.began if "-" in key}
        return {key for key in known if key not in self.state.children}

    def read(self, sheet):
        """Compare with a valid sheet."""
        self.clashes, self.from_them, self.from_me = [], [], []
        for key, form, name in _boxes(sheet):
            if key not in self.began:
                continue
            mine = typed(form, name)
            i_changed = mark(mine) != self.began[key]
            they_changed = key in self.moved
            if not (i_changed or they_changed):
                continue
            told = self._difference(key, form, name, mine)
            if they_changed and i_changed:
                if mark(mine) != self.state.marks[key]:
                    self.clashes.append(told)
            else:
                (self.from_them if they_changed else self.from_me).append(told)
        return self

    def _difference(self, key, form, name, mine):
        column = form._meta.model._meta.get_field(name)
        theirs = self.state.values[key]
        label = str(form.fields[name].label)
        if "-" in key:
            label = f"{self.state.children[key.rpartition('-')[0]]}: {label.lower()}"
        texts = isinstance(column, models.TextField | models.CharField)
        return Difference(
            key,
            label,
            told(form, name, theirs),
            told(form, name, mine),
            may_join=texts and not column.choices and bool(theirs) and bool(mine),
        )


def told(form, name, value) -> str:
    """Return a value as text, with related rows' names from the field's own options."""
    column = form._meta.model._meta.get_field(name)
    if column.is_relation:
        names = {str(key): label for key, label in form.fields[name].widget.choices}
        keys = value if isinstance(value, list) else [value]
        shown = [names.get(str(key), "") for key in keys if key is not None]
        return ", ".join(shown) or display.NONE
    return display.value_words(column, value)


def typed(form, name):
    """Return a value of a valid form as it would be stored."""
    column = form._meta.model._meta.get_field(name)
    if column.many_to_many:
        return sorted(one.pk for one in form.cleaned_data[name])
    return values_of(form.instance, [name])[name]


def _boxes(sheet):
    """Yield the key, form and name of every field that shows a stored value."""
    for name in sheet.form.fields:
        yield name, sheet.form, name
    for formset in sheet.bound_sets:
        for form in formset.initial_forms:
            if form.is_removed:
                continue
            for name in form.fields:
                if name in {"id", "DELETE", formset.fk.name}:
                    continue
                yield f"{formset.kin.prefix}-{form.instance.pk}-{name}", form, name


def post_names(data, key):
    """Return the name of a value in posted data, which numbers rows by position."""
    if "-" not in key:
        return key
    row, _, name = key.rpartition("-")
    prefix, _, pk = row.rpartition("-")
    held = re.compile(rf"(?:.+-)?{re.escape(prefix)}-\d+-id")
    for posted in data:
        if data[posted] == pk and held.fullmatch(posted):
            return f"{posted.removesuffix('-id')}-{name}"
    return None


def put(data, post_name, box, value):
    """Put a stored value into posted data as its field would post it."""
    if isinstance(box, DayBox):
        for part, typed in zip(DayInput.parts, DayInput().split(value), strict=True):
            data[f"{post_name}_{part}"] = typed
    elif isinstance(value, list):
        data.setlist(post_name, [str(one) for one in value])
    elif isinstance(value, bool):
        data.pop(post_name, None)
        if value:
            data[post_name] = "on"
    elif isinstance(box, PlainTextField):
        data[post_name] = in_blocks(value or "")  # as an editor sends it
    else:
        shown = box.prepare_value(value)
        data[post_name] = "" if shown is None else str(shown)


def joined(data, comparison, sheet):
    """Return posted data merged with the other user's changes.

    A value that both changed is taken as the user chose; without a choice it stays as
    entered.
    """
    data = data.copy()
    forms = {key: (form, name) for key, form, name in _boxes(sheet)}
    for key in comparison.moved:
        if key not in forms:
            continue
        form, name = forms[key]
        post_name, box = post_names(data, key), form.fields[name]
        theirs = comparison.state.values[key]
        choice = data.get(f"{CHOICE}{key}")
        if choice is None and mark(typed(form, name)) == comparison.began[key]:
            choice = THEIRS
        if choice == BOTH:
            put(data, post_name, box, f"{theirs}\n{typed(form, name)}")
        elif choice == THEIRS:
            put(data, post_name, box, theirs)
    return data


def chosen(data) -> set[str]:
    return {name.removeprefix(CHOICE) for name in data if name.startswith(CHOICE)}
