"""Turning figures into positioned shapes, and drawing the picture on the cover.

Each chart is returned as [wide, narrow], 2 Drawings of the same figures:

    slope([TimeLine("Sexual offences", [("790", 790), ("1,233", 1233)], "up 443")],
          ("2014", "2015"))                                  357 pt: the text column
    grouped_bars([BarGroup("Bicycle theft", [("3.3", 3.3), ("1.5", 1.5)])],
                 ["Oxfordshire", "England and Wales"])       470.5 pt: the full width
    stacked_bars([StackedBar("2016-17", [("350", 350323), ("", 0)], "£778,813")],
                 ["Community safety partnerships", "Youth justice"])    470.5 pt
    cover_bands([(2016, [(Decimal(57127), 0), (Decimal(249866), 1)])])   the cover

Texts are drawn as given and numbers only set sizes, so a picture shows the same figures
as its table. All sizes are in points (those of the cover in millimetres). Colours,
weights and type sizes are classes: c1 to c6 fill, l1 to l6 stroke, on1 to on6 for text
on a fill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.charts.shapes import Drawing
from reports.charts.svg import DrawingBuilder, space_labels
from reports.document.tree import Band

FULL = 470.5
COLUMN = 357.0
NARROW = 230.0
# The rows of the cover's picture, in millimetres.
BANDS_TOP, BANDS_HEIGHT, BANDS_GAP = 182.0, 86.0, 1.0
SHEET_WIDTH, THINNEST = 210.0, 1.5


@dataclass
class BarGroup:
    """One group of bars: a name, and each bar's (text, number) in series order."""

    name: str
    values: list[tuple[str, float]]


@dataclass
class StackedBar:
    """One bar in parts: (text, number) in series order; only those above 0 show."""

    name: str
    parts: list[tuple[str, float]]
    total: str = ""


@dataclass
class TimeLine:
    """One series over time: a name, each period's (text, number or None), a change."""

    name: str
    points: list[tuple[str, float | None]]
    change: str = ""


def slope(series: Sequence[TimeLine], labels: tuple[str, str]) -> list[Drawing]:
    """Lines between 2 points in time; the scale starts at 0. At most 4 series."""
    return [
        _LineChart(DrawingBuilder("wide", COLUMN), series, labels, share=0.44).draw(),
        _LineChart(DrawingBuilder("narrow", NARROW), series, labels, share=0.3).draw(),
    ]


def lines(
    series: Sequence[TimeLine],
    labels: Sequence[str],
    breaks: Iterable[int] = (),
) -> list[Drawing]:
    """Lines over 2 or more periods; the scale starts at 0. At most 4 series.

    A line is interrupted where a figure is missing, and before each period in `breaks`,
    where a dashed rule is drawn.
    """
    breaks = set(breaks)
    return [
        _LineChart(
            DrawingBuilder("wide", COLUMN), series, labels, breaks, share=0.52
        ).draw(),
        _LineChart(
            DrawingBuilder("narrow", NARROW), series, labels, breaks, share=0.36
        ).draw(),
    ]


class _LineChart:
    """Lines over periods, with their first values at the left and names at the right.

    `share` is how much of the width the lines have.
    """

    def __init__(self, svg, series, labels, breaks=frozenset(), *, share):
        self.svg, self.series, self.labels, self.breaks = svg, series, labels, breaks
        self.is_wide = svg.fit == "wide"
        self.ends = [_ends(line.points) for line in series]
        texts = [text for pair in self.ends for text, *_ in pair]
        value_room = max(map(svg.text_width, texts), default=0) + 8
        self.left = max(value_room, svg.text_width(labels[0]) / 2)
        self.right = self.left + svg.width * share
        self.names_left = self.right + 9 + (value_room if self.is_wide else 0)
        room = svg.width - self.names_left
        self.names = [
            _line_label(svg, line, last[0], room)
            for line, (_first, last) in zip(series, self.ends, strict=True)
        ]
        self.name_heights = [len(name) * svg.leading + 6 for name in self.names]
        self.top = svg.leading + 6
        self.height = max(150 if self.is_wide else 170, sum(self.name_heights) + 12)
        numbers = [n for line in series for _text, n in line.points if n is not None]
        self.lowest = min([*numbers, 0])
        self.highest = max([*numbers, 0]) or (0 if self.lowest else 1)
        self.step = (self.right - self.left) / (len(labels) - 1)

    def draw(self) -> Drawing:
        across, down = (self.left, self.step), (self.top, self.height)
        _periods(self.svg, self.labels, across, down)
        _break_rules(self.svg, self.breaks, across, down)
        for index, line in enumerate(self.series):
            _line(self.svg, index, self._points(line), self.breaks)
        firsts = [self._y_of(first[1]) for first, _last in self.ends]
        firsts = space_labels(firsts, [self.svg.leading] * len(firsts))
        foot = self.top + self.height
        for index, middle in enumerate(self._name_middles()):
            size = self.name_heights[index]
            self._add_first_value(index, firsts[index])
            self._add_name(index, middle - size / 2 + self.svg.leading / 2)
            foot = max(foot, middle + size / 2)
        return self.svg.drawing(foot + 2)

    def _y_of(self, value):
        below = (self.height - 10) * (self.highest - value)
        return self.top + 10 + below / (self.highest - self.lowest)

    def _points(self, line):
        return [
            None
            if value is None
            else (self.left + place * self.step, self._y_of(value))
            for place, (_text, value) in enumerate(line.points)
        ]

    def _name_middles(self) -> list[float]:
        """The middle of each name, with its first line beside the last point."""
        sizes, leading = self.name_heights, self.svg.leading
        lasts = [self._y_of(last[1]) for _first, last in self.ends]
        wanted = [y - leading / 2 + n / 2 for y, n in zip(lasts, sizes, strict=True)]
        return space_labels(wanted, sizes)

    def _add_first_value(self, index, y):
        text, _value, place = self.ends[index][0]
        self.svg.add_text(text, self.left - 7 + place * self.step, y, "end")

    def _add_name(self, index, y):
        """Add the last value and the name of a series, with its first line at `y`."""
        if self.is_wide:
            self.svg.add_text(self.ends[index][1][0], self.right + 8, y, "", "b")
        for words, kind in self.names[index]:
            self.svg.add_text(words, self.names_left, y, "", kind)
            y += self.svg.leading


def _line_label(svg, line, last, room):
    """The text at the right end; in a narrow drawing the value is above the name."""
    value = [] if svg.fit == "wide" else [(last, "b")]
    names = [(words, "b") for words in svg.wrap(line.name, room)]
    return value + names + [(words, "m") for words in svg.wrap(line.change, room)]


def _break_rules(svg, breaks, across, down):
    """A dashed rule before each period at which a series breaks."""
    (left, step), (top, height) = across, down
    for place in sorted(breaks):
        x = left + (place - 0.5) * step
        dashes = {"y1": top, "y2": top + height, "stroke_dasharray": "2 2"}
        svg.add("line", class_="axis", x1=x, x2=x, **dashes)


def _line(svg, index, points, breaks):
    """The markers of a series, joined if both are known and there is no break."""
    last = None
    for place, point in enumerate(points):
        if point is not None:
            if last and place not in breaks:
                (x1, y1), (x2, y2) = last, point
                svg.add("line", class_=f"l{index + 1}", x1=x1, y1=y1, x2=x2, y2=y2)
            svg.add_marker(index, *point)
        last = point


def _ends(points):
    """The first and last known point, each as (text, number, place)."""
    known = [(text, n, at) for at, (text, n) in enumerate(points) if n is not None]
    return known[0], known[-1]


def _periods(svg, labels, across, down):
    """The names of periods above the lines: the last, the first and others that fit."""
    (left, step), (top, height) = across, down
    free, first_end = float("inf"), left + svg.text_width(labels[0]) / 2 + 4
    for place in reversed(range(len(labels))):
        x, room = left + place * step, svg.text_width(labels[place])
        svg.add("line", class_="hair", x1=x, x2=x, y1=top, y2=top + height)
        fits = x + room / 2 + 4 <= free and (place == 0 or x - room / 2 >= first_end)
        if fits or place == len(labels) - 1:
            svg.add_text(labels[place], x, svg.leading / 2, "middle", "b")
            free = x - room / 2


def grouped_bars(rows: Sequence[BarGroup], names: Sequence[str]) -> list[Drawing]:
    """Bars side by side for each name; the first group has the names of the series.

    Names that would leave the bars little room are listed below them.
    """
    return [
        _GroupedBars(DrawingBuilder("wide", FULL), rows, names).draw(),
        _GroupedBars(DrawingBuilder("narrow", NARROW), rows, names).draw(),
    ]


class _GroupedBars:
    """Groups of bars below one another, with their names beside or above them."""

    def __init__(self, svg, rows, names):
        self.svg, self.rows, self.names = svg, rows, names
        self.is_wide = svg.fit == "wide"
        self.thick, self.gap = (9, 9) if self.is_wide else (12, 8)
        room = 1.0 if not self.is_wide else 0.27 if len(names) > 1 else 0.4
        self.labels = [svg.wrap(row.name, svg.width * room) for row in rows]
        widths = [svg.text_width(line) for label in self.labels for line in label]
        self.left = max(widths, default=0) + 8 if self.is_wide else 0.4
        self.has_names_beside = self._names_fit_beside()
        beside = names if self.has_names_beside else [""] * len(names)
        self.scale = _scale(svg, rows, beside, self.left)
        self.zero = self.left - _lowest(rows) * self.scale

    def _names_fit_beside(self) -> bool:
        """Whether the names leave enough room for the bars of the first group."""
        values = [text for text, _value in self.rows[0].values] if self.rows else []
        widths = [
            self.svg.text_width(value) + self.svg.text_width(name)
            for value, name in zip(values, self.names, strict=False)
        ]
        return self.left + max(widths, default=0) <= self.svg.width * 0.6

    def draw(self) -> Drawing:
        top = y = 2.0
        for index, label in enumerate(self.labels):
            y = self._add_group(index, label, y) + self.gap
        y -= self.gap
        if self.is_wide and self.rows:
            ends = {"y1": top - 2, "y2": y + 2}
            self.svg.add("line", class_="axis", x1=self.zero, x2=self.zero, **ends)
        foot = y + 3 if self.rows else 0
        if not self.has_names_beside:
            series = range(len(self.names))
            foot = _names_listed(self.svg, self.names, series, foot + 2)
        return self.svg.drawing(foot)

    def _add_group(self, index, label, y) -> float:
        """Add the name and bars of a group; return where it ends."""
        values = self.rows[index].values
        bars, text = len(values) * (self.thick + 1), len(label) * self.svg.leading
        height = max(bars, text) if self.is_wide else bars
        if self.is_wide:
            first_line = y + (height - text + self.svg.leading) / 2
        else:
            first_line, y = y + self.svg.leading / 2, y + text + 2
        self._add_label(label, first_line)
        y += (height - bars) / 2
        for series, (words, value) in enumerate(values):
            end = self._add_bar(series, words, value, y)
            if index == 0 and self.has_names_beside:
                x = end + 13 + self.svg.text_width(words)
                middle, kind = y + self.thick / 2, f"b name{series + 1}"
                self.svg.add_text(self.names[series], x, middle, "", kind)
            y += self.thick + 1
        return y + (height - bars) / 2

    def _add_label(self, label, y):
        x, anchor = (self.left - 8, "end") if self.is_wide else (0, "")
        for line in label:
            self.svg.add_text(line, x, y, anchor, "" if self.is_wide else "b")
            y += self.svg.leading

    def _add_bar(self, series, words, value, y) -> float:
        """Add a bar with its value; return where the bar ends."""
        length = float(value) * self.scale
        end = self.zero + max(length, 0)
        if length:
            bar = {"x": self.zero + min(length, 0), "width": abs(length)}
            self.svg.add("rect", class_=f"c{series + 1}", y=y, height=self.thick, **bar)
        kind = "b" if series == 0 else ""
        self.svg.add_text(words, end + 5, y + self.thick / 2, "", kind)
        return end


def _lowest(rows) -> float:
    """Return the lowest number, or 0 if none is negative."""
    return float(min([0, *(value for row in rows for _text, value in row.values)]))


def _scale(svg, rows, names, left):
    """Points per unit, so that the longest bar leaves room for its label."""
    lowest = _lowest(rows)
    scales = [float("inf")]
    for index, row in enumerate(rows):
        for series, (text, value) in enumerate(row.values):
            room = svg.text_width(text) + 7
            if index == 0:
                room += svg.text_width(names[series]) + 10
            if span := max(float(value), 0) - lowest:
                scales.append((svg.width - left - room) / span)
    return 0.0 if min(scales) == float("inf") else min(scales)


def stacked_bars(rows: Sequence[StackedBar], names: Sequence[str]) -> list[Drawing]:
    """One bar of parts for each row, on one scale; names are below the last bar."""
    return [
        _stacked(DrawingBuilder("wide", FULL), rows, names),
        _stacked(DrawingBuilder("narrow", NARROW), rows, names),
    ]


def _stacked(svg, rows, names):
    wide = svg.fit == "wide"
    thick, gap = (16, 5) if wide else (20, 9)
    left = max((svg.text_width(row.name) for row in rows), default=0) + 8 if wide else 0
    total_room = max((svg.text_width(row.total) for row in rows), default=0) + 8
    drawn = [sum(v for _, v in row.parts if v > 0) for row in rows]
    highest = max(drawn, default=0) or 1
    scale = (svg.width - left - (total_room if wide else 0)) / float(highest)
    y, last = 0.0, {}
    for row in rows:
        if not wide:
            svg.add_text(row.name, 0, y + svg.leading / 2, "", "b")
            svg.add_text(row.total, svg.width, y + svg.leading / 2, "end")
            y += svg.leading + 2
        x = left
        for series, (text, value) in enumerate(row.parts):
            long = float(value) * scale
            if long <= 0:
                continue
            _part(svg, series, text, x, y, long, thick)
            last[series] = x
            x += long
        if wide:
            svg.add_text(row.name, left - 8, y + thick / 2, "end", "b")
            svg.add_text(row.total, x + 6, y + thick / 2)
        y += thick + gap
    drawn = {s: x for s, x in last.items() if rows[-1].parts[s][1] > 0}
    foot = _names_under(svg, names, drawn, y - gap + 2) if wide else 0
    return svg.drawing(foot or _names_listed(svg, names, last, y))


def _part(svg, series, text, x, y, long, thick):
    """Draw one part with its value inside, if it fits, and a white edge after it."""
    shown = max(long - 1.2, 0.4)
    svg.add("rect", class_=f"c{series + 1}", x=x, y=y, width=shown, height=thick)
    if svg.text_width(text) + 6 <= long:
        svg.add_text(text, x + 4, y + thick / 2, "", f"b on{series + 1}")


def _names_under(svg, names, starts, y):
    """Names below the parts of the last bar; those too long go lower."""
    order = sorted(starts, key=starts.get)
    ends = [*(starts[series] for series in order[1:]), svg.width][: len(order)]
    room = {s: end - starts[s] - 4 for s, end in zip(order, ends, strict=True)}
    long = [s for s in order if not _fits(svg, names[s], room[s])]
    foot = y
    for series in order:
        if series not in long:
            words = svg.wrap(names[series], room[series])
            foot = max(foot, _name_at(svg, words, starts[series], y))
    for series in long:
        x = starts[series]
        svg.add("line", class_="hair", x1=x + 0.5, x2=x + 0.5, y1=y, y2=foot)
        words = svg.wrap(names[series], svg.width)
        left = max(0, min(x, svg.width - max(map(svg.text_width, words))))
        foot = _name_at(svg, words, left, foot)
    return foot + 2


def _fits(svg, name, room):
    """Whether a name takes two lines at most, without breaking a word."""
    widest = max(map(svg.text_width, name.split()))
    return widest <= room and len(svg.wrap(name, room)) <= 2


def _name_at(svg, words, x, y):
    for line in words:
        svg.add_text(line, x, y + svg.leading / 2, "", "b")
        y += svg.leading
    return y


def _names_listed(svg, names, starts, y):
    """Where there is no room beside: names with a square of their colour."""
    for series in sorted(starts):
        svg.add("rect", class_=f"c{series + 1}", x=0, y=y + 2, width=10, height=10)
        for line in svg.wrap(names[series], svg.width - 16):
            svg.add_text(line, 16, y + svg.leading / 2 + 0.5)
            y += svg.leading
        y += 2
    return y


def cover_bands(
    rows: Iterable[tuple[int, Sequence[tuple[float, int]]]],
) -> list[Band]:
    """The cover's picture: a row for each year, with a block for each line's share.

    `rows` has (year, [(amount, shade 0 to 5)]); the newest year is lowest and tallest.
    Lengths are millimetres from the page's corner; the rows run from edge to edge.
    """
    drawn = sorted((year, [p for p in parts if p[0] > 0]) for year, parts in rows)
    drawn = [(year, parts) for year, parts in drawn if parts]
    bands: list[Band] = []
    room = BANDS_HEIGHT - BANDS_GAP * (len(drawn) - 1)
    unit = room / (len(drawn) + 0.3)
    y = BANDS_TOP
    for index, (_, parts) in enumerate(drawn):
        tall = unit * 1.3 if index == len(drawn) - 1 else unit
        bands += _row_of_bands(parts, y, tall)
        y += tall + BANDS_GAP
    return bands


def _row_of_bands(parts, top, tall):
    """Blocks of one row; very thin ones are widened so that they can be seen."""
    total = sum(float(amount) for amount, _ in parts)
    room = SHEET_WIDTH - BANDS_GAP * (len(parts) - 1)
    widths = [max(room * float(amount) / total, THINNEST) for amount, _ in parts]
    fit = room / sum(widths)
    left = 0.0
    for wide, (_, shade) in zip(widths, parts, strict=True):
        yield Band(
            round(left, 2), round(top, 2), round(wide * fit, 2), round(tall, 2), shade
        )
        left += wide * fit + BANDS_GAP
