"""Table headings in rich text: the first rows of header cells become a thead.

Editors often leave the thead out, and a screen reader would then read the column
headings as row headings.
"""

from partnership.core.text.html import Element


def mark_header_rows(root: Element) -> None:
    """Put such rows of clean markup into a thead, with a scope on their header cells.

    Rows that a heading reaches down into belong to it. They stay if one of them is not
    a row of headings, or if no row is below them.
    """
    for table in root.elements("table"):
        parts = [part for part in table.child_elements() if part.tag != "caption"]
        if parts and parts[0].tag == "tbody":
            _mark_first_rows(table, parts[0])


def _mark_first_rows(table, body):
    rows = body.child_elements()
    if not rows or not _are_headings(rows[0].child_elements()):
        return
    height = _height(rows)
    is_head = all(_are_headings(row.child_elements()) for row in rows[:height])
    first = rows[: height if is_head else 1]
    for cell in (cell for row in first for cell in row.child_elements()):
        if cell.tag == "th":
            scope = "colgroup" if cell.span("colspan") > 1 else "col"
            cell.attributes.setdefault("scope", scope)
    if not is_head or height >= len(rows):
        return
    body.children = [
        node for node in body.children if all(node is not row for row in first)
    ]
    head = Element("thead", {}, list(first))
    table.children.insert(table.children.index(body), head)


def _height(rows) -> int:
    """How many rows the headings take: those that cells of the first reach down into.

    A first row whose cells span columns has the headings of these below it.
    """
    height = 1
    for at, row in enumerate(rows):
        if at >= height:
            break
        cells = row.child_elements()
        height = max([height, *(at + cell.span("rowspan") for cell in cells)])
    if height == 1 and len(rows) > 2:
        cells = rows[0].child_elements()
        spans = any(cell.span("colspan") > 1 for cell in cells) and len(cells) > 1
        below = rows[1].child_elements()
        if spans and len(below) > 1 and _are_headings(below):
            return 2
    return height


def _are_headings(cells):
    """Whether these are header cells; the corner may be an empty cell."""
    if cells and cells[0].tag == "td" and not cells[0].text.strip():
        cells = cells[1:]
    return bool(cells) and all(
        cell.tag == "th" and not any(cell.elements("table")) for cell in cells
    )
