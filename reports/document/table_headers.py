"""Table headings in rich text: a first row of header cells becomes a thead.

Editors often leave the thead out, and a screen reader would then read the column
headings as row headings.
"""

from partnership.core.text.html import Element


def mark_header_rows(root: Element) -> None:
    """Put such rows of clean markup into a thead, with a scope on their header cells.

    A row whose cells span rows, or with no row below it, is not moved.
    """
    for table in root.elements("table"):
        parts = [part for part in _elements(table) if part.tag != "caption"]
        if parts and parts[0].tag == "tbody":
            _mark_first_row(table, parts[0])


def _mark_first_row(table, body):
    first, *others = _elements(body)
    cells = _elements(first)
    if not _are_headings(cells):
        return
    for cell in cells:
        if cell.tag == "th":
            cell.attributes.setdefault("scope", "col")
    if not others or any("rowspan" in cell.attributes for cell in cells):
        return
    body.children.remove(first)
    head = Element("thead", {}, [first])
    table.children.insert(table.children.index(body), head)


def _are_headings(cells):
    """Whether these are header cells; the corner may be an empty cell."""
    if cells and cells[0].tag == "td" and not cells[0].text.strip():
        cells = cells[1:]
    return bool(cells) and all(
        cell.tag == "th" and not any(cell.elements("table")) for cell in cells
    )


def _elements(element):
    return [node for node in element.children if isinstance(node, Element)]
