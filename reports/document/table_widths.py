"""Fit tables on paper: the widths of their columns, their size and page.

Widths are estimated from the fonts before anything is laid out. A table that is too
wide is set smaller in steps, then on a landscape page, then in parts that repeat their
row headings. All widths are in mm, sizes in points.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reports.document.fonts import MM_PER_POINT, width

PORTRAIT = 166.0
LANDSCAPE = 253.0
SIZES = (9.5, 9.0, 8.5, 8.0)
# Column headings are set a little smaller than what is below them.
HEADING = 8.5 / 9.5
LEADING = 13 / 9.5
# Padding: left and right of text together, and of numbers; above and below.
PADDING = 3.2
PADDING_AFTER_NUMBERS = 5.4
NUMBER_PADDING = 2.3
ROW_PADDING = 2.9
# A word longer than this may be broken, and a column of text is not made narrower than
# this if its text is longer: at 9.5 points.
LONGEST_WORD = 34.0
ADDRESS = 48.0
NARROWEST = 21.0
NARROWEST_LABEL = 30.0
# A row higher than this may be broken over pages.
TALL_ROW = 95.0
# Rows lower than this stay together at a table's beginning and end.
LOW_ROW = 25.0
# A table whose rows are higher may run on over pages: with its caption, notes and the
# text that leads to it, it would leave more than a third of a page empty.
MOST_HEIGHT = 30.0
# Columns of numbers are made equally wide as long as they take no more than this.
MOST_FOR_NUMBERS = 0.5
# Where every line fits, columns of numbers are at least this wide.
ROOMY = 22.0
# Estimates leave out kerning and the space that lines leave at their ends.
SLACK = 1.02
LINE_SLACK = 1.08
# Short texts get more room than in proportion to their length, unless that makes the
# table higher: how even the shares are, preferred first.
EVENNESS = (0.6, 1.0, 1.6)
LOWER = 0.95
# What must stay in one piece: anything with a digit, such as an amount or a year.
FIGURE = re.compile(r"\d")
# Where a word may be broken, and where parts of a text may be.
BREAKS = re.compile(r"(?<=[-/])")
WORD_ENDS = re.compile(r"(?<=[-/])|\s+")
# A heading, or a reason among numbers, as short as this stays on one line.
SHORT = 10


@dataclass
class CellText:
    """The content of a cell, line by line. `is_number` has digits of tables.

    `scale` is how much larger than the table's its type is.
    """

    lines: list[str]
    weight: int = 400
    is_number: bool = False
    indent: float = 0.0
    scale: float = 1.0


@dataclass
class ColumnText:
    """A column: its heading, its cells, and its width in percent as a preference."""

    heading: str
    cells: list[CellText]
    preferred: float = 0.0
    is_numeric: bool = False
    is_first: bool = False
    follows_numbers: bool = False
    breaks_reasons: bool = False

    @property
    def padding(self) -> float:
        if self.is_numeric:
            return NUMBER_PADDING
        return PADDING_AFTER_NUMBERS if self.follows_numbers else PADDING

    @property
    def has_long_reasons(self) -> bool:
        """Whether there is a reason among numbers that may take several lines."""
        return self.is_numeric and any(
            len(line) > SHORT
            for cell in self.cells
            if not cell.is_number
            for line in cell.lines
        )

    def least(self, size: float) -> float:
        """The narrowest width in which no figure and no usual word is broken."""
        whole = longest = 0.0
        deepest = max((cell.indent for cell in self.cells), default=0.0)
        for cell in self.cells:
            for line in self._lines(cell):
                whole = max(whole, cell.indent + self._width(line, cell, size))
                for word in line.split():
                    if FIGURE.search(word) and len(word) <= 24:
                        extent = self._width(word, cell, size)
                    else:
                        extent = self._word(word, cell, size)
                    longest = max(longest, cell.indent + extent)
        limit = LONGEST_WORD * size / SIZES[0]
        is_short = len(self.heading) <= SHORT
        for word in [self.heading] if is_short else self.heading.split():
            extent = self._heading_width(word, size)
            longest = max(longest, min(extent, limit))
        narrowest = NARROWEST_LABEL if self.is_first else NARROWEST
        narrowest *= size / SIZES[0]
        return max(longest, min(whole, narrowest + deepest)) + self.padding

    def natural(self, size: float) -> float:
        """The width in which every line fits."""
        lines = [
            cell.indent + self._width(line, cell, size)
            for cell in self.cells
            for line in self._lines(cell)
        ]
        heading = self._heading_width(self.heading, size)
        if self.is_numeric:
            # A heading may take several lines where its figures are short.
            heading = min(heading, 3 * max(lines, default=heading))
        return max([heading, *lines]) + self.padding

    def widest_word(self, size: float) -> float:
        """The width in which no word of a cell is broken."""
        extents = (
            cell.indent + self._width(part, cell, size)
            for cell in self.cells
            for line in cell.lines
            for part in WORD_ENDS.split(line)
        )
        return max(extents, default=0.0) + self.padding

    def _lines(self, cell) -> list[str]:
        """Texts that stay on one line: a long reason among numbers may be broken."""
        if cell.is_number or not self.breaks_reasons:
            return cell.lines
        parts = ([line] if len(line) <= SHORT else line.split() for line in cell.lines)
        return [part for line in parts for part in line]

    def _heading_width(self, text, size):
        return width(text, size * HEADING, 600, self.is_numeric) * SLACK

    def _width(self, text, cell, size):
        return width(text, size * cell.scale, cell.weight, cell.is_number) * SLACK

    def _word(self, word, cell, size):
        limit = LONGEST_WORD * size / SIZES[0]
        parts = [part for part in BREAKS.split(word) if part]
        return max(min(self._width(part, cell, size), limit) for part in parts)


@dataclass
class Part:
    """The columns, by their numbers from 0, that one part of a table shows."""

    columns: list[int]
    widths: list[float]


@dataclass
class TableLayout:
    """How a table is printed; more than one part means that it did not fit.

    `width` is the room it has, `heights` what its rows take in its highest part.
    """

    size: float
    width: float
    parts: list[Part]
    heights: list[float] = field(default_factory=list)

    def row_class(self, row: int) -> str:
        """How a row, by its number, may part from others or itself at a page's end."""
        height, *below = self.heights[row : row + 2]
        if height > TALL_ROW:
            return "tall high"
        if height > LOW_ROW:
            return "high"
        return "above-high" if below and below[0] > LOW_ROW else ""

    @property
    def keeps_together(self) -> bool:
        """Whether it is short enough to stay on one page."""
        return sum(self.heights) <= MOST_HEIGHT and not self.is_split

    @property
    def size_class(self) -> str:
        return f"size-{str(self.size).replace('.', '-')}"

    @property
    def is_landscape(self) -> bool:
        return self.width > PORTRAIT

    @property
    def is_split(self) -> bool:
        return len(self.parts) > 1


def lay_out(columns: Sequence[ColumnText], room: float = PORTRAIT) -> TableLayout:
    """Choose size, page and column widths for a table that has `room` beside it."""
    for available, size in _choices(room):
        widths = _fit(columns, available, size)
        if widths:
            part = Part(list(range(len(columns))), widths)
            heights = _heights(columns, widths, size)
            return TableLayout(size, available, [part], heights)
    return _split(columns, PORTRAIT, SIZES[1])


def is_too_wide(columns: Sequence[ColumnText]) -> bool:
    """Whether a table does not fit on any page, even at the smallest size."""
    looser = [replace(column, breaks_reasons=column.is_numeric) for column in columns]
    return sum(column.least(SIZES[-1]) for column in looser) > LANDSCAPE


def _choices(room):
    if room < PORTRAIT:
        yield room, SIZES[0]
    for available in (PORTRAIT, LANDSCAPE):
        for size in SIZES:
            yield available, size


def _fit(columns, room, size) -> list[float]:
    """Widths that add up to the room; none if the columns do not fit.

    Reasons among numbers are broken if that makes the table lower.
    """
    if not any(column.has_long_reasons for column in columns):
        return _fitted(columns, room, size)
    looser = [replace(column, breaks_reasons=column.is_numeric) for column in columns]
    found = [_fitted(choice, room, size) for choice in (columns, looser)]
    found = [widths for widths in found if widths]
    return min(found, key=lambda widths: _height(columns, widths, size), default=[])


def _fitted(columns, room, size) -> list[float]:
    least = [column.least(size) for column in columns]
    if sum(least) > room:
        return []
    shared = _lowest(columns, _evened(columns, least, room, size), room, size)
    preferred = [column.preferred for column in columns]
    if all(preferred):
        wanted = [share * room / sum(preferred) for share in preferred]
        fits = all(a >= b for a, b in zip(wanted, least, strict=True))
        if fits and _height(columns, wanted, size) <= _height(columns, shared, size):
            return wanted
    return shared


def _evened(columns, least, room, size):
    """One width for all columns of numbers, if the others still have enough room."""
    numeric = [column for column in columns if column.is_numeric]
    widest = max((column.natural(size) for column in numeric), default=0.0)
    share = min(widest, room * MOST_FOR_NUMBERS / max(1, len(numeric)))
    even = [
        max(share, width) if column.is_numeric else width
        for column, width in zip(columns, least, strict=True)
    ]
    return even if sum(even) <= room else least


def _lowest(columns, least, room, size):
    """The most even widths, unless less even ones make the table lower.

    Less even widths must not break addresses of a usual length, or more words.
    """
    best = _shared(columns, least, room, size)
    words = [column.widest_word(size) for column in columns]
    limits = [max(width, ADDRESS * size / SIZES[0]) for width in best]
    whole = [max(a, min(b, c)) for a, b, c in zip(least, words, limits, strict=True)]
    if sum(whole) > room:
        return best
    for evenness in EVENNESS[1:]:
        other = _shared(columns, whole, room, size, evenness)
        if other == best:
            break
        lower = LOWER * _height(columns, best, size)
        if _height(columns, other, size) <= lower:
            best = other
    return best


def _shared(columns, least, room, size, evenness=EVENNESS[0]):
    """Share the remaining width by how much each column lacks."""
    left = room - sum(least)
    natural = [column.natural(size) for column in columns]
    lack = [max(0.0, a - b) for a, b in zip(natural, least, strict=True)]
    if sum(lack) <= left:
        # Every line fits: what is still left goes to the columns of text.
        widths = [a + b for a, b in zip(least, lack, strict=True)]
        roomy = [
            max(width, ROOMY) if column.is_numeric else width
            for width, column in zip(widths, columns, strict=True)
        ]
        widths = roomy if sum(roomy) <= room else widths
        text = [i for i, column in enumerate(columns) if not column.is_numeric]
        text = text or list(range(len(columns)))
        total = sum(widths[i] for i in text)
        rest = room - sum(widths)
        return [
            width + rest * width / total if i in text else width
            for i, width in enumerate(widths)
        ]
    shares = [share**evenness for share in lack]
    return [a + left * s / sum(shares) for a, s in zip(least, shares, strict=True)]


def _split(columns, room, size) -> TableLayout:
    """Parts that each begin with the column of row headings."""
    least = [min(column.least(size), room / 2) for column in columns]
    groups = _groups(least, room)
    even = _groups(least, room, math.ceil((len(columns) - 1) / len(groups)))
    groups = even if len(even) == len(groups) else groups
    parts = []
    for group in groups:
        chosen = [columns[place] for place in group]
        widths = _shared(chosen, [least[place] for place in group], room, size)
        parts.append(Part(group, widths))
    heights = [
        _heights([columns[place] for place in part.columns], part.widths, size)
        for part in parts
    ]
    highest = [max(row) for row in zip(*heights, strict=True)]
    return TableLayout(size, room, parts, highest)


def _groups(least, room, most=None) -> list[list[int]]:
    """Return the columns of each part: the first, and others, `most` of them."""
    groups: list[list[int]] = [[0]]
    for number in range(1, len(least)):
        taken = sum(least[place] for place in groups[-1])
        is_full = taken + least[number] > room or len(groups[-1]) - 1 == most
        if len(groups[-1]) > 1 and is_full:
            groups.append([0])
        groups[-1].append(number)
    return groups


def _height(columns, widths, size) -> float:
    return sum(_heights(columns, widths, size))


def _heights(columns, widths, size) -> list[float]:
    """The height of each row: that of its highest cell."""
    leading = size * LEADING * MM_PER_POINT
    heights = [leading + ROW_PADDING for _ in columns[0].cells]
    for column, extent in zip(columns, widths, strict=True):
        for number, cell in enumerate(column.cells):
            inside = max(extent - column.padding - cell.indent, 5.0)
            letters = size * cell.scale
            extents = (width(line, letters, cell.weight) for line in cell.lines)
            lines = sum(
                max(1, math.ceil(extent * LINE_SLACK / inside)) for extent in extents
            )
            height = lines * leading * cell.scale + ROW_PADDING
            heights[number] = max(heights[number], height)
    return heights
