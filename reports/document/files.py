"""Pictures and other files in a document, and the captions of an officer's own tables.

A file is named by its hash (see partnership.core.files.names), so the document needs
nothing else to show it: where its pages find files is `/<path>/files/`.
"""

import re
from dataclasses import dataclass
from html import escape

from partnership.core.files.names import FileName, parse_name
from partnership.core.text.html import Element, parse, start_tag

# Width on paper for a picture in running text, in mm, and its maximum height.
# Where the markup of a document finds files, at any address.
FOLDER = "files/"
OWN = "data-own"
SOURCE = re.compile(r'src="(?P<base>[^"]*/)files/(?P<name>[0-9a-f]{64}-[\w.]+)"')


@dataclass
class StoredFile:
    """A file of the document: its name in storage, and what it is called."""

    name: str
    title: str = ""

    @property
    def known(self) -> FileName:
        found = parse_name(self.name)
        assert found is not None, self.name
        return found


@dataclass
class Picture(StoredFile):
    """A picture with its alternative text; a decorative one has none.

    A cover that is not tall enough for it shows its `part`: top, middle or bottom.
    """

    key: str = ""
    alternative_text: str = ""
    caption: str = ""
    credit: str = ""
    part: str = "middle"


@dataclass
class Supplement(StoredFile):
    """One supplement, as it is listed."""

    number: int = 0

    @property
    def label(self) -> str:
        return f"Supplement {self.number}"

    @property
    def id(self) -> str:
        return f"supplement-{self.number}"

    @property
    def type_and_size(self) -> str:
        """“XLSX, 24 KB”."""
        known = self.known
        return f"{known.extension.upper()}, {known.size_words}"


@dataclass
class OwnCaption:
    """The caption of a table or picture in an officer's text, numbered with the others.

    `id` is that of the element, once it is numbered.
    """

    counter: str
    key: str
    title: str
    number: int = 0

    @property
    def id(self) -> str:
        return f"{self.counter.lower()}-{self.key}"

    @property
    def label(self) -> str:
        return f"{self.counter} {self.number}"


def figure_html(picture: Picture, base: str) -> str:
    """A picture in running text; `base` is the address of the document."""
    known = picture.known
    image = start_tag(
        "img",
        {
            "src": f"{base}{FOLDER}{picture.name}",
            "alt": picture.alternative_text,
            "width": str(known.width),
            "height": str(known.height),
        },
    )
    words = ""
    if picture.caption:
        words = f'<span class="title">{escape(picture.caption)}</span>'
    if picture.credit:
        gap = " " if words else ""
        words += f'<span class="credit">{gap}{escape(picture.credit)}</span>'
    below = f"<figcaption>{words}</figcaption>" if words else ""
    attributes = {"class": "picture"}
    if picture.caption:
        attributes[OWN] = picture.key
    return f"{start_tag('figure', attributes)}{image}{below}</figure>"


def with_numbers(html: str, captions: list[OwnCaption]) -> str:
    """The markup with its captions numbered; they are in the order of the text."""
    root = parse(html)
    holders = [e for e in root.elements("table", "figure") if OWN in e.attributes]
    for holder, caption in zip(holders, captions, strict=True):
        del holder.attributes[OWN]
        holder.attributes["id"] = caption.id
        [place, *_] = holder.child_elements("caption", "figcaption")
        number = Element("span", {"class": "no"}, [f"{caption.label}."])
        if place.tag == "caption":
            place.children = [Element("span", {"class": "title"}, place.children)]
        place.children = [number, " ", *place.children]
    return root.html


def with_sources(html: str, address) -> str:
    """The markup with the address of each file that `address` gives it."""
    return SOURCE.sub(lambda match: f'src="{address(match["name"])}"', html)
