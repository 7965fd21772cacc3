"""Reading Word files: text, tracked changes, comments and content controls.

The one module that reads .docx. `read_word` gives the blocks of a file in order, each
with its text before and after tracked changes, and its HTML, which
`pasting.read.read_pasted` makes clean rich text of.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

MAX_BYTES = 20_000_000
# The maximum unpacked size: a small file can contain a very large one.
MAX_UNPACKED = 200_000_000
# The maximum size of XML: parsed, it takes about 10 times as much memory.
MAX_XML = 30_000_000
MAX_MEMBERS = 5_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
TOO_LARGE = "This file is too large. Remove images and save it again"
WITH_PASSWORD = (
    "This file has a password or is in the old .doc format. In Word, remove the "
    "password, then use Save As and select Word Document (.docx)"
)
HAS_MACROS = (
    "This file contains macros. In Word, use Save As and select Word Document (.docx)"
)
NO_WORD_FILE = (
    "This is not a Word file. In Word, use Save As and select Word Document (.docx)"
)
UNREADABLE = "This Word file cannot be read. Save it again as a Word Document (.docx)"
MOVED = {qn("w:moveFrom"): "del", qn("w:moveTo"): "ins"}
TRACKED = {qn("w:del"): "del", qn("w:ins"): "ins"} | MOVED
INSIDE = {
    *(qn("w:hyperlink"), qn("w:smartTag"), qn("w:sdtContent"), qn("w:fldSimple")),
    *(qn("w:customXml"), qn("w:dir"), qn("w:bdo")),
}
FORMATS = {"bullet": "", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i"}
FORMATS |= {"upperRoman": "I"}
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATIVES = f"{{{COMPATIBILITY}}}AlternateContent"
BOX = qn("w:txbxContent")
DRAWN = {qn("w:drawing"), qn("w:pict"), qn("w:object"), ALTERNATIVES}
NOTES = {
    qn("w:footnoteReference"): RELATIONSHIP_TYPE.FOOTNOTES,
    qn("w:endnoteReference"): RELATIONSHIP_TYPE.ENDNOTES,
}
# The styles of a contents list and of its heading.
CONTENTS = re.compile(r"(?:toc (?:\d|heading)|contents \d|table of figures)", re.I)
# The style of the numbers in front of paragraphs in our own files, which are not text.
# Word gives it also to what is typed behind the tab that follows a number.
NUMBER_STYLE = "DocumentNumber"
MAX_BASES = 10


class WordFileError(ValueError):
    """A file that cannot be read; the message is for the person who chose it."""


@dataclass
class Comment:
    """A comment and the words it is on."""

    number: str
    author: str
    text: str
    quote: str = ""


@dataclass
class Control:
    """A content control: its tag and the text in it."""

    tag: str
    text: str


@dataclass
class WordBlock:
    """A paragraph, or a table as HTML.

    `before` is its text without tracked changes, `text` with all of them. `bookmarks`
    are the names of the bookmarks around it, and `authors` those who changed it.
    `level` is that of a heading, else 0. `notes` are its footnotes as HTML, which read
    as such only together with `html`.
    """

    html: str
    text: str
    before: str
    style: str = ""
    level: int = 0
    notes: list[str] = field(default_factory=list)
    bookmarks: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    comments: list[Comment] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)


@dataclass
class WordFile:
    blocks: list[WordBlock]

    @property
    def html(self) -> str:
        """The whole block; deletions are in <del>, which cleaning removes."""
        return "".join(block.html for block in self.blocks)

    @property
    def comments(self) -> list[Comment]:
        return [comment for block in self.blocks for comment in block.comments]

    @property
    def controls(self) -> list[Control]:
        return [control for block in self.blocks for control in block.controls]


def read_word(file) -> WordFile:
    """Read a .docx file. Raises WordFileError with what to do."""
    try:
        _check_archive(file)
        return WordFile(list(_Reader(Document(file)).blocks()))
    except WordFileError:
        raise
    except (zipfile.BadZipFile, KeyError):
        raise WordFileError(NO_WORD_FILE) from None
    except Exception:  # broken files raise many classes
        raise WordFileError(UNREADABLE) from None


def _check_archive(file) -> None:
    """Refuse a file that is unsafe to open, before anything in it is unpacked."""
    start = file.read(len(OLD_OFFICE))
    file.seek(0)
    if start == OLD_OFFICE:
        raise WordFileError(WITH_PASSWORD)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    texts = [m for m in members if m.filename.endswith((".xml", ".rels"))]
    if (
        len(members) > MAX_MEMBERS
        or sum(member.file_size for member in members) > MAX_UNPACKED
        or sum(member.file_size for member in texts) > MAX_XML
    ):
        raise WordFileError(TOO_LARGE)
    if any(member.flag_bits & 0x1 for member in members):
        raise WordFileError(WITH_PASSWORD)
    names = {member.filename.lower() for member in members}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise WordFileError(HAS_MACROS)
    if not any(name.startswith("word/") for name in names):
        raise WordFileError(NO_WORD_FILE)
    file.seek(0)


class _Reader:
    def __init__(self, document):
        self.document = document
        self.styles = {s.style_id: s.name for s in document.styles if s.style_id}
        self.levels = {s.style_id: _level_of(s) for s in document.styles if s.style_id}
        # Text boxes of the paragraph being read: their text comes after it.
        self.boxes: list = []
        self.notes = {tag: self._notes(kind) for tag, kind in NOTES.items()}
        self.open_bookmarks: dict[str, str] = {}
        self.open_comments: dict[str, Comment] = {}
        self.comments = self._comments()
        self.numbering = self._numbering()
        self.counts: dict[tuple[str, int], int] = {}
        self.note_count = 0

    def _comments(self) -> dict[str, Comment]:
        return {
            str(comment.comment_id): Comment(
                str(comment.comment_id), comment.author, comment.text.strip()
            )
            for comment in self.document.comments
        }

    def _notes(self, kind) -> dict[str, str]:
        """The text of each footnote or endnote, by its number."""
        try:
            root = parse_xml(self.document.part.part_related_by(kind).blob)
        except KeyError:
            return {}
        return {
            note.get(qn("w:id")): " ".join(
                "".join(_texts(paragraph, inside=True))
                for paragraph in note.iter(qn("w:p"))
            ).strip()
            for note in root
            if note.get(qn("w:type")) in {None, "normal"}
        }

    def _numbering(self) -> dict[str, dict[int, str]]:
        """The format of each level of each list; a list without one is bulleted."""
        try:
            root = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return {}
        abstract = {
            element.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): _value(level, "w:numFmt") or "bullet"
                for level in element.iter(qn("w:lvl"))
            }
            for element in root.iter(qn("w:abstractNum"))
        }
        return {
            number.get(qn("w:numId")): abstract.get(
                _value(number, "w:abstractNumId"), {}
            )
            for number in root.iter(qn("w:num"))
        }

    def blocks(self) -> Iterator[WordBlock]:
        yield from self._blocks(self.document.element.body)

    def _blocks(self, parent) -> Iterator[WordBlock]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield self.paragraph(element)
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield from self._blocks(box)
            elif element.tag == qn("w:tbl"):
                yield self.table(element)
            elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
                yield from self._blocks(element)
            else:
                self._anchor(element)

    def table(self, element) -> WordBlock:
        found: list[WordBlock] = []
        rows = []
        for row in _children(element, "w:tr"):
            properties = row.find(qn("w:trPr"))
            is_head = (
                properties is not None
                and properties.find(qn("w:tblHeader")) is not None
            )
            tag = "th" if is_head else "td"
            cells = []
            for cell in _children(row, "w:tc"):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                inner = [*self._blocks(cell)]
                found += inner
                if merge is not None and merge.get(qn("w:val")) != "restart":
                    inner = []
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                across = (
                    f' colspan="{span.get(qn("w:val"))}"' if span is not None else ""
                )
                content = "".join(block.html for block in inner)
                cells.append(f"<{tag}{across}>{content}</{tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return WordBlock(
            f"<table>{''.join(rows)}</table>",
            "\n".join(block.text for block in found),
            "\n".join(block.before for block in found),
            style="table",
            notes=[note for block in found for note in block.notes],
            bookmarks=frozenset(self.open_bookmarks.values()),
            authors=frozenset(author for block in found for author in block.authors),
            comments=[comment for block in found for comment in block.comments],
            controls=[control for block in found for control in block.controls],
        )

    def paragraph(self, element) -> WordBlock:
        block = WordBlock("", "", "")
        names = set(self.open_bookmarks.values())
        authors: set[str] = set()
        html: list[str] = []
        self.in_number = True
        self._inline(element, block, html, authors, names, frozenset())
        style = _value(element, "w:pPr/w:pStyle")
        block.style = self.styles.get(style, "Normal")
        if not CONTENTS.match(block.style):
            own = _outline_level(element.find(qn("w:pPr")))
            block.level = own or self.levels.get(style, 0)
        block.bookmarks, block.authors = frozenset(names), frozenset(authors)
        block.html = self._wrapped(element, block, "".join(html))
        return block

    def _wrapped(self, element, block, html):
        style = block.style
        if CONTENTS.match(style):
            return f'<p class="MsoToc1">{html}</p>'
        if block.level:
            return f"<h{min(block.level, 6)}>{html}</h{min(block.level, 6)}>"
        if style == "Title":
            return f"<h1>{html}</h1>"
        if style.lower() == "caption":
            return f'<p class="caption">{html}</p>'
        item = self._item(element, style)
        if item is None:
            return f"<p>{html}</p>"
        depth, shape, start = item
        tag = "ul" if shape == "bullet" else "ol"
        kind = f' type="{FORMATS[shape]}"' if FORMATS.get(shape) else ""
        first = f' start="{start}"' if tag == "ol" else ""
        # As Word Online does: a list for each item, with its level.
        item = f'<li aria-level="{depth + 1}"><p>{html}</p></li>'
        return f"<{tag}{kind}{first}>{item}</{tag}>"

    def _item(self, element, style) -> tuple[int, str, int] | None:
        number = _value(element, "w:pPr/w:numPr/w:numId")
        depth = int(_value(element, "w:pPr/w:numPr/w:ilvl") or 0)
        if style.startswith(("List Bullet", "List Number")):
            digits = style.rpartition(" ")[2]
            depth = int(digits) - 1 if digits.isdigit() else depth
            shape = "bullet" if "Bullet" in style else "decimal"
            number = number or style.removesuffix(f" {digits}")
        elif number and number != "0":
            shape = self.numbering.get(number, {}).get(depth, "bullet")
        else:
            return None
        for key in [key for key in self.counts if key[1] > depth]:
            del self.counts[key]
        self.counts[number, depth] = self.counts.get((number, depth), 0) + 1
        return depth, shape, self.counts[number, depth]

    def _inline(self, parent, block, html, authors, names, marks):
        for element in parent:
            tag = element.tag
            if tag == qn("w:r"):
                self._run(element, block, html, marks)
            elif tag in TRACKED:
                kind = TRACKED[tag]
                authors.add(element.get(qn("w:author")) or "Someone")
                html.append(f"<{kind}>")
                self._inline(element, block, html, authors, names, marks | {kind})
                html.append(f"</{kind}>")
            elif tag == qn("w:sdt"):
                start = len(block.text)
                self._inline(element, block, html, authors, names, marks)
                name = _value(element, "w:sdtPr/w:tag")
                block.controls.append(Control(name, block.text[start:]))
            elif tag == qn("w:hyperlink"):
                self._link(element, block, html, authors, names, marks)
            elif tag in INSIDE:
                self._inline(element, block, html, authors, names, marks)
            else:
                self._anchor(element, block, names)

    def _link(self, element, block, html, authors, names, marks):
        relation = self.document.part.rels.get(element.get(qn("r:id"), ""))
        address = relation.target_ref if relation is not None else ""
        html.append(f'<a href="{escape(address)}">' if address else "")
        self._inline(element, block, html, authors, names, marks)
        html.append("</a>" if address else "")

    def _anchor(self, element, block=None, names=None):
        """The start or end of a bookmark or comment."""
        number = element.get(qn("w:id")) if isinstance(element.tag, str) else None
        if element.tag == qn("w:bookmarkStart"):
            name = element.get(qn("w:name")) or ""
            # LibreOffice begins one again in its last paragraph, and ends only that.
            others = {
                n: bookmark
                for n, bookmark in self.open_bookmarks.items()
                if bookmark != name
            }
            self.open_bookmarks = others | {number: name}
            if names is not None:
                names.add(name)
        elif element.tag == qn("w:bookmarkEnd"):
            self.open_bookmarks.pop(number, None)
        elif element.tag == qn("w:commentRangeStart") and number in self.comments:
            self.open_comments[number] = self.comments[number]
        elif element.tag == qn("w:commentRangeEnd"):
            comment = self.open_comments.pop(number, None)
            if comment is not None and block is not None:
                block.comments.append(comment)

    def _run(self, element, block, html, marks):
        properties = element.find(qn("w:rPr"))
        text = "".join(_texts(element))
        if properties is not None and _is_on(properties, "w:vanish"):
            return
        if self.in_number and _value(element, "w:rPr/w:rStyle") == NUMBER_STYLE:
            _, tab, text = text.partition("\t")
            self.in_number = not tab
        self._add_parts(element, block, html)
        if not text:
            return
        if "del" not in marks:
            block.text += text
        if "ins" not in marks:
            block.before += text
        for comment in self.open_comments.values():
            comment.quote += text
        html.append(
            _marked(escape(text, quote=False).replace("\n", "<br>"), properties)
        )

    def _add_parts(self, element, block, html):
        """Add what is in a run besides its text: comments, drawings and notes."""
        for reference in element.iter(qn("w:commentReference")):
            comment = self.comments.get(reference.get(qn("w:id")) or "")
            if comment is not None and comment not in block.comments:
                block.comments.append(comment)
        for part in element:
            if part.tag in DRAWN:
                self._drawing(part, html)
            elif part.tag in NOTES:
                self._note(part, block, html)

    def _drawing(self, element, html):
        """A text box, which the file may have in two versions, or an image."""
        boxes = [*_boxes(element)]
        self.boxes += boxes
        if not boxes:
            html.append("<img>")

    def _note(self, element, block, html):
        """A footnote as on a web page: a link to its text, which links back."""
        text = self.notes[element.tag].get(element.get(qn("w:id")) or "")
        if text:
            self.note_count += 1
            number = self.note_count
            html.append(
                f'<a href="#_ftn{number}" name="_ftnref{number}">[{number}]</a>'
            )
            block.notes.append(
                f'<div style="mso-element:footnote" id="ftn{number}"><p>'
                f'<a href="#_ftnref{number}" name="_ftn{number}">[{number}]</a> '
                f"{escape(text, quote=False)}</p></div>"
            )


def _boxes(element) -> Iterator:
    """The text boxes in a drawing, in the first of its versions."""
    if element.tag == ALTERNATIVES and len(element):
        element = element[0]
    for child in element:
        if child.tag == BOX:
            yield child
        else:
            yield from _boxes(child)


def _children(element, name):
    """Children of one kind, also those that are in a content control or tracked."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in INSIDE or child.tag == qn("w:sdt"):
            yield from _children(child, name)


def _level_of(style) -> int:
    """The level of the headings of a style, or of the style that it is based on."""
    for _ in range(MAX_BASES):
        if style is None:
            break
        name, _, number = (style.name or "").lower().rpartition(" ")
        if name == "heading" and number.isdigit():
            return int(number)
        if level := _outline_level(style.element.find(qn("w:pPr"))):
            return level
        style = getattr(style, "base_style", None)
    return 0


def _outline_level(properties) -> int:
    """The level that a paragraph or a style has in Word’s outline; 0 for text."""
    level = "" if properties is None else _value(properties, "w:outlineLvl")
    return int(level) + 1 if level.isdigit() and int(level) < 9 else 0


def _texts(run, inside=False) -> Iterator[str]:
    """The text of a run; with `inside`, of everything below an element."""
    for part in run.iter() if inside else run:
        if part.tag in {qn("w:t"), qn("w:delText")}:
            yield part.text or ""
        elif part.tag == qn("w:tab"):
            yield "\t"
        elif part.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif part.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif part.tag == qn("w:sym"):
            yield chr(int(part.get(qn("w:char")) or "20", 16))


def _marked(text, properties) -> str:
    if properties is None:
        return text
    for name, tag in (
        ("w:b", "strong"),
        ("w:i", "em"),
        ("w:strike", "s"),
        ("w:dstrike", "s"),
    ):
        if _is_on(properties, name):
            text = f"<{tag}>{text}</{tag}>"
    if _value(properties, "w:vertAlign") == "superscript":
        text = f"<sup>{text}</sup>"
    return text


def _is_on(properties, name) -> bool:
    found = properties.find(qn(name))
    return found is not None and found.get(qn("w:val")) not in {"0", "false", "none"}


def _value(element, path) -> str:
    found = element.find("/".join(map(qn, path.split("/"))))
    return (found.get(qn("w:val")) or "") if found is not None else ""
