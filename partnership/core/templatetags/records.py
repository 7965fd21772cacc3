"""Template tags for form fields and text comparison in the staff area."""

from dataclasses import dataclass

from django import forms, template
from django.utils.html import format_html

from partnership.core.history.changes import mark_changes
from partnership.core.text.word_changes import added, deleted
from partnership.core.values.date_input import DateField
from partnership.core.values.money import PoundsFormField, number

register = template.Library()

KINDS = [
    (DateField, "date"),
    (PoundsFormField, "pounds"),
    (forms.ModelMultipleChoiceField, "checkboxes"),
    (forms.BooleanField, "checkbox"),
    (forms.ChoiceField, "choice"),
    (forms.ModelChoiceField, "choice"),
]


@dataclass(frozen=True)
class Checkbox:
    key: str
    label: str
    is_checked: bool


@register.simple_tag
def input_kind(field):
    """Return the type of input of a bound field."""
    if field.is_hidden:
        return "hidden"
    for kind, name in KINDS:
        if isinstance(field.field, kind):
            return name
    return "textarea" if isinstance(field.field.widget, forms.Textarea) else "text"


def _description_ids(field):
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_hint")
    if getattr(field, "formatting_hint", ""):
        ids.append(f"{field.auto_id}_formatting")
    if getattr(field.field, "allows_figures", False):
        ids.append(f"{field.auto_id}_figures")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if notice(field):
        ids.append(f"{field.auto_id}_notice")
    return " ".join(ids)


@register.simple_tag
def input_with_description(field):
    """Render an input with aria attributes for its hint and error."""
    attrs = {}
    if ids := _description_ids(field):
        attrs["aria-describedby"] = ids
    if field.errors:
        look = field.field.widget.attrs.get("class", "")
        error = "govuk-select--error" if "select" in look else "govuk-input--error"
        attrs |= {"aria-invalid": "true", "class": f"{look} {error}"}
    return field.as_widget(attrs=attrs)


@register.simple_tag
def group_description_ids(field):
    """Return the aria attribute for a group's hint and error."""
    ids = _description_ids(field)
    return format_html('aria-describedby="{}"', ids) if ids else ""


@register.filter
def checkboxes(field):
    """Return the checkboxes of a field."""
    value = field.value() or []
    checked = {str(getattr(item, "pk", item)) for item in value}
    return [
        Checkbox(str(key), label, str(key) in checked)
        for key, label in field.field.widget.choices
    ]


@register.filter
def checked_labels(boxes):
    """Return the labels of the selected checkboxes, in order."""
    return [box.label for box in boxes if box.is_checked]


@register.filter
def notice(field):
    """Return the notice for a field, which does not stop the form being saved."""
    return getattr(field.form, "notices", {}).get(field.name, "")


register.filter("compared_with", mark_changes)
register.filter(deleted)
register.filter(added)


@register.filter
def at(items, index):
    """Return the item of a list at an index."""
    return items[index]


@register.filter
def as_number(amount):
    """Format an amount as 64,180."""
    return number(amount)


@register.filter
def last_gbp(amounts):
    """Return the last amount in pounds, for the script that calculates changes."""
    gbp = amounts[-1].gbp
    return "" if gbp is None else gbp
