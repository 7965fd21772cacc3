"""How the pages of a PDF end: introductions parted from what they lead to, and holes.

Run as a module with the names of PDFs, it prints the pages of each that end badly.
"""

import sys
from dataclasses import dataclass
from functools import cached_property

import pikepdf

from tests.reports.pdf_words import PdfPage, pages_of

# Tags that are read as one piece.
BLOCKS = {"/P", "/Table", "/L", "/Figure", *(f"/H{level}" for level in range(1, 7))}
LED_TO = {"/L", "/Table"}
# Words this high are running text; notes, sources and signatures are smaller.
RUNNING_TEXT = 12.9
# Two thirds of a page: every page should be as full.
FULL = 0.66


@dataclass(frozen=True)
class PageEnd:
    """The end of a page, with the tags of its last block and of the next page's first.

    The next page is `forced` if something there always begins a page.
    """

    page: PdfPage
    last: str
    following: str
    forced: bool

    @cached_property
    def parts_introduction(self) -> bool:
        """Whether a list or table begins only after the text that leads to it."""
        line = self.page.last_line()
        is_text = self.last == "/P" and any(
            abs(word.bottom - word.top - RUNNING_TEXT) < 0.1 for word in line
        )
        leads = self.following in LED_TO or line[-1].text.endswith(":")
        return is_text and leads

    @cached_property
    def has_hole(self) -> bool:
        """Whether the end of the page is empty though what follows could begin there.

        A picture cannot: it stays whole.
        """
        can_begin = not self.forced and self.following != "/Figure"
        return can_begin and self.page.filled() < FULL


def page_ends(path) -> dict[int, PageEnd]:
    """The end of each page but the cover and the last, by its number."""
    pages = pages_of(path)
    with pikepdf.open(path) as pdf:
        blocks = _blocks(pdf)
        forced = _forced(pdf)
    return {
        number: PageEnd(
            page,
            blocks[number][-1],
            blocks[number + 1][0],
            number + 1 in forced or pages[number].width != page.width,
        )
        for number, page in enumerate(pages[:-1], 1)
        if number > 1 or len(page.words) > 99
    }


def parted(path) -> list[int]:
    """The pages at whose end an introduction is parted from its list or table."""
    return [n for n, end in page_ends(path).items() if end.parts_introduction]


def holes(path) -> dict[int, int]:
    """How full pages with a hole are, in percent."""
    return {
        n: round(100 * end.page.filled())
        for n, end in page_ends(path).items()
        if end.has_hole
    }


def _blocks(pdf) -> dict[int, list[str]]:
    """The tags of each page's blocks, in the order in which they are read."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found: dict[int, list[str]] = {number: [] for number in numbers.values()}

    def walk(element):
        tag = str(element.get("/S", ""))
        if tag in BLOCKS:
            found[numbers[element.Pg.objgen]].append(tag)
            return
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def _forced(pdf) -> set[int]:
    """The pages that begin with the contents list, or with what has no number."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        tops = [item for root in outline.root for item in [root, *root.children]]
        return {
            numbers[item.destination[0].objgen]
            for item in tops
            if item.title in {"Contents", "Foreword"}
        }


def main(paths) -> None:
    for path in paths:
        print(f"{path}: parted {parted(path)}, holes {holes(path)}")


if __name__ == "__main__":
    main(sys.argv[1:])
