"""Text field with a rich text editor, or a plain box without JavaScript.

Without JavaScript the box holds plain paragraphs. Where the stored text has more than
paragraphs, such as a list or a link, the box holds its HTML, so that nothing is lost.
"""

import re
from html import escape

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import mark_safe

from partnership.core.text.html import blocks, in_blocks, is_markup, parse, split_tags
from partnership.core.text.rich_text import check_size, cleaned

PARAGRAPHS_HINT = "Leave a blank line between paragraphs."
HTML_HINT = (
    "This text has formatting, so it is shown as HTML. Change the words between the "
    "tags, for example between <p> and </p>, and leave the tags as they are."
)
BLANK_LINE = re.compile(r"\n\s*\n")
PLAIN_TAGS = {"<p>", "</p>", "<br>"}


class RichTextBoundField(BoundField):
    def build_widget_attrs(self, attrs, widget=None):
        return super().build_widget_attrs(attrs, widget) | {"data-editor": "rich"}

    @property
    def formatting_hint(self) -> str:
        """How to enter text without JavaScript."""
        return HTML_HINT if is_markup(self.value() or "") else PARAGRAPHS_HINT

    @property
    def formatted(self) -> str:
        """The text with its formatting, for pages that show it outside a form."""
        text = self.value() or ""
        try:
            return mark_safe(cleaned(from_paragraphs(text)))
        except ValidationError:
            return text


class PlainTextField(forms.CharField):
    """Form field for rich text; `stored` is the value in the database."""

    widget = forms.Textarea

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = ""

    def get_bound_field(self, form, field_name):
        return RichTextBoundField(form, self, field_name)

    def to_python(self, value):
        text = super().to_python(value)
        check_size(text)
        text = in_blocks(text) if is_markup(text) else from_paragraphs(text)
        return self.stored if _is_same(text, in_blocks(self.stored)) else text

    def prepare_value(self, value):
        if not isinstance(value, str):
            return value
        if value == self.stored:
            value = in_blocks(value)
        return to_paragraphs(value) if is_markup(value) else value


def set_stored_values(form) -> None:
    """Give text fields their stored value, so that unchanged text stays as it is."""
    for name, field in form.fields.items():
        if isinstance(field, PlainTextField):
            field.stored = getattr(form.instance, name) or ""


def from_paragraphs(text: str) -> str:
    """Return plain text as rich text; text that is rich already stays as it is."""
    if is_markup(text):
        return text
    paragraphs = BLANK_LINE.split(text.replace("\r\n", "\n").strip())
    lines = (
        [line.strip() for line in paragraph.split("\n")]
        for paragraph in paragraphs
        if paragraph
    )
    return "".join(
        f"<p>{'<br>'.join(escape(line, quote=False) for line in paragraph)}</p>"
        for paragraph in lines
    )


def to_paragraphs(markup: str) -> str:
    """Return rich text as plain text if it has only paragraphs, else unchanged."""
    tags = {part for part in split_tags(markup) if part.startswith("<")}
    if not tags <= PLAIN_TAGS:
        return markup
    text = "\n\n".join(_lines(block) for block in blocks(markup))
    return text if _is_same(from_paragraphs(text), markup) else markup


def _lines(block):
    """The text of a paragraph, with a line for each line break."""
    lines = " ".join(block.split()).split("<br>")
    return "\n".join(parse(line).text.strip() for line in lines)


def _is_same(text, other):
    """Whether two rich texts differ in white space only."""
    return _words(text) == _words(other)


def _words(markup):
    return [" ".join(block.split()) for block in blocks(markup)]
