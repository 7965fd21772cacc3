"""Template tags for form fields and text comparison in the staff area."""

from dataclasses import dataclass

from django import forms, template
from django.utils.html import format_html

from partnership.core.history.changes import compared
from partnership.core.values.date_input import DayBox
from partnership.core.values.money import (
    PoundsFormField,
    number,
)

register = template.Library()

KINDS = [
    (DayBox, "day"),
    (PoundsFormField, "pounds"),
    (forms.ModelMultipleChoiceField, "ticks"),
    (forms.BooleanField, "tick"),
    (forms.ChoiceField, "choice"),
    (forms.ModelChoiceField, "choice"),
]


@dataclass(frozen=True)
class Tick:
    key: str
    label: str
    chosen: bool


@register.simple_tag
def box_kind(field):
    """Return the type of input of a bound field."""
    if field.is_hidden:
        return "hidden"
    for kind, name in KINDS:
        if isinstance(field.field, kind):
            return name
    return "words" if isinstance(field.field.widget, forms.Textarea) else "text"


def _described(field):
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_hint")
    if getattr(field, "formatting_hint", ""):
        ids.append(f"{field.auto_id}_by_hand")
    if getattr(field.field, "holds_figures", False):
        ids.append(f"{field.auto_id}_figures")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if notice(field):
        ids.append(f"{field.auto_id}_notice")
    return " ".join(ids)


@register.simple_tag
def described(field):
    """Render an input with aria attributes for its hint and error."""
    attrs = {}
    if ids := _described(field):
        attrs["aria-describedby"] = ids
    if field.errors:
        look = field.field.widget.attrs.get("class", "")
        fault = "govuk-select--error" if "select" in look else "govuk-input--error"
        attrs |= {"aria-invalid": "true", "class": f"{look} {fault}"}
    return field.as_widget(attrs=attrs)


@register.simple_tag
def group_described(field):
    """Return the aria attribute for a group's hint and error."""
    ids = _described(field)
    return format_html('aria-describedby="{}"', ids) if ids else ""


@register.filter
def ticks(field):
    """Return the checkboxes of a field."""
    value = field.value() or []
    chosen = {str(getattr(one, "pk", one)) for one in value}
    return [
        Tick(str(key), label, str(key) in chosen)
        for key, label in field.field.widget.choices
    ]


@register.filter
def ticked(found):
    """Return the labels of the selected checkboxes, in order."""
    return [tick.label for tick in found if tick.chosen]


@register.filter
def notice(field):
    """Return the notice for a field, which does not stop the form being saved."""
    return getattr(field.form, "notices", {}).get(field.name, "")


@register.filter
def compared_with(before, after):
    """Merge two texts as HTML, with deletions and insertions marked."""
    return compared(before, after)


@register.filter
def at(words, place):
    """Return the item of a list at an index."""
    return words[place]


@register.filter
def as_number(amount):
    """Format an amount as 64,180."""
    return number(amount)


@register.filter
def last_gbp(amounts):
    """Return the last amount in pounds, for the script that calculates changes."""
    gbp = amounts[-1].gbp
    return "" if gbp is None else gbp
