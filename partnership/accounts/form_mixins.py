"""Forms styled for the GOV.UK Design System: classes, hints and error messages."""

from django import forms

from partnership.core.pages.forms import govuk_class

NO_EMAIL_ADDRESS = "Enter an email address in the correct format, like name@example.com"


class GovukFormMixin:
    """Form with GOV.UK styles, rendered by templates/account/fields.html.

    A form can set `labels`, `hints` and `missing`, each a dict keyed by field name.
    `missing` has the error messages for fields that are left blank.
    """

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}
    missing: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NO_EMAIL_ADDRESS
            style_widget(field.widget)

    @property
    def error_links(self):
        """Yield (message, element id) for each error.

        Errors of the whole form link to its first field.
        """
        first = next(iter(self.visible_fields()), None)
        for message in self.non_field_errors():
            yield message, first.id_for_label if first else "main"
        for box in self.visible_fields():
            for message in box.errors:
                yield message, error_target(box)


def error_target(box):
    """Return the element id to link an error to: the first option of a group."""
    widget = box.field.widget
    return f"{box.auto_id}_0" if is_group(widget) else box.id_for_label


def is_group(widget):
    return isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect)


def style_widget(widget):
    widget.attrs.pop("placeholder", None)
    widget.attrs.pop("autofocus", None)
    widget.attrs["class"] = govuk_class(widget)
