"""Pictures in a Word file, with their alternative text."""

import io

from docx.oxml import parse_xml
from docx.shared import Mm

from partnership.core.files.names import parse_name
from partnership.core.files.storage import read_stored
from partnership.core.text.html import Element

# The most room on a page, in mm.
WIDEST, TALLEST = 160.0, 120.0
# Pixels of a picture that is printed at its own size: 150 to an inch.
PIXELS_PER_MM = 150 / 25.4
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
DECORATIVE_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def write_picture(file, node: Element) -> None:
    """Write an `img` of a document as a picture."""
    name = node.attributes.get("src", "").rpartition("/")[2]
    if parse_name(name) is not None:
        add_stored_picture(file, name, node.attributes.get("alt", ""))


def add_stored_picture(file, name: str, alternative_text: str) -> None:
    """Add a stored picture; without alternative text it is marked as decorative."""
    known = parse_name(name)
    assert known is not None
    width = known.width / PIXELS_PER_MM
    width = min(width, WIDEST, TALLEST * known.width / known.height)
    add_picture(file, read_stored(name), width, alternative_text)


def add_picture(file, content: bytes, width: float, alternative_text: str):
    """Add a picture, `width` mm wide, and return the format of its paragraph."""
    paragraph = file.add_paragraph()
    drawing = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(width))
    properties = drawing._inline.docPr
    properties.set("descr", alternative_text)
    if not alternative_text:
        _mark_as_decorative(properties)
    return paragraph.paragraph_format


def _mark_as_decorative(properties) -> None:
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    properties.append(
        parse_xml(
            f'<a:extLst xmlns:a="{main}"><a:ext uri="{DECORATIVE}">'
            f'<d:decorative xmlns:d="{DECORATIVE_NAMESPACE}" val="1"/>'
            "</a:ext></a:extLst>"
        )
    )
