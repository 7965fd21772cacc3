"""Forms for the GOV.UK Design System: classes of inputs, links to errors."""

from django import forms

# The first that fits; other widgets are inputs of one line.
CLASSES = {
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",
    forms.RadioSelect: "govuk-radios__input",
    forms.Select: "govuk-select",
    forms.Textarea: "govuk-textarea",
}


def govuk_class(widget: forms.Widget) -> str:
    kinds = (CLASSES[kind] for kind in CLASSES if isinstance(widget, kind))
    return next(kinds, "govuk-input")


class GovukForm(forms.Form):
    """A form that gives inputs their GOV.UK class, unless a field declares another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.set_classes()

    def set_classes(self):
        """Set the class of each input. Call it again after adding fields."""
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", govuk_class(field.widget))


def error_links(form):
    """Yield (message, element id) for each error.

    Errors of the whole form link to its first field.
    """
    boxes = form.visible_fields()
    for message in form.non_field_errors():
        yield message, (boxes and boxes[0].id_for_label) or "main"
    for box in boxes:
        for message in box.errors:
            yield message, error_target(box)


def error_target(box):
    """Return the element id to link an error to: the first option of a group."""
    widget = box.field.widget
    is_group = isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
    return f"{box.auto_id}_0" if is_group else box.id_for_label
