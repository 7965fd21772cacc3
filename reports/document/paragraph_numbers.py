"""Paragraph numbers: 1, 2, … through a whole paper; (a) and (1) in lists.

Numbers are text in the markup, because papers are cited by them.
"""

from html import escape
from html.parser import HTMLParser

from partnership.core.text.rich_text import VOID


def number_paragraphs(html: str, start: int, prefix: str = "para") -> tuple[str, int]:
    """Number the top-level paragraphs of rich text from `start`.

    Return the new markup and the next number. Top-level lists get letters, and lists
    within them numbers; they belong to the paragraph above.
    """
    writer = _Numberer(start, prefix)
    writer.feed(html)
    writer.close()
    return "".join(writer.out), writer.next


def letter(index: int) -> str:
    """1 as (a), 26 as (z), 27 as (aa)."""
    text = ""
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("a") + rest) + text
    return f"({text})"


class _Numberer(HTMLParser):
    """Copies clean markup and adds numbers to paragraphs and list items."""

    def __init__(self, start, prefix):
        super().__init__(convert_charrefs=False)
        self.next, self.prefix = start, prefix
        self.out: list[str] = []
        self.open: list[str] = []
        self.items: list[int] = []

    def handle_starttag(self, tag, attrs):
        if tag in {"ul", "ol"} and "table" not in self.open:
            self.items.append(0)
            kind = "letters" if len(self.items) == 1 else "numbers"
            self.out.append(f'<ol class="{kind}">')
        elif tag == "p" and not self.open:
            self.out.append(
                f'<p class="para" id="{self.prefix}-{self.next}">'
                f'<span class="no">{self.next}. </span>'
            )
            self.next += 1
        else:
            words = "".join(f' {k}="{escape(v or "")}"' for k, v in attrs)
            self.out.append(f"<{tag}{words}>")
            if tag == "li" and self.items:
                self.items[-1] += 1
                self.out.append(f'<span class="no">{self._item()} </span>')
        if tag not in VOID:
            self.open.append(tag)

    def _item(self):
        count = self.items[-1]
        return letter(count) if len(self.items) == 1 else f"({count})"

    def handle_endtag(self, tag):
        if tag in VOID or not self.open:
            return
        self.open.pop()
        if tag in {"ul", "ol"} and "table" not in self.open:
            self.items.pop()
            tag = "ol"
        self.out.append(f"</{tag}>")

    def handle_data(self, text):
        self.out.append(text)

    def handle_entityref(self, name):
        self.out.append(f"&{name};")

    def handle_charref(self, name):
        self.out.append(f"&#{name};")
