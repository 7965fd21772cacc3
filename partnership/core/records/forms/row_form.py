"""Forms built from the record declarations."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from django.forms import modelform_factory
from django.forms.renderers import DjangoTemplates
from django.template import loader
from django.utils.text import capfirst

from partnership.core.models import registry
from partnership.core.models.natural_keys import generate_code
from partnership.core.records.forms import fields as form_fields
from partnership.core.records.forms.distinct_labels import distinct_labels
from partnership.core.records.forms.model_form import RecordModelForm
from partnership.core.text.fields import set_stored_values

# Fields that number the rows of one parent; a new row gets the next number.
NUMBERS = ["order", "number"]


class Renderer(DjangoTemplates):
    """Use our own templates for our own widgets, and Django's for all others."""

    def get_template(self, template_name):
        if template_name.startswith("records/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)


# One for all forms: otherwise each compiles Django's templates again.
RENDERER = Renderer()


def reasons_of(model):
    """Yield each field that has a reason for being empty, with its reason and note."""
    names = {field.name for field in model._meta.fields}
    for constraint in model._meta.constraints:
        if constraint.name.endswith("_or_reason"):
            name, reason = constraint.error_fields
            yield name, reason, f"{name}_note" if f"{name}_note" in names else ""


class RowForm(RecordModelForm):
    """The form of a row; each error is shown at the field where it can be fixed."""

    default_renderer = RENDERER
    # For a linked record: its declaration, and the formsets of its own linked records.
    inline = None
    nested: Sequence = ()
    # Notices by field name; they do not prevent saving.
    notices: Mapping[str, str] = MappingProxyType({})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Codes of other new rows on the page, which are not stored yet.
        self.codes_given: set[str] = set()
        set_stored_values(self)

    @property
    def is_removed(self) -> bool:
        """Whether the row is marked for removal."""
        return "DELETE" in self.fields and bool(self["DELETE"].data)

    def has_changed(self):
        """Ignore the number of a new row, but count changes in its linked records."""
        if self.inline is None or not self.instance._state.adding:
            return super().has_changed()
        return bool({*self.changed_data} - {*NUMBERS}) or any(
            form.has_changed()
            for _, formset in self.nested
            if formset.is_bound
            for form in formset.forms
        )

    def clean(self):
        """Clear the reason for an empty field when a value is entered."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        for name, reason, note in reasons_of(self._meta.model):
            is_entered = name in self.changed_data and data.get(name) not in (None, "")
            if is_entered and data.get(reason) and reason not in self.changed_data:
                data[reason] = ""
                if note and note not in self.changed_data:
                    data[note] = ""
        if data.get("code") == "" and "code" in self.fields:
            data["code"] = self._code(data)
        return data

    def _code(self, data) -> str:
        """Generate the code of a new row; an existing row keeps its code."""
        if not self.instance._state.adding:
            return self.initial.get("code", "")
        code = generate_code(self._meta.model, data, self.codes_given)
        self.codes_given.add(code)
        return code

    def field_rows(self, fields):
        """Yield lines of bound fields; fields in a tuple are side by side."""
        for row in fields:
            names = [row] if isinstance(row, str) else row
            yield [self[name] for name in names if name in self.fields]

    @property
    def cells(self):
        """The fields of a row by column of its table; other fields go in the first."""
        columns = self.inline.columns
        placed = {name for column in columns for name in column.field_names}
        others = [b for b in self.visible_fields() if b.name not in placed | {"DELETE"}]
        cells = [
            (
                column.title,
                [self[n] for n in column.field_names if not self[n].is_hidden],
            )
            for column in columns
        ]
        if not cells:
            return []
        (title, first), *rest = cells
        return [(title, first + others), *rest]

    @property
    def row_title(self) -> str:
        """The title of a row among its siblings."""
        noun = self.inline.singular
        if not self.instance.pk:
            return f"New {noun}"
        if self.inline.columns:
            number = next(n for n in NUMBERS if n in self.fields)
            return f"{capfirst(noun)} {self.initial[number]}"
        return str(self.instance)

    @property
    def visible_row_fields(self):
        """The visible fields of a row, except the one that removes it."""
        return [bound for bound in self.visible_fields() if bound.name != "DELETE"]


@cache
def form_class(record):
    return modelform_factory(
        record.model,
        form=RowForm,
        fields=record.field_names,
        formfield_callback=formfield_callback(record.fields),
    )


def formfield_callback(fields):
    """Return the callback of a form that applies the options of a record type."""

    def callback(column, **kwargs):
        name = column.name
        return form_fields.formfield_for(
            column,
            fields.labels.get(name, ""),
            fields.hints.get(name, ""),
            fields.choices.get(name),
        )

    return callback


class OptionCache:
    """Options of selects and checkboxes, fetched once for each model and page."""

    def __init__(self):
        self.options = {}

    def of(self, queryset):
        model = queryset.model
        if model not in self.options:
            record = registry.record_type_of(model)
            rows, name = (
                (record.rows, record.naming.option_label) if record else (queryset, str)
            )
            rows = list(rows)
            labels = distinct_labels(rows, [name(row) for row in rows])
            self.options[model] = [
                (row.pk, label) for row, label in zip(rows, labels, strict=True)
            ]
        return self.options[model]

    def fill(self, form):
        related = form_fields.RelatedRowField | form_fields.RelatedRowsField
        for field in form.fields.values():
            if isinstance(field, related):
                field.fill(self.of(field.queryset))
