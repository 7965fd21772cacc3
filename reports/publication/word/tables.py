"""Tables in Word: a caption above, heading rows that repeat, and notes as written."""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from partnership.core.text.html import Element
from reports.publication.word.paragraphs import add_bookmark

PAGE_WIDTH = Cm(16.6)


def write_table(file, texts, element: Element) -> None:
    """Add a table with the cells of an HTML table."""
    rows = _rows(element)
    if not rows:
        return
    elements = (one for one in element.children if isinstance(one, Element))
    caption = next((one for one in elements if one.tag == "caption"), None)
    if caption is not None:
        paragraph = texts.add(caption, "Caption")
        if paragraph is not None:
            paragraph.paragraph_format.keep_with_next = True
            for holder in (element, caption):
                if name := holder.attributes.get("id"):
                    texts.bookmarks += 1
                    add_bookmark(paragraph, name, texts.bookmarks)
    grid, width = _placed(rows)
    table = file.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _describe(table, caption.text.strip() if caption is not None else "")
    _set_widths(table, _weights(grid, width))
    for number, (is_head, _cells) in enumerate(rows):
        _set_row(table.rows[number], is_head)
    for (row, column), (cell, across, down) in grid.items():
        box = table.cell(row, column)
        if across > 1 or down > 1:
            box = box.merge(table.cell(row + down - 1, column + across - 1))
        _fill(box, cell, texts)
    file.add_paragraph()


def _weights(grid, width) -> list[int]:
    """How wide each column should be, by its longest word and its text."""
    weights = [6] * width
    for (_row, column), (cell, across, _down) in grid.items():
        if across == 1:
            text = cell.text.split()
            longest = max(map(len, text), default=0) + 2
            whole = min(len(" ".join(text)), 40)
            weights[column] = max(weights[column], longest, whole)
    return weights


def _set_widths(table, weights):
    """The widths of the columns on a page, in proportion."""
    table.autofit = False
    for column, weight in zip(table.columns, weights, strict=True):
        column.width = int(PAGE_WIDTH * weight / sum(weights))
        for cell in column.cells:
            cell.width = column.width


def _fill(box, cell, texts):
    paragraph = box.paragraphs[0]
    blocks = [e for e in cell.children if _is(e, "p", "ul", "ol", "div", "table")]
    if not blocks:
        texts.fill(paragraph, _bold(cell))
        return
    is_first = True
    for block in blocks:
        lines = (
            [e for e in block.children if isinstance(e, Element)]
            if block.tag in {"ul", "ol"}
            else [block]
        )
        for line in lines:
            target = paragraph if is_first else box.add_paragraph()
            if block.tag in {"ul", "ol"}:
                target.style = "List Bullet" if block.tag == "ul" else "List Number"
            texts.fill(target, _bold(line, cell.tag))
            is_first = False


def _bold(element, tag=""):
    if "th" in {element.tag, tag}:
        return Element("td", {}, [Element("strong", {}, element.children)])
    return element


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


def _rows(element) -> list[tuple[bool, list[Element]]]:
    found = []
    for part in element.children:
        if _is(part, "tr"):
            found.append((False, _cells(part)))
        elif _is(part, "thead", "tbody", "tfoot"):
            found += [
                (part.tag == "thead", _cells(row))
                for row in part.children
                if _is(row, "tr")
            ]
    return [row for row in found if row[1]]


def _cells(row):
    return [cell for cell in row.children if _is(cell, "td", "th")]


def _placed(rows):
    """Each cell’s place and spans, and how many columns there are."""
    grid, filled, width = {}, set(), 1
    for row, (_is_head, cells) in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in filled:
                column += 1
            across = _span(cell, "colspan")
            down = min(_span(cell, "rowspan"), len(rows) - row)
            grid[row, column] = cell, across, down
            filled |= {
                (row + y, column + x) for y in range(down) for x in range(across)
            }
            column += across
            width = max(width, column)
    return grid, width


def _span(cell, name):
    value = cell.attributes.get(name, "1")
    return max(int(value), 1) if value.isdigit() else 1


def _is(node, *tags):
    return isinstance(node, Element) and node.tag in tags
