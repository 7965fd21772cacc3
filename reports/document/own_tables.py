"""Tables in rich text, as they are printed: widths, size, and rows over pages."""

from partnership.core.text.html import Element, parse
from reports.document.table_grid import (
    cells_of,
    column_count,
    repeat_row_labels,
    rows_of,
)
from reports.document.table_widths import (
    CellText,
    ColumnText,
    Part,
    TableLayout,
    lay_out,
)
from reports.document.tree import continued_line

HEADINGS = {"h3", "h4", "h5", "h6"}
# Elements that end a line of a cell.
LINES = {"p", "li", "br", "ul", "ol", "h3", "h4", "blockquote"}


def printed_tables(html: str, room: float) -> str:
    """The markup with its tables laid out for paper, in text `room` mm wide."""
    if "<table" not in html:
        return html
    root = parse(html)
    _lay_out_below(root, room)
    return root.html


def layouts_of(html: str, room: float) -> list[TableLayout]:
    """How each table of the markup is printed, in order."""
    if "<table" not in html:
        return []
    return [_layout(table, room) for table in _outermost(parse(html))]


def _outermost(element):
    for node in element.child_elements():
        if node.tag == "table":
            yield node
        else:
            yield from _outermost(node)


def _lay_out_below(element, room):
    """Replace each table by a box with its parts; tables in cells stay as they are."""
    for index, node in enumerate(element.children):
        if not isinstance(node, Element):
            continue
        if node.tag == "table" and not node.attributes.get("class"):
            box = element.children[index] = _box(node, room)
            above = element.children[index - 1] if index else ""
            is_below_heading = isinstance(above, Element) and above.tag in HEADINGS
            if is_below_heading and "landscape" in box.classes:
                # The heading is on the page of its table.
                _add_class(above, "landscape")
        else:
            _lay_out_below(node, room)


def _box(table, room):
    layout = _layout(table, room)
    # A page break may divide any table, and any cell over several rows.
    for element in [table, *table.elements("table")]:
        repeat_row_labels(element, with_head=layout.is_split)
    for number, row in enumerate(rows_of(table)):
        if name := layout.row_class(number):
            _add_class(row, name)
    parts = [_part(table, part, index) for index, part in enumerate(layout.parts)]
    attributes = {"class": " ".join(_classes(layout, room))}
    if name := table.attributes.get("id"):
        attributes["id"] = name
    return Element("div", attributes, [_end(), *parts, _end()])


def _end():
    """The end of the text that page heads show for a table that continues."""
    return Element("div", {"class": "endt"})


def _classes(layout, room):
    yield "own-table"
    if layout.is_landscape:
        yield "landscape"
    elif layout.width > room:
        yield "full"
    yield layout.size_class
    yield "keep" if layout.keeps_together else "runs"


def _layout(table, room) -> TableLayout:
    return lay_out(_columns(table), room)


def _columns(table) -> list[ColumnText]:
    """The texts of each column; cells that span columns set no width."""
    count = max(1, column_count(table))
    header_rows = {
        id(row) for part in table.elements("thead") for row in part.elements("tr")
    }
    columns = [ColumnText("", [], is_first=i == 0) for i in range(count)]
    pending = [0] * count
    for row in rows_of(table):
        at = 0
        taken = {i for i, rest in enumerate(pending) if rest}
        pending = [max(0, rest - 1) for rest in pending]
        texts: dict[int, CellText] = {}
        for cell in cells_of(row):
            while at in taken:
                at += 1
            extent, down = cell.span("colspan"), cell.span("rowspan")
            if at < count and extent == 1:
                if id(row) in header_rows:
                    columns[at].heading = cell.text.strip()
                else:
                    texts[at] = CellText(_cell_lines(cell), 400)
            for column in range(at, min(at + extent, count)):
                pending[column] = max(pending[column], down - 1)
            at += extent
        for index, column_text in enumerate(columns):
            column_text.cells.append(texts.get(index, CellText([])))
    return columns


def _cell_lines(cell) -> list[str]:
    lines = [""]

    def add(element):
        for node in element.children:
            if isinstance(node, str):
                lines[-1] += node
                continue
            if node.tag in LINES and lines[-1].strip():
                lines.append("")
            add(node)
            if node.tag in LINES and lines[-1].strip():
                lines.append("")

    add(cell)
    return [" ".join(line.split()) for line in lines if line.strip()]


def _part(table, part: Part, index: int) -> Element:
    """The table with the columns of one part, or all of it if there is one part."""
    total = sum(part.widths)
    columns = Element(
        "colgroup",
        {},
        [
            Element("col", {"style": f"width:{100 * width / total:.2f}%"})
            for width in part.widths
        ],
    )
    caption = table.child_elements("caption")
    rest = table.child_elements("thead", "tbody")
    if index or len(part.columns) < max(1, column_count(table)):
        rest = [_with_columns(node, set(part.columns)) for node in rest]
    caption = [_caption(node, index) for node in caption]
    return Element("table", {"class": "laid-out"}, [*caption, columns, *rest])


def _caption(node, index):
    label, dot, title = " ".join(node.text.split()).partition(". ")
    is_numbered = any("no" in span.classes for span in node.elements("span"))
    words = f"Continued: {label}{dot}{title}"
    if is_numbered:
        words = f"{label}, continued: {title}"
    attributes = {"data-continued": continued_line(words)}
    children = [*node.children, ", continued"] if index else node.children
    return Element("caption", attributes, children)


def _with_columns(part, wanted):
    """A thead or tbody with the cells of some columns, where no cell spans several."""
    rows = []
    for row in part.child_elements():
        cells, at = [], 0
        for cell in cells_of(row):
            covered = [i for i in range(at, at + cell.span("colspan")) if i in wanted]
            at += cell.span("colspan")
            if covered:
                attributes = dict(cell.attributes)
                attributes.pop("colspan", None)
                if len(covered) > 1:
                    attributes["colspan"] = str(len(covered))
                cells.append(Element(cell.tag, attributes, cell.children))
        rows.append(Element("tr", row.attributes, cells))
    return Element(part.tag, part.attributes, rows)


def _add_class(element, name):
    element.attributes["class"] = " ".join([*element.classes, name])
