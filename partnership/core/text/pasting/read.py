"""Read text copied from another program as clean rich text.

`read_pasted` takes the HTML that Word, Word Online, Google Docs, LibreOffice, Excel,
Outlook and browsers put on the clipboard. Deleted, struck-out and hidden text is left
out, and every change that matters is counted, so that the person can be shown it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from partnership.core.text.characters import SIGNS
from partnership.core.text.html import Element, parse
from partnership.core.text.list_items import Item, Part, assemble, read_label
from partnership.core.text.pasting.broken_lines import join_lines
from partnership.core.text.pasting.changes import Changes
from partnership.core.text.pasting.looks import (
    Look,
    StyleSheet,
    indent_of,
    look_of,
)
from partnership.core.text.pasting.notes import (
    COMMENT_PLACE,
    NOTE_PLACE,
    Notes,
    find_notes,
    fragment,
)
from partnership.core.text.pasting.runs import Run, content, trimmed
from partnership.core.text.pasting.symbol_fonts import sign, symbol_font
from partnership.core.text.pasting.tables import Cell, Grid, is_frame, rows_of
from partnership.core.text.pasting.text_boxes import with_text_boxes
from partnership.core.text.pasting.titles import (
    HEADINGS,
    heading_level,
    join_captions,
    set_levels,
    take_number,
)
from partnership.core.text.rich_text import SCHEMES
from partnership.core.text.typed_lists import SURE, make_lists

# The most levels of elements that are read one inside the other.
MAX_NESTING = 150
NOT_READ = set(
    "script style meta link title head template noscript xml base rp rt colgroup col "
    "datalist source track param".split()
)
IMAGES = {"img", "svg", "picture", "canvas", "v:shape", "v:imagedata", "v:rect", "map"}
MEDIA = {"iframe", "video", "audio", "object", "embed", "math"}
CONTROLS = {"button", "select", "textarea", "input", "progress", "meter"}
BLOCKS = HEADINGS | set(
    "p div section article header footer main nav aside address center figure form "
    "fieldset figcaption details summary dl dt dd hgroup pre caption legend body html "
    "o:wrapblock search dialog td th tr".split()
)
SPACE = re.compile(r"[ \t\n\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
SIGN = re.compile(r"\s*(?:o|\(?\w{1,4}[.)])")
WIDE_GAP = re.compile(
    r"\s*(o|\(?\w{1,4}[.)])(?:[ \xa0]*\t\s*|[ \xa0]*\xa0[ \xa0]+)(?=\S)"
)
# Invisible characters inside words.
ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f]")
LEVEL = re.compile(r"l(\d+)\s+level(\d+)(?:\s+lfo(\d+))?")
WORD_NUMBERS = {
    "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I",
}  # fmt: skip
# The indent of each level of a slide, in points.
SLIDE_INDENT = 30
# Word’s lists of contents and figures: a document makes its own.
CONTENTS = re.compile(r"msotoc(?:\d|heading)|msotableoffigures", re.I)
PRIVATE = re.compile("[\ue000-\uf8ff]")
# Markers that Word Online and Wikipedia put between words.
UNSEEN = {"PageBreakTextSpan", "mw-editsection"}


@dataclass
class Pasted:
    """Clean rich text, and what was left out or changed on the way."""

    html: str = ""
    changes: Changes = field(default_factory=Changes)

    @property
    def message(self) -> str:
        return self.changes.message


def read_pasted(markup: str) -> Pasted:
    """Read HTML from the clipboard or from another program's file."""
    changes = Changes()
    root = parse(with_text_boxes(markup, changes))
    sheet = StyleSheet("\n".join(style.text for style in root.elements("style")))
    notes = find_notes(root)
    changes.add("comment", notes.comments)
    reader = _Reader(sheet, notes, changes)
    reader.children(root, Look(), "", 0)
    blocks = reader.blocks()
    set_levels(blocks, changes)
    blocks, joined = join_lines(blocks)
    changes.add("broken line", joined)
    result = Element("", {}, list(blocks))
    changes.add("typed list", make_lists(result))
    return Pasted("".join(block.html for block in result.children), changes)


@dataclass
class _Frame:
    """The paragraph being read: its tag, list item and place."""

    tag: str = "p"
    indent: float = 0.0
    is_caption: bool = False
    is_quote: bool = False
    goes_on: bool = False


@dataclass
class _Reader:
    """Reads elements into a flow of parts; one for the document, and one a cell."""

    sheet: StyleSheet
    notes: Notes
    changes: Changes
    parts: list[Part] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    frame: _Frame = field(default_factory=_Frame)
    item: Item | None = None
    within: int = 0
    depth: int = 0
    in_table: bool = False
    in_field: int = 0
    keeps_space: bool = False
    last_left_out: str = ""
    drop_cap: list[Run] = field(default_factory=list)
    left_out_items: Counter = field(default_factory=Counter)

    # Text

    def children(self, element, look, href, nesting):
        for node in element.children:
            if isinstance(node, str):
                self.text(node, look, href)
            elif nesting < MAX_NESTING:
                self.element(node, look, href, nesting + 1)
            else:
                self.text(node.text, look, href)

    def text(self, text, look, href):
        if self.in_field:
            return
        text = ZERO_WIDTH.sub("", text)
        if left_out := _left_out(look):
            if text.strip():
                if self.last_left_out != left_out:
                    self.changes.add(left_out)
                self.last_left_out = left_out
            return
        if look.font:
            text = "".join(self.sign(look.font, letter) for letter in text)
        text = PRIVATE.sub(self.symbol, text)
        lines = re.split("[\u2028\u2029\x0b]", text)
        if self.keeps_space:
            lines = [line for text in lines for line in text.split("\n")]
        for number, line in enumerate(lines):
            if number:
                self.break_of({}, look)
            self.line(line, look, href)

    def line(self, line, look, href):
        # A wide gap after a sign at the start is how lists are typed.
        at_start = not self.runs or self.runs[-1].is_break
        gap = WIDE_GAP.match(line) if at_start else None
        words = SPACE.sub(" ", line)
        if self.is_gap(line):
            words = "\t"
        if gap:
            words = f"{gap[1]}\t{SPACE.sub(' ', line[gap.end() :])}"
        if not words:
            return
        if words.strip():
            self.last_left_out = ""
            for kind, has in (
                ("underline", look.underlined and not href),
                ("highlight", look.highlighted),
                ("subscript", look.lowered),
            ):
                if has and not self.changes.counts[kind]:
                    self.changes.add(kind)
        marks = {
            mark
            for mark, has in (
                ("strong", look.bold), ("em", look.italic), ("sup", look.raised),
            )
            if has
        }  # fmt: skip
        self.runs.append(Run(words, href, frozenset(marks)))

    def is_gap(self, line) -> bool:
        """Whether it is the wide gap after the sign of an item, in a tag of its own."""
        if len(line) < 2 or "\xa0" not in line or SPACE.sub("", line):
            return False
        before: list[Run] = []
        for run in reversed(self.runs):
            if run.is_break:
                break
            before.append(run)
        return bool(SIGN.fullmatch("".join(run.text for run in reversed(before))))

    def sign(self, font, letter):
        """What a letter of a symbol font shows."""
        shown = sign(font, letter)
        if shown is not None or PRIVATE.match(letter):
            return shown or letter
        return self.symbol([letter])

    def symbol(self, match):
        known = SIGNS.get(match[0])
        if known is None:
            # At the start of a line it is a bullet, whatever it looked like.
            if not any(run.text.strip() for run in self.runs):
                return "\u2022"
            self.changes.add("symbol")
        return known or ""

    def line_break(self):
        self.runs.append(Run(node=Element("br")))

    # Elements

    def element(self, element, look, href, nesting):
        tag = element.tag
        if tag in NOT_READ or id(element) in self.notes.skipped:
            return
        styles = self.sheet.styles(element)
        look = look_of(element, styles, look)
        face = element.attributes.get("face", "")
        look = replace(look, font=symbol_font(styles, face, look.font))
        if self.is_special(element, styles, look, href):
            return
        if not look.hidden or element.text.strip():
            before, space = self.keeps_space, styles.get("white-space", "")
            if element.tag == "pre" or space:
                self.keeps_space = element.tag == "pre" or space.startswith("pre")
            self.read_tag(element, styles, look, href, nesting)
            self.keeps_space = before

    def read_tag(self, element, styles, look, href, nesting):
        tag = element.tag
        if read := self.BY_TAG.get(tag):
            read(self, element, look, nesting)
        elif tag == "br":
            self.break_of(styles, look)
        elif tag == "hr":
            self.end()
        elif tag == "li":
            self.list_item(element, styles, look, nesting)
        elif tag == "q":
            self.text("\u201c", look, href)
            self.children(element, look, href, nesting)
            self.text("\u201d", look, href)
        elif tag in BLOCKS or styles.get("display") == "block":
            self.block(element, styles, look, href, nesting)
        else:
            self.children(element, look, href, nesting)

    def is_special(self, element, styles, look, href) -> bool:
        """Handle what is not text: images, controls, fields, comments, markers."""
        if self.is_object(element, look, href) or self.is_mark(element, styles):
            return True
        if self.is_reference(element, styles):
            return True
        is_tab = "mso-tab-count" in styles
        if is_tab:
            self.text(" ", look, href)
        return is_tab

    def is_object(self, element, look, href) -> bool:
        """Handle images, media and the controls of forms."""
        if element.tag in IMAGES:
            self.image(element, look, href)
        elif element.tag in MEDIA:
            self.changes.add("media")
        elif "MsoPlaceholderText" in element.classes:
            self.changes.add("form")
        elif element.tag not in CONTROLS or (element.tag == "button" and self.in_table):
            return False  # headings of columns can be buttons that sort
        elif element.attributes.get("type") not in {"checkbox", "radio", "hidden"}:
            self.changes.add("form")
        return True

    def is_mark(self, element, styles) -> bool:
        """Handle the marks of fields and of items of lists."""
        if styles.get("mso-element", "").startswith("field-"):
            self.field_mark(styles["mso-element"])
        elif "ignore" in styles.get("mso-list", ""):
            self.list_mark(element)
        elif styles.get("mso-special-format", "").startswith("bullet"):
            # PowerPoint shows the level of an item only by its indent.
            level = max(1, round(self.frame.indent / SLIDE_INDENT))
            self.item = Item(level, indent=self.frame.indent)
        else:
            return False
        return True

    def is_reference(self, element, styles) -> bool:
        """Handle references to comments and notes, and invisible elements."""
        names = set(element.classes)
        if names & {"MsoCommentReference", "msocomanchor"}:
            if not self.notes.comments:
                self.changes.add("comment")
                self.notes.comments = 1
            return True
        if names & {"FootnoteReference", "EndnoteReference"}:
            if list(element.elements("a")):
                return False
            self.changes.add("note")  # Word Online leaves its text behind
            return True
        is_comment = styles.get("mso-special-character") == "comment"
        return is_comment or bool(names & UNSEEN)

    def image(self, element, look, href):
        if element.attributes.get("aria-roledescription") == "checkbox":
            return
        alternative = element.attributes.get("alt", "")
        if len(alternative) <= 3 and alternative and not alternative.isascii():
            self.text(alternative, look, href)  # an emoji drawn as an image
            return
        sizes = {element.attributes.get(name, "") for name in ("width", "height")}
        if element.tag in {"img", "svg", "v:shape", "picture"} and not sizes & {
            "0",
            "1",
        }:
            if not look.hidden:
                self.changes.add("image")

    def field_mark(self, kind):
        """A field’s code is not text; what comes after its separator is."""
        if kind == "field-begin":
            self.in_field += 1
        elif self.in_field:
            self.in_field -= 1

    def break_of(self, styles, look):
        if "page-break-before" in styles or "break-before" in styles:
            self.end()
        elif not _left_out(look):
            if self.runs and self.runs[-1].is_break:
                self.end()  # two breaks are how people end a paragraph
            else:
                self.line_break()

    def link(self, element, look, nesting):
        address = _address(element.attributes.get("href", ""))
        name = fragment(element)
        if self.notes.comments and COMMENT_PLACE.fullmatch(name):
            return
        if name and (text := self.notes.texts.get(name)) and not _left_out(look):
            self.runs.append(Run(node=Element("small", {}, [text])))
            self.changes.add("footnote")
            return
        if NOTE_PLACE.match(name) and re.fullmatch(r"\W*\w{1,4}\W*", element.text):
            if not _left_out(look):
                self.changes.add("note")
            return
        words = element.text.strip()
        if element.attributes.get("href") and not address and words:
            if not name.lower().startswith("toc") and not _left_out(look):
                self.changes.add("link")
        self.children(element, look, address if words else "", nesting)

    # Blocks

    def block(self, element, styles, look, href, nesting):
        self.end()
        if any(CONTENTS.match(name) for name in element.classes):
            self.changes.counts["contents"] = 1
            return
        if self.is_drop_cap(element):
            self.drop_cap.append(Run(element.text.strip()))
            return
        before = self.frame
        self.frame = self.frame_of(element, styles)
        if element.tag == "dt":
            look = look_of(Element("b"), {}, look)
        item = self.word_item(element, styles)
        self.children(element, look, href, nesting)
        self.end()
        if item and self.item is item:
            # Nothing of it was read, but Word has counted it.
            self.left_out_items[item.level] += 1
            self.item = None
        self.frame = before

    def is_drop_cap(self, element) -> bool:
        kind = self.sheet.styles(element).get("mso-element", "")
        return kind.startswith("dropcap")

    def frame_of(self, element, styles) -> _Frame:
        names = _style_names(element)
        level = heading_level(element, styles, names)
        caption = element.tag in {"figcaption", "caption"} or bool(
            {"msocaption", "caption", "table-caption"} & set(names)
        )
        quote = bool({"msoquote", "msointensequote", "quote"} & set(names))
        tag = f"h{level}" if level else "p"
        listed = any(
            name.startswith(("msolistparagraph", "msolistcontinue")) for name in names
        )
        plain = element.tag in {"div", "section", "article"} and not level
        if plain and self.frame.tag != "p":
            tag = self.frame.tag
        return _Frame(
            tag,
            indent_of(styles),
            caption or (plain and self.frame.is_caption),
            quote or (plain and self.frame.is_quote),
            listed,
        )

    def word_item(self, element, styles):
        """Word’s paragraph that is a list item."""
        match = LEVEL.search(styles.get("mso-list", ""))
        if match is None or element.tag == "li":
            return None
        definition = self.sheet.lists.get(f"l{match[1]}:level{match[2]}", {})
        shape = definition.get("mso-level-number-format", "")
        style = WORD_NUMBERS.get(shape, "")
        ordered = bool(definition) and shape != "bullet"
        self.item = Item(int(match[2]), ordered, None, style, indent_of(styles))
        return self.item

    def list_mark(self, element):
        """The bullet or number that Word writes in front of an item."""
        label = element.text.strip("\xa0 \n\t")
        if self.item is None:
            return
        if self.frame.tag in HEADINGS:
            self.changes.add("heading number")
            self.item = None
            return
        number, style = read_label(label, self.item.style, self.expected())
        is_bullet = bool(SURE.match(f"{label}x")) or label in {"o", "-", "\u2013", "*"}
        if not number and not is_bullet and len(label) > 1 and label[0].isalnum():
            # A label of words, such as “R1.” or “Priority 1:”.
            self.item, self.frame = None, _Frame()
            self.text(f"{label} ", Look(), "")
            return
        self.item.ordered = number > 0 and not (is_bullet and not self.item.ordered)
        if number == 1:
            self.left_out_items[self.item.level] = 0
        number -= self.left_out_items[self.item.level]
        self.item.number = number if self.item.ordered else None
        self.item.style = style
        if "." in label.rstrip(".") and self.item.ordered:
            self.changes.counts["number"] = 1

    def expected(self) -> int:
        """The number that the next item of this level would have."""
        for part in reversed(self.parts):
            if part.item and part.item.level == self.item.level:
                return (part.item.number or 0) + 1
        return 1

    def list_of(self, element, look, nesting):
        self.end()
        outer = self.item, self.within, self.depth, self.frame
        self.depth += 1
        ordered = element.tag == "ol"
        start = element.attributes.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() else 1
        style = _list_style(element, self.sheet.styles(element))
        for node in element.children:
            if isinstance(node, str):
                if node.strip():
                    self.text(node, look, "")
            elif node.tag == "li":
                value = node.attributes.get("value", "")
                number = int(value) if value.isascii() and value.isdigit() else number
                level = self.level_of(node)
                own = style or _list_style(node, self.sheet.styles(node))
                self.item = Item(level, ordered, number if ordered else None, own)
                count = len(self.parts)
                self.element(node, look, "", nesting + 1)
                number += len(self.parts) > count
            else:
                # Google Docs nests a list beside its item, LibreOffice a paragraph.
                self.item, self.within = None, self.depth
                self.frame = _Frame()
                self.element(node, look, "", nesting + 1)
                self.end()
        self.end()
        self.item, self.within, self.depth, self.frame = outer
        self.item = None

    def level_of(self, node) -> int:
        for name in ("data-aria-level", "aria-level"):
            level = node.attributes.get(name, "")
            if level.isascii() and level.isdigit() and self.depth == 1:
                return min(max(int(level), 1), 9)
        return self.depth

    def list_item(self, element, styles, look, nesting):
        self.end()
        if self.item is None:
            self.item = Item(max(self.depth, 1))
        level = self.item.level
        before, self.frame = self.frame, _Frame()
        self.word_item(element, styles)
        outer, self.within = self.within, level
        count = len(self.parts)
        self.children(element, look, "", nesting)
        self.end()
        if len(self.parts) == count:
            self.item = None
        self.within, self.frame = outer, before

    def quote(self, element, look, nesting):
        self.end()
        inner = self.inner()
        inner.children(element, look, "", nesting)
        if blocks := inner.blocks():
            self.add(Element("blockquote", {}, blocks))

    def inner(self) -> "_Reader":
        return _Reader(self.sheet, self.notes, self.changes, in_table=self.in_table)

    def table(self, element, look, nesting):
        self.end()
        paragraphs = list(element.elements("p", "td", "th"))
        if len(paragraphs) == 2 and self.is_drop_cap(paragraphs[1]):
            # Word keeps the large letter in a frame, which it copies as a table of
            # one cell.
            self.drop_cap.append(Run(element.text.strip()))
            return
        if self.in_table:
            self.nested_table(element, look, nesting)
            return
        if is_frame(element):
            for _, row in rows_of(element):
                self.children(row, look, "", nesting)
            self.end()
            return
        grid = Grid.read(element, self.sheet, look, self.changes)
        for cell in grid.cells:
            self.read_cell(cell, nesting)
        captions = list(element.child_elements("caption"))
        for number, part in enumerate(grid.apart()):
            self.grid(part, captions if number == 0 else (), look, nesting)

    def grid(self, grid, captions, look, nesting):
        grid.tidy()
        if grid.is_layout:
            blocks = [node for cell in grid.cells for node in cell.blocks]
        else:
            caption = self.inner()
            for node in captions:
                caption.children(node, look, "", nesting)
            words = content(caption.runs, frozenset({"strong", "em"}))
            notes = grid.take_notes()
            blocks = [grid.as_element(words or grid.take_title()), *notes]
        for node in blocks:
            self.add(node)

    def nested_table(self, element, look, nesting):
        self.changes.add("nested table")
        for _, row in rows_of(element):
            self.end()
            for cell in row.child_elements():
                self.children(cell, look, "", nesting)
                self.text(" ", look, "")
        self.end()

    # Elements that are read without their own styles, as those of their parts count.
    BY_TAG = {
        "a": link,
        "table": table,
        "blockquote": quote,
        **dict.fromkeys(("ul", "ol", "menu", "dir"), list_of),
    }

    def read_cell(self, cell: Cell, nesting):
        inner = self.inner()
        inner.in_table = True
        inner.children(cell.element, cell.look, "", nesting)
        cell.blocks = inner.blocks()
        for block in cell.blocks:
            if block.tag in HEADINGS:
                # Not a heading of the document: only its look is kept.
                block.tag = "p"
                block.children = [Element("strong", {}, block.children)]

    def add(self, node: Element):
        """Add a block at the present place in a list, if any."""
        self.parts.append(Part(node, self.item, self.within, self.frame.indent))
        self.item = None

    def end(self):
        """End the paragraph being read."""
        runs, self.runs = self.runs, []
        if not trimmed(runs):
            return
        if self.drop_cap:
            self.changes.add("drop cap", len(self.drop_cap))
            runs, self.drop_cap = [*self.drop_cap, *runs], []
        tag = self.frame.tag
        without = frozenset({"strong", "em"}) if tag in HEADINGS else frozenset()
        node = Element(tag, {}, content(runs, without))
        if tag in HEADINGS:
            if take_number(node):
                self.changes.add("heading number")
            if self.item is None and not self.within:
                self.parts.append(Part(node))
                return
        within = self.within
        if not within and self.item is None and self.frame.goes_on:
            within = next((p.item.level for p in reversed(self.parts) if p.item), 0)
            if not (self.parts and (self.parts[-1].item or self.parts[-1].within)):
                within = 0
        is_quote = self.frame.is_quote and not self.in_table
        if is_quote and self.item is None and not within:
            self.quoted(node)
            return
        self.parts.append(
            Part(node, self.item, within, self.frame.indent, self.frame.is_caption)
        )
        self.item = None

    def quoted(self, node):
        """Add a paragraph to the quotation above it, or begin one."""
        last = self.parts[-1].node if self.parts else None
        if last is None or last.tag != "blockquote":
            last = Element("blockquote")
            self.parts.append(Part(last))
        last.children.append(node)

    def blocks(self) -> list[Element]:
        """The blocks read, with lists and the captions of tables put together."""
        self.end()
        # A large letter that no text follows.
        self.runs, self.drop_cap = self.drop_cap, []
        self.end()
        join_captions(self.parts, self.changes)
        return assemble(self.parts)


def _style_names(element) -> list[str]:
    """The classes of a paragraph; Word Online names its style on the text inside."""
    inner = element.elements("span") if element.tag == "p" else ()
    styles = [span.attributes.get("data-ccp-parastyle", "") for span in inner]
    return [name.lower() for name in [*element.classes, *styles] if name]


def _left_out(look: Look) -> str:
    """The kind of text that is left out; empty for text that is kept."""
    if look.deleted:
        return "deleted"
    if look.hidden:
        return "hidden"
    return "struck" if look.struck and not look.ticked else ""


def _address(href: str) -> str:
    """A link’s address if it works anywhere; redirects are undone."""
    href = "".join(href.split())
    if href.startswith("//"):
        href = f"https:{href}"
    if "://" not in href and not href.startswith("mailto:"):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:  # as in http://[insert link]
        return ""
    if parts.scheme.lower() not in SCHEMES:
        return ""
    if parts.netloc.endswith("safelinks.protection.outlook.com"):
        return _address((parse_qs(parts.query).get("url") or [""])[0])
    if parts.netloc in {"www.google.com", "google.com"} and parts.path == "/url":
        query = parse_qs(parts.query)
        return _address((query.get("q") or query.get("url") or [""])[0])
    return href


def _list_style(element, styles) -> str:
    list_type = element.attributes.get("type", "")
    if list_type in {"a", "A", "i", "I"}:
        return list_type
    shape = styles.get("list-style-type") or styles.get("list-style", "").split(" ")[0]
    return {
        "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
        "lower-roman": "i", "upper-roman": "I",
    }.get(shape, "")  # fmt: skip
