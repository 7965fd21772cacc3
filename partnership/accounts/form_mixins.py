"""Forms styled for the GOV.UK Design System: classes, hints and error messages."""

from partnership.core.pages.forms import govuk_class, set_errors


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
            set_errors(field)
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
            style_widget(field.widget)


def style_widget(widget):
    widget.attrs.pop("placeholder", None)
    widget.attrs.pop("autofocus", None)
    widget.attrs["class"] = govuk_class(widget)
