"""Plain text as HTML: lines of cells from a spreadsheet are a table."""

import re
from itertools import groupby

from django.utils.html import escape

from partnership.core.text.fields import from_paragraphs

# “Youth\t248,000”, but not “1.\tFirst point”.
CELLS = re.compile(r"(?!\s*(?:\W|o|\(?\w{1,4}[.)])\t)(?=.*\S).*\t.*", re.S)


def from_plain(text: str) -> str:
    """Return text as HTML, with a table for lines that have tabs between cells."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = []
    for are_cells, group in groupby(lines, lambda line: bool(CELLS.fullmatch(line))):
        part = list(group)
        if are_cells and len(part) > 1:
            cells = ("</td><td>".join(map(escape, line.split("\t"))) for line in part)
            rows = "".join(f"<tr><td>{row}</td></tr>" for row in cells)
            found.append(f"<table>{rows}</table>")
        else:
            found.append(from_paragraphs("\n".join(part)))
    return "".join(found)
