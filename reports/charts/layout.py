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
        _lines(DrawingBuilder("wide", COLUMN), series, labels, share=0.44),
        _lines(DrawingBuilder("narrow", NARROW), series, labels, share=0.3),
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
        _lines(DrawingBuilder("wide", COLUMN), series, labels, breaks, share=0.52),
        _lines(DrawingBuilder("narrow", NARROW), series, labels, breaks, share=0.36),
    ]


def _lines(svg, series, labels, breaks=frozenset(), *, share):
    """`share` is how much of the width the lines have; names are beside them."""
    wide = svg.fit == "wide"
    ends = [_ends(line.points) for line in series]
    value_room = max((svg.text_width(t) for pair in ends for t, *_ in pair), default=0)
    left = max(value_room + 8, svg.text_width(labels[0]) / 2)
    right = left + svg.width * share
    text_left = right + 9 + (value_room + 8 if wide else 0)
    names = [
        _line_label(svg, line, last[0], svg.width - text_left)
        for line, (_first, last) in zip(series, ends, strict=True)
    ]
    sizes = [len(name) * svg.leading + 6 for name in names]
    top, height = svg.leading + 6, max(150 if wide else 170, sum(sizes) + 12)
    numbers = [n for line in series for _text, n in line.points if n is not None]
    lowest = min([*numbers, 0])
    highest = max([*numbers, 0]) or (0 if lowest else 1)
    across = (right - left) / (len(labels) - 1)

    def at(value):
        return top + 10 + (height - 10) * (highest - value) / (highest - lowest)

    _periods(svg, labels, (left, across), (top, height))
    _break_rules(svg, breaks, (left, across), (top, height))
    for index, line in enumerate(series):
        points = [
            None if value is None else (left + place * across, at(value))
            for place, (_text, value) in enumerate(line.points)
        ]
        _line(svg, index, points, breaks)
    firsts = space_labels(
        [at(first[1]) for first, _ in ends], [svg.leading] * len(series)
    )
    starts = [at(last[1]) - svg.leading / 2 for _, last in ends]
    lasts = space_labels([y + n / 2 for y, n in zip(starts, sizes, strict=True)], sizes)
    for index, (first, last) in enumerate(ends):
        svg.add_text(first[0], left - 7 + first[2] * across, firsts[index], "end")
        y = lasts[index] - sizes[index] / 2 + svg.leading / 2
        if wide:
            svg.add_text(last[0], right + 8, y, "", "b")
        for words, kind in names[index]:
            svg.add_text(words, text_left, y, "", kind)
            y += svg.leading
    foot = max([top + height, *(y + n / 2 for y, n in zip(lasts, sizes, strict=True))])
    return svg.drawing(foot + 2)


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
        _grouped(DrawingBuilder("wide", FULL), rows, names),
        _grouped(DrawingBuilder("narrow", NARROW), rows, names),
    ]


def _grouped(svg, rows, names):
    wide = svg.fit == "wide"
    thick, gap = (9, 9) if wide else (12, 8)
    room = 0.27 if len(names) > 1 else 0.4
    labels = [svg.wrap(row.name, svg.width * (room if wide else 1)) for row in rows]
    longest = max((svg.text_width(w) for label in labels for w in label), default=0)
    left = longest + 8 if wide else 0.4
    lowest = _lowest(rows)
    ends = [text for text, _value in rows[0].values] if rows else []
    taken = [sum(map(svg.text_width, pair)) for pair in zip(ends, names, strict=False)]
    is_beside = left + max(taken, default=0) <= svg.width * 0.6
    beside = names if is_beside else [""] * len(names)
    scale = _scale(svg, rows, beside, left)
    zero = left - lowest * scale
    y = 2.0
    axis_from = y
    for index, (row, label) in enumerate(zip(rows, labels, strict=True)):
        bars = len(row.values) * (thick + 1)
        tall = max(bars, len(label) * svg.leading) if wide else bars
        middle = y + tall / 2 - (len(label) - 1) * svg.leading / 2
        if not wide:
            middle, y = y + svg.leading / 2, y + len(label) * svg.leading + 2
        y += (tall - bars) / 2
        for line in label:
            x, anchor = (left - 8, "end") if wide else (0, "")
            svg.add_text(line, x, middle, anchor, "" if wide else "b")
            middle += svg.leading
        for series, (text, value) in enumerate(row.values):
            long = float(value) * scale
            end = zero + max(long, 0)
            bar = {"x": zero + min(long, 0), "width": abs(long)}
            svg.add("rect", class_=f"c{series + 1}", y=y, height=thick, **bar)
            kind = "b" if series == 0 else ""
            svg.add_text(text, end + 5, y + thick / 2, "", kind)
            if index == 0 and is_beside:
                x = end + 13 + svg.text_width(text)
                svg.add_text(names[series], x, y + thick / 2, "", f"b name{series + 1}")
            y += thick + 1
        y += (tall - bars) / 2 + gap
    if wide and rows:
        svg.add(
            "line", class_="axis", x1=zero, x2=zero, y1=axis_from - 2, y2=y - gap + 2
        )
    foot = y - gap + 3 if rows else 0
    if not is_beside:
        foot = _names_listed(svg, names, range(len(names)), foot + 2)
    return svg.drawing(foot)


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
