"""Forms whose inputs have the classes of the GOV.UK Design System."""

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
