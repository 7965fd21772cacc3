"""Forms of rows, made from the declarations."""

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
from partnership.core.text.fields import remember_stored

# Columns that number the rows of one parent; a new row gets the next number.
NUMBERS = ["order", "number"]


class Renderer(BaseRenderer):
    """Our templates for our boxes, the library's for all others."""

    def get_template(self, template_name):
        if template_name.startswith("records/"):
            return loader.get_template(template_name)
        return DjangoTemplates().get_template(template_name)


def reasons_of(model):
    """Pairs of a column and the one that says why it is empty, with its note if any."""
    names = {field.name for field in model._meta.fields}
    for name in names:
        reason, note = f"{name}_reason", f"{name}_note"
        if reason in names:
            yield name, reason, note if note in names else ""


class WorkForm(RecordForm):
    """A row's boxes; faults are told at the box where they can be mended."""

    default_renderer = Renderer
    # Of a row below another: its declaration, and the sets of rows below it in turn.
    children = None
    nested: Sequence = ()
    # What to look at beside a box, by its name; it keeps nothing from being saved.
    notices: Mapping[str, str] = MappingProxyType({})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember_stored(self)

    @property
    def is_removed(self) -> bool:
        """Whether the row is ticked to go."""
        return "DELETE" in self.fields and bool(self["DELETE"].data)

    def has_changed(self):
        """A new row counts as typed in if one below it does; its number is no word."""
        if self.children is None or not self.instance._state.adding:
            return super().has_changed()
        return bool({*self.changed_data} - {*NUMBERS}) or any(
            form.has_changed()
            for _, formset in self.nested
            if formset.is_bound
            for form in formset.forms
        )

    def clean(self):
        """Words or a number typed where a reason stood take the reason's place."""
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
        """A new row's code is made of its words; a row that has one keeps it."""
        if not self.instance._state.adding:
            return self.initial.get("code", "")
        return made_code(self._meta.model, data)

    def box_rows(self, fields):
        """Bound boxes in lines; those that are given together stand side by side."""
        for one in fields:
            names = [one] if isinstance(one, str) else one
            yield [self[name] for name in names if name in self.fields]

    @property
    def cells(self):
        """The boxes of a row under the headings of its table; the rest in the first."""
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
        """What a row is called among its like."""
        noun = self.children.noun
        if not self.instance.pk:
            return f"New {noun}"
        if self.children.columns:
            number = next(n for n in NUMBERS if n in self.fields)
            return f"{sentence_case(noun)} {self.initial[number]}"
        return str(self.instance)

    @property
    def plain_boxes(self):
        """The boxes of a row but for the one that removes it."""
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
    """The rows to choose from, each kind fetched once for a page."""

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
