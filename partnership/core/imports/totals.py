"""Words for a row of totals."""

import re

TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?\b(?:[:\s]|$)(?:\s*(?:of|for|in|allocated|"
    r"funding|spend|spent|amount|budget|grant|settlement|all|available|£|\(£\)|"
    r"[0-9/–-]+).*)?|sum|all rows",
    re.I,
)
# In a list with figures, also “Total for the fund” and “Districts total”.
NAMED_TOTAL = re.compile(
    r"(?:grand |sub[- ]?)?total\b.*|.*\bsub[- ]?total|.*\btotal", re.I
)
