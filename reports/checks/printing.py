"""What cannot be printed: characters without a font, tables too wide for a page."""

from collections.abc import Iterator

from partnership.core.text.html import parse
from reports.blocks.table import Table
from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.document import fonts
from reports.document.own_tables import layouts_of
from reports.text.excerpts import around

AROUND = 20


@check("unprintable-character")
def characters_can_be_printed(draft):
    for words in draft.words:
        for char in fonts.unprintable(words.text):
            at = words.text.index(char)
            yield error(
                f"The character “{char}” (U+{ord(char):04X}) cannot be printed: "
                f"“{around(words.text, at, at, AROUND, AROUND)}”.",
                "Replace it with a word or another sign.",
                words=words,
                about=f"unprintable {ord(char):04X}",
            )


@check("table-structure")
def tables_fit_on_a_page(draft):
    for words in draft.words:
        if draft.document and "<table" in words.raw:
            layouts = layouts_of(words.raw, draft.document.text_width)
            for table, layout in zip(_tables(words.raw), layouts, strict=False):
                if layout.is_split:
                    yield _too_wide(_name(table), layout, words=words)
    for section, table in draft.blocks(Table):
        if table.is_too_wide:
            name = f"{table.label}, “{table.caption}”,"
            yield _too_wide(name, table.layout_on_paper, place=section.title)


def _tables(markup: str) -> Iterator:
    return parse(markup).elements("table")


def _name(table) -> str:
    caption = next(table.elements("caption"), None)
    return f"The table “{caption.text.strip()}”" if caption else "A table"


def _too_wide(name, layout, **place):
    columns = len({column for part in layout.parts for column in part.columns})
    return warning(
        f"{name} has {columns} columns: more than fit on a page, so it is printed in "
        f"{len(layout.parts)} parts.",
        "Remove columns, shorten their text, or make 2 tables.",
        about=f"wide table {name}",
        **place,
    )
