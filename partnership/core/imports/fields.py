"""Slots: map the columns of a spreadsheet to the fields of a model."""

from django.core.exceptions import ValidationError
from django.db import models
from import_export import fields, widgets

from partnership.core.imports.widgets import (
    PeriodWidget,
    TextWidget,
    widget_for,
)
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.periods import (
    Period,
    PeriodModel,
)

PERIOD_FIELDS = ["starts_on", "ends_on", "period_kind"]


def heading_of(name):
    """Return a field's heading: “amount” for amount_gbp, “from” for from_on."""
    if name in {"from_on", "to_on"}:
        return name.removesuffix("_on")
    return name.removesuffix("_gbp").replace("_", " ")


def empty_value(field):
    """Return the value of an empty cell: "", None or the field's default."""
    if isinstance(field, models.CharField | models.TextField) and field.blank:
        return ""
    if field.null:
        return None
    return field.get_default()


def last_field(model, path):
    """Return the field at the end of a lookup such as `settlement__fund__code`."""
    *relations, name = path.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.get_field(name)


class Column(fields.Field):
    """A column: its heading, the attribute it exports and its widget."""

    def __init__(self, heading, attribute, widget):
        super().__init__(attribute, heading, widget)

    @property
    def name(self):
        return self.column_name.replace(" ", "_")

    def cell(self, row):
        return self.widget.clean(row.get(self.column_name))


class Slot:
    """A model field read from one column."""

    def __init__(self, field, headings):
        self.field, self.name = field, field.name
        self.field_names = [field.name]
        self.columns = self.build_columns(headings or [heading_of(field.name)])

    def build_columns(self, headings):
        return [Column(headings[0], self.name, widget_for(self.field))]

    @property
    def heading(self):
        """The headings for a message: “amount”, or “fund, partnership, year”."""
        return ", ".join(column.column_name for column in self.columns)

    @property
    def other_names(self):
        """Other headings accepted for a slot with one column."""
        return [self.name, str(self.field.verbose_name)]

    def is_in(self, row):
        return all(column.column_name in row for column in self.columns)

    def read(self, row, find):
        """Return the value; raise ValueError or ValidationError for a bad cell."""
        column = self.columns[0]
        value = column.cell(row)
        return empty_value(self.field) if value == column.widget.empty else value

    def put(self, instance, value):
        if isinstance(self.columns[0].widget, TextWidget) and isinstance(value, str):
            current = getattr(instance, self.name) or ""
            if current.replace("\r\n", "\n").strip() == value:
                return  # only white space differs
        setattr(instance, self.name, value)


class ExportOnlySlot(Slot):
    """A column that is exported and ignored on import."""

    def read(self, row, find):
        return None

    def put(self, instance, value):
        pass


class ReferenceSlot(Slot):
    """A foreign key, read from a column for each part of its natural key."""

    def build_columns(self, headings):
        self.model = self.field.related_model
        paths = self.model.natural_key_fields
        return [
            Column(
                heading,
                f"{self.name}__{path}",
                widget_for(last_field(self.model, path)),
            )
            for heading, path in zip(headings, paths, strict=True)
        ]

    def read(self, row, find):
        key = [self.part(column, row) for column in self.columns]
        blank = [
            column.column_name
            for column, part in zip(self.columns, key, strict=True)
            if part in (None, "")
        ]
        if len(blank) == len(key):
            return None
        if blank:
            raise ValueError(f"Fill in all of {self.heading}, or leave them all blank")
        key_text = [
            str(column.widget.render(part))
            for column, part in zip(self.columns, key, strict=True)
        ]
        return find(self.model, key, ", ".join(key_text))

    @staticmethod
    def part(column, row):
        """Return one part of the key; errors carry the name of their column."""
        try:
            return column.cell(row)
        except (ValueError, ValidationError) as error:
            error.column = column.column_name
            raise

    def put(self, instance, value):
        setattr(instance, self.name, value)


class CodesWidget(widgets.ManyToManyWidget):
    """Codes of several records in one cell, separated by “;” or line breaks."""

    def __init__(self, model):
        super().__init__(model, separator="; ", field="code")

    def clean(self, value, row=None, **kwargs):
        text = TextWidget().clean(value)
        parts = text.replace(";", "\n").split("\n")
        return [part.strip() for part in parts if part.strip()]

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        return "; ".join(sorted(related.code for related in value.all()))


class CodesSlot(Slot):
    """A many-to-many field, read from the codes in one cell."""

    def build_columns(self, headings):
        self.model = self.field.related_model
        return [Column(headings[0], self.name, CodesWidget(self.model))]

    def read(self, row, find):
        codes = self.columns[0].cell(row)
        return [find(self.model, [code], code) for code in codes]


class PeriodSlot(Slot):
    """The 3 fields of a period, read from its label in one column."""

    def __init__(self, prefix, name):
        self.prefix, self.name = prefix, name
        self.field_names = [f"{prefix}{field}" for field in PERIOD_FIELDS]
        heading = f"{prefix.replace('_', ' ')}period"
        self.columns = [Column(heading, name, PeriodWidget())]

    @property
    def other_names(self):
        return []

    def read(self, row, find) -> Period:
        period = self.columns[0].cell(row)
        if period is None:
            raise ValueError(
                "Enter a period, or “period not given” if the source does not say"
            )
        return period

    def put(self, instance, value):
        values = (value.start, value.end, value.kind)
        for name, part in zip(self.field_names, values, strict=True):
            setattr(instance, name, part)


def slots_of(model, headings, kinds):
    """Return the slots of a model: key fields first, then the others in model order.

    `headings` gives column headings by field name, `kinds` slot classes by field name.
    """
    slots, taken = [], {"id"}
    for prefix, name in [("base_", "base"), ("", "period")]:
        if issubclass(model, PeriodModel) and hasattr(model, f"{prefix}starts_on"):
            slots.append(PeriodSlot(prefix, name))
            taken.update(slots[-1].field_names)
    lists = [field for field in model._meta.many_to_many if has_plain_table(field)]
    own = [f for f in [*model._meta.fields, *lists] if f.name not in taken]
    found = [
        kinds.get(field.name, slot_kind(field))(field, headings.get(field.name))
        for field in own
    ]
    keys = {path.split("__")[0] for path in model.natural_key_fields}
    first = [slot for slot in found if slot.name in keys]
    rest = [slot for slot in found if slot.name not in keys]
    return [*first, *slots, *rest]


def has_plain_table(field):
    """Whether a many-to-many field has no through model of its own."""
    return field.remote_field.through._meta.auto_created


def slot_kind(field):
    if field.many_to_many:
        return CodesSlot
    if field.is_relation and issubclass(field.related_model, NaturalKeyModel):
        return ReferenceSlot
    return Slot
