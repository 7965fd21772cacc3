"""Documents with much, little, no and ugly content in every block that prints text."""

import random

from reports.blocks.contact import Contact
from reports.blocks.table import Cell, Column, Row, Table, group, missing, text
from reports.document import tree
from tests.reports.small_documents import a_document

WORD = "partnership"
LONG_WORD = "Communitysafetypartnershipsecretariatandcoordination" * 2
ADDRESS = "https://www.example.org/" + "documents-for-committees/" * 6 + "agreement.pdf"
SENTENCE = "The partners agreed what each of them does, by when and at what cost. "
AMOUNTS = ["9,025,310", "−1,182,032.63", "137,995,712.37", "0", "12.5", "1,000,000,000"]
TEXTS = {
    "none": "<p></p>",
    "little": "<p>A.</p>",
    "usual": f"<p>{SENTENCE * 3}</p><ul><li>One</li><li>Two</li></ul>",
    "much": f"<h3>Heading</h3><p>{SENTENCE * 25}</p>" * 3,
    "ugly": f"<h3>{LONG_WORD}</h3><p>{LONG_WORD} {ADDRESS}</p><blockquote><p>{ADDRESS}"
    f"</p></blockquote><ul><li><p>{LONG_WORD}</p><p>{SENTENCE}</p></li></ul>",
}


def a_table(rows: int, columns: int, cell, key: str, **fields) -> Table:
    """A table whose first column has labels; `cell` makes the others by position."""
    return Table(
        key=key,
        caption=fields.pop("caption", f"Table of {rows} rows and {columns} columns"),
        detail="Amounts in pounds",
        source="Source: made for a test.",
        columns=[Column("Line and what it pays for", 40)]
        + [Column(f"Heading {n}", 60 / columns, numeric=True) for n in range(columns)],
        rows=[
            Row(
                [
                    text(f"Row {row} of the table"),
                    *(cell(row, n) for n in range(columns)),
                ]
            )
            for row in range(rows)
        ],
        **fields,
    )


def number(row: int, column: int) -> Cell:
    return Cell(AMOUNTS[(row + column) % len(AMOUNTS)], kind="number", before="up to")


def narrative(row: int, column: int) -> Cell:
    return text(SENTENCE * (30 if (row, column) == (2, 0) else 1))


def tables() -> list[Table]:
    grouped = a_table(40, 3, number, "grouped")
    for at in (0, 13, 27):
        grouped.rows.insert(at, group(f"A group of rows from {at}"))
    grouped.notes = [tree.Rich(SENTENCE) for _ in range(6)]
    return [
        a_table(1, 1, number, "one"),
        a_table(12, 4, number, "short"),
        a_table(60, 6, number, "long", caption=f"Amounts {SENTENCE * 2}"),
        a_table(8, 11, number, "wide"),
        a_table(8, 24, number, "split"),
        a_table(6, 3, narrative, "tall"),
        a_table(9, 2, lambda *_: missing("not-given"), "empty"),
        a_table(5, 2, lambda *_: text(f"{LONG_WORD} {ADDRESS}"), "ugly"),
        grouped,
    ]


def document(style: str = "agreement", repeat: int = 1) -> tree.Document:
    """Every text and table; `repeat` makes it larger."""
    texts = {f"{name} {n}": html for n in range(repeat) for name, html in TEXTS.items()}
    built = a_document(texts, style, title="Torture " + "and more " * 12, cover=[])
    for number, table in enumerate(tables()):
        section = tree.SectionNode(
            f"t{number}", f"Section of table {table.key}", runs_on=table.key == "one"
        )
        section.blocks = [table]
        built.sections.append(section)
    built.sections[-1].blocks.append(
        Contact(
            lines=[("Website", ADDRESS, ADDRESS), ("Telephone", "01632 960000", "")]
        )
    )
    for section in built.sections:
        section.number = ""
    built.contents.clear()
    tree.number(built)
    return built


# What the editor can make, for random documents.
INLINE = [
    "{}",
    "<strong>{}</strong>",
    "<em>{}</em>",
    "<a href='https://example.org/'>{}</a>",
]


def random_text(seed: int) -> str:
    """Random rich text from what the editor's schema allows."""
    rand = random.Random(seed)
    return "".join(_block(rand, 0) for _ in range(rand.randint(1, 6)))


def _words(rand) -> str:
    parts = [
        rand.choice([WORD, SENTENCE, LONG_WORD, "👍", "12,345", "ŵ"]) for _ in range(3)
    ]
    out = ""
    for part in parts:
        inner = rand.choice(INLINE[:3]).format(part)
        out += rand.choice(INLINE).format(inner if "<a" not in inner else part) + " "
    return out + rand.choice(["", "<br>", "<sup>2</sup>"])


def _block(rand, depth) -> str:
    kinds = ["p", "p", "h3", "h4", "list", "table", "quote"]
    kind = rand.choice(kinds if depth < 3 else ["p"])
    if kind in {"h3", "h4"} and not depth:
        return f"<{kind}>{_words(rand)}</{kind}>"
    if kind == "list":
        tag = rand.choice(["ul", "ol"])
        items = "".join(
            f"<li>{_item(rand, depth)}</li>" for _ in range(rand.randint(1, 4))
        )
        return f"<{tag}>{items}</{tag}>"
    if kind == "table":
        return _table(rand, depth)
    if kind == "quote":
        return f"<blockquote><p>{_words(rand)}</p></blockquote>"
    return f"<p>{_words(rand)}</p>"


def _item(rand, depth) -> str:
    return "".join(
        [f"<p>{_words(rand)}</p>"]
        + [_block(rand, depth + 1) for _ in range(rand.choice([0, 0, 1, 2]))]
    )


def _table(rand, depth) -> str:
    rows = ""
    for row in range(rand.randint(1, 5)):
        cells = ""
        for _ in range(rand.randint(1, 4)):
            tag = "th" if row == 0 or rand.random() < 0.2 else "td"
            span = rand.choice(["", "", "", " colspan='2'", " rowspan='3'"])
            inner = rand.choice(["", "x", _item(rand, depth + 2)])
            cells += f"<{tag}{span}>{inner}</{tag}>"
        rows += f"<tr>{cells}</tr>"
    caption = rand.choice(["", "<caption>Title</caption>"])
    return f"<table>{caption}<tbody>{rows}</tbody></table>"
