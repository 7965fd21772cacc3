"""What a spreadsheet of a kind of row must hold: each column, whether it is needed."""

from dataclasses import dataclass

from django.utils.html import strip_tags
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
from partnership.core.values.formatting import listed

ALWAYS, NEW_ROWS, OPTIONAL = "Always", "For new rows", "If you have it"
OUT_ONLY = "Nothing: it goes out, and what stands here changes nothing."
# Rows that are looked through for an example of each column.
LOOKED_AT = 20
LONGEST_EXAMPLE = 60

# What to write in a column of each kind, and an example where no row has one.
KINDS = [
    (widgets.YesNoWidget, "yes or no", "yes"),
    (widgets.PoundsWidget, "pounds, with or without pence", "64180"),
    (widgets.WholeNumberWidget, "a whole number", "3"),
    (widgets.YearWidget, "a year", "2016-17"),
    (widgets.DateWidget, "a day", "31/03/2016"),
    (widgets.RichTextWidget, "words, with paragraphs as HTML", "<p>Words.</p>"),
    (widgets.AddressWidget, "a web address", "https://www.example.org/"),
    (
        widgets.PeriodWidget,
        "a period by its name, or “period not given”",
        "12 months to September 2015",
    ),
    (widgets.TextWidget, "words", ""),
]


@dataclass(frozen=True)
class Told:
    """One column of the file, as the page describes it."""

    heading: str
    need: str
    about: str
    example: str


def columns_of(resource) -> list[Told]:
    """Every column that is read, in the order in which it goes out."""
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
    """The columns by which a row is known, in words."""
    names = [c.column_name for slot in resource.key_slots for c in slot.columns]
    return listed(names)


def empty(resource) -> Dataset:
    """A file with the headings and no row."""
    headers = [column.column_name for slot in resource.slots for column in slot.columns]
    return Dataset(headers=headers, title=resource.get_display_name())


def examples_of(resource) -> dict[str, str]:
    """What stands in each column of the first rows that have something there."""
    every = resource._meta.model._default_manager.all()
    first = list(every.values_list("pk", flat=True)[:LOOKED_AT])
    found: dict[str, str] = {}
    for row in resource.export(queryset=every.filter(pk__in=first)).dict:
        for heading, value in row.items():
            if value not in (None, ""):
                found.setdefault(heading, shortened(str(value)))
    return found


def shortened(words):
    text = " ".join(strip_tags(words).split()) or words
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
    """In plain words: what it is, what to write, and what the form says of it."""
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
    """What to write in the column, without a capital."""
    widget = column.widget
    if isinstance(widget, fields.CodesWidget):
        return f"codes of {named(slot.model)[1]}, with “;” between them"
    if isinstance(slot, ReferenceSlot):
        return part_of(slot, column)
    if isinstance(widget, widgets.ChoiceWidget):
        return f"one of: {choices_of(slot.field)}"
    if isinstance(widget, widgets.DecimalWidget):
        return f"a number, with {widget.places} decimals at most"
    words = kind_of(widget)[0]
    longest = getattr(slot.field, "max_length", None)
    return f"{words}, {longest:,} letters at most" if longest else words


def part_of(slot, column) -> str:
    """A row that is named by its code, or by what stands in several columns."""
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
    return f"{words}. With {listed(others)} it names the {named(slot.model)[0]}"


def named(model) -> tuple[str, str]:
    """What one row and several rows are called."""
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
    return "words", ""


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
