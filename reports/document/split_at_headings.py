"""Splitting rich text at its headings."""

from html import escape
from html.parser import HTMLParser

from partnership.core.text.rich_text import VOID

HEADINGS = {"h3", "h4"}


def split_at_headings(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The markup before the first heading, then (heading text, markup) pairs.

    Only top-level headings count; those inside a list or table are not split off. The
    text is plain, with tokens as written.
    """
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
    return splitter.parts[0][1].strip(), [
        (title.strip(), words.strip()) for title, words in splitter.parts[1:]
    ]


class _Splitter(HTMLParser):
    """Copies clean markup into a part for each heading."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = [["", ""]]
        self.open: list[str] = []

    @property
    def in_heading(self):
        return bool(self.open) and self.open[0] in HEADINGS

    def handle_starttag(self, tag, attrs):
        if tag in HEADINGS and not self.open:
            self.parts.append(["", ""])
        elif not self.in_heading:
            words = "".join(f' {key}="{escape(value or "")}"' for key, value in attrs)
            self._add(f"<{tag}{words}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID or not self.open:
            return
        in_heading = self.in_heading
        self.open.pop()
        if not in_heading:
            self._add(f"</{tag}>")

    def handle_data(self, text):
        if self.in_heading:
            self.parts[-1][0] += text
        else:
            self._add(escape(text, quote=False))

    def _add(self, markup):
        self.parts[-1][1] += markup
