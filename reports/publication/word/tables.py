"""Tables in Word: a caption above, heading rows that repeat, and notes as written.

Rules between the rows, and numbers on the right, as on paper.
"""

import re

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from partnership.core.text.html import Element
from reports.publication.word.paragraphs import add_bookmark

PAGE_WIDTH = Cm(16.6)
# The style of plain text in a cell; lists have their own, set to the same size.
CELL_STYLE, CELL_SIZE = "Table Text", Pt(9.5)
INK, RULE = "1B2733", "B8C2CC"
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
# The indent of the row name at each depth.
DEPTH, INDENT = re.compile(r"depth-(\d)"), Cm(0.45)
# Rows whose cells are all bold.
STRONG_ROWS = {"head", "sum", "total", "group"}
# The column of numbers that a class of the table names.
NUMERIC = re.compile(r"n(\d+)")
# The width of a bold letter and of the padding in cm, and the longest word kept whole.
LETTER, PADDING, MOST_LETTERS = 0.2, 0.45, 20
# More boxes than this are placed in rows of three.
MOST_BOXES = 4


def write_table(file, texts, element: Element) -> None:
    """Add a table with the cells of an HTML table."""
    rows = _rows(element)
    if not rows:
        return
    caption = next(iter(element.child_elements("caption")), None)
    if caption is not None:
        _write_caption(texts, element, caption)
    grid, width = _placed(rows)
    table = file.add_table(rows=len(rows), cols=width)
    _set_rules(table, INK, RULE)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _describe(table, caption.text.strip() if caption is not None else "")
    _set_widths(table, _widths(grid, width))
    for number, (kind, _cells, _depth) in enumerate(rows):
        _set_row(table.rows[number], kind == "head")
    first = next((i for i, row in enumerate(rows) if row[0] != "head"), 0)
    classes = map(NUMERIC.fullmatch, element.classes)
    numeric = {int(found[1]) - 1 for found in classes if found}
    for (row, column), (cell, across, down) in grid.items():
        box = table.cell(row, column)
        if across > 1 or down > 1:
            box = box.merge(table.cell(row + down - 1, column + across - 1))
        kind, _cells, depth = rows[row]
        _fill(box, cell, texts, {"strong"} if kind in STRONG_ROWS else set())
        # Keep headings and the first and last rows with the next row on a page.
        is_lead = kind in {"head", "group"} or row in {first, len(rows) - 2}
        for paragraph in box.paragraphs:
            if column in numeric and across == 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.keep_with_next = is_lead or None
            if column == 0 and depth:
                paragraph.paragraph_format.left_indent = INDENT * depth
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _write_caption(texts, table, caption):
    paragraph = texts.add(caption, "Caption")
    if paragraph is None:
        return
    paragraph.paragraph_format.keep_with_next = True
    for holder in (table, caption):
        if name := holder.attributes.get("id"):
            add_bookmark(paragraph, name, texts.next_bookmark())


def write_boxes(file, texts, boxes: list[Element], colour: str) -> None:
    """Write the boxes of a diagram side by side; one that is linked has dashes."""
    across = len(boxes) if len(boxes) <= MOST_BOXES else 3
    table = file.add_table(rows=-(-len(boxes) // across), cols=across)
    _set_widths(table, [1] * across)
    for row in table.rows:
        _set_row(row, is_head=False)
    for number, box in enumerate(boxes):
        cell = table.cell(*divmod(number, across))
        _fill(cell, box, texts, set())
        is_linked = "linked" in box.classes
        for paragraph in cell.paragraphs:
            # The whole diagram is on one page; linked boxes are its last.
            paragraph.paragraph_format.keep_with_next = not is_linked
        line = "dashed" if is_linked else "single"
        _set_borders(
            cell._tc.get_or_add_tcPr(),
            "w:tcBorders",
            {side: (line, 8, colour) for side in ("top", "left", "bottom", "right")},
        )


def _set_rules(table, ink, rule):
    """Rules above, below and between the rows, and none between the columns."""
    table.style = "Normal Table"
    sides = {
        "top": ("single", 8, ink),
        "bottom": ("single", 8, ink),
        "insideH": ("single", 4, rule),
    }
    # Word requires the properties of a table in one order: this comes before its
    # layout.
    properties = table._tbl.tblPr
    after = [e for e in properties if e.tag in map(qn, AFTER_BORDERS)]
    _set_borders(properties, "w:tblBorders", sides)
    properties.extend(after)


def _set_borders(properties, name, sides):
    borders = OxmlElement(name)
    for side, (line, size, colour) in sides.items():
        border = OxmlElement(f"w:{side}")
        for key, value in (
            ("val", line),
            ("sz", size),
            ("space", 0),
            ("color", colour),
        ):
            border.set(qn(f"w:{key}"), str(value))
        borders.append(border)
    properties.append(borders)


def _widths(grid, width) -> list[float]:
    """How wide each column is in cm: its longest word, and a share of the rest."""
    least = [LETTER * 2 + PADDING] * width
    wanted = list(least)
    for (_row, column), (cell, across, _down) in grid.items():
        if across == 1:
            words = cell.text.split()
            longest = min(max(map(len, words), default=0), MOST_LETTERS)
            whole = min(len(" ".join(words)), 3 * MOST_LETTERS)
            least[column] = max(least[column], longest * LETTER + PADDING)
            wanted[column] = max(wanted[column], whole * LETTER + PADDING)
    room = PAGE_WIDTH.cm - sum(least)
    if room <= 0:
        return least
    lack = [a - b + 0.1 for a, b in zip(wanted, least, strict=True)]
    return [a + room * b / sum(lack) for a, b in zip(least, lack, strict=True)]


def _set_widths(table, widths):
    """The widths of the columns on a page, in proportion."""
    table.autofit = False
    for column, extent in zip(table.columns, widths, strict=True):
        column.width = int(PAGE_WIDTH * extent / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def _fill(box, cell, texts, marks):
    paragraph = box.paragraphs[0]
    paragraph.style = CELL_STYLE
    if "missing" in cell.classes:
        marks = {"quiet"}
    blocks = cell.child_elements("p", "ul", "ol", "div", "table")
    if not blocks:
        texts.fill(paragraph, cell, marks)
        return
    is_first = True
    for block in blocks:
        is_list = block.tag in {"ul", "ol"}
        for line in block.child_elements() if is_list else [block]:
            target = paragraph if is_first else box.add_paragraph(style=CELL_STYLE)
            if is_list:
                target.style = "List Bullet" if block.tag == "ul" else "List Number"
                target.paragraph_format.space_after = Pt(2)
            texts.fill(target, line, marks)
            if is_list:
                for run in target.runs:
                    run.font.size = CELL_SIZE
            is_first = False


def _set_row(row, is_head):
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table, caption):
    """A table’s title for screen readers."""
    if caption:
        title = OxmlElement("w:tblCaption")
        title.set(qn("w:val"), " ".join(caption.split())[:250])
        table._tbl.tblPr.append(title)


def _rows(element) -> list[tuple[str, list[Element], int]]:
    """The rows with cells, each with its kind and depth.

    The kind is head, or the first class of the row.
    """
    found = []
    for part in element.child_elements("tr", "thead", "tbody", "tfoot"):
        for row in [part] if part.tag == "tr" else part.child_elements("tr"):
            kind = "head" if part.tag == "thead" else next(iter(row.classes), "")
            found.append((kind, row.child_elements("td", "th"), _depth(row)))
    return [row for row in found if row[1]]


def _depth(row) -> int:
    found = DEPTH.search(row.attributes.get("class", ""))
    return int(found[1]) if found else 0


def _placed(rows):
    """Each cell’s place and spans, and how many columns there are."""
    grid, filled, width = {}, set(), 1
    for row, (_kind, cells, _depth) in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in filled:
                column += 1
            across = cell.span("colspan")
            down = cell.span("rowspan", len(rows) - row)
            grid[row, column] = cell, across, down
            filled |= {
                (row + y, column + x) for y in range(down) for x in range(across)
            }
            column += across
            width = max(width, column)
    return grid, width
