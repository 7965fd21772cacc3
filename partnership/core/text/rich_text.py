"""Rich text: the allowed HTML, cleaning and limits.

The model field cleans its value, so one allow-list applies to forms, imports, fixtures
and code. Limits reflect what the PDF renderer can lay out in reasonable time.
"""

import re

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea

from partnership.core.text.html import parse

TAGS = {
    *("p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "sup"),
}
ATTRIBUTES = {
    # Explicit, because nh3 allows lang and title everywhere by default.
    "*": set(),
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}
# Tags removed together with their content.
CONTENT_TOO = {"script", "style", "title", "textarea", "template"}

MAX_BYTES = 200_000
MAX_TAGS = 20_000
MAX_DEPTH = 12
MAX_CELLS = 2_000
MAX_SPAN = 20
MAX_PASSES = 9

# Characters that no document needs and that hide or reverse text.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)


def _attribute(tag, name, value):
    """Limit spans and allow only known scopes; None removes the attribute."""
    if name in {"colspan", "rowspan"}:
        sound = value.isascii() and value.isdigit() and len(value) < 6
        return str(min(int(value), MAX_SPAN)) if sound and int(value) > 1 else None
    if name == "scope":
        return value if value in {"col", "row", "colgroup", "rowgroup"} else None
    return value


def _allowed(text):
    """Clean until nothing changes, because removals change how the rest is parsed."""
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
        # An entity may have encoded an unwanted character.
        text = UNWANTED.sub("", text).strip()
        if text == before:
            return text
    raise ValidationError(
        "The formatting cannot be read. Paste it as plain text and add the formatting "
        "again",
        code="unreadable",
    )


def clean(text: str) -> str:
    """Remove everything not allowed; turn plain text into paragraphs.

    Clean text is not changed. Raises ValidationError for markup that cannot be parsed.
    """
    text = _allowed(UNWANTED.sub("", text).replace("\r\n", "\n").strip())
    if "<" in text:
        return text
    paragraphs = filter(None, (part.strip() for part in text.split("\n\n")))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def check_size(text: str) -> None:
    """Raise ValidationError for text that is too large to clean."""
    size = len(text.encode("utf-8", "ignore"))
    if size > MAX_BYTES:
        raise ValidationError(
            "This text is too long. Shorten it or move some to another section",
            code="too_long",
            params={"found": size, "limit": MAX_BYTES},
        )
    # Parsing time grows with the square of nesting, so the number of tags is limited.
    if (tags := text.count("<")) > MAX_TAGS:
        raise ValidationError(
            "This text has too much formatting. Shorten it or paste it as plain text",
            code="too_many_tags",
            params={"found": tags, "limit": MAX_TAGS},
        )


def check_shape(text: str) -> None:
    """Raise ValidationError for clean text that is too complex to lay out."""
    root = parse(text)
    depth = root.depth
    if depth > MAX_DEPTH:
        raise ValidationError(
            f"Lists or tables can have no more than {MAX_DEPTH} levels",
            code="too_deep",
            params={"found": depth, "limit": MAX_DEPTH},
        )
    cells = sum(1 for _ in root.elements("td", "th"))
    if cells > MAX_CELLS:
        raise ValidationError(
            f"Tables can have no more than {MAX_CELLS:,} cells. Attach large tables "
            "as a "
            "spreadsheet",
            code="too_many_cells",
            params={"found": cells, "limit": MAX_CELLS},
        )


def cleaned(text):
    """Clean a text and check its limits before and after: cleaning can add markup."""
    check_size(text)
    result = clean(text)
    check_size(result)
    check_shape(result)
    return result


class RichTextField(models.TextField):
    """Text with headings, lists, links and simple tables, always cleaned."""

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
