"""Describe what cleaning removes from rich text, for the person who pasted it."""

from html.parser import HTMLParser

from partnership.core.text.rich_text import (
    SCHEMES,
    TAGS,
)
from partnership.core.values.formatting import listed

ALLOWED = (
    "You can use headings, paragraphs, lists, links to web and email addresses, "
    "quotations, bold, italics and simple tables."
)
# Tags that are removed without a notice, because their text is kept.
HARMLESS = set(
    "html head body div span section article header footer main nav aside address "
    "figure figcaption tfoot colgroup col meta base small center hr wbr".split()
)
TAG_DESCRIPTIONS = {
    "a script": "script noscript",
    "a style sheet": "style link",
    "an image": "img picture source svg image canvas map area",
    "video or audio": "video audio track",
    "embedded content": "iframe frame frameset object embed applet param",
    "a form": "form input button select option textarea label fieldset legend",
    "fonts, colours or alignment": "font",
    "bold in an unsupported format": "b",
    "italics in an unsupported format": "i",
    "underlining": "u ins",
    "strike-through": "s strike del",
    "a formula": "math",
}
BY_TAG = {tag: text for text, tags in TAG_DESCRIPTIONS.items() for tag in tags.split()}
STYLE_ATTRIBUTES = {
    "style",
    "color",
    "bgcolor",
    "face",
    "align",
    "valign",
    "background",
}


def find_removed_markup(text: str) -> list[str]:
    """Return descriptions of what cleaning removes from a text, without repeats."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return list(reader.found)


def removed_markup_notice(descriptions: list[str]) -> str:
    """“Removed from your text: a script and an image. You can use …”"""
    return f"Removed from your text: {listed(descriptions)}. {ALLOWED}"


class _Reader(HTMLParser):
    """Parser that collects tags, attributes and links that are not allowed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: dict[str, None] = {}

    def note(self, description):
        self.found.setdefault(description)

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS | HARMLESS:
            self.note(_tag(tag))
        for name, value in attrs:
            if name.startswith("on"):
                self.note("a script")
            elif name in STYLE_ATTRIBUTES:
                self.note("fonts, colours or alignment")
            elif tag == "a" and name == "href":
                self._check_url(value or "")

    def _check_url(self, url):
        """Check a link, ignoring white space and control characters as browsers do."""
        plain = "".join(part for part in url if part > " ")
        scheme, colon, _ = plain.partition(":")
        if not colon or not scheme.replace("-", "").isalnum():
            self.note("a link without https:// (the text has been kept)")
        elif scheme.lower() not in SCHEMES:
            self.note(f"a link to {scheme.lower()[:20]}:")


def _tag(tag):
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return f"a heading of level {tag[1]} (the text has been kept)"
    return BY_TAG.get(tag, f"the HTML tag <{tag[:20]}>")
