"""Slots: map the columns of a spreadsheet to the fields of a model."""

import datetime as dt
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from import_export import fields, widgets

from partnership.core.imports.ambiguity import AmbiguousCell, resolved
from partnership.core.imports.cells.text_cells import BULLET
from partnership.core.imports.cells.widgets import PeriodWidget, TextWidget, widget_for
from partnership.core.imports.fields.lookups import (
    Days,
    has_dated_names,
    reading_row_of,
)
from partnership.core.imports.fields.names import can_be_blank
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values import financial_years
from partnership.core.values.periods import Period, PeriodModel

HEADINGS = {"from_on": "from", "to_on": "to", "kind": "type"}
# Columns that give the first, or the last, day on which a row applies.
FIRST_DAY, LAST_DAY = (
    {"period", "year", "from year", "from"},
    {"period", "year", "to year", "to"},
)
PERIOD_FIELDS = ["starts_on", "ends_on", "period_kind"]


def heading_of(name):
    """Return a field's heading: “amount” for amount_gbp, “from” for from_on."""
    if name in HEADINGS:
        return HEADINGS[name]
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

    # Whether a file may leave out this part of a key.
    is_optional = False
    # The model whose records the column names by their codes.
    code_of: type[models.Model] | None = None

    def __init__(self, heading, attribute, widget):
        super().__init__(attribute, heading, widget)

    @property
    def name(self):
        return self.column_name.replace(" ", "_")

    def cell(self, row):
        """Return the value of the column's cell in a row, given as a dict.

        Raises AmbiguousCell if it has several meanings and nobody has chosen one.
        """
        return resolved(self.column_name, self.widget.clean, row.get(self.column_name))


class Slot:
    """A model field read from one column.

    `also_reads` are the headings of other columns that its value depends on.
    """

    also_reads: tuple = ()

    def __init__(self, field, headings):
        self.field, self.name = field, field.name
        self.field_names = [field.name]
        self.columns = self.build_columns(headings or [heading_of(field.name)])

    def build_columns(self, headings):
        return [Column(headings[0], self.name, widget_for(self.field))]

    @cached_property
    def heading(self):
        """The headings for a message: “amount”, or “fund, partnership, year”."""
        return ", ".join(column.column_name for column in self.columns)

    @property
    def is_needed(self):
        """Whether a new record must have a value."""
        field = self.field
        return field is None or not (
            field.blank or field.null or field.has_default() or field.many_to_many
        )

    @property
    def other_names(self):
        """Other headings accepted for a slot with one column."""
        return [self.name, str(self.field.verbose_name)]

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

    def state(self, instance):
        """Return the stored value, to be compared with a later one."""
        return getattr(instance, self.field.attname)

    def set_stored_value(self, instance, state, lookups):
        """Set a stored value again."""
        setattr(instance, self.field.attname, state)


class ExportOnlySlot(Slot):
    """A column that is exported and ignored on import."""

    is_needed = False  # type: ignore[assignment]

    def read(self, row, find):
        return None


class AnnotationSlot(ExportOnlySlot):
    """A column of the download that is worked out, and not a field of the model.

    The resource adds it to the queryset in `full`.
    """

    field = None

    def __init__(self, name):
        self.name, self.field_names = name, []
        self.columns = [Column(name.replace("_", " "), name, TextWidget())]

    @property
    def other_names(self):
        return []

    def put(self, instance, value):
        pass


def days_of(columns, row) -> Days | None:
    """Return the first and last day of a row from its date columns, or None."""
    first, last = dt.date.min, dt.date.max
    for column in columns:
        if column.column_name not in row:
            continue
        try:
            value = column.cell(row)
        except (ValueError, ValidationError):
            continue  # the column reports it
        if isinstance(value, int):
            span = financial_years.first_day(value), financial_years.last_day(value)
        else:
            span = (
                (value.start, value.end)
                if isinstance(value, Period)
                else (value, value)
            )
        if column.column_name in FIRST_DAY:
            first = span[0] or first
        if column.column_name in LAST_DAY:
            last = span[1] or last
    return None if (first, last) == (dt.date.min, dt.date.max) else (first, last)


class ReferenceSlot(Slot):
    """A foreign key, read from a column for each part of its natural key.

    `dated_by` are the columns that say when a row applies: other names of records are
    only accepted if they were used then.
    """

    dated_by: tuple = ()

    @property
    def also_reads(self):  # type: ignore[override]
        owners = {
            self.model,
            *(c.code_of or self.model for c in self.columns),
        }
        if not any(map(has_dated_names, owners)):
            return ()
        return tuple(column.column_name for column in self.dated_by)

    def build_columns(self, headings):
        self.model = self.field.related_model
        paths = self.model.natural_key_fields
        columns = [
            Column(
                heading,
                f"{self.name}__{path}",
                widget_for(last_field(self.model, path)),
            )
            for heading, path in zip(headings, paths, strict=True)
        ]
        for column, path in zip(columns, paths, strict=True):
            column.is_optional = can_be_blank(self.model, path)
            owner = last_field(self.model, path).model
            if path.endswith("code") and owner.natural_key_fields == ["code"]:
                column.code_of = owner
        return columns

    def read(self, row, find):
        with reading_row_of(days_of(self.dated_by, row)):
            return self._read(row, find)

    def _read(self, row, find):
        key = [self.part(column, row, find) for column in self.columns]
        blank = {
            column
            for column, part in zip(self.columns, key, strict=True)
            if part in (None, "")
        }
        if len(blank) == len(key):
            return None
        if any(not column.is_optional for column in blank):
            needed = [c.column_name for c in self.columns if not c.is_optional]
            names = ", ".join(needed)
            raise ValueError(f"Fill in all of {names}, or leave them all blank")
        key_text = [
            str(column.widget.render(part))
            for column, part in zip(self.columns, key, strict=True)
            if column not in blank
        ]
        return find(self.model, key, ", ".join(key_text), self.heading)

    def part(self, column, row, find):
        """Return one part of the key; errors carry the name of their column."""
        try:
            value = column.cell(row)
            owner = column.code_of
            if value and owner is not None and owner is not self.model:
                try:
                    return find(owner, [value], value, column.column_name).code
                except AmbiguousCell:
                    raise
                except ValueError:
                    return value  # the message names the whole key
            return value
        except (ValueError, ValidationError) as error:
            error.column = column.column_name
            raise

    def put(self, instance, value):
        if value is None or value.pk is None:
            setattr(instance, self.name, value)
        else:  # the same, in less time
            setattr(instance, self.field.attname, value.pk)
            self.field.set_cached_value(instance, value)

    def set_stored_value(self, instance, state, lookups):
        row = lookups.rows_by_pk(self.model).get(state) if state else None
        setattr(instance, self.name, row)


class CodesWidget(widgets.ManyToManyWidget):
    """Codes of several records in one cell, separated by “;” or line breaks."""

    def __init__(self, model):
        super().__init__(model, separator="; ", field="code")

    def clean(self, value, row=None, **kwargs):
        text = TextWidget().clean(value)
        parts = text.replace(";", "\n").split("\n")
        parts = [BULLET.sub("", part).strip() for part in parts]
        return [part for part in parts if part]

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
        found = []
        for name in self.columns[0].cell(row):
            try:
                found.append(find(self.model, [name], name, self.heading))
            except ValueError:
                parts = [part.strip() for part in name.split(",") if part.strip()]
                if len(parts) < 2:
                    raise
                found += [
                    find(self.model, [part], part, self.heading) for part in parts
                ]
        # Rows of the same file have no primary key yet, so they are not hashable.
        return [row for place, row in enumerate(found) if row not in found[:place]]

    def state(self, instance):
        return sorted(row.code for row in instance._import_codes.get(self.name, ()))

    def set_stored_value(self, instance, state, lookups):
        """Lists of records are not attributes of the record."""


class PeriodSlot(Slot):
    """The 3 fields of a period, read from its label in one column."""

    field = None

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

    def value_of(self, instance) -> Period:
        return Period(*(getattr(instance, name) for name in self.field_names))

    def state(self, instance):
        return self.value_of(instance)

    def set_stored_value(self, instance, state, lookups):
        self.put(instance, state)


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
    slots = [*first, *slots, *rest]
    columns = [column for slot in slots for column in slot.columns]
    for slot in slots:
        if isinstance(slot, ReferenceSlot):
            slot.dated_by = tuple(
                column
                for column in columns
                if column.column_name in FIRST_DAY | LAST_DAY
            )
    return slots


def has_plain_table(field):
    """Whether a many-to-many field has no through model of its own."""
    return field.remote_field.through._meta.auto_created


def slot_kind(field):
    if field.many_to_many:
        return CodesSlot
    if field.is_relation and issubclass(field.related_model, NaturalKeyModel):
        return ReferenceSlot
    return Slot
