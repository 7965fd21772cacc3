"""Data for the preview of a sheet: its columns and the frame of its table."""

from partnership.core.imports.sheets import is_blank, letter
from partnership.core.imports.widgets import text_of

# The part of the sheet that the page shows around the headings.
PICTURE_ABOVE, PICTURE_ROWS, PICTURE_COLUMNS, PICTURE_CELL = 30, 40, 20, 40


def layout_of(reading):
    layout = reading.layout
    columns = {column.column_name for column in reading.resource.columns}
    return {
        "sheet": layout.table.sheet.name,
        "sheets": [sheet.name for sheet in reading.book.visible],
        "notes": list(layout.notes),
        "warnings": list(layout.warnings),
        "blank": sum(part.table.blank for part in layout.parts),
        "missing": layout.missing,
        "given": {n: v for n, v in layout.given.items() if n in columns},
        "hidden_rows": layout.hidden_rows,
        "encodings": reading.book.encodings,
        "columns": [
            {
                "letter": match.letter,
                "heading": match.heading,
                "name": match.name if not match.is_across else "",
                "across": f"{match.name}={match.value_text}" if match.is_across else "",
                "value": ", ".join([match.value_text, *dict(match.others).values()]),
                "of": match.name,
                "part": match.part,
                "examples": match.examples,
                "how": match.how,
            }
            for match in layout.matches
        ],
        "picture": _picture(layout),
    }


def _picture(layout):
    """Return the top of the sheet with the table's frame, for the page."""
    table = layout.table
    name = table.sheet.name
    first = max(1, table.heading_row - PICTURE_ABOVE)
    last = min(len(table.sheet.rows), table.heading_row + PICTURE_ROWS)
    tables = [part.table for part in layout.parts if part.table.sheet.name == name]
    rows = {number for found in tables for number in found.rows}
    heads = {
        number
        for found in tables
        for number in range(found.heading_row, found.first_row)
    }
    why = {n: reason for found in tables for n, reason, _ in found.left_out}
    width = min(
        max((len(r) for r in table.sheet.rows[first - 1 : last]), default=1),
        PICTURE_COLUMNS,
    )
    lines = []
    for number in range(first, last + 1):
        values = table.sheet.rows[number - 1][:width]
        cells = [
            "" if is_blank(v) else " ".join(text_of(v).split())[:PICTURE_CELL]
            for v in values
        ]
        cells += [""] * (width - len(cells))
        role = "heading" if number in heads else "row" if number in rows else ""
        if number in table.sheet.hidden_rows and role == "":
            role = "hidden"
        lines.append([number, role, why.get(number, ""), cells])
    return {
        "letters": [letter(column) for column in range(1, width + 1)],
        "lines": lines,
        "heading_row": table.heading_row,
        "heading_rows": table.heading_rows,
        "last_row": max(found.last_row for found in tables),
        "row_count": len(rows),
    }
