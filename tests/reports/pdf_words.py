"""Where the words of a PDF are on its pages, by pdftotext: for tests of layout."""

import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from lxml import etree

from reports.publication.pdf_ua_worker import Engine

# Boxes of neighbouring words touch: they overlap by more than this many points only if
# one is printed over the other.
TOUCH = 1.5
# Room for the head and the foot of a page, in points.
HEAD, FOOT = 62.0, 58.0


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PdfPage:
    """One page: its size in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of words of which one is printed over the other."""
        found = []
        ordered = sorted(self.words, key=lambda word: word.left)
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                if other.left > one.right - TOUCH:
                    break
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                lower = min(one.bottom - one.top, other.bottom - other.top)
                if down > 0.5 * lower:
                    found.append((one.text, other.text))
        return found

    def cut(self, edge: float = 28.0) -> list[str]:
        """Words nearer to the left or right edge of the paper than `edge` points."""
        return [
            word.text
            for word in self.words
            if word.left < edge or word.right > self.width - edge
        ]

    def body(self) -> list[Word]:
        """The words between the head and the foot of the page."""
        return [
            word
            for word in self.words
            if word.top > HEAD - 5 and word.bottom < self.height - FOOT + 8
        ]

    def last_line(self) -> list[Word]:
        """The words of the lowest line, from left to right."""
        lowest = max(word.bottom for word in self.body())
        return sorted(
            (word for word in self.body() if word.bottom > lowest - 4),
            key=lambda word: word.left,
        )

    def filled(self) -> float:
        """How much of the room between head and foot is used, from 0 to 1."""
        bottom = max((word.bottom for word in self.body()), default=HEAD)
        return (bottom - HEAD) / (self.height - HEAD - FOOT)


def pages_of(path) -> list[PdfPage]:
    """The pages of a PDF with their words."""
    written = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True
    ).stdout
    root = etree.fromstring(written, etree.XMLParser(recover=True, huge_tree=True))
    return [
        PdfPage(
            float(page.get("width")),
            float(page.get("height")),
            tuple(
                Word(
                    word.text or "",
                    *(
                        float(word.get(name))
                        for name in ("xMin", "yMin", "xMax", "yMax")
                    ),
                )
                for word in page.iter("{*}word")
            ),
        )
        for page in root.iter("{*}page")
    ]


def ua_problems(*paths) -> list[str]:
    """The rules of PDF/UA-1 that some files break, by veraPDF's engine."""
    return _process().submit(_broken_rules, paths).result(timeout=600)


@cache
def _process():
    """The process that has the engine, which takes seconds to start."""
    return ProcessPoolExecutor(1, get_context("spawn"))


def _broken_rules(paths) -> list[str]:
    return [rule for path in paths for rule in _engine().broken_rules(path)]


@cache
def _engine():
    return Engine()
