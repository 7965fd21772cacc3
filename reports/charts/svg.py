"""Collecting the SVG shapes of a drawing, with type sized for paper or for a phone."""

from collections.abc import Iterator, Sequence

from reports.charts.shapes import Drawing, Shape

# Size and leading of type: on paper as printed, narrow for a phone of 320 px.
TYPE = {"wide": (8.5, 12.0), "narrow": (10.5, 13.5)}
MARKERS = ("disc", "square", "diamond", "ring")


class DrawingBuilder:
    """Collects the SVG shapes of one drawing; `fit` is wide or narrow."""

    def __init__(self, fit: str, width: float):
        self.fit, self.width = fit, width
        self.size, self.leading = TYPE[fit]
        self.shapes: list[Shape] = []

    def drawing(self, height: float) -> Drawing:
        return Drawing(self.width, round(height, 1), self.fit, self.shapes)

    def add(self, name: str, words: str = "", **attributes) -> None:
        pairs = {
            key.strip("_").replace("_", "-"): format_number(value)
            for key, value in attributes.items()
            if value != ""
        }
        self.shapes.append(Shape(name, pairs, words))

    def add_text(self, words: str, x: float, y: float, anchor="", kind="") -> None:
        """Add text centred at height y; anchor is start, middle or end."""
        below = self.size * 0.35
        self.add("text", words, class_=kind, x=x, y=y + below, text_anchor=anchor)

    def wrap(self, words: str, room: float) -> list[str]:
        """Break text into lines that fit a width, and words only if they do not."""
        lines: list[str] = []
        parts = (part for word in words.split() for part in self._parts(word, room))
        for word in parts:
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.text_width(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(word)
        return lines

    def _parts(self, word: str, room: float) -> Iterator[str]:
        fits = len(word)
        while fits > 1 and self.text_width(word[:fits]) > room:
            fits -= 1
        yield word[:fits]
        if word[fits:]:
            yield from self._parts(word[fits:], room)

    def text_width(self, words: str) -> float:
        """The approximate width of text in bold, slightly overestimated."""
        narrow = sum(letter in "iljtf.,;:!'’()[]| " for letter in words)
        return self.size * (0.62 * (len(words) - narrow) + 0.34 * narrow)

    def add_marker(self, index: int, x: float, y: float) -> None:
        """Add a marker; its shape identifies the series without colour."""
        shape = MARKERS[index % len(MARKERS)]
        fill = f"c{index + 1}"
        if shape == "disc":
            self.add("circle", class_=fill, cx=x, cy=y, r=3.2)
        elif shape == "square":
            self.add("rect", class_=fill, x=x - 3, y=y - 3, width=6, height=6)
        elif shape == "diamond":
            top = f"M{format_number(x)} {format_number(y - 4.2)}"
            path = f"{top}l4.2 4.2l-4.2 4.2l-4.2 -4.2z"
            self.add("path", class_=fill, d=path)
        else:
            self.add("circle", class_=f"ring l{index + 1}", cx=x, cy=y, r=3)


def space_labels(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Positions of labels, each as near to its target as the one above allows."""
    placed = [0.0] * len(wanted)
    edge = float("-inf")
    for index in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        placed[index] = max(wanted[index], edge + sizes[index] / 2)
        edge = placed[index] + sizes[index] / 2
    return placed


def format_number(value) -> str:
    """A number with at most 2 decimals and no trailing zeros."""
    if isinstance(value, str):
        return value
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
