"""Rich text: the allowed HTML, cleaning and limits.

The model field cleans its value, so one allow-list applies to forms, imports, fixtures
and code. Limits reflect what the PDF renderer can lay out in reasonable time.
"""

import re

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea

from partnership.core.text.characters import UNWANTED, tidy_characters
from partnership.core.text.html import parse
from partnership.core.text.table_keys import (
    IS_KEY,
    KEY,
    LONGEST,
    with_one_title,
    with_table_keys,
)
from partnership.core.text.typed_lists import with_lists

TAGS = {
    *("p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "sup"),
    # A note: its text is at the place it belongs to, and is printed in a list.
    "small",
}
ATTRIBUTES = {
    # Explicit, because nh3 allows lang and title everywhere by default.
    "*": set(),
    "a": {"href"},
    # A list that continues one above, or counts in letters.
    "ol": {"start", "type"},
    # References find a table with a title by this attribute.
    "table": {KEY},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}
# Tags that are removed together with their content.
CONTENT_TOO = {"script", "style", "title", "textarea", "template"}

MAX_BYTES = 200_000
MAX_TAGS = 20_000
MAX_DEPTH = 12
MAX_CELLS = 2_000
MAX_SPANS = {"colspan": 60, "rowspan": 300}
MAX_PASSES = 9

# Characters that no HTML parser accepts. Others are replaced first where that helps.
UNREADABLE = re.compile("[\0\ud800-\udfff]")


def _attribute(tag, name, value):
    """Limit numbers and allow only known values; None removes the attribute."""
    if name in MAX_SPANS:
        sound = value.isascii() and value.isdigit() and len(value) < 6
        most = MAX_SPANS[name]
        return str(min(int(value), most)) if sound and int(value) > 1 else None
    if name == "start":
        sound = value.isascii() and value.isdigit() and len(value) < 5
        return str(int(value)) if sound and int(value) != 1 else None
    if name == "type":
        return value if value in {"a", "A", "i", "I"} else None
    if name == KEY:
        sound = len(value) <= LONGEST + 5 and IS_KEY.fullmatch(value)
        return value if sound else None
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
        text = UNWANTED.sub("", tidy_characters(text)).strip()
        if text == before:
            return text
    raise ValidationError(
        "The formatting cannot be read. Paste it as plain text and add the formatting "
        "again",
        code="unreadable",
    )


def clean(text: str) -> str:
    """Remove everything not allowed; make paragraphs and lists of what was typed.

    Clean text is not changed. Raises ValidationError for markup that cannot be parsed.
    """
    text = _allowed(UNREADABLE.sub("", text).replace("\r\n", "\n").strip())
    if "<" not in text:
        paragraphs = filter(None, (part.strip() for part in text.split("\n\n")))
        text = "".join(f"<p>{part}</p>" for part in paragraphs)
    text = with_lists(text)
    if (one_title := with_one_title(text)) != text:
        # A title that has left its table may be read differently.
        text = _allowed(one_title)
    return with_table_keys(text)


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
