"""Rich text: what officers may write, cleaned on every way in, and bounded.

One allow-list serves forms, imports, fixtures and code, because the field itself
cleans. Limits follow what a PDF renderer can lay out in reasonable time.
"""

import re
from html.parser import HTMLParser

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea

TAGS = {
    *("p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "sup"),
}
ATTRIBUTES = {
    # Said, because nh3 allows lang and title everywhere if it is not.
    "*": set(),
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}
# Tags of which the content goes as well.
CONTENT_TOO = {"script", "style", "title", "textarea", "template"}

MAX_BYTES = 200_000
MAX_TAGS = 20_000
MAX_DEPTH = 12
MAX_CELLS = 2_000
MAX_SPAN = 20
MAX_PASSES = 9
VOID = {"br"}

# Characters that no document needs and that hide or reverse what stands there.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)


def _attribute(tag, name, value):
    """Clamp spans, keep only known scopes; None drops the attribute."""
    if name in {"colspan", "rowspan"}:
        sound = value.isascii() and value.isdigit() and len(value) < 6
        return str(min(int(value), MAX_SPAN)) if sound and int(value) > 1 else None
    if name == "scope":
        return value if value in {"col", "row", "colgroup", "rowgroup"} else None
    return value


def _allowed(text):
    """Clean until nothing changes: what is taken out changes how the rest reads."""
    for _ in range(MAX_PASSES):
        before = text
        text = nh3.clean(
            text,
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=_attribute,
            url_schemes=SCHEMES,
            url_relative="deny",
            link_rel=None,
            clean_content_tags=CONTENT_TOO,
        )
        # An entity may have stood for an unwanted character.
        text = UNWANTED.sub("", text).strip()
        if text == before:
            return text
    raise ValidationError(
        "The markup of this text cannot be read. Paste it as plain text and set "
        "headings, lists and tables again.",
        code="unreadable",
    )


def clean(text: str) -> str:
    """The text with only what the allow-list knows; plain text becomes paragraphs.

    Clean text stays as it is. Raises ValidationError for markup beyond reading.
    """
    text = _allowed(UNWANTED.sub("", text).replace("\r\n", "\n").strip())
    if "<" in text:
        return text
    paragraphs = filter(None, (part.strip() for part in text.split("\n\n")))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


class _Measure(HTMLParser):
    """Counts how deep clean markup goes and how many table cells it has."""

    def __init__(self):
        super().__init__()
        self.depth = self.deepest = self.cells = 0

    def handle_starttag(self, tag, attrs):
        if tag in {"td", "th"}:
            self.cells += 1
        if tag not in VOID:
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        self.depth -= 1


def check_size(text: str) -> None:
    """Raise ValidationError, saying what to do, for text too large to read."""
    size = len(text.encode("utf-8", "ignore"))
    if size > MAX_BYTES:
        raise ValidationError(
            f"This text has {size:,} bytes; at most {MAX_BYTES:,} fit. Shorten it or "
            "put part of it in another section.",
            code="too_long",
        )
    # Reading takes the square of how deep tags nest, so their number is bounded first.
    if (tags := text.count("<")) > MAX_TAGS:
        raise ValidationError(
            f"This text has {tags:,} tags; at most {MAX_TAGS:,} can be read. "
            "Shorten it or paste it as plain text.",
            code="too_many_tags",
        )


def check_shape(text: str) -> None:
    """Raise ValidationError, saying what to do, for clean text too hard to lay out."""
    measure = _Measure()
    measure.feed(text)
    if measure.deepest > MAX_DEPTH:
        raise ValidationError(
            f"Lists or tables stand {measure.deepest} deep in one another; at most "
            f"{MAX_DEPTH} levels can be printed. Use fewer levels.",
            code="too_deep",
        )
    if measure.cells > MAX_CELLS:
        raise ValidationError(
            f"The tables have {measure.cells:,} cells; at most {MAX_CELLS:,} can be "
            "printed. Attach a large table as a spreadsheet and tell of it here.",
            code="too_many_cells",
        )


def cleaned(text):
    """Bound, clean, and bound what came of it: cleaning closes and escapes."""
    check_size(text)
    result = clean(text)
    check_size(result)
    check_shape(result)
    return result


class RichTextField(models.TextField):
    """Text with headings, lists, links and simple tables, cleaned on every way in."""

    description = "Rich text"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return cleaned(value) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return cleaned(value) if value else value

    def formfield(self, **kwargs):
        return super().formfield(
            **{"widget": Textarea(attrs={"rows": 12, "cols": 100}), **kwargs}
        )
