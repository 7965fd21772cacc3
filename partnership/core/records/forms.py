"""Forms built from the record declarations."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from django.forms import modelform_factory
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template import loader

from partnership.core.models import registry
from partnership.core.models.display import sentence_case
from partnership.core.models.natural_keys import made_code
from partnership.core.records import form_fields
from partnership.core.records.model_form import RecordForm
from partnership.core.text.fields import set_stored_values

# Fields that number the rows of one parent; a new row gets the next number.
NUMBERS = ["order", "number"]


class Renderer(BaseRenderer):
    """Use our own templates for our own widgets, and Django's for all others."""

    def get_template(self, template_name):
        if template_name.startswith("records/"):
            return loader.get_template(template_name)
        return DjangoTemplates().get_template(template_name)


def reasons_of(model):
    """Yield each field that has a reason for being empty, with its reason and note."""
    names = {field.name for field in model._meta.fields}
    for name in names:
        reason, note = f"{name}_reason", f"{name}_note"
        if reason in names:
            yield name, reason, note if note in names else ""


class WorkForm(RecordForm):
    """The form of a row; each error is shown at the field where it can be fixed."""

    default_renderer = Renderer
    # For a linked record: its declaration, and the formsets of its own linked records.
    children = None
    nested: Sequence = ()
    # Notices by field name; they do not prevent saving.
    notices: Mapping[str, str] = MappingProxyType({})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_stored_values(self)

    @property
    def is_removed(self) -> bool:
        """Whether the row is marked for removal."""
        return "DELETE" in self.fields and bool(self["DELETE"].data)

    def has_changed(self):
        """Ignore the number of a new row, but count changes in its linked records."""
        if self.children is None or not self.instance._state.adding:
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
            typed = name in self.changed_data and data.get(name) not in (None, "")
            if typed and data.get(reason) and reason not in self.changed_data:
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
        return made_code(self._meta.model, data)

    def box_rows(self, fields):
        """Yield lines of bound fields; fields in a tuple are side by side."""
        for one in fields:
            names = [one] if isinstance(one, str) else one
            yield [self[name] for name in names if name in self.fields]

    @property
    def cells(self):
        """The fields of a row by column of its table; other fields go in the first."""
        columns = self.children.columns
        placed = {name for column in columns for name in column.names}
        loose = [b for b in self.visible_fields() if b.name not in placed | {"DELETE"}]
        found = [
            (column.title, [self[n] for n in column.names if not self[n].is_hidden])
            for column in columns
        ]
        return [(found[0][0], found[0][1] + loose), *found[1:]] if found else []

    @property
    def row_title(self) -> str:
        """The title of a row among its siblings."""
        noun = self.children.noun
        if not self.instance.pk:
            return f"New {noun}"
        if self.children.columns:
            number = next(n for n in NUMBERS if n in self.fields)
            return f"{sentence_case(noun)} {self.initial[number]}"
        return str(self.instance)

    @property
    def plain_boxes(self):
        """The visible fields of a row, except the one that removes it."""
        return [bound for bound in self.visible_fields() if bound.name != "DELETE"]


@cache
def form_class(record):
    return modelform_factory(
        record.model,
        form=WorkForm,
        fields=record.names,
        formfield_callback=callback_of(record.labels, record.hints, record.options),
    )


def callback_of(labels, hints, options):
    def callback(column, **kwargs):
        name = column.name
        return form_fields.box_for(
            column, labels.get(name, ""), hints.get(name, ""), options.get(name)
        )

    return callback


class Choices:
    """Options of selects and checkboxes, fetched once for each model and page."""

    def __init__(self):
        self.known = {}

    def of(self, queryset):
        model = queryset.model
        if model not in self.known:
            record = registry.record_of(model)
            rows, name = (record.rows, record.chosen_as) if record else (queryset, str)
            self.known[model] = [(row.pk, name(row)) for row in rows]
        return self.known[model]

    def fill(self, form):
        for box in form.fields.values():
            if isinstance(box, form_fields.RowBox | form_fields.RowsBox):
                box.fill(self.of(box.queryset))
