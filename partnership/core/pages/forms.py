"""Forms for the GOV.UK Design System: classes of inputs, links to errors."""

from django import forms

# The first match is used; other widgets are single-line inputs.
CLASSES = {
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",
    forms.RadioSelect: "govuk-radios__input",
    forms.Select: "govuk-select",
    forms.Textarea: "govuk-textarea",
}

# Errors for values that are too long, too small or too large, by code.
LIMITS = {
    "max_length": "Must be %(limit_value)d characters or fewer. You have entered "
    "%(show_value)d",
    "min_value": "Must be %(limit_value)s or more",
    "max_value": "Must be %(limit_value)s or less",
}
INVALID_EMAIL = (
    "Enter an email address in the correct format, for example name@example.org"
)


def govuk_class(widget: forms.Widget) -> str:
    kinds = (CLASSES[kind] for kind in CLASSES if isinstance(widget, kind))
    return next(kinds, "govuk-input")


def set_errors(field: forms.Field) -> None:
    """Set GOV.UK error messages, unless the field has its own."""
    invalid = {"invalid": INVALID_EMAIL} if isinstance(field, forms.EmailField) else {}
    field.error_messages = LIMITS | invalid | field.error_messages


class GovukForm(forms.Form):
    """A form with GOV.UK classes and errors, unless a field has its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.set_classes()

    def set_classes(self):
        """Set the class and errors of each input. Call it again after adding fields."""
        for field in self.fields.values():
            set_errors(field)
            field.widget.attrs.setdefault("class", govuk_class(field.widget))


def error_links(form):
    """Yield (message, element id) for each error.

    Errors of the whole form and of hidden fields link to its first field.
    """
    boxes = form.visible_fields()
    hidden = [message for box in form.hidden_fields() for message in box.errors]
    for message in [*form.non_field_errors(), *hidden]:
        yield message, (boxes and boxes[0].id_for_label) or "main"
    for box in boxes:
        for message in box.errors:
            yield message, error_target(box)


def error_target(box):
    """Return the element id to link an error to: the first option of a group."""
    widget = box.field.widget
    is_group = isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
    return f"{box.auto_id}_0" if is_group else box.id_for_label
