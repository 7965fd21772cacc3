"""Table headings in rich text: a first row of header cells becomes a thead.

Editors often leave the thead out, and a screen reader would then read the column
headings as row headings.
"""

import re

# Header cells without another cell or table inside; the corner may be an empty cell.
CELLS = (
    r"(?:<td[^>]*>\s*</td>\s*)?"
    r"(?:<th\b[^>]*>(?:(?!</?(?:table|t[rdh])\b)[\s\S])*</th>\s*)+"
)
BEGINNING = r"(?P<table><table>\s*(?:<caption>(?:(?!</caption>)[\s\S])*</caption>\s*)?)"
FIRST_ROW = re.compile(
    rf"{BEGINNING}<tbody>\s*(?P<row><tr>\s*{CELLS}</tr>)\s*(?P<more>(?=<tr>))?"
)
UNSCOPED = re.compile(r"<th\b(?![^>]*\bscope=)")


def with_header_rows(html: str) -> str:
    """Clean markup, with such rows in a thead and a scope on their header cells.

    A row whose cells span rows, or with no row below it, is not moved.
    """
    return FIRST_ROW.sub(_move_to_thead, html)


def _move_to_thead(match):
    row = UNSCOPED.sub('<th scope="col"', match["row"])
    if match["more"] is None or "rowspan=" in row:
        return f"{match['table']}<tbody>{row}"
    return f"{match['table']}<thead>{row}</thead><tbody>"
