"""Charts: drawings of figures, wide for paper and narrow for phones.

The drawing is computed in Python; templates only print it. The sentence of every chart
gives its figures, because it is all that a screen reader reads out.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.tree import Captioned


@dataclass
class Shape:
    """One SVG element: its name, its attributes as text, and its text if any."""

    name: str
    attributes: dict[str, str]
    words: str = ""


@dataclass
class Drawing:
    """A finished drawing in points; `fit` is wide or narrow."""

    width: float
    height: float
    fit: str
    shapes: list[Shape] = field(default_factory=list)


@dataclass
class Chart(Captioned):
    """A chart; `sentence` is its text alternative and `form` describes its shape."""

    template: ClassVar[str] = "chart"
    counter: ClassVar[str] = "Figure"

    sentence: str = ""
    form: str = ""
    drawings: list[Drawing] = field(default_factory=list)
    full_width: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.drawings
