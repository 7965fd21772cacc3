"""Tables of a pasted document: hidden rows and columns, and the heading row."""

import re
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from partnership.core.text.html import Element, cut_start
from partnership.core.text.pasting.changes import Changes
from partnership.core.text.pasting.looks import Look, Styles, StyleSheet, look_of
from partnership.core.text.pasting.titles import CAPTION, without_marks

FIGURE = re.compile(
    r"[\s(]*+[-+\u2212\u00a3$\u20ac~<>\s]*+\d[\d,.\s\xa0]*+(?:(?:%|m|k|bn|p)\s*+)?\)?",
    re.I,
)
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/\u2013]\s*\d{2,4})?")
# Text that a spreadsheet shows instead of a figure.
ERROR = re.compile(r"#{2,}|#(?:REF|VALUE|DIV/0|NUM|NULL)!|#N/A|#NAME\?")
# The start of a row that belongs below the table.
NOTE = re.compile(r"(?:sources?|notes?)\s*(?:[:.\d]|[-\u2013]\s)", re.I)
# What a cell has in place of a figure.
NO_FIGURE = re.compile(r"\W*|n/?[ak]|n\.a\.?|tb[acdn]|nil|none|\[\w\]", re.I)
MAX_SPAN = 60
MAX_ROWS = 300
PRESENTATION = {"presentation", "none"}


@dataclass
class Cell:
    """A cell with its content; `column` counts from 0."""

    element: Element
    look: Look
    is_header: bool = False
    column: int = 0
    colspan: int = 1
    rowspan: int = 1
    blocks: list[Element] = field(default_factory=list)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.colspan)

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all its text is bold."""
        bold = "".join(
            s.text for block in self.blocks for s in block.elements("strong")
        )
        plain = "".join(self.text.split())
        return bool(plain) and "".join(bold.split()) == plain

    @property
    def is_figure(self) -> bool:
        return bool(FIGURE.fullmatch(self.text)) and not YEAR.fullmatch(self.text)


@dataclass
class Row:
    cells: list[Cell]
    in_head: bool = False


@dataclass
class Grid:
    """The rows of a table that are shown."""

    rows: list[Row]
    changes: Changes
    is_presentation: bool = False

    @classmethod
    def read(cls, table: Element, sheet: StyleSheet, look: Look, changes: Changes):
        """Read a table’s visible rows and columns; the cells’ text is not read yet."""
        hidden = _hidden_columns(table, sheet)
        role = table.attributes.get("role", "")
        grid = cls([], changes, role in PRESENTATION)
        filled: set[tuple[int, int]] = set()
        gone: set[int] = set()
        number = 0
        given = list(rows_of(table))
        for part, row in given:
            styles = sheet.styles(row)
            row_look = look_of(row, styles, look)
            if row_look.hidden and not look.hidden:
                changes.add("rows")
                continue
            grid.rows.append(
                Row(
                    grid._cells(
                        row, row_look, sheet, hidden, filled, number, gone, len(given)
                    ),
                    part.tag == "thead",
                )
            )
            number += 1
        changes.add("columns", len(gone))
        return grid

    def _cells(
        self, row, look, sheet, hidden, filled, number, gone, rows
    ) -> list[Cell]:
        found: list[Cell] = []
        column = 0
        for element in row.child_elements("td", "th"):
            while (number, column) in filled:
                column += 1
            styles = sheet.styles(element)
            width = element.span("colspan", MAX_SPAN)
            height = element.span("rowspan", min(MAX_ROWS, rows - number))
            places = range(column, column + width)
            for below in range(number, number + height):
                filled |= {(below, place) for place in places}
            shown = [place for place in places if place not in hidden]
            column += width
            cell_look = look_of(element, styles, look)
            if not shown or (cell_look.hidden and not look.hidden):
                if element.text.strip():
                    gone |= set(places)
                continue
            header = element.tag == "th" or element.attributes.get("role") in {
                "columnheader",
                "rowheader",
            }
            cell = Cell(element, cell_look, header, shown[0], len(shown), height)
            overflows = styles.get("mso-ignore") == "colspan"
            if overflows:
                cell.colspan = 1
            found.append(cell)
            if overflows:
                found += [
                    Cell(Element("td"), look, column=place) for place in shown[1:]
                ]
        return found

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    def apart(self) -> list["Grid"]:
        """Return the tables that blank rows or columns divide, each with headings."""
        rows = [any(cell.blocks for cell in row.cells) for row in self.rows]
        for number, row in enumerate(self.rows):
            for cell in row.cells if rows[number] else ():
                rows[number : number + cell.rowspan] = [True] * cell.rowspan
        used = {place for c in self.cells if c.blocks for place in c.columns}
        columns = [place in used for place in range(max(used, default=-1) + 1)]
        grids = self._divided(rows, self._with_rows)
        if len(grids) == 1:
            grids = self._divided(columns, self._with_columns)
        if len(grids) > 1:
            self.changes.add("apart", len(grids))
        return grids

    def _divided(self, filled, part) -> list["Grid"]:
        """Return a table for each run of filled rows or columns that is one.

        Others, such as a title or a note, belong to the table before them.
        """
        edges = [
            n
            for n, pair in enumerate(pairwise([False, *filled, False]))
            if len(set(pair)) == 2
        ]
        runs = zip(edges[::2], edges[1::2], strict=True)
        parts = {start: part(start, end) for start, end in runs}
        has_figures = any(found.is_table() for found in parts.values())
        starts = [
            start for start, found in parts.items() if found.is_table(has_figures)
        ]
        if len(starts) < 2:
            return [self]
        return [part(*span) for span in pairwise([0, *starts[1:], len(filled)])]

    def _with_rows(self, start, end):
        return Grid(self.rows[start:end], self.changes)

    def _with_columns(self, start, end):
        """Return the table of some columns, which count from 0 again."""
        rows = [
            Row(
                [
                    replace(cell, column=cell.column - start)
                    for cell in row.cells
                    if start <= cell.column < end
                ],
                row.in_head,
            )
            for row in self.rows
        ]
        return Grid(rows, self.changes)

    def is_table(self, among_figures=False) -> bool:
        """Whether it has a row of words, and names with figures below it.

        Among tables of figures, a table of words alone is one too.
        """
        rows = [filled for row in self.rows if (filled := _filled(row))]
        while rows and len(rows[0]) == 1:
            del rows[0]  # a title
        if len(rows) < 2:
            return False
        (first, *others), *below = rows
        names = [first, *(row[0] for row in below)]
        cells = [cell for row in below for cell in row[1:]]
        if not any(cell.is_figure for cell in cells):
            if not among_figures or min(map(len, below)) < 2:
                return False
            others += cells
        return not any(cell.is_figure for cell in names) and not any(
            cell.is_figure or NO_FIGURE.fullmatch(cell.text) for cell in others
        )

    @property
    def is_layout(self) -> bool:
        """Whether it only places text on a page: one cell, or one column of text."""
        filled = [cell for cell in self.cells if cell.blocks]
        if self.is_presentation or len(filled) <= 1:
            return True
        return not any(cell.column or cell.is_header for cell in filled)

    def tidy(self) -> None:
        """Leave out empty rows and columns, and find the heading row."""
        self.rows = [row for row in self.rows if any(cell.blocks for cell in row.cells)]
        self._drop_empty_columns()
        if not any(cell.is_header for cell in self.cells):
            self._find_header()
        elif self.rows[0].cells:
            self._complete_header(self.rows[0].cells)
        # Header cells in the first column only are headings of rows, and stay.
        for cell in self.cells:
            if ERROR.fullmatch(cell.text):
                self.changes.add("error")
            elif cell.is_figure and len(cell.blocks) == 1:
                _close_up(cell.blocks[0])

    def _drop_empty_columns(self) -> None:
        """Leave out empty columns, also between others."""
        filled = [cell for cell in self.cells if cell.blocks]
        used = {cell.column for cell in filled if cell.colspan == 1}
        used |= {c.column for c in filled if not used.intersection(c.columns)}
        for row in self.rows:
            for cell in row.cells:
                cell.colspan = len(used.intersection(cell.columns))
                cell.column = sum(place < cell.column for place in used)
            row.cells = [cell for cell in row.cells if cell.colspan]

    def take_notes(self) -> list[Element]:
        """Remove last rows with nothing but a source or a note."""
        notes: list[Element] = []
        while len(self.rows) > 2:
            filled = [cell for cell in self.rows[-1].cells if cell.text]
            is_note = len(filled) == 1 and NOTE.match(filled[0].text)
            if not is_note or filled[0].column:
                break
            notes[:0] = filled[0].blocks
            del self.rows[-1]
        return notes

    def take_title(self) -> list:
        """Remove first rows with one text each, which are the title of the table."""
        height = self._title_height()
        if not height:
            return []
        first, *others = [
            cell.blocks[0] for row in self.rows[:height] for cell in _filled(row)
        ]
        if label := CAPTION.match(first.text):
            cut_start(first, label.end())
        title = first.children + [n for line in others for n in (", ", *line.children)]
        del self.rows[:height]
        self.changes.add("caption")
        for cell in self.cells:
            cell.is_header = False
        self.changes.counts["header"] = max(0, self.changes.counts["header"] - 1)
        self._find_header()
        return without_marks(title)

    def _title_height(self) -> int:
        height = 0
        while len(self.rows) > height + 2 and _is_line(self.rows[height]):
            height += 1
        below = _filled(self.rows[height]) if height else []
        if len(below) < 2:
            return 0
        # Several lines, or a heading, are a title only if headings of columns follow.
        is_sure = height == 1 and _filled(self.rows[0])[0].element.tag != "th"
        has_headings = all(cell.is_header or cell.is_bold for cell in below)
        return height if is_sure or has_headings else 0

    @staticmethod
    def _complete_header(cells) -> None:
        """A row of headings with only some marked as such: the others are bold."""
        is_header = any(cell.is_header for cell in cells) and all(
            cell.is_header or cell.is_bold for cell in cells if cell.text
        )
        for cell in cells if is_header else []:
            cell.is_header = True

    def _find_header(self):
        if len(self.rows) < 2:
            return
        header_rows = [row for row in self.rows if row.in_head]
        if not header_rows and self._starts_with_headings():
            header_rows = self.rows[: self._heading_height()]
            self.changes.add("header")
        for row in header_rows:
            for cell in row.cells:
                cell.is_header = True

    def _heading_height(self) -> int:
        """How many rows the headings take: two if only the wide ones continue."""
        first, second, *others = self.rows
        figures = any(cell.is_figure for row in others for cell in row.cells)
        whole = {c.column for c in first.cells if c.colspan == 1 and c.text}
        is_plain = not any(
            cell.is_figure or cell.column in whole for cell in second.cells if cell.text
        )
        is_split = any(cell.colspan > 1 for cell in first.cells)
        return 2 if is_split and is_plain and others and (whole or figures) else 1

    def _starts_with_headings(self) -> bool:
        first, *others = (row.cells for row in self.rows)
        filled = [cell for cell in first if cell.text]
        if len(filled) < max(1, len(first) - 1) or any(c.is_figure for c in filled):
            return False
        below = [cell for cells in others for cell in cells if cell.text]
        is_column = not any(cell.column for cell in self.cells if cell.text)
        all_bold = all(cell.is_bold for cell in filled)
        not_below = not below or not all(cell.is_bold for cell in below)
        figures = any(cell.is_figure for cell in below)
        short = all(len(cell.text) <= 60 for cell in filled)
        if self.is_presentation or (is_column and not all_bold):
            return False
        return (
            (all_bold and not_below) or figures or (short and len(filled) == len(first))
        )

    def as_element(self, caption: list) -> Element:
        """The table, with its rows of headings first."""
        table = Element("table")
        if caption:
            table.children.append(Element("caption", {}, caption))
        body = Element("tbody")
        for row in self.rows:
            body.children.append(Element("tr", {}, [_as_cell(c) for c in row.cells]))
        table.children.append(body)
        return table


def _filled(row) -> list:
    return [cell for cell in row.cells if cell.text]


def _is_line(row) -> bool:
    """Whether a row has nothing but one line of text, in its first column."""
    filled = _filled(row)
    if len(filled) != 1 or filled[0].column or filled[0].rowspan > 1:
        return False
    blocks = filled[0].blocks
    has_more = any(True for block in blocks for _ in block.elements("br", "ul", "ol"))
    return len(blocks) == 1 and blocks[0].tag == "p" and not has_more


def _as_cell(cell) -> Element:
    attributes = {
        name: str(span)
        for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if span > 1
    }
    blocks = cell.blocks or [Element("p")]
    if cell.is_header:
        for block in blocks:
            _unwrap_bold(block)
    return Element("th" if cell.is_header else "td", attributes, blocks)


def _close_up(block):
    """“£  1,200” as “£1,200”: spreadsheets put the sign at the edge of the cell."""
    block.children = [
        re.sub(r"(?<=[-+\u2212\u00a3$\u20ac(])\s+", "", node)
        if isinstance(node, str)
        else node
        for node in block.children
    ]


def _unwrap_bold(block):
    """A header cell is bold already."""
    block.children = [
        inner
        for node in block.children
        for inner in (
            node.children
            if isinstance(node, Element) and node.tag == "strong"
            else [node]
        )
    ]


def rows_of(table):
    """Yield the part and row of each of the table’s own rows."""
    for part in table.child_elements("tr", "thead", "tbody", "tfoot"):
        if part.tag == "tr":
            yield table, part
        else:
            yield from ((part, row) for row in part.child_elements("tr"))


def is_frame(table) -> bool:
    """Whether a table only places headings or other tables on a page."""
    cells = [c for _, row in rows_of(table) for c in row.child_elements("td", "th")]
    filled = [cell for cell in cells if cell.text.strip()]
    role = table.attributes.get("role", "")
    inner = any(any(cell.elements("table", "h1", "h2", "h3", "h4")) for cell in filled)
    return inner and (len(filled) == 1 or role in PRESENTATION)


def _hidden_columns(table, sheet: StyleSheet) -> set[int]:
    """The columns that a spreadsheet hides."""
    hidden: set[int] = set()
    place = count()
    groups = table.child_elements("colgroup")
    columns = table.child_elements("col")
    columns += [column for group in groups for column in group.child_elements()]
    for column in columns:
        styles: Styles = sheet.styles(column)
        for _ in range(column.span("span", MAX_SPAN)):
            number = next(place)
            width = styles.get("width", column.attributes.get("width", ""))
            if styles.get("display") == "none" or width in {"0", "0px", "0pt"}:
                hidden.add(number)
    return hidden
