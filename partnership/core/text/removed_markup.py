"""Describe what cleaning removes from rich text, for the person who pasted it."""

from partnership.core.text.html import parse
from partnership.core.text.rich_text import SCHEMES, TAGS
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
    found: dict[str, None] = {}
    for element in parse(text).elements():
        found |= dict.fromkeys(_removed(element))
    return list(found)


def removed_markup_notice(descriptions: list[str]) -> str:
    """“Removed from your text: a script and an image. You can use …”"""
    return f"Removed from your text: {listed(descriptions)}. {ALLOWED}"


def _removed(element):
    """Yield what cleaning removes of an element, its attributes and its link."""
    if element.tag not in TAGS | HARMLESS:
        yield _tag(element.tag)
    for name, value in element.attributes.items():
        if name.startswith("on"):
            yield "a script"
        elif name in STYLE_ATTRIBUTES:
            yield "fonts, colours or alignment"
        elif element.tag == "a" and name == "href":
            yield from _removed_url(value)


def _removed_url(url):
    """Check a link, ignoring white space and control characters as browsers do."""
    plain = "".join(part for part in url if part > " ")
    scheme, colon, _ = plain.partition(":")
    if not colon or not scheme.replace("-", "").isalnum():
        yield "a link without https:// (the text has been kept)"
    elif scheme.lower() not in SCHEMES:
        yield f"a link to {scheme.lower()[:20]}:"


def _tag(tag):
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return f"a heading of level {tag[1]} (the text has been kept)"
    return BY_TAG.get(tag, f"the HTML tag <{tag[:20]}>")
