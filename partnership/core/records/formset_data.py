"""Changes to posted rows: add one, move one, and handle rows deleted by others."""

import re

from partnership.core.concurrency.fingerprint import mark
from partnership.core.models.display import whole_number
from partnership.core.records.forms import NUMBERS
from partnership.core.records.formsets import (
    formset_class,
    typed_number,
)
from partnership.core.records.merge import (
    post_names,
    put,
    typed,
)

UP, DOWN = "up", "down"
# Digits in the number of rows of a formset; Django accepts fewer rows than this allows.
DIGITS = 4


def with_one_more(sheet, formset):
    """Return posted data with one more row, filled with its initial values."""
    data = sheet.data.copy()
    total = f"{formset.prefix}-TOTAL_FORMS"
    number = _count(data, total)
    if number >= formset.max_num:
        return data
    data[total] = str(number + 1)
    blank = formset.blank
    for bound in blank:
        value = bound.value()
        if bound.name in NUMBERS:
            found = [form[bound.name].value() for form in formset.forms]
            known = [whole_number(str(one)) for one in found]
            value = max([one for one in known if one is not None], default=0) + 1
        if bound.name not in {"id", formset.fk.name} and value not in (None, "", []):
            put(data, f"{formset.prefix}-{number}-{bound.name}", bound.field, value)
    for _, below in blank.nested:
        prefix = f"{formset.prefix}-{number}-{below.kin.prefix}"
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = "0"
    return data


def with_moved(sheet, formset, asked):
    """Return posted data with one row moved up or down, for example `strands-2-up`."""
    data = sheet.data.copy()
    prefix, _, way = asked.rpartition("-")
    rows = formset.in_order
    moved = next((i for i, form in enumerate(rows) if form.prefix == prefix), -1)
    other = moved + (-1 if way == UP else 1)
    if moved < 0 or not 0 <= other < len(rows):
        return data
    numbers = [typed_number(form, formset.number) for form in rows]
    if len(set(numbers)) < len(rows) or float("inf") in numbers:
        numbers = list(range(1, len(rows) + 1))
    rows[moved], rows[other] = rows[other], rows[moved]
    for number, form in zip(numbers, rows, strict=True):
        data[form.add_prefix(formset.number)] = str(number)
    return data


def without_gone(data, comparison):
    """Return posted data without the rows that someone else has deleted.

    If the user changed such a row, or one of its linked records, it is added as a new
    row. Otherwise it stays deleted.
    """
    data = data.copy()
    kinds = _kinds(comparison.record.model, comparison.record.children)
    order = list(kinds)
    # Parents first: a parent that is added again takes its linked records with it.
    known = [key for key in comparison.gone if _kind_of(key) in kinds]
    for key in sorted(known, key=lambda k: order.index(_kind_of(k))):
        post_name = post_names(data, f"{key}-id")
        if post_name is None:
            continue
        form = post_name.removesuffix("-id")
        removed = bool(data.get(f"{form}-DELETE"))
        keep = not removed and _was_typed_in(data, comparison, kinds, form)
        prefix, place = form.rsplit("-", 1)
        taken = _taken_out(data, prefix, int(place))
        if keep:
            _put_last(data, prefix, _as_new(taken, kinds))
    return data


def _count(data, name):
    """Return the number of rows that a page says it sends, or 0 if it is not valid."""
    return whole_number(data.get(name), DIGITS) or 0


def _kinds(model, declared):
    """Return all formset classes on the page by prefix, parents first."""
    found = {}
    for children in declared:
        kind = formset_class(model, children)
        found[kind.get_default_prefix()] = kind, children
    for _, children in list(found.values()):
        found |= _kinds(children.model, children.children)
    return found


def _kind_of(key):
    return key.rpartition("-")[0]


def _was_typed_in(data, comparison, kinds, place):
    """Whether the user changed a deleted row, or one of its linked records."""
    prefix = place.rpartition("-")[0].rpartition("-")[2]
    kind, children = kinds[prefix]
    form = kind.form(data, prefix=place)
    key = f"{prefix}-{data.get(f'{place}-id')}"
    if f"{place}-id" not in data or data.get(f"{place}-DELETE") or not form.is_valid():
        return True
    if any(
        mark(typed(form, name)) != comparison.began[f"{key}-{name}"]
        for name in form.fields
        if f"{key}-{name}" in comparison.began
    ):
        return True
    return any(
        _was_typed_in(data, comparison, kinds, below)
        for one in children.children
        for below in _places_below(data, children.model, one, place)
    )


def _places_below(data, model, children, place):
    prefix = f"{place}-{formset_class(model, children).get_default_prefix()}"
    total = _count(data, f"{prefix}-TOTAL_FORMS")
    return [f"{prefix}-{number}" for number in range(total)]


def _taken_out(data, prefix, place):
    """Remove a stored row from posted data and return what was posted for it."""
    total = max(_count(data, f"{prefix}-TOTAL_FORMS"), place + 1)
    rows = []
    for number in range(total):
        start = f"{prefix}-{number}-"
        names = [name for name in data if name.startswith(start)]
        rows.append({name.removeprefix(start): data.getlist(name) for name in names})
        for name in names:
            del data[name]
    taken = rows.pop(place)
    for number, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
    stored = _count(data, f"{prefix}-INITIAL_FORMS")
    data[f"{prefix}-INITIAL_FORMS"] = str(max(stored - 1, 0))
    return taken


def _put_last(data, prefix, row):
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    for name, values in row.items():
        data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)


def _as_new(row, kinds):
    """Return the posted data of a row and its linked records without primary keys."""
    leads_up = [
        rf"|(?:.+-)?{re.escape(prefix)}-\d+-{kind.fk.name}"
        for prefix, (kind, _) in kinds.items()
    ]
    keys = re.compile(rf"(?:.+-\d+-)?id{''.join(leads_up)}")
    return {
        name: ["0"] if name.endswith("-INITIAL_FORMS") else values
        for name, values in row.items()
        if name != "DELETE" and not keys.fullmatch(name)
    }
