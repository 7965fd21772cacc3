"""The guide to a spreadsheet's columns: what each contains and if it is required."""

from dataclasses import dataclass

from django.utils.text import capfirst, slugify
from tablib import Dataset

from partnership.core.imports.cells import widgets
from partnership.core.imports.columns.headers import plain
from partnership.core.imports.fields import slots
from partnership.core.imports.fields.slots import (
    ExportOnlySlot,
    ReferenceSlot,
    last_field,
)
from partnership.core.models import registry
from partnership.core.models.display import label_of
from partnership.core.models.natural_keys import CODE_NAME_FIELDS
from partnership.core.text.html import to_text
from partnership.core.values.formatting import listed

ALWAYS, OPTIONAL = "Yes, or enter one value for all rows", "Optional"
NEW_ROWS = "For new records, or enter one value for all rows"
IN_ORDER = "No. Without it, rows are numbered in their order"
BY_NAME = "Yes, unless rows have: {}"
EXPORT_ONLY = "Export only. Anything you enter is ignored."
# How many rows to search for an example of each column.
ROWS_SEARCHED = 20
MAX_EXAMPLE_LENGTH = 60
# If there are more options than this, there is no list and the value is typed.
MAX_OPTIONS = 400

# What to enter in each type of column, and an example if no row has one.
WIDGET_HELP = [
    (widgets.YesNoWidget, "yes or no", "yes"),
    (widgets.PoundsWidget, "pounds, with or without pence", "64180"),
    (widgets.DecimalWidget, "a number", "12.5"),
    (widgets.WholeNumberWidget, "a whole number", "1"),
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
class ColumnHelp:
    """One column of the file, as the import page describes it."""

    heading: str
    need: str
    about: str
    example: str


def columns_of(resource) -> list[ColumnHelp]:
    """Return every column that is read, in the order of the export."""
    examples = examples_of(resource)
    return [
        ColumnHelp(
            column.column_name,
            need_of(resource, slot),
            about(slot, column),
            examples.get(column.column_name) or made_up(resource, column),
        )
        for slot in resource.slots
        for column in slot.columns
    ]


def made_up(resource, column) -> str:
    """Return an example for a column that no row has a value for."""
    if example := help_for(column.widget)[1]:
        return example
    if isinstance(column.widget, widgets.ChoiceWidget):
        return next(iter(column.widget.codes), "")
    model = column.code_of or resource._meta.model
    words = f"example {model._meta.verbose_name}"
    if column.code_of or column.column_name == "code":
        return slugify(words)
    if "period" in column.column_name:
        return "2016-17"
    is_name = column.column_name in CODE_NAME_FIELDS
    return capfirst(words if is_name else f"example {column.column_name}")


def example_row(resource) -> list[str]:
    """Return an example for each column that a new record needs."""
    figures = {figure.heading for figure in resource.figures if figure.is_number}
    figures.add(resource.figure_without_reason)
    return [
        found.example if found.need != OPTIONAL or found.heading in figures else ""
        for found in columns_of(resource)
    ]


def keys_of(resource) -> str:
    """Return the columns that identify a row, as text."""
    names = [c.column_name for slot in resource.key_slots for c in slot.columns]
    return listed(names)


def empty(resource) -> Dataset:
    """Return a file with the headings and no rows."""
    headers = [column.column_name for slot in resource.slots for column in slot.columns]
    return Dataset(headers=headers, title=resource.get_display_name())


def options_of(resource, names) -> dict[str, list[tuple[str, str]]]:
    """Return the values of those columns that name one of few records or choices."""
    found = {}
    for slot in resource.slots:
        for column in slot.columns:
            if column.column_name in names:
                found[column.column_name] = _options(column)
    return {name: options for name, options in found.items() if options}


def _options(column) -> list[tuple[str, str]]:
    if owner := column.code_of:
        record = registry.record_type_of(owner)
        rows = record.rows if record else owner._default_manager.all()
        rows = rows[: MAX_OPTIONS + 1]
        label = record.naming.option_label if record else str
        return [(r.code, label(r)) for r in rows] if len(rows) <= MAX_OPTIONS else []
    if isinstance(column.widget, widgets.ChoiceWidget):
        return [(code, str(label)) for code, label in column.widget.choices]
    is_yes_or_no = isinstance(column.widget, widgets.YesNoWidget)
    return [("yes", "yes"), ("no", "no")] if is_yes_or_no else []


def optional_columns(resource) -> set[str]:
    """Return the columns whose cells may be blank, also in new records."""
    return {
        column.column_name
        for slot in resource.slots
        if need_of(resource, slot) == OPTIONAL
        for column in slot.columns
    }


def examples_of(resource) -> dict[str, str]:
    """Return an example for each column, from the first rows that have a value."""
    rows = resource._meta.model._default_manager.all()
    first = list(rows.values_list("pk", flat=True)[:ROWS_SEARCHED])
    examples: dict[str, str] = {}
    for row in resource.export(queryset=rows.filter(pk__in=first)).dict:
        for heading, value in row.items():
            if value not in (None, ""):
                examples.setdefault(heading, shorten(str(value)))
    return examples


def shorten(value):
    text = " ".join(to_text(value).split()) or value
    return (
        text
        if len(text) <= MAX_EXAMPLE_LENGTH
        else f"{text[:MAX_EXAMPLE_LENGTH].rstrip()} …"
    )


def need_of(resource, slot) -> str:
    """Return whether a column is required, and what else can give its values."""
    is_key = slot in resource.key_slots
    if isinstance(slot.columns[0].widget, widgets.OrderWidget):
        return IN_ORDER if is_key or slot.is_needed else OPTIONAL
    if is_key and resource.can_lack_code([c.column_name for c in resource.columns]):
        slots_by_name = {slot.name: slot.heading for slot in resource.slots}
        names = resource.identity[:2] or CODE_NAME_FIELDS
        named = [slots_by_name[name] for name in names if name in slots_by_name]
        return BY_NAME.format(listed(named))
    if is_key:
        return ALWAYS
    return NEW_ROWS if slot.is_needed else OPTIONAL


def about(slot, column) -> str:
    """Describe a column: its label, what to enter, and the field's help text."""
    if isinstance(slot, ExportOnlySlot):
        return EXPORT_ONLY
    field = getattr(slot, "field", None)
    if field is None:
        return sentence(help_for(column.widget)[0])
    label = "How exact the figure is" if slot.name == "qualifier" else label_of(field)
    sentences = [] if plain(label) == plain(column.column_name) else [f"{label}."]
    sentences.append(sentence(what_to_enter(slot, column)))
    if field.help_text and column is slot.columns[0]:
        sentences.append(str(field.help_text))
    return " ".join(sentences)


def what_to_enter(slot, column) -> str:
    """Return what to enter in the column, starting in lower case."""
    widget = column.widget
    if isinstance(widget, slots.CodesWidget):
        return f"codes of {names_of(slot.model)[1]}, separated by semicolons"
    if isinstance(slot, ReferenceSlot) and not isinstance(widget, widgets.ChoiceWidget):
        return part_of(slot, column)
    if isinstance(widget, widgets.ChoiceWidget):
        return f"one of: {choices_of(widget)}"
    if isinstance(widget, widgets.DecimalWidget):
        return f"a number with up to {widget.places} decimal places"
    text = help_for(widget)[0]
    longest = getattr(slot.field, "max_length", None)
    return f"{text}, up to {longest:,} characters" if longest else text


def part_of(slot, column) -> str:
    """Describe a column that identifies a row, alone or with other columns."""
    *path, last = column.attribute.split("__")[1:]
    model = slot.model
    for step in path:
        model = model._meta.get_field(step).related_model
    field = last_field(slot.model, "__".join([*path, last]))
    label = str(field.verbose_name).lower() if last != "code" else "code"
    text = f"the {label} of the {names_of(model)[0]}"
    others = [c.column_name for c in slot.columns if c is not column]
    if not others:
        return text
    return f"{text}. It identifies the {names_of(slot.model)[0]} with {listed(others)}"


def names_of(model) -> tuple[str, str]:
    """Return the singular and plural names of a model's records."""
    record = registry.record_type_of(model)
    meta = model._meta
    many = record.plural if record else str(meta.verbose_name_plural)
    return (record.singular if record else str(meta.verbose_name)), many


def choices_of(widget) -> str:
    choices = [
        code if plain(code) == plain(str(label)) else f"{code} ({label})"
        for code, label in widget.choices
    ]
    return ", ".join(choices)


def help_for(widget) -> tuple[str, str]:
    for widget_class, text, example in WIDGET_HELP:
        if isinstance(widget, widget_class):
            return text, example
    return "text", ""


def sentence(text: str) -> str:
    return f"{capfirst(text)}."
