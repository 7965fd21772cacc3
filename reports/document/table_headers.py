"""Heads of tables in rich text: a first row of headers only is one, marked or not.

Editors often leave the head out, and a screen reader would then hear the headings of
columns as those of a row.
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


def with_heads(html: str) -> str:
    """Clean markup, with the scope of headers in such rows and the row in a thead.

    A row with cells that reach into the next, or with none below it, stays in place.
    """
    return FIRST_ROW.sub(_headed, html)


def _headed(match):
    row = UNSCOPED.sub('<th scope="col"', match["row"])
    if match["more"] is None or "rowspan=" in row:
        return f"{match['table']}<tbody>{row}"
    return f"{match['table']}<thead>{row}</thead><tbody>"
