"""Formsets for a record's linked records, at every level."""

from collections import defaultdict
from functools import cache, cached_property

from django.forms import BaseInlineFormSet, HiddenInput, inlineformset_factory

from partnership.core.models import registry
from partnership.core.models.constraint_errors import fields_of
from partnership.core.records.forms import (
    NUMBERS,
    WorkForm,
    callback_of,
)

# The largest number of new rows that get a number before the page is saved.
MOST_NEW = 50
# Temporary numbers for rows that swap places, to avoid a unique constraint.
ASIDE = 20_000


class Kin:
    """All linked records of one type for some rows, with their own linked records.

    They are read in one query for each type, however many rows there are.
    """

    def __init__(self, model, children, parents):
        self.children = children
        self.kind = formset_class(model, children)
        self.prefix = self.kind.get_default_prefix()
        self.rows = _rows(children, self.kind.fk.name, parents)
        self.below = kins(children.model, children.children, self.rows)
        self._of = defaultdict(list)
        for row in self.rows:
            self._of[getattr(row, self.kind.fk.attname)].append(row)

    def of(self, parent) -> list:
        return self._of[parent.pk] if parent.pk else []

    @cached_property
    def notices(self) -> dict:
        """Notices about these rows: text by primary key and field name."""
        return noticed(registry.record_of(self.children.model), self.rows)

    def walk(self):
        """Yield this level, then those below it."""
        yield self
        for kin in self.below:
            yield from kin.walk()


def noticed(record, rows) -> dict:
    return record.notices(rows) if record and record.notices and rows else {}


def kins(model, declared, parents) -> list[Kin]:
    return [Kin(model, children, parents) for children in declared]


def _rows(children, parent_name, parents):
    """Return rows in their own order, with the relations that their names need."""
    known = [row for row in parents if row.pk is not None]
    if not known:
        return []
    record = registry.record_of(children.model)
    rows = record.rows if record else children.model._default_manager.all()
    meta = children.model._meta
    lists = [n for n in children.fields if meta.get_field(n).many_to_many]
    rows = rows.filter(**{f"{parent_name}__in": known}).prefetch_related(*lists)
    found = list(rows)
    by_key = {row.pk: row for row in known}
    for row in found:
        column = meta.get_field(parent_name)
        setattr(row, parent_name, by_key[getattr(row, column.attname)])
    return found


class WorkFormSet(BaseInlineFormSet):
    """The linked records of one type for one row."""

    default_error_messages = {
        "missing_management_form": "Something went wrong and nothing was saved. "
        "Try again.",
    }

    def __init__(self, *args, sheet, kin, rows, **kwargs):
        self.sheet, self.kin, self.children = sheet, kin, kin.children
        self.number = number_of(kin.children)
        super().__init__(*args, initial=_next_numbers(self.number, rows), **kwargs)
        self._queryset = rows

    def _construct_form(self, i, **kwargs):
        return self.sheet.completed(super()._construct_form(i, **kwargs), self)

    @property
    def blank(self):
        """A blank row that the page's script copies to add a row."""
        return self.sheet.completed(super().empty_form, self)

    @property
    def in_order(self) -> list:
        """The forms sorted by number, so that a moved row is in its new position."""
        if not (self.number and self.is_bound):
            return self.forms
        return sorted(self.forms, key=lambda form: typed_number(form, self.number))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in self.children.unseen:
            form.fields[name].widget = HiddenInput()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove"
            form.fields["DELETE"].widget.attrs["class"] = "govuk-checkboxes__input"

    def clean(self):
        super().clean()
        for form in self.forms:
            if form.is_valid() and form.has_changed() and not form.is_removed:
                self._compare_with_rows_elsewhere(form)

    def _compare_with_rows_elsewhere(self, form):
        """Check uniqueness against rows that are not on this page, such as new ones."""
        here = {one.instance.pk for one in self.initial_forms}
        elsewhere = [row for row in self._queryset if row.pk not in here]
        for constraint in self.model._meta.total_unique_constraints:
            names = list(constraint.fields)
            if self.fk.name not in names:
                continue
            if any(
                _values(row, names) == _values(form.instance, names)
                for row in elsewhere
            ):
                told = constraint.get_violation_error_message()
                seen = (n for n in fields_of(constraint) if n in form.fields)
                form.add_error(next((n for n in seen if n != self.fk.name), None), told)

    def save(self, commit=True):
        self._step_aside()
        return super().save(commit)

    def _step_aside(self):
        """Give rows that are moved or removed a temporary number before saving."""
        if not self.number:
            return
        for place, form in enumerate(self.initial_forms):
            if form.is_removed or self.number in form.changed_data:
                row = self.model._default_manager.filter(pk=form.instance.pk)
                row.update(**{self.number: ASIDE + place})

    def get_unique_error_message(self, unique_check):
        names = " and ".join(
            self._label(name) for name in unique_check if name != self.fk.name
        )
        return f"Two rows have the same {names}. Change or remove one"

    def get_form_error(self):
        return "This row is a duplicate of one above"

    def _label(self, name):
        return str(self.model._meta.get_field(name).verbose_name)


def _values(row, names):
    return [getattr(row, row._meta.get_field(name).attname) for name in names]


@cache
def formset_class(parent, children):
    own = registry.record_of(children.model)
    labels, hints, options = (
        (own.labels, own.hints, own.options) if own else ({}, {}, {})
    )
    return inlineformset_factory(
        parent,
        children.model,
        form=WorkForm,
        formset=WorkFormSet,
        fk_name=children.parent,
        fields=list(children.fields),
        formfield_callback=callback_of(labels, hints, options),
        extra=0,
        can_delete=True,
    )


def number_of(children) -> str:
    """Return the name of the field that numbers these rows, or an empty string."""
    return next((name for name in children.fields if name in NUMBERS), "")


def typed_number(form, name) -> float:
    """Return the number entered for a row; infinity if it is not a number."""
    try:
        return int(form[name].value())
    except (TypeError, ValueError):
        return float("inf")


def _next_numbers(name, rows):
    """Return initial data for new rows: the next numbers, where rows are numbered."""
    if not name:
        return None
    last = max([getattr(row, name) or 0 for row in rows], default=0)
    return [{name: last + step} for step in range(1, MOST_NEW + 1)]
