"""What cleaning takes out of rich text, in words for the person who pasted it."""

from html.parser import HTMLParser

from partnership.core.text.rich_text import (
    SCHEMES,
    TAGS,
)
from partnership.core.values.formatting import listed

ALLOWED = (
    "Allowed are headings (h3, h4), paragraphs, lists, links to web and e-mail "
    "addresses, quotations, bold (strong), italics (em) and simple tables."
)
# Tags around words that stay; nobody misses them.
HARMLESS = set(
    "html head body div span section article header footer main nav aside address "
    "figure figcaption tfoot colgroup col meta base small center hr wbr".split()
)
PLAIN_WORDS = {
    "a script": "script noscript",
    "a style sheet": "style link",
    "a picture": "img picture source svg image canvas map area",
    "a film or sound": "video audio track",
    "a page of another site": "iframe frame frameset object embed applet param",
    "a form": "form input button select option textarea label fieldset legend",
    "fonts, colours or positions": "font",
    "bold marked as b": "b",
    "italics marked as i": "i",
    "underlining": "u ins",
    "strike-through": "s strike del",
    "a formula": "math",
}
BY_TAG = {tag: words for words, tags in PLAIN_WORDS.items() for tag in tags.split()}
LOOKS = {"style", "color", "bgcolor", "face", "align", "valign", "background"}


def left_out(text: str) -> list[str]:
    """What of a text is not kept, each kind once, in order; nothing for clean text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return list(reader.found)


def sentence(found: list[str]) -> str:
    """“Left out of the words: a script and a picture. Allowed are …”"""
    return f"Left out of the words: {listed(found)}. {ALLOWED}"


class _Reader(HTMLParser):
    """Notes tags, attributes and addresses that the allow-list does not know."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: dict[str, None] = {}

    def note(self, words):
        self.found.setdefault(words)

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS | HARMLESS:
            self.note(_tag(tag))
        for name, value in attrs:
            if name.startswith("on"):
                self.note("a script")
            elif name in LOOKS:
                self.note("fonts, colours or positions")
            elif tag == "a" and name == "href":
                self._address(value or "")

    def _address(self, address):
        """Blanks and control characters hide nothing: a browser reads past them."""
        plain = "".join(part for part in address if part > " ")
        scheme, colon, _ = plain.partition(":")
        if not colon or not scheme.replace("-", "").isalnum():
            self.note("a link without https:// (its words stay)")
        elif scheme.lower() not in SCHEMES:
            self.note(f"a link to {scheme.lower()[:20]}:")


def _tag(tag):
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return f"a heading marked as {tag} (its words stay)"
    return BY_TAG.get(tag, f"the tag <{tag[:20]}>")
