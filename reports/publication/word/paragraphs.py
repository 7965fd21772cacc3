"""Text of a paragraph in Word: runs, links, bookmarks, numbers and linked figures."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from partnership.core.text.characters import CONTROLS
from partnership.core.text.html import Element
from partnership.core.text.word_file import NUMBER_STYLE
from partnership.core.values.fingerprints import fingerprint

SPACE = re.compile(r"[ \t\n\r]+")
# Word allows 64 letters for the name of a content control, and 40 for a bookmark’s.
MAX_TAG = 64
FIGURES = {"data", "time"}
# Second lines, notes and qualifiers: smaller, grey and never bold.
QUIET = {"sub-line", "note-mark", "qualifier", "detail", "missing"}
# The formatting of each kind of text, in the order that Word requires; of two, the
# first applies.
PROPERTIES = [
    ("number", "rStyle", NUMBER_STYLE),
    ("quiet", "b", "0"),
    ("strong", "b", "1"),
    ("em", "i", "1"),
    ("link", "color", "1B5F9E"),
    ("quiet", "color", "4B5866"),
    ("quiet", "sz", "17"),
    ("link", "u", "single"),
    ("sup", "vertAlign", "superscript"),
]


def bookmark_name(name: str) -> str:
    """An id in the form that Word allows; a long one ends with a hash of all of it."""
    plain = re.sub(r"\W", "_", name)
    return plain if len(plain) <= 40 else f"{plain[:29]}_{fingerprint(name)[:10]}"


def add_bookmark(paragraph, name: str, number: int, end=None) -> None:
    """Put a bookmark around a paragraph, or from it to the end of another."""
    element = getattr(paragraph, "_p", paragraph)
    start = OxmlElement("w:bookmarkStart")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark_name(name))
    close = OxmlElement("w:bookmarkEnd")
    close.set(qn("w:id"), str(number))
    properties = element.find(qn("w:pPr"))
    element.insert(0 if properties is None else 1, start)
    (element if end is None else end).append(close)


class ParagraphWriter:
    """Adds paragraphs to a file; counts its bookmarks and content controls."""

    def __init__(self, file):
        self.file = file
        self.bookmarks = 0
        self.controls = 0

    def next_bookmark(self) -> int:
        self.bookmarks += 1
        return self.bookmarks

    def add(self, element: Element, style: str | None, container=None):
        """Add a paragraph with the text of an element; None if it has none."""
        if not element.text.strip():
            return None
        paragraph = (container or self.file).add_paragraph(style=style)
        self.fill(paragraph, element)
        return paragraph

    def fill(self, paragraph, element: Element, marks=frozenset()) -> None:
        self._nodes(paragraph._p, element, paragraph, frozenset(marks))
        self._trim(paragraph)

    def _nodes(self, target, element, paragraph, marks):
        for node in element.children:
            if isinstance(node, str):
                self._run(target, SPACE.sub(" ", node), marks)
            elif node.tag == "br":
                target.append(self._break())
            elif node.tag == "svg" or node.attributes.get("aria-hidden") == "true":
                continue
            elif node.tag in FIGURES:
                self._figure(target, node, marks)
            elif node.tag == "a" and node.attributes.get("href"):
                link = self._link(node.attributes["href"], paragraph)
                target.append(link)
                self._nodes(link, node, paragraph, marks | {"link"})
            else:
                if _is_second_line(node, target):
                    target.append(self._break())
                self._nodes(target, node, paragraph, _marks(node, marks))
                if node.tag in {"p", "div", "li", "dt", "dd"}:
                    self._run(target, " ", marks)

    def _run(self, target, text, marks):
        text = CONTROLS.sub("", text)
        if not text:
            return
        run = OxmlElement("w:r")
        values: dict[str, str] = {}
        for mark, name, value in PROPERTIES:
            if mark in marks:
                values.setdefault(name, value)
        if values:
            properties = OxmlElement("w:rPr")
            properties.extend(_property(*pair) for pair in values.items())
            run.append(properties)
        words = OxmlElement("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        target.append(run)

    def _break(self):
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:br"))
        return run

    def _link(self, href, paragraph):
        link = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            link.set(qn("w:anchor"), bookmark_name(href[1:]))
        else:
            relation = paragraph.part.relate_to(
                href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), relation)
        return link

    def link_to(self, paragraph, href: str, text: str) -> None:
        link = self._link(href, paragraph)
        paragraph._p.append(link)
        self._run(link, text, {"link"})

    def _figure(self, target, node, marks):
        """A locked content control; its tag has what was printed."""
        self.controls += 1
        control = OxmlElement("w:sdt")
        properties = OxmlElement("w:sdtPr")
        for name, value in (
            ("w:alias", node.attributes.get("title", "") or "Linked figure"),
            ("w:tag", f"figure:{node.text}"),
            ("w:id", str(1_000_000 + self.controls)),
            ("w:lock", "sdtContentLocked"),
        ):
            part = OxmlElement(name)
            part.set(qn("w:val"), CONTROLS.sub("", value)[:MAX_TAG])
            properties.append(part)
        content = OxmlElement("w:sdtContent")
        self._run(content, node.text, marks)
        control.extend([properties, content])
        target.append(control)

    def add_page_number(self, paragraph) -> None:
        """Add “page” and the number of the page, which Word fills in."""
        self._run(paragraph._p, "page ", frozenset())
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        self._run(field, "1", frozenset())
        paragraph._p.append(field)

    def _trim(self, paragraph):
        """Remove the spaces at both ends, and keep one between words."""
        texts = list(paragraph._p.iter(qn("w:t")))
        before = " "
        for text in texts:
            words = text.text or ""
            if before.endswith(" "):
                words = words.lstrip(" ")
            text.text = words
            before = words or before
        for text in reversed(texts):
            text.text = (text.text or "").rstrip(" ")
            if text.text:
                break

    def new_numbering(self, element: Element) -> int:
        """A numbered list that starts at 1; returns its number in the file."""
        numbering = self.file.part.numbering_part.element
        style = self.file.styles["List Number"].element
        given = style.pPr.numPr.numId.val
        source = next(n for n in numbering.num_lst if n.numId == given)
        number = numbering.add_num(source.abstractNumId.val)
        for level in range(3):
            override = number.add_lvlOverride(level)
            start = element.attributes.get("start", "1") if level == 0 else "1"
            override.add_startOverride(int(start) if start.isdigit() else 1)
        return number.numId

    def set_numbering(self, paragraph, number: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = 0


def _property(name: str, value: str):
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    return element


def _is_second_line(node, target) -> bool:
    """Whether a node is a detail, which needs its own line, with no break before."""
    has_text = len(target) > 0 and target[-1].find(qn("w:br")) is None
    return has_text and "detail" in node.classes


def _marks(node, marks) -> frozenset[str]:
    """How the text in an element is set, within what is set as `marks`."""
    if QUIET.intersection(node.classes):
        return (marks - {"strong"}) | {"quiet"}
    if "no" in node.classes:
        return marks | {"number"}
    names = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup"}
    return marks | ({names[node.tag]} if node.tag in names else set())
