"""Drawings: what is drawn stays inside its picture and says what it was given."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.blocks.grouped_bars import grouped_bars
from reports.charts import layout
from reports.charts.svg import DrawingBuilder, space_labels

SLOPE = [
    layout.TimeLine(
        "Violence without injury", [("2,764", 2764), ("3,815", 3815)], "up 38%"
    ),
    layout.TimeLine(
        "Violence with injury", [("1,870", 1870), ("2,461", 2461)], "up 32%"
    ),
    layout.TimeLine("Sexual offences", [("790", 790), ("1,233", 1233)], "up 56%"),
]
PAIRS = [
    layout.BarGroup("Other theft offences", [("8.9", 8.9), ("8.4", 8.4)]),
    layout.BarGroup("Theft from the person", [("1.6", 1.6), ("1.3", 1.3)]),
]
STACKS = [
    layout.StackedBar("2014-15", [("350", 350), ("0", 0), ("181", 181)], "£531"),
    layout.StackedBar("2015-16", [("350", 350), ("111", 111), ("65", 65)], "£526"),
    layout.StackedBar("2016-17", [("900", 900), ("-400", -400), ("9", 9)], "£509"),
]
NAMES = ["District partnerships", "Domestic abuse and exploitation", "Public Health"]


def pictures():
    return [
        *layout.slope(SLOPE, ("2014", "2015")),
        *layout.grouped_bars(PAIRS, ("Oxfordshire", "England and Wales")),
        *layout.stacked_bars(STACKS, NAMES),
    ]


def words(picture):
    return [shape.words for shape in picture.shapes if shape.name == "text"]


def rects(picture, kind):
    found = [s for s in picture.shapes if s.attributes.get("class") == kind]
    return [s.attributes for s in found if s.name == "rect"]


def test_bars_of_negative_numbers_end_at_zero():
    rows = [layout.BarGroup(n, [(str(v), v)]) for n, v in [("Up", 60), ("Down", -90)]]

    for picture in layout.grouped_bars(rows, ("Change",)):
        up, down = rects(picture, "c1")
        assert float(down["x"]) + float(down["width"]) == pytest.approx(
            float(up["x"]), abs=0.1
        )
        assert float(down["width"]) == pytest.approx(float(up["width"]) * 1.5, abs=0.1)
        assert float(down["x"]) >= 0
        assert float(up["x"]) + float(up["width"]) <= picture.width


def test_lines_name_their_first_and_last_period_before_others():
    periods = [f"quarter ending in month {month}" for month in range(12)]
    line = layout.TimeLine("Area", [(str(n), n) for n in range(12)])

    wide, _narrow = layout.lines([line], periods)

    named = [text for text in words(wide) if text.startswith("quarter")]
    assert {periods[0], periods[-1]} <= set(named)


def test_every_chart_is_drawn_wide_and_narrow():
    assert [(p.fit, p.width) for p in pictures()] == [
        ("wide", layout.COLUMN),
        ("narrow", layout.NARROW),
        ("wide", layout.FULL),
        ("narrow", layout.NARROW),
        ("wide", layout.FULL),
        ("narrow", layout.NARROW),
    ]


LONG = "South Oxfordshire and Vale of White Horse Community Safety Partnership"
WORD = "Communitysafetypartnershipsecretariatandcoordination"


def pictures_of_long_names():
    """The same charts with names that fill a line, or that no line breaks."""
    for name in (LONG, LONG * 3, WORD):
        slope = [replace(line, name=name) for line in SLOPE]
        groups = [layout.BarGroup(name, group.values) for group in PAIRS]
        yield from layout.slope(slope, ("2014", "2015"))
        yield from layout.grouped_bars(groups, (name, "England and Wales"))
        yield from layout.stacked_bars(STACKS, [name] * 3)


def test_long_names_leave_the_bars_their_room():
    for picture in layout.grouped_bars(PAIRS, (LONG, "England and Wales")):
        longest = max(float(bar["width"]) for bar in rects(picture, "c1"))

        assert longest > picture.width / 3
        assert LONG.split()[0] in " ".join(words(picture))


@pytest.mark.parametrize(
    "picture", [*pictures(), *pictures_of_long_names()], ids=lambda p: p.fit
)
def test_shapes_stay_inside_the_drawing(picture):
    svg = DrawingBuilder(picture.fit, picture.width)
    for shape in picture.shapes:
        at = {k: float(v) for k, v in shape.attributes.items() if v[0].isdigit()}
        assert 0 <= at.get("x", 0) <= picture.width
        assert 0 <= at.get("y", 0) + at.get("height", 0) <= picture.height
        assert at.get("x", 0) + at.get("width", 0) <= picture.width + 0.1
        if shape.name == "text" and not shape.attributes.get("text-anchor"):
            assert at["x"] + svg.text_width(shape.words) <= picture.width + 1
        if shape.name == "text" and shape.attributes.get("text-anchor") == "end":
            assert at["x"] >= svg.text_width(shape.words) - 1


@pytest.mark.parametrize("picture", pictures(), ids=lambda p: p.fit)
def test_no_attribute_is_a_style(picture):
    """The served page forbids inline style, so colours are classes."""
    for shape in picture.shapes:
        assert not {"style", "fill", "stroke"} & shape.attributes.keys()


def test_slope_shows_values_names_and_changes():
    wide, narrow = layout.slope(SLOPE, ("2014", "2015"))

    for text in ("2014", "2015", "2,764", "3,815", "Sexual offences", "up 56%"):
        assert text in words(wide)
    assert {"790", "1,233", "Sexual offences", "up 56%"} <= set(words(narrow))


def test_slope_markers_differ():
    wide, _ = layout.slope([*SLOPE, SLOPE[0]], ("2014", "2015"))

    marks = [s for s in wide.shapes if s.name in {"circle", "rect", "path"}]

    assert [s.name for s in marks[::2]] == ["circle", "rect", "path", "circle"]
    assert marks[-1].attributes["class"] == "ring l4"


def test_slope_labels_of_equal_values_do_not_overlap():
    same = [layout.TimeLine(f"Series {n}", [("5", 5), ("6", 6)]) for n in range(3)]
    wide, _ = layout.slope(same, ("2014", "2015"))

    heights = [float(s.attributes["y"]) for s in wide.shapes if s.words[:6] == "Series"]

    assert len(heights) == 3
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 12


def test_bars_are_as_long_as_their_numbers():
    wide, narrow = layout.grouped_bars(PAIRS, ("Here", "There"))

    for picture in (wide, narrow):
        first, second = rects(picture, "c1")
        ratio = float(first["width"]) / float(second["width"])
        assert ratio == pytest.approx(8.9 / 1.6, rel=0.01)


def test_only_the_first_group_names_the_series():
    wide, _ = layout.grouped_bars(PAIRS, ("Here", "There"))

    assert words(wide).count("Here") == words(wide).count("There") == 1


def test_empty_part_is_not_drawn():
    wide, _ = layout.stacked_bars(STACKS, NAMES)

    assert len(rects(wide, "c2")) == 1
    assert len(rects(wide, "c1")) == len(rects(wide, "c3")) == 3


def test_value_is_shown_in_its_part_only_if_it_fits():
    thin = [layout.StackedBar("2016-17", [("99", 99), ("1", 1)], "£100")]
    wide, _ = layout.stacked_bars(thin, ["Most", "Least"])

    assert "99" in words(wide)
    assert "1" not in words(wide)
    assert {"Most", "Least", "£100"} <= set(words(wide))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: layout.slope([], ("a", "b")),
        lambda: layout.grouped_bars([], []),
        lambda: layout.stacked_bars([], []),
    ],
)
def test_chart_without_data_is_not_an_error(draw):
    assert [picture.fit for picture in draw()] == ["wide", "narrow"]


def test_zero_everywhere_is_not_an_error():
    layout.slope([layout.TimeLine("None", [("0", 0), ("0", 0)])], ("a", "b"))
    layout.grouped_bars([layout.BarGroup("None", [("0", 0)])], ["a"])
    layout.stacked_bars([layout.StackedBar("None", [("0", 0)])], ["a"])


def test_count_of_nothing_has_a_word_instead_of_a_bar():
    rows = [("Street culture", [2, 1]), ("Nightsafe", [3, 0])]

    chart = grouped_bars(rows, ["Listed", "With progress"], key="k", caption="c")

    assert chart.sentence.endswith("Nightsafe: 3 listed, none with progress.")
    for picture in chart.drawings:
        assert "none" in words(picture)
        assert len(rects(picture, "c2")) == 1


def test_label_spacing_keeps_order_and_distance():
    assert space_labels([10, 11, 50], [12, 12, 12]) == [10, 22, 50]
    assert space_labels([11, 10], [12, 12]) == [22, 10]


def test_cover_bands_fill_the_width_in_proportion():
    bands = layout.cover_bands(
        [(2016, [(Decimal(300), 0), (Decimal(100), 1)]), (2015, [(Decimal(5), 2)])]
    )

    older, left, right = bands
    assert (older.left, older.width, older.shade) == (0, 210, 2)
    assert left.width / right.width == pytest.approx(3, rel=0.01)
    assert right.left + right.width == pytest.approx(210, abs=0.02)
    assert older.top == 182
    assert left.top + left.height == pytest.approx(268, abs=0.02)
    assert left.height > older.height


def test_cover_bands_without_data():
    assert layout.cover_bands([]) == []
    assert layout.cover_bands([(2016, [])]) == []
