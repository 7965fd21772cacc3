"""The contents list of a document, and its columns in a printed paper."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.document.fonts import MM_PER_POINT, width

# The width of a column, and how far lines of each level are set in, in mm.
COLUMN = 79.0
INDENTS = {2: 11.0, 3: 15.5}
DEEPEST = 20.0
# Letters and lines in points; the space around a line in mm.
SIZE, LEADING, PADDING = 9.5, 13 * MM_PER_POINT, 2.2
# Columns that are higher would not fit on one page.
MOST_HEIGHT = 220.0


@dataclass
class ContentsEntry:
    """A line of the contents list; only the first line of each group has `group`.

    One that `has_parts` is followed by lines of a lower level.
    """

    id: str
    label: str
    title: str
    group: str = ""
    level: int = 2
    has_parts: bool = False

    @property
    def height(self) -> float:
        """The height in mm of the line in a column."""
        room = COLUMN - INDENTS.get(self.level, DEEPEST)
        weight = 600 if self.has_parts else 400
        words = " ".join(filter(None, [self.label, self.title]))
        lines = math.ceil(width(words, SIZE, weight) * 1.05 / room)
        return max(1, lines) * LEADING + PADDING


@dataclass
class ContentsColumn:
    """Lines of a column; `continues` is the entry whose parts go on in it, if any."""

    entries: Sequence[ContentsEntry]
    continues: ContentsEntry | None = None

    @property
    def height(self) -> float:
        heading = self.continues.height if self.continues else 0.0
        return heading + sum(entry.height for entry in self.entries)


def contents_columns(entries: Sequence[ContentsEntry]) -> list[ContentsColumn]:
    """Two columns of about the same height, or one column if they fill a page.

    No column ends with an entry whose parts are in the next one; if only some are, the
    entry is repeated above the others.
    """
    choices = [
        [
            ContentsColumn(entries[:at]),
            ContentsColumn(entries[at:], _above(entries, at)),
        ]
        for at in range(1, len(entries))
        if not entries[at - 1].has_parts
    ]
    whole = [ContentsColumn(entries)]
    best = min(choices, key=_height, default=whole)
    return best if _height(best) <= MOST_HEIGHT else whole


def _height(columns: list[ContentsColumn]) -> float:
    return max(column.height for column in columns)


def _above(entries: Sequence[ContentsEntry], at: int) -> ContentsEntry | None:
    """The entry that one is a part of."""
    level = entries[at].level
    return next((e for e in reversed(entries[:at]) if e.level < level), None)
