"""Formsets for a record's linked records, at every level."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from django.db.models import UniqueConstraint, Value
from django.forms import BaseInlineFormSet, HiddenInput, inlineformset_factory

from partnership.core.models import registry
from partnership.core.models.constraint_errors import fields_of
from partnership.core.records.forms.row_form import NUMBERS, RowForm, formfield_callback

# The largest number of new rows that get a number before the page is saved.
MAX_NEW_ROWS = 50
# Temporary numbers for rows that swap places, to avoid a unique constraint.
TEMPORARY_NUMBER = 20_000


class InlineRows:
    """All linked records of one type for some rows, with their own linked records.

    They are read in one query for each type, however many rows there are.
    """

    def __init__(self, model, inline, parents):
        self.inline = inline
        self.formset_class = formset_class(model, inline)
        self.prefix = self.formset_class.get_default_prefix()
        self.rows = _load_rows(inline, self.formset_class.fk.name, parents)
        self.nested = load_inlines(inline.model, inline.inlines, self.rows)
        self._by_parent = defaultdict(list)
        for row in self.rows:
            self._by_parent[getattr(row, self.formset_class.fk.attname)].append(row)

    def of(self, parent) -> list:
        return self._by_parent[parent.pk] if parent.pk else []

    @cached_property
    def notices(self) -> dict:
        """Notices about these rows: text by primary key and field name."""
        return notices_for(registry.record_type_of(self.inline.model), self.rows)

    def walk(self):
        """Yield this level, then those below it."""
        yield self
        for inline_rows in self.nested:
            yield from inline_rows.walk()


def notices_for(record, rows) -> dict:
    return record.notices(rows) if record and record.notices and rows else {}


def inlines_on_page(record, row, names: Iterable[str] = ()) -> list:
    """Return the inlines on a row's page, without those that have too many rows.

    `names` are the names of submitted fields: an inline that the page had stays, even
    if it has too many rows by now.
    """
    return [
        inline
        for inline in record.inlines
        if not has_too_many_rows(record, inline, row)
        or any(name.startswith(f"{_prefix(record, inline)}-") for name in names)
    ]


def _prefix(record, inline) -> str:
    return formset_class(record.model, inline).get_default_prefix()


def has_too_many_rows(record, inline, row) -> bool:
    if inline.max_rows is None or row.pk is None:
        return False
    rows = inline.model._default_manager.filter(**{fk_name(record, inline): row})
    return rows.count() > inline.max_rows


def fk_name(record, inline) -> str:
    return formset_class(record.model, inline).fk.name


def load_inlines(model, inlines, parents) -> list[InlineRows]:
    return [InlineRows(model, inline, parents) for inline in inlines]


def _load_rows(inline, fk_name, parents):
    """Return rows in their own order, with the relations that their names need."""
    stored = {parent.pk: parent for parent in parents if parent.pk is not None}
    if not stored:
        return []
    record = registry.record_type_of(inline.model)
    queryset = record.rows if record else inline.model._default_manager.all()
    meta = inline.model._meta
    lists = [name for name in inline.fields if meta.get_field(name).many_to_many]
    queryset = queryset.filter(**{f"{fk_name}__in": list(stored.values())})
    rows = list(queryset.prefetch_related(*lists))
    fk = meta.get_field(fk_name)
    for row in rows:
        setattr(row, fk_name, stored[getattr(row, fk.attname)])
    return rows


class RowFormSet(BaseInlineFormSet):
    """The linked records of one type for one row."""

    default_error_messages = {
        "missing_management_form": "Something went wrong and nothing was saved. "
        "Try again."
    }

    def __init__(self, *args, record_form, inline_rows, rows, **kwargs):
        self.record_form, self.inline_rows = record_form, inline_rows
        self.inline = inline_rows.inline
        self.number = number_field(self.inline)
        super().__init__(*args, initial=_next_numbers(self.number, rows), **kwargs)
        self._queryset = rows

    def _construct_form(self, i, **kwargs):
        return self.record_form.prepare(super()._construct_form(i, **kwargs), self)

    @property
    def blank(self):
        """A blank row that the page's script copies to add a row."""
        return self.record_form.prepare(super().empty_form, self)

    @property
    def in_order(self) -> list:
        """The forms sorted by number, so that a moved row is in its new position."""
        if not (self.number and self.is_bound):
            return self.forms
        return sorted(self.forms, key=lambda form: entered_number(form, self.number))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in self.inline.hidden:
            form.fields[name].widget = HiddenInput()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove"
            form.fields["DELETE"].widget.attrs["class"] = "govuk-checkboxes__input"

    def clean(self):
        super().clean()
        valid = [form for form in self.forms if form.is_valid() and not form.is_removed]
        for form in valid:
            if form.has_changed():
                self._compare_with_rows_elsewhere(form)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition:
                self._compare_with_each_other(valid, constraint)

    def _compare_with_each_other(self, forms, constraint):
        """Check a unique constraint with a condition, which Django leaves out."""
        names = [name for name in constraint.fields if name != self.fk.name]
        alike = defaultdict(list)
        for form in forms:
            if form.has_changed() or form in self.initial_forms:
                alike[tuple(_values(form.instance, names))].append(form)
        for found in alike.values():
            if len(found) > 1:
                covered = [
                    form for form in found if _applies(constraint, form.instance)
                ]
                for form in covered[1:]:
                    self._add_violation(form, constraint)

    def _compare_with_rows_elsewhere(self, form):
        """Check uniqueness against rows that are not on this page, such as new ones."""
        here = {initial.instance.pk for initial in self.initial_forms}
        elsewhere = [row for row in self._queryset if row.pk not in here]
        for constraint in self.model._meta.total_unique_constraints:
            names = list(constraint.fields)
            if self.fk.name not in names:
                continue
            if any(
                _values(row, names) == _values(form.instance, names)
                for row in elsewhere
            ):
                self._add_violation(form, constraint)

    def _add_violation(self, form, constraint):
        shown = (name for name in fields_of(constraint) if name in form.fields)
        name = next((name for name in shown if name != self.fk.name), None)
        form.add_error(name, constraint.get_violation_error_message())

    def save(self, commit=True):
        self._free_numbers()
        return super().save(commit)

    def _free_numbers(self):
        """Give rows that are moved or removed a temporary number before saving."""
        if not self.number:
            return
        for index, form in enumerate(self.initial_forms):
            if form.is_removed or self.number in form.changed_data:
                row = self.model._default_manager.filter(pk=form.instance.pk)
                row.update(**{self.number: TEMPORARY_NUMBER + index})

    def get_unique_error_message(self, unique_check):
        names = " and ".join(
            self._label(name) for name in unique_check if name != self.fk.name
        )
        return f"Two rows have the same {names}. Change or remove one"

    def get_form_error(self):
        return "This row is a duplicate of one above"

    def _label(self, name):
        return str(self.model._meta.get_field(name).verbose_name)


def _applies(constraint, row) -> bool:
    """Whether a row meets the condition of a constraint."""
    fields = row._meta.concrete_fields
    values = {f.name: Value(getattr(row, f.attname), f) for f in fields}
    return constraint.condition.check(values)


def _values(row, names):
    return [getattr(row, row._meta.get_field(name).attname) for name in names]


@cache
def formset_class(parent, inline):
    record = registry.record_type_of(inline.model)
    fields = record.fields if record else registry.FieldOptions()
    return inlineformset_factory(
        parent,
        inline.model,
        form=RowForm,
        formset=RowFormSet,
        fk_name=inline.fk_name,
        fields=list(inline.fields),
        formfield_callback=formfield_callback(fields),
        extra=0,
        can_delete=True,
    )


def number_field(inline) -> str:
    """Return the name of the field that numbers these rows, or an empty string."""
    return next((name for name in inline.fields if name in NUMBERS), "")


def entered_number(form, name) -> float:
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
    return [{name: last + step} for step in range(1, MAX_NEW_ROWS + 1)]
