"""Rich text in a plain box: paragraphs with a blank line between, and no markup."""

import html
import re

from django import forms

PARAGRAPHS = re.compile(r"(?:\s*<p>(?:[^<]|<br>)*</p>)+\s*")
PARAGRAPH = re.compile(r"<p>((?:[^<]|<br>)*)</p>")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def as_plain(text: str) -> str:
    """Cleaned text as one types it; with lists, links or tables it stays markup."""
    if not PARAGRAPHS.fullmatch(text):
        return text
    return "\n\n".join(
        html.unescape(re.sub(r"\s*\n\s*", " ", part).replace("<br>", "\n")).strip()
        for part in PARAGRAPH.findall(text)
    )


def as_rich(text: str) -> str:
    """What was typed, as markup; typed markup goes as it is, to be cleaned."""
    text = text.replace("\r\n", "\n").strip()
    if not text or TAG.search(text):
        return text
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return "".join(
        f"<p>{html.escape(part, quote=False)}</p>".replace("\n", "<br>")
        for part in parts
        if part
    )


class PlainWordsField(forms.CharField):
    """A box of paragraphs for a column of rich text."""

    widget = forms.Textarea

    def to_python(self, value):
        return as_rich(super().to_python(value))

    def prepare_value(self, value):
        return as_plain(value) if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or "")
