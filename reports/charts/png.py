"""A drawing as a PNG picture, for Word files, which cannot show our SVG.

It draws the few shapes that charts have, in the colours of `chart_style.html`.
"""

import io
import re

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from reports.charts.shapes import Drawing, Shape
from reports.charts.svg import TYPE

# Pixels for each point: 216 to an inch.
SCALE = 3
INK, MUTED, HAIR = "#1b2733", "#4b5866", "#b8c2cc"
SERIES = ["#801650", "#f46a25", "#3d3d3d", "#a285d1"]
# Series whose bars are dark, with white figures in them.
DARK = {1, 3, 5}
FONT = "fonts/public-sans-latin-{weight}-normal.woff2"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def as_png(drawing: Drawing, brand: str, second: str) -> bytes:
    """The drawing on white; `brand` and `second` are the colours of two series."""
    colours = [brand, second, *SERIES]
    size = round(drawing.width * SCALE), round(drawing.height * SCALE)
    image = Image.new("RGB", size, "white")
    pen = _PngPainter(ImageDraw.Draw(image), colours, TYPE[drawing.fit][0])
    for shape in drawing.shapes:
        getattr(pen, shape.name)(shape)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class _PngPainter:
    """One method for each element of a drawing, by its name in SVG."""

    def __init__(self, draw, colours, size):
        self.draw, self.colours = draw, colours
        self.fonts = {
            weight: ImageFont.truetype(
                finders.find(FONT.format(weight=weight)), size * SCALE
            )
            for weight in (400, 600)
        }

    def line(self, shape: Shape) -> None:
        ends = _numbers(shape, "x1", "y1", "x2", "y2")
        names = shape.attributes.get("class", "").split()
        colour, width = (HAIR, 0.75) if "hair" in names else (INK, 0.75)
        if series := _series(names, "l"):
            colour, width = self.colours[series - 1], 2
        self.draw.line(ends, fill=colour, width=max(1, round(width * SCALE)))

    def rect(self, shape: Shape) -> None:
        x, y, width, height = _numbers(shape, "x", "y", "width", "height")
        if width > 0 and height > 0:
            box = (x, y, max(x, x + width - 1), max(y, y + height - 1))
            self.draw.rectangle(box, fill=self._fill(shape))

    def circle(self, shape: Shape) -> None:
        x, y, radius = _numbers(shape, "cx", "cy", "r")
        box = (x - radius, y - radius, x + radius, y + radius)
        names = shape.attributes.get("class", "").split()
        if "ring" in names:
            colour = self.colours[_series(names, "l") - 1]
            self.draw.ellipse(box, fill="white", outline=colour, width=2 * SCALE)
        else:
            self.draw.ellipse(box, fill=self._fill(shape))

    def path(self, shape: Shape) -> None:
        """A marker: a start, and lines from point to point."""
        steps = [float(text) * SCALE for text in NUMBER.findall(shape.attributes["d"])]
        points = [(steps[0], steps[1])]
        for right, down in zip(steps[2::2], steps[3::2], strict=True):
            points.append((points[-1][0] + right, points[-1][1] + down))
        self.draw.polygon(points, fill=self._fill(shape))

    def text(self, shape: Shape) -> None:
        x, y = _numbers(shape, "x", "y")
        names = shape.attributes.get("class", "").split()
        anchor = {"middle": "ms", "end": "rs"}.get(
            shape.attributes.get("text-anchor", ""), "ls"
        )
        colour = MUTED if "m" in names else INK
        if series := _series(names, "on"):
            colour = "white" if series in DARK else INK
        elif series := _series(names, "name"):
            colour = self.colours[0] if series == 1 else INK
        font = self.fonts[600 if "b" in names else 400]
        self.draw.text((x, y), shape.words, fill=colour, font=font, anchor=anchor)

    def _fill(self, shape) -> str:
        series = _series(shape.attributes.get("class", "").split(), "c")
        return self.colours[series - 1] if series else INK


def _series(names, letter) -> int:
    """The number in a class such as `c2`; 0 if there is none."""
    for name in names:
        if name.startswith(letter) and name[len(letter) :].isdigit():
            return int(name[len(letter) :])
    return 0


def _numbers(shape, *names) -> list[float]:
    return [float(shape.attributes.get(name, 0)) * SCALE for name in names]
