"""The print HTML parsed by lexbor, as input for WeasyPrint.

WeasyPrint's own parser is written in Python and takes a twentieth of the time of a PDF.
Both follow the HTML standard, so the tree is the same.
"""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from cssselect2 import ElementWrapper
from selectolax.lexbor import LexborHTMLParser
from weasyprint import HTML

SVG = "{http://www.w3.org/2000/svg}"


class QuickHTML(HTML):
    """A document for WeasyPrint, without a base element."""

    def __init__(self, string: str, base_url: str, url_fetcher):
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(
            tree_of(string), content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element


def tree_of(string: str) -> Element:
    """The root element of a document."""
    root = LexborHTMLParser(string).root
    assert root is not None
    element = Element("html", _attributes(root))
    _fill(element, root, "")
    return element


def _fill(element, node, namespace) -> None:
    """Add what is below a node; everything below an `svg` has its namespace."""
    last: Any = None
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            own = SVG if child.tag == "svg" else namespace
            last = SubElement(element, own + child.tag, _attributes(child))
            _fill(last, child, own)
        elif child.is_text_node and last is None:
            element.text = (element.text or "") + child.text_content
        elif child.is_text_node:
            last.tail = (last.tail or "") + child.text_content
        child = child.next


def _attributes(node) -> dict[str, str]:
    return {k: v or "" for k, v in node.attributes.items() if k != "xmlns"}
