"""The guide to a spreadsheet's columns: what each contains and if it is required."""

from dataclasses import dataclass

from tablib import Dataset

from partnership.core.imports import fields, widgets
from partnership.core.imports.fields import (
    ExportOnlySlot,
    PeriodSlot,
    ReferenceSlot,
    last_field,
)
from partnership.core.imports.headers import plain
from partnership.core.models import registry
from partnership.core.models.display import label_of
from partnership.core.text.html import to_text
from partnership.core.values.formatting import listed

ALWAYS, NEW_ROWS, OPTIONAL = "Always", "For new records", "Optional"
OUT_ONLY = "Export only. Anything you enter is ignored."
# How many rows to search for an example of each column.
LOOKED_AT = 20
LONGEST_EXAMPLE = 60

# What to enter in each type of column, and an example if no row has one.
KINDS = [
    (widgets.YesNoWidget, "yes or no", "yes"),
    (widgets.PoundsWidget, "pounds, with or without pence", "64180"),
    (widgets.WholeNumberWidget, "a whole number", "3"),
    (widgets.YearWidget, "a year", "2016-17"),
    (widgets.DateWidget, "a date", "31/03/2016"),
    (widgets.RichTextWidget, "text (HTML paragraphs)", "<p>Text.</p>"),
    (widgets.AddressWidget, "a web address", "https://www.example.org/"),
    (
        widgets.PeriodWidget,
        "a period, for example 2016-17, or “period not given”",
        "12 months to September 2015",
    ),
    (widgets.TextWidget, "text", ""),
]


@dataclass(frozen=True)
class Told:
    """One column of the file, as the import page describes it."""

    heading: str
    need: str
    about: str
    example: str


def columns_of(resource) -> list[Told]:
    """Return every column that is read, in the order of the export."""
    examples = examples_of(resource)
    return [
        Told(
            column.column_name,
            need_of(resource, slot),
            about(slot, column),
            examples.get(column.column_name) or kind_of(column.widget)[1],
        )
        for slot in resource.slots
        for column in slot.columns
    ]


def keys_of(resource) -> str:
    """Return the columns that identify a row, as text."""
    names = [c.column_name for slot in resource.key_slots for c in slot.columns]
    return listed(names)


def empty(resource) -> Dataset:
    """Return a file with the headings and no rows."""
    headers = [column.column_name for slot in resource.slots for column in slot.columns]
    return Dataset(headers=headers, title=resource.get_display_name())


def examples_of(resource) -> dict[str, str]:
    """Return an example for each column, from the first rows that have a value."""
    every = resource._meta.model._default_manager.all()
    first = list(every.values_list("pk", flat=True)[:LOOKED_AT])
    found: dict[str, str] = {}
    for row in resource.export(queryset=every.filter(pk__in=first)).dict:
        for heading, value in row.items():
            if value not in (None, ""):
                found.setdefault(heading, shortened(str(value)))
    return found


def shortened(words):
    text = " ".join(to_text(words).split()) or words
    return (
        text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE].rstrip()} …"
    )


def need_of(resource, slot) -> str:
    if slot in resource.key_slots:
        return ALWAYS
    if isinstance(slot, PeriodSlot):
        return NEW_ROWS
    field = slot.field
    is_free = field.blank or field.null or field.has_default() or field.many_to_many
    return OPTIONAL if is_free else NEW_ROWS


def about(slot, column) -> str:
    """Describe a column: its label, what to enter, and the field's help text."""
    if isinstance(slot, ExportOnlySlot):
        return OUT_ONLY
    field = getattr(slot, "field", None)
    if field is None:
        return sentence(kind_of(column.widget)[0])
    label = label_of(field)
    told = [] if plain(label) == plain(column.column_name) else [f"{label}."]
    told.append(sentence(what(slot, column)))
    if field.help_text and column is slot.columns[0]:
        told.append(str(field.help_text))
    return " ".join(told)


def what(slot, column) -> str:
    """Return what to enter in the column, without a capital."""
    widget = column.widget
    if isinstance(widget, fields.CodesWidget):
        return f"codes of {named(slot.model)[1]}, separated by semicolons"
    if isinstance(slot, ReferenceSlot):
        return part_of(slot, column)
    if isinstance(widget, widgets.ChoiceWidget):
        return f"one of: {choices_of(slot.field)}"
    if isinstance(widget, widgets.DecimalWidget):
        return f"a number with up to {widget.places} decimal places"
    words = kind_of(widget)[0]
    longest = getattr(slot.field, "max_length", None)
    return f"{words}, up to {longest:,} characters" if longest else words


def part_of(slot, column) -> str:
    """Describe a column that identifies a row, alone or with other columns."""
    *way, last = column.attribute.split("__")[1:]
    model = slot.model
    for step in way:
        model = model._meta.get_field(step).related_model
    field = last_field(slot.model, "__".join([*way, last]))
    label = str(field.verbose_name).lower() if last != "code" else "code"
    words = f"the {label} of the {named(model)[0]}"
    others = [c.column_name for c in slot.columns if c is not column]
    if not others:
        return words
    return f"{words}. It identifies the {named(slot.model)[0]} with {listed(others)}"


def named(model) -> tuple[str, str]:
    """Return the singular and plural names of a model's records."""
    record = registry.record_of(model)
    meta = model._meta
    many = record.many if record else str(meta.verbose_name_plural)
    return (record.one if record else str(meta.verbose_name)), many


def choices_of(field) -> str:
    told = [
        code if plain(code) == plain(str(label)) else f"{code} ({label})"
        for code, label in field.flatchoices
        if code
    ]
    return ", ".join(told)


def kind_of(widget) -> tuple[str, str]:
    for kind, words, example in KINDS:
        if isinstance(widget, kind):
            return words, example
    return "text", ""


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
