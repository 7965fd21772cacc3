"""The sizes of the text on a printed cover, so that all of it fits."""

from dataclasses import dataclass

from reports.document.fonts import MM_PER_POINT, width

# Sizes in points: the title, and the vision below it with the width of its lines in mm
# and the smallest title above it.
TITLES = (52, 44, 38, 32, 28, 24, 21, 18)
VISIONS = ((15, 126.0, 38), (13, 140.0, 24), (11, 159.0, 21), (9, 159.0, 18))
TITLE_WIDTH = 165.0
# The title of a paper, at most: its size in points, and its lines in mm.
PAPER_TITLE, PAPER_WIDTH = 26, 162.0
# Headings are set a little closer than the font's own widths.
TRACKING = 0.985
# The gap between title and vision, and the height for both.
GAP = 18.0
ABOVE_PICTURE = 110.0
WITHOUT_PICTURE = 200.0


@dataclass(frozen=True)
class CoverSizes:
    """Sizes in points, as _print-cover.scss has classes: `title-52`, `vision-15`."""

    title: int = TITLES[0]
    vision: int = VISIONS[0][0]


def cover_sizes(title: str, period: str, vision: str, has_picture: bool) -> CoverSizes:
    """The largest sizes in which title and vision fit above the picture."""
    room = ABOVE_PICTURE if has_picture else WITHOUT_PICTURE
    lines = [title, period] if period else [title]
    for vision_size, extent, smallest in VISIONS:
        below = _height(vision, vision_size, extent, 400, 1.4) + GAP if vision else 0.0
        for size in TITLES:
            above = sum(_height(line, size, TITLE_WIDTH, 800, 1.06) for line in lines)
            if size >= smallest and _fits_words(title, size) and above + below <= room:
                return CoverSizes(size, vision_size)
    return CoverSizes(TITLES[-1], VISIONS[-1][0])


def is_long_title(title: str) -> bool:
    """Whether the title of a paper takes more than two lines at its usual size."""
    return line_count(title, PAPER_TITLE, PAPER_WIDTH, 800) > 2


def _fits_words(title, size):
    return all(_width(word, size, 800) <= TITLE_WIDTH for word in title.split())


def _height(text, size, extent, weight, leading) -> float:
    return line_count(text, size, extent, weight) * size * leading * MM_PER_POINT


def line_count(text: str, size: float, extent: float, weight: int = 400) -> int:
    """How many lines a text takes in a width in mm, broken between its words."""
    space = width(" ", size, weight)
    lines, used = 1, 0.0
    for word in text.split():
        long = _width(word, size, weight)
        if used and used + space + long > extent:
            lines, used = lines + 1, 0.0
        used += long + (space if used else 0.0)
        if used > extent:
            lines, used = lines + int(used // extent), used % extent
    return lines


def _width(word, size, weight):
    return width(word, size, weight) * (TRACKING if weight == 800 else 1.0)
