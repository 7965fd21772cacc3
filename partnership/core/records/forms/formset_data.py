"""Changes to posted rows: add one, move one, and handle rows deleted by others."""

import re

from partnership.core.models.display import whole_number
from partnership.core.records.forms.formsets import entered_number, formset_class
from partnership.core.records.forms.merge import (
    entered_value,
    name_in_post,
    set_posted_value,
)
from partnership.core.records.forms.row_form import NUMBERS
from partnership.core.values.fingerprints import fingerprint

UP, DOWN = "up", "down"
# Digits in the number of rows of a formset; Django accepts fewer rows than this allows.
DIGITS = 4


def add_row(record_form, formset):
    """Return posted data with one more row, filled with its initial values."""
    data = record_form.data.copy()
    total = f"{formset.prefix}-TOTAL_FORMS"
    number = _count(data, total)
    if number >= formset.max_num:
        return data
    data[total] = str(number + 1)
    blank = formset.blank
    for bound in blank:
        value = bound.value()
        if bound.name in NUMBERS:
            entered = [form[bound.name].value() for form in formset.forms]
            numbers = [whole_number(str(text)) for text in entered]
            value = max((n for n in numbers if n is not None), default=0) + 1
        if bound.name not in {"id", formset.fk.name} and value not in (None, "", []):
            set_posted_value(
                data, f"{formset.prefix}-{number}-{bound.name}", bound.field, value
            )
    for _, nested in blank.nested:
        prefix = f"{formset.prefix}-{number}-{nested.inline_rows.prefix}"
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = "0"
    return data


def move_row(record_form, formset, move):
    """Return posted data with one row moved up or down, for example `strands-2-up`."""
    data = record_form.data.copy()
    prefix, _, direction = move.rpartition("-")
    rows = formset.in_order
    place = next((i for i, form in enumerate(rows) if form.prefix == prefix), -1)
    other = place + (-1 if direction == UP else 1)
    if place < 0 or not 0 <= other < len(rows):
        return data
    numbers = [entered_number(form, formset.number) for form in rows]
    if len(set(numbers)) < len(rows) or float("inf") in numbers:
        numbers = list(range(1, len(rows) + 1))
    rows[place], rows[other] = rows[other], rows[place]
    for number, form in zip(numbers, rows, strict=True):
        data[form.add_prefix(formset.number)] = str(number)
    return data


def drop_deleted_rows(data, comparison):
    """Return posted data without the rows that someone else has deleted.

    If the user changed such a row, or one of its linked records, it is added as a new
    row. Otherwise it stays deleted.
    """
    data = data.copy()
    classes = _formset_classes(comparison.record.model, comparison.record.inlines)
    order = list(classes)
    # Parents first: a parent that is added again takes its linked records with it.
    deleted = [key for key in comparison.deleted if _formset_prefix(key) in classes]
    for key in sorted(deleted, key=lambda k: order.index(_formset_prefix(k))):
        post_name = name_in_post(data, f"{key}-id")
        if post_name is None:
            continue
        form_prefix = post_name.removesuffix("-id")
        is_removed = bool(data.get(f"{form_prefix}-DELETE"))
        add_again = not is_removed and _was_edited(
            data, comparison, classes, form_prefix
        )
        prefix, place = form_prefix.rsplit("-", 1)
        row = _remove_row(data, prefix, int(place))
        if add_again:
            _append_row(data, prefix, _without_keys(row, classes))
    return data


def _count(data, name):
    """Return the number of rows that a page says it sends, or 0 if it is not valid."""
    return whole_number(data.get(name), DIGITS) or 0


def _formset_classes(model, inlines):
    """Return all formset classes on the page by prefix, parents first."""
    classes = {}
    for inline in inlines:
        cls = formset_class(model, inline)
        classes[cls.get_default_prefix()] = cls, inline
    for _, inline in list(classes.values()):
        classes |= _formset_classes(inline.model, inline.inlines)
    return classes


def _formset_prefix(key):
    return key.rpartition("-")[0]


def _was_edited(data, comparison, classes, form_prefix):
    """Whether the user changed a deleted row, or one of its linked records."""
    prefix = form_prefix.rpartition("-")[0].rpartition("-")[2]
    cls, inline = classes[prefix]
    id_name, delete_name = f"{form_prefix}-id", f"{form_prefix}-DELETE"
    form = cls.form(data, prefix=form_prefix)
    if id_name not in data or data.get(delete_name) or not form.is_valid():
        return True
    began = comparison.began
    keys = {name: f"{prefix}-{data.get(id_name)}-{name}" for name in form.fields}
    if any(
        fingerprint(entered_value(form, name)) != began[key]
        for name, key in keys.items()
        if key in began
    ):
        return True
    return any(
        _was_edited(data, comparison, classes, nested)
        for inner in inline.inlines
        for nested in _nested_prefixes(data, inline.model, inner, form_prefix)
    )


def _nested_prefixes(data, model, inline, form_prefix):
    prefix = f"{form_prefix}-{formset_class(model, inline).get_default_prefix()}"
    total = _count(data, f"{prefix}-TOTAL_FORMS")
    return [f"{prefix}-{number}" for number in range(total)]


def _remove_row(data, prefix, place):
    """Remove a stored row from posted data and return what was posted for it."""
    total = max(_count(data, f"{prefix}-TOTAL_FORMS"), place + 1)
    rows = []
    for number in range(total):
        start = f"{prefix}-{number}-"
        names = [name for name in data if name.startswith(start)]
        rows.append({name.removeprefix(start): data.getlist(name) for name in names})
        for name in names:
            del data[name]
    removed = rows.pop(place)
    for number, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
    stored = _count(data, f"{prefix}-INITIAL_FORMS")
    data[f"{prefix}-INITIAL_FORMS"] = str(max(stored - 1, 0))
    return removed


def _append_row(data, prefix, row):
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    for name, values in row.items():
        data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)


def _without_keys(row, classes):
    """Return the posted data of a row and its linked records without primary keys."""
    parent_keys = [
        rf"|(?:.+-)?{re.escape(prefix)}-\d+-{cls.fk.name}"
        for prefix, (cls, _) in classes.items()
    ]
    keys = re.compile(rf"(?:.+-\d+-)?id{''.join(parent_keys)}")
    return {
        name: ["0"] if name.endswith("-INITIAL_FORMS") else values
        for name, values in row.items()
        if name != "DELETE" and not keys.fullmatch(name)
    }
