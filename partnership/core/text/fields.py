"""Text field with a rich text editor, or a plain box without JavaScript."""

from django import forms
from django.forms.boundfield import BoundField

from partnership.core.text.html_to_text import (
    as_plain,
    in_blocks,
    is_markup,
)
from partnership.core.text.text_to_html import as_rich

FORMATTING_HINT = (
    "Leave a blank line between paragraphs. Start a line with “- ” for a bullet point."
)


class RichTextBoundField(BoundField):
    """Bound field that also carries the markup, for the editor to start from."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        value = self.data if self.form.is_bound else self.initial
        text = value if isinstance(value, str) else ""
        return attrs | {"data-editor": "rich", "data-words": self._markup(text)}

    def _markup(self, text):
        stored = self.field.stored
        if text == stored or is_markup(text):
            return text
        return as_rich(text, stored)


class PlainTextField(forms.CharField):
    """Form field for rich text; `stored` is the value in the database."""

    widget = forms.Textarea
    formatting_hint = FORMATTING_HINT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = ""

    def get_bound_field(self, form, field_name):
        return RichTextBoundField(form, self, field_name)

    def to_python(self, value):
        return as_rich(super().to_python(value), self.stored)

    def prepare_value(self, value):
        if not isinstance(value, str):
            return value
        return as_plain(in_blocks(value) if value == self.stored else value)

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or "")


def set_stored_values(form) -> None:
    """Give text fields their stored value, so that unchanged text stays as it is."""
    for name, field in form.fields.items():
        if isinstance(field, PlainTextField):
            field.stored = getattr(form.instance, name) or ""
