"""Totals: the words for a row of them, and the amounts that they add up."""

import re
from decimal import Decimal

from partnership.core.imports import figure_cells, number_cells
from partnership.core.imports.sheets import is_blank

TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?\b(?:[:\s]|$)(?:\s*(?:of|for|in|allocated|"
    r"funding|spend|spent|amount|budget|grant|settlement|all|available|£|\(£\)|"
    r"[0-9/–-]+).*)?|(?:number|no\.?|count) (?:present|attending|absent|of .+)|"
    r"sum|all rows|overall|all (?:areas|districts|lines|projects)",
    re.I,
)
# In a list with figures, also “Total for the fund” and “Districts total”.
NAMED_TOTAL = re.compile(
    r"(?:grand |sub[- ]?)?total\b.*|.*\bsub[- ]?total|.*\btotal", re.I
)


def amount_of(cell) -> Decimal | None:
    """Return the number in a cell, or None if it has none or a doubtful one."""
    if is_blank(cell):
        return None
    try:
        figure = figure_cells.split(cell)
        if figure.number in (None, ""):
            return None
        return number_cells.parse(figure.number, pounds=True)
    except ValueError:
        return None
