"""A message about what was left out of pasted text, or changed in it."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.text import capfirst

from partnership.core.values.formatting import listed

# Singular and plural of what is counted; texts without a number are shown as they are.
LEFT_OUT = {
    "deleted": ("1 tracked deletion", "{} tracked deletions"),
    "struck": ("1 piece of struck-out text", "{} pieces of struck-out text"),
    "hidden": ("hidden text", "hidden text"),
    "rows": ("1 hidden row", "{} hidden rows"),
    "columns": ("1 hidden column", "{} hidden columns"),
    "comment": ("1 comment", "{} comments"),
    "contents": ("the contents list", "the contents list"),
    "image": ("1 image", "{} images"),
    "media": ("embedded content", "embedded content"),
    "form": ("form controls", "form controls"),
    "link": (
        "1 link that works only in the original",
        "{} links that work only in the original",
    ),
    "heading number": ("numbers before headings", "numbers before headings"),
    "caption number": ("the caption’s number", "the captions’ numbers"),
    "underline": ("underlining", "underlining"),
    "highlight": ("highlighting", "highlighting"),
    "subscript": ("subscripts", "subscripts"),
    "symbol": ("1 symbol from a special font", "{} symbols from a special font"),
    "note": ("1 note whose text was not copied", "{} notes whose text was not copied"),
}
CHANGED = {
    "heading": (
        "1 heading is now at the nearest level",
        "{} headings are now at the nearest level",
    ),
    "footnote": ("1 footnote is now a note", "{} footnotes are now notes"),
    "caption": (
        "1 caption is now the table’s title",
        "{} captions are now the tables’ titles",
    ),
    "header": (
        "the first row of 1 table is now its heading row",
        "the first row of {} tables is now the heading row",
    ),
    "error": (
        "1 cell shows #### or an error instead of its figure",
        "{} cells show #### or an error instead of their figures",
    ),
    "number": (
        "numbers such as 1.1 now show only their last part",
        "numbers such as 1.1 now show only their last part",
    ),
    "typed list": (
        "1 typed list item is now in a list",
        "{} typed list items are now in lists",
    ),
    "broken line": (
        "1 line break inside a paragraph is now a space",
        "{} line breaks inside paragraphs are now spaces",
    ),
    "drop cap": (
        "1 large first letter is now part of its paragraph",
        "{} large first letters are now part of their paragraphs",
    ),
    "text box": (
        "the text of 1 text box is now below its paragraph",
        "the text of {} text boxes is now below their paragraphs",
    ),
    "apart": (
        "",
        "blank rows or columns now divide {} tables",
    ),
    "nested table": (
        "a table inside a table is now text",
        "tables inside tables are now text",
    ),
}


@dataclass
class Changes:
    """Counts of what was left out or changed, by kind."""

    counts: Counter = field(default_factory=Counter)

    def add(self, kind: str, count: int = 1) -> None:
        self.counts[kind] += count

    @property
    def message(self) -> str:
        """“Left out: 1 tracked deletion. 2 footnotes are now notes.” or nothing."""
        left_out, changed = self._named(LEFT_OUT), self._named(CHANGED)
        parts = []
        if left_out:
            parts.append(f"Left out: {listed(left_out)}.")
        if changed:
            text = listed(changed)
            parts.append(f"{capfirst(text)}.")
        return " ".join(parts)

    def _named(self, kinds) -> list[str]:
        return [
            singular if self.counts[kind] == 1 else plural.format(self.counts[kind])
            for kind, (singular, plural) in kinds.items()
            if self.counts[kind]
        ]
