"""The grid of a table in rich text: even rows, and cells that span rows.

PDF/UA requires the same number of cells in every row, and a page break must not cut a
cell that spans rows.
"""

from partnership.core.text.html import Element

CELLS = {"td", "th"}


def rows_of(table: Element) -> list[Element]:
    """The rows of a table, not of tables inside its cells."""
    return [row for part in _parts(table) for row in part]


def cells_of(row: Element) -> list[Element]:
    return row.child_elements("td", "th")


def make_even(table: Element) -> None:
    """Fill short rows, and end spans where another span or part of the table begins."""
    for rows in _parts(table):
        _end_spans(rows)
        _part_overlaps(rows)
    grid = [row for part in _parts(table) for row in _widths(part)]
    widest = max((extent for _row, extent in grid), default=0)
    for row, extent in grid:
        cells = cells_of(row)
        is_heading = bool(cells) and all(cell.tag == "th" for cell in cells)
        tag = "th" if is_heading and len(cells) > 1 else "td"
        row.children += [Element(tag) for _ in range(widest - extent)]


def repeat_row_labels(table: Element, with_head: bool = True) -> None:
    """Give every row its own cell where one spans rows that a page break may divide.

    The rows of a head stay together, unless the table is split by columns.
    """
    parts = table.child_elements("tbody", *["thead"] * with_head)
    for rows in map(_rows, parts):
        for index, row in enumerate(rows):
            for cell in cells_of(row):
                _repeat(cell, row, rows[index + 1 : index + cell.span("rowspan")])


def column_count(table: Element) -> int:
    return max(
        (extent for part in _parts(table) for _, extent in _widths(part)), default=0
    )


def _repeat(cell, row, below):
    """Copy a cell to the rows below; what spans rows at its left is copied already."""
    cell.attributes.pop("rowspan", None)
    cells = cells_of(row)
    column = sum(sibling.span("colspan") for sibling in cells[: _place(cells, cell)])
    for other in below:
        copy = Element(cell.tag, cell.attributes | {"class": "repeated"}, cell.children)
        _insert(other, copy, column)


def _insert(row, copy, column):
    """Put a cell into the column with this number, counted from 0."""
    filled = 0
    for cell in cells_of(row):
        if filled >= column:
            row.children.insert(_place(row.children, cell), copy)
            return
        filled += cell.span("colspan")
    row.children.append(copy)


def _place(children, wanted):
    return next(i for i, child in enumerate(children) if child is wanted)


def _end_spans(rows):
    for index, row in enumerate(rows):
        for cell in cells_of(row):
            left = len(rows) - index
            if cell.span("rowspan") > left:
                if left > 1:
                    cell.attributes["rowspan"] = str(left)
                else:
                    del cell.attributes["rowspan"]


def _part_overlaps(rows):
    """End a cell that spans columns before one that comes down from above."""
    pending: dict[int, int] = {}
    for row in rows:
        taken = {column for column, rest in pending.items() if rest}
        pending = {column: rest - 1 for column, rest in pending.items() if rest > 1}
        column = 0
        for cell in cells_of(row):
            while column in taken:
                column += 1
            extent = 1
            while extent < cell.span("colspan") and column + extent not in taken:
                extent += 1
            if extent < cell.span("colspan"):
                cell.attributes["colspan"] = str(extent)
            for filled in range(column, column + extent):
                pending[filled] = max(pending.get(filled, 0), cell.span("rowspan") - 1)
            column += extent


def _widths(rows):
    """Each row with the number of columns it fills, cells from above included."""
    found = []
    pending: list[int] = []  # rows that each column is still filled from above
    for row in rows:
        column = 0
        for cell in cells_of(row):
            while column < len(pending) and pending[column]:
                column += 1
            for _ in range(cell.span("colspan")):
                pending += [0] * (column + 1 - len(pending))
                pending[column] = cell.span("rowspan")
                column += 1
        filled = [i for i, rest in enumerate(pending) if rest]
        found.append((row, len(filled)))
        pending = [max(0, rest - 1) for rest in pending]
    return found


def _parts(table: Element) -> list[list[Element]]:
    """The rows of each thead and tbody."""
    return [_rows(part) for part in table.child_elements("thead", "tbody")]


def _rows(part) -> list[Element]:
    return part.child_elements("tr")
