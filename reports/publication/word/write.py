"""Write a document tree as an accessible Word file.

Each section is rendered by the templates of the HTML page, and its markup is written
with Word’s own styles: headings, lists, tables with heading rows, captions and links.
Linked figures are locked content controls. Each officer’s text is between bookmarks,
which are used to compare a returned file with the draft.
"""

import io
from collections.abc import Iterator

from django.template.loader import render_to_string
from docx import Document as new_docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from partnership.core.text.html import Element, parse
from partnership.core.text.word_file import NUMBER_STYLE
from partnership.core.values.fingerprints import fingerprint
from reports.blocks.prose import Prose
from reports.charts.png import as_png
from reports.charts.shapes import Chart
from reports.document import tree
from reports.document.fonts import MM_PER_POINT
from reports.publication.word.paragraphs import ParagraphWriter, add_bookmark
from reports.publication.word.pictures import (
    WIDEST,
    add_picture,
    add_stored_picture,
    write_picture,
)
from reports.publication.word.tables import (
    CELL_SIZE,
    CELL_STYLE,
    write_boxes,
    write_table,
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {
    *("p", "div", "section", "article", "figure", "figcaption", "dl", "dt", "dd"),
    *("header", "footer", "aside", "blockquote", "address", "summary", "details"),
}
SKIPPED = {"script", "style", "template", "button", "nav"}
FONT = "Arial"
# Letters of a title in the properties of a file.
LONGEST_PROPERTY = 255
# Paragraphs that are small, as on paper, and those that lead to a part of a diagram.
LABELS = {"tier-label", "frame-name"}
DIAGRAM = LABELS | {"frame-foot", "passes"}
SMALL = DIAGRAM | {"source"}
LISTS = [
    f"{name}{level}"
    for name in ("List Bullet", "List Number", "List", "List Continue")
    for level in ("", " 2", " 3")
]


def bookmark_of(key: str) -> str:
    """The name of the bookmark around an officer’s text; Word allows 40 letters."""
    return f"text_{fingerprint(key)[:20]}"


def as_docx(document: tree.Document) -> bytes:
    """The document as the content of a .docx file."""
    writer = _Writer(document)
    is_paper = document.style == "paper"
    writer.front()
    if not is_paper:
        writer.contents()
    for section in document.sections:
        writer.section(section)
        if is_paper and document.has_contents and section.id == document.contents_after:
            writer.contents()
    out = io.BytesIO()
    writer.file.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, document: tree.Document):
        self.document = document
        self.file = new_docx()
        self.texts = ParagraphWriter(self.file)
        self.text_key = ""
        self.drawn: Chart | None = None
        # Whether the next section does: the first below a list of contents.
        self.begins_page = False
        self._set_up()

    def _set_up(self):
        properties = self.file.core_properties
        properties.title = self.document.full_title[:LONGEST_PROPERTY]
        properties.author = self.document.partnership[:LONGEST_PROPERTY]
        properties.subject = self.document.description[:LONGEST_PROPERTY]
        properties.language = self.document.language
        properties.comments = ""
        page = self.file.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.2)
        foot = page.footer.paragraphs[0]
        foot.style = "Footer"
        foot.add_run(f"{self.document.running_title}, ")
        self.texts.add_page_number(foot)
        for name in ("Normal", "Title", "Subtitle", "Caption", "List Bullet", "Footer"):
            self.file.styles[name].font.name = FONT
        self.file.styles["Normal"].font.size = Pt(11)
        self.file.styles["Caption"].font.size = Pt(10)
        dark = RGBColor.from_string(self.document.brand_colour.lstrip("#"))
        for level in range(1, 7):
            style = self.file.styles[f"Heading {level}"]
            style.font.name, style.font.color.rgb = FONT, dark
            fonts = style.element.rPr.rFonts
            for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{name}"), None)
        self.file.styles["Caption"].font.color.rgb = dark
        title, subtitle = self.file.styles["Title"], self.file.styles["Subtitle"]
        title.font.color.rgb = subtitle.font.color.rgb = dark
        title.font.bold, subtitle.font.italic = True, False
        self.file.styles.add_style(NUMBER_STYLE, WD_STYLE_TYPE.CHARACTER)
        cell = self.file.styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = self.file.styles["Normal"]
        cell.font.size = CELL_SIZE
        cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
        cell.paragraph_format.line_spacing = 1.15
        for name in LISTS:
            self.file.styles[name].paragraph_format.space_after = Pt(5)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.document.language)
        self.file.styles["Normal"].element.get_or_add_rPr().append(language)

    def front(self):
        """The title and details of the document."""
        document = self.document
        if document.cover_picture:
            add_stored_picture(
                self.file,
                document.cover_picture.name,
                document.cover_picture.alternative_text,
            )
        if document.meeting:
            self.file.add_paragraph().add_run(document.meeting).bold = True
        title = document.title if document.meeting else document.full_title
        self.file.add_paragraph(title, style="Title")
        self.file.add_paragraph(document.partnership, style="Subtitle")
        if document.is_draft:
            state = self.file.add_paragraph()
            state.add_run(document.state).bold = True
            state.add_run(" – not agreed. Figures may change")
        for notice in document.notices:
            self.file.add_paragraph(notice)
        for label, words in document.about:
            paragraph = self.file.add_paragraph()
            paragraph.add_run(f"{label} ").bold = True
            paragraph.add_run(str(words))

    def contents(self):
        """A list of the sections and their parts, with links."""
        entries = [entry for entry in self.document.contents if entry.title]
        if not entries:
            return
        self.file.add_paragraph("Contents", style="Heading 1")
        for entry in entries:
            paragraph = self.file.add_paragraph(style="List Paragraph")
            paragraph.paragraph_format.left_indent = Cm(0.7 * (entry.level - 1))
            label = f"{entry.label}: {entry.title}" if entry.label else entry.title
            self.texts.link_to(paragraph, f"#{entry.id}", label)
        self.begins_page = self.document.style != "paper"

    def section(self, section: tree.SectionNode):
        if section.title:
            level = min(section.level - 1, 6)
            title = (
                f"{section.label}: {section.title}" if section.label else section.title
            )
            heading = self.file.add_paragraph(title, style=f"Heading {level}")
            add_bookmark(heading, section.id, self.texts.next_bookmark())
            heading.paragraph_format.page_break_before = self.begins_page
            self.begins_page = False
        for block in section.blocks:
            if block.is_empty:
                continue
            self.block(section, block)

    def block(self, section, block):
        context = {"block": block, "section": section, "document": self.document}
        root = parse(render_to_string(block.template_path, context))
        self.text_key = block.key if isinstance(block, Prose) and block.words else ""
        self.drawn = block if isinstance(block, Chart) else None
        self.read(root)
        self.text_key, self.drawn = "", None

    def _mark(self, name, start):
        """Put a bookmark around what was written since."""
        body = self.file.element.body
        # The last element of a body has the page settings.
        written = [e for e in body[start - 1 : -1] if e.tag == qn("w:p")]
        if written:
            number = self.texts.next_bookmark()
            add_bookmark(written[0], name, number, end=written[-1])

    def read(self, element: Element):
        """Write the blocks in an element, and the text between them as paragraphs."""
        run: list = []
        for node in element.children:
            if isinstance(node, Element) and self.is_block(node):
                self.paragraph(run)
                run = []
                self.write(node)
            elif not isinstance(node, Element) or node.tag not in SKIPPED:
                run.append(node)
        self.paragraph(run)

    def is_block(self, node) -> bool:
        return (
            node.tag
            in BLOCKS | HEADINGS.keys() | {"ul", "ol", "table", "svg", "hr", "img"}
            or node.attributes.get("role") == "img"
        )

    def paragraph(self, nodes, style=None):
        holder = Element("p", {}, list(nodes))
        if holder.text.strip():
            return self.texts.add(holder, style)
        return None

    def paragraph_of_page(self, node):
        """A paragraph; labels of a diagram and sources are set small, as on paper."""
        names = set(node.classes)
        paragraph = self.texts.add(node, CELL_STYLE if names & SMALL else None)
        if paragraph is not None and node.text.rstrip().endswith(":"):
            paragraph.paragraph_format.keep_with_next = True  # with what it introduces
        if paragraph is not None and "para" in names:
            self.hang(paragraph, Cm(1))
        if paragraph is not None and "source" in names:
            paragraph.paragraph_format.space_after = Pt(10)
        if paragraph is not None and names & DIAGRAM:
            paragraph.paragraph_format.keep_with_next = True
            for run in paragraph.runs if names & LABELS else []:
                run.font.bold = True

    @staticmethod
    def hang(paragraph, width, inside=0):
        """Put its number or key, which is its first run, next to its lines."""
        number = paragraph.runs[0]
        number.text = f"{number.text.rstrip()}\t"
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = inside + width, -width

    def write(self, node: Element):
        if node.tag in SKIPPED or node.attributes.get("aria-hidden") == "true":
            return
        if node.tag in HEADINGS:
            self.heading(node)
        elif node.tag == "table":
            write_table(self.file, self.texts, node)
        elif node.tag in {"ul", "ol"}:
            self.boxes_or_list(node)
        elif node.tag == "svg" and self.drawn is not None:
            # A page has one drawing for a wide screen and one for a narrow one.
            if "wide" in node.classes:
                self.draw(self.drawn)
        elif node.tag == "img":
            write_picture(self.file, node)
        elif node.tag == "div" and self.text_key and "prose" in node.classes:
            self.prose(node)
        else:
            self.words(node)

    def heading(self, node):
        level = max(HEADINGS[node.tag] - 1, 1)
        paragraph = self.texts.add(node, f"Heading {level}")
        if paragraph is not None and (name := node.attributes.get("id")):
            add_bookmark(paragraph, name, self.texts.next_bookmark())

    def boxes_or_list(self, node):
        if "tiers" in node.classes:
            for tier in node.child_elements():
                self.read(tier)
        elif "boxes" in node.classes:
            colour = self.document.brand_colour.lstrip("#").upper()
            write_boxes(self.file, self.texts, node.child_elements(), colour)
        elif "notes" in node.classes:
            for note in node.child_elements():
                self.hang(self.texts.add(note, CELL_STYLE), Cm(1.5))
        else:
            self.list_of(node, 1)

    def prose(self, node):
        start = len(self.file.element.body)
        key, self.text_key = self.text_key, ""
        self.read(node)
        self._mark(bookmark_of(key), start)

    def words(self, node):
        """Write a caption, a term, a quotation or a paragraph, or what is in it."""
        match node.tag:
            case "figcaption" | "caption" | "p" if _is_caption(node):
                caption = self.paragraph(node.children, "Caption")
                if caption is not None:
                    caption.paragraph_format.keep_with_next = True
            case "dt":
                self.paragraph([Element("strong", {}, node.children)])
            case "blockquote":
                for child in node.child_elements():
                    self.paragraph(child.children, "Quote")
            case "p":
                self.paragraph_of_page(node)
            case _:
                self.read(node)

    def draw(self, chart: Chart):
        """The picture of a chart, with its figures as alternative text."""
        drawing = next(d for d in chart.drawings if d.fit == "wide")
        document = self.document
        content = as_png(drawing, document.brand_colour, document.second_colour)
        width = min(WIDEST, drawing.width * MM_PER_POINT)
        words = f"{chart.sentence} {chart.form}".strip()
        # Its source follows.
        add_picture(self.file, content, width, words).keep_with_next = True

    def list_of(self, node: Element, level: int):
        ordered = node.tag == "ol"
        number = self.texts.new_numbering(node) if ordered else None
        for item in node.child_elements():
            self.item(item, ordered, number, level)

    def item(self, item, ordered, number, level):
        name = "List Number" if ordered else "List Bullet"
        has_own_number = _has_own_number(item)
        if has_own_number:
            # Word would put a number or a bullet before the one that is in the text.
            name, number = "List", None
        depth = f" {min(level, 3)}" if level > 1 else ""
        style = f"{name}{depth}"
        for piece in self.pieces(item):
            if piece.tag in {"ul", "ol"}:
                self.list_of(piece, level + 1)
                continue
            if piece.tag != "p":
                self.write(piece)
                continue
            paragraph = self.texts.add(piece, style)
            if number is not None and paragraph is not None:
                self.texts.set_numbering(paragraph, number)
            if has_own_number and paragraph is not None:
                self.hang(paragraph, Cm(1), Cm(level))
            style, number, has_own_number = f"List Continue{depth}", None, False

    def pieces(self, item) -> Iterator[Element]:
        """The lists and blocks of an item, and its text in paragraphs."""
        paragraph = Element("p", {}, [])
        for node in [*item.children, Element("p", {}, [])]:
            if not isinstance(node, Element) or not self.is_separate(node):
                paragraph.children.append(node)
                continue
            if paragraph.text.strip():
                yield paragraph
            paragraph = Element("p", {}, [])
            if node.tag not in {"p", "div"}:
                yield node
            elif node.text.strip():
                yield Element("p", {}, list(node.children))

    def is_separate(self, node: Element) -> bool:
        return node.tag in {"ul", "ol", "p", "div"} or self.is_block(node)


def _is_caption(node: Element) -> bool:
    return node.tag != "p" or "figcap" in node.classes


def _has_own_number(item: Element) -> bool:
    """Whether its text begins with a number of the document, such as (a)."""
    first = item
    while first is item or first.tag == "p":
        if not first.child_elements():
            return False
        first = first.child_elements()[0]
    is_number = {"no", "key"}.intersection(first.classes)
    return bool(is_number) and item.text.startswith(first.text)
