"""Headings of a Word file, with heading styles or only bold, and their content."""

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from partnership.core.text.html import parse
from partnership.core.text.pasting.read import read_pasted
from partnership.core.text.pasting.tables import MAX_SPAN
from partnership.core.text.word_file import WordBlock, WordFile

# The deepest heading that has a part of its own; those below stay in the text.
DEEPEST = 2
MAX_PARTS = 200
LONGEST = 120
MIN_MARKED = 3
NUMBER = re.compile(
    r"\s*(?:(?:section|part|appendix|annex|chapter|schedule)\s+"
    r"(?:\d{1,2}|[a-z]|[ivx]{1,5})\b[\s.:)\u2013\u2014-]*"
    r"|\d{1,2}(?:\.\d{1,2})*[.):]?\s+|(?:[a-z]|[ivx]{1,5})[.):]\s+)",
    re.I,
)
# A start that may not be a number: “10 ways to stay safe”, “A. Smith”.
DOUBTFUL = re.compile(r"\s*(?:(\d{1,2})\s|([a-z])\.\s)", re.I)
PLAIN = re.compile(r"\s*(?:(\d{1,2})[.):]?\s|([a-z]|[ivx]{1,5})[.):]\s)", re.I)
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
DEPTH = re.compile(r"\s*\d{1,2}((?:\.\d{1,2})*)")
# A line of a contents list that was typed: words, dots or a gap, and a page.
CONTENTS_LINE = re.compile(
    r"(.*?)(?:\t|\.{3,}|\u2026|\s{3,})[\s.\u2026]*(\d{1,3}|[ivx]{1,5})\s*"
)
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?|index", re.I)
TITLE_STYLES = {"Title", "Subtitle"}


@dataclass
class WordTable:
    """A table of the file, as HTML and as the text of its cells."""

    html: str
    rows: list[list[str]]
    caption: str = ""

    @property
    def is_data(self) -> bool:
        """Whether it has rows and columns, and does not only place text on a page."""
        return len(self.rows) > 1 and max(map(len, self.rows)) > 1

    def as_spreadsheet(self) -> str:
        """The table as HTML that imports read, with its caption as a title above."""
        lines = [f"<td>{escape(self.caption or 'Table')}</td>", "<td></td>"]
        for cells in cells_of(self.html):
            lines.append(
                "".join(
                    f'<td colspan="{across}" rowspan="{down}">{escape(text)}</td>'
                    for text, across, down in cells
                )
            )
        return f"<table><tr>{'</tr><tr>'.join(lines)}</tr></table>"


@dataclass
class WordPart:
    """A heading of the file with the text and tables below it.

    `name` is the title without its number. `contents` has HTML, and the numbers of
    tables in the file. `notes` are footnotes.
    """

    title: str = ""
    level: int = 1
    contents: list[str | int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def is_contents_list(self) -> bool:
        return bool(CONTENTS.fullmatch(self.title.strip()))

    def html(self, tables: list[WordTable], left_out=()) -> str:
        """All of it as HTML to be cleaned, without some of the tables."""
        found = [
            content if isinstance(content, str) else tables[content].html
            for content in self.contents
            if content not in left_out
        ]
        return "".join([*found, *self.notes])


@dataclass
class WordOutline:
    """The parts and tables of a file, and how many comments it has.

    `contents_list` has the lines of a typed contents list, which is left out.
    """

    parts: list[WordPart]
    tables: list[WordTable]
    comments: int = 0
    contents_list: list[str] = field(default_factory=list)


def outline_of(file: WordFile) -> WordOutline:
    """Divide a file at its headings; what is above the first is a part without one."""
    blocks, contents_list = _without_contents(file.blocks)
    levels = _levels(blocks)
    outline = WordOutline([WordPart()], [], len(file.comments), contents_list)
    for block, level in zip(blocks, levels, strict=True):
        is_deep = level > DEEPEST or len(outline.parts) >= MAX_PARTS
        if level and not is_deep:
            outline.parts.append(WordPart(" ".join(block.text.split()), level))
        elif level:
            outline.parts[-1].contents.append(f"<h{level}>{_words(block)}</h{level}>")
        else:
            _add(outline, block)
    _join_titles(outline)
    _name(outline.parts)
    return outline


def _words(block) -> str:
    return escape(" ".join(block.text.split()), quote=False)


def _add(outline, block):
    part = outline.parts[-1]
    part.notes += block.notes
    if block.style != "table":
        if block.text.strip() or "<img" in block.html or "<del>" in block.html:
            part.contents.append(block.html)
        return
    table = WordTable(block.html, rows_of(block.html), part.title)
    if part.contents and isinstance(before := part.contents[-1], str):
        if 'class="caption"' in before:
            table.caption = parse(before).text.strip()
    if not table.is_data:
        part.contents.append(block.html)
        return
    part.contents.append(len(outline.tables))
    outline.tables.append(table)


def rows_of(markup: str) -> list[list[str]]:
    """The text of each cell of a table; merged cells are empty after the first."""
    rows = [
        [word for text, across, _ in cells for word in (text, *[""] * (across - 1))]
        for cells in cells_of(markup)
    ]
    return [row for row in rows if any(row)]


def cells_of(markup: str) -> list[list[tuple[str, int, int]]]:
    """The cells of each row of a table: text, columns and rows."""
    table = next(parse(markup).elements("table"))
    rows = []
    for body in table.child_elements():
        for row in body.child_elements():
            cells = []
            for cell in row.child_elements():
                text = " ".join(_text_of(cell).split())
                across, down = (cell.span(n, MAX_SPAN) for n in ("colspan", "rowspan"))
                cells.append((text, across, down))
            rows.append(cells)
    return rows


def _text_of(cell) -> str:
    """The text of a cell as it reads with tracked changes accepted."""
    return " ".join(parse(read_pasted(cell.html).html).texts())


def _without_contents(blocks: list[WordBlock]) -> tuple[list[WordBlock], list[str]]:
    """Leave out a contents list: Word’s own, or one typed with page numbers.

    Return the other blocks, and the lines of typed lists. Figures can be set with tabs
    too, so a list only counts below “Contents” or before the first heading, with pages
    in order.
    """
    found: list[WordBlock] = []
    left_out: list[str] = []
    for is_line, group in groupby(blocks, lambda block: bool(_page_of(block))):
        lines = list(group)
        if is_line and len(lines) >= MIN_MARKED and _is_contents_list(lines, found):
            left_out += [_page_of(line)[0] for line in lines]
        else:
            found += [block for block in lines if "MsoToc" not in block.html]
    return found, left_out


def _page_of(block) -> tuple[str, ...]:
    """Return the words and page number of a contents line; empty for other blocks."""
    is_short = len(block.text) <= 2 * LONGEST
    match = CONTENTS_LINE.fullmatch(block.text) if is_short else None
    return match.groups() if match else ()


def _is_contents_list(lines, before) -> bool:
    pages = [page for _words, page in map(_page_of, lines)]
    numbers = [int(page) for page in pages if page.isdecimal()]
    above = next((block for block in reversed(before) if block.text.strip()), None)
    is_named = above is not None and CONTENTS.fullmatch(above.text.strip())
    is_first = not any(block.level and block.text.strip() for block in before)
    return numbers == sorted(numbers) and bool(is_named or is_first)


def _levels(blocks) -> list[int]:
    """The level of each block that is a heading, from 1; 0 for text."""
    marked = [block.level if block.text.strip() else 0 for block in blocks]
    used = sorted({level for level in marked if level})
    if len(used) > 1 and marked.count(used[0]) == 1:
        first = next(level for level in marked if level)
        if first == used[0]:  # the only one is the title of the document
            marked[marked.index(first)] = 0
            used = used[1:]
    ranks = {level: rank for rank, level in enumerate(used, 1)}
    levels = [ranks.get(level, 0) for level in marked]
    bold = [
        number
        for number, block in enumerate(blocks)
        if not levels[number] and _looks_like_heading(blocks, number)
    ]
    if sum(map(bool, levels)) >= MIN_MARKED:
        for number in bold:
            levels[number] = min(len(used) + 1, DEEPEST + 1)
    else:
        for number, level in zip(bold, _typed_levels(blocks, bold), strict=True):
            levels[number] = level
    return levels


def _looks_like_heading(blocks, number) -> bool:
    """Whether a paragraph is short and bold, or all in capitals, with no full stop."""
    block = blocks[number]
    words = " ".join(block.text.split())
    if not words or len(words) > LONGEST:
        return False
    if block.level or block.style in {"table", *TITLE_STYLES}:
        return False
    if words[-1] in ".;,:" or not re.search(r"[^\W\d_]{3}", words):
        return False
    root = parse(block.html)
    if any(root.elements("li")) and number + 1 < len(blocks):
        if "<li" in blocks[number + 1].html:
            return False
    if 'class="caption"' in block.html or re.match(r"(table|figure)\s+\d", words, re.I):
        return False
    bold = "".join(s.text for s in root.elements("strong") if s.text.strip())
    plain = "".join(root.text.split())
    return "".join(bold.split()) == plain or (words.isupper() and len(words) > 5)


def _typed_levels(blocks, bold) -> list[int]:
    """The levels of headings that are only bold: by number, else by upper case."""
    texts = [blocks[number].text for number in bold]
    numbered = [bool(NUMBER.match(text)) for text in texts]
    first = numbered.index(True) if any(numbered) else len(texts)
    capitals = {text.isupper() for text in texts[:first]}
    found = []
    for place, text in enumerate(texts):
        if numbered[place]:
            depth = DEPTH.match(text)
            found.append(min(depth[1].count(".") if depth else 0, DEEPEST) + 1)
        elif place > first or (len(capitals) > 1 and not text.isupper()):
            found.append(DEEPEST)
        else:
            found.append(1)
    return found


def _join_titles(outline):
    """Join headings that are one: of the title page, and “Appendix A” and its name."""
    parts = [outline.parts[0]]
    for number, part in enumerate(outline.parts[1:], 1):
        following = outline.parts[number + 1 : number + 2]
        is_alone = not part.contents and following and following[0].level <= part.level
        if is_alone and not without_number(part.title):
            following[0].title = f"{part.title}: {following[0].title}"
        elif is_alone and len(parts) == 1:
            text = escape(part.title, quote=False)
            parts[0].contents.append(f"<p><strong>{text}</strong></p>")
        else:
            parts.append(part)
    outline.parts = [part for part in parts if part.title or part.contents]


def _name(parts: list[WordPart]):
    """Name each part by its title without the number.

    A doubtful number counts only if a heading of the same level has the number before
    or after it.
    """
    used: dict[int, set[tuple[str, int]]] = {}
    for part in parts:
        used.setdefault(part.level, set()).update(_numbers(part.title))
    for part in parts:
        beside = {
            (kind, number + step)
            for kind, number in _numbers(part.title)
            for step in (-1, 1)
        }
        is_number = not DOUBTFUL.match(part.title) or beside & used[part.level]
        part.name = without_number(part.title) if is_number else part.title


def _numbers(title) -> set[tuple[str, int]]:
    """The number that a heading may have, by its format: 3, c and iii."""
    if not (match := PLAIN.match(title)):
        return set()
    if match[1]:
        return {("number", int(match[1]))}
    letters = match[2].lower()
    found = {("letter", ord(letters))} if len(letters) == 1 else set()
    if letters in ROMAN:
        found.add(("roman", ROMAN.index(letters)))
    return found


def without_number(title: str) -> str:
    """A heading without “Section 2:”, “Appendix B”, “3.1” or “10” before it."""
    return title[match.end() :] if (match := NUMBER.match(title)) else title
