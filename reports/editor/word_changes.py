"""Compare a returned Word file with the draft.

The text between a text’s bookmarks is compared with the text as it is printed now, word
by word, whether changes were tracked or not. A change is applied to the stored text, so
that formatting and linked figures around it stay; one that touches a linked figure is
shown with the data and not applied.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from partnership.core.text.html import Element, in_blocks, parse
from partnership.core.text.word_file import Comment, WordFile, read_word
from partnership.core.values.fingerprints import fingerprint
from reports.editor.preview import printed_tokens
from reports.editor.save import places_of
from reports.models import Passage, Report
from reports.publication.word import as_docx, bookmark_of
from reports.publication.word.paragraphs import bookmark_name

WORD = re.compile(r"\s+|[^\s\w]|\w+")
TOKEN = re.compile(r"\[[=@][^\[\]]{1,298}\]")
NEW_PARAGRAPH = "\n"
# Where a paragraph is divided when changes are applied.
DIVISION = "\x1e"
# Words shown on each side of a change.
AROUND = 60
TAG = "figure:"


@dataclass
class Change:
    """Words of a text that differ; `figures` if they include a linked figure."""

    start: int
    end: int
    old: str
    new: str
    lead: str = ""
    tail: str = ""
    authors: str = ""
    figures: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return fingerprint(f"{self.start}\0{self.old}\0{self.new}")[:16]

    @property
    def can_apply(self) -> bool:
        return not self.figures


@dataclass
class ReturnedText:
    """One text with the changes and comments in the returned file."""

    key: str
    title: str
    section_key: str
    row: Passage | None
    changes: list[Change] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    returned: str = ""

    @property
    def bookmark(self) -> str:
        return bookmark_of(self.key)


@dataclass
class ChangedFigure:
    """A linked figure whose text in the file differs from the data."""

    sent: str
    returned: str
    now: str = ""


@dataclass
class Returned:
    """The differences in a returned file; `added` is text outside the draft's texts."""

    texts: list[ReturnedText]
    figures: list[ChangedFigure]
    other_comments: list[Comment]
    added: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.figures or self.other_comments or self.added)


def compare(report: Report, draft, file: WordFile) -> Returned:
    """Compare a returned file with a draft."""
    texts, seen, compared = [], set(), set()
    for section in draft.sections:
        for place in places_of(report, section):
            name = bookmark_of(place.key)
            blocks = [block for block in file.blocks if name in block.bookmarks]
            if not blocks:
                continue
            seen |= {comment.number for b in blocks for comment in b.comments}
            title = ": ".join(filter(None, [section.title, place.heading]))
            found = ReturnedText(place.key, title, section.key, place.row)
            found.comments = [comment for b in blocks for comment in b.comments]
            if place.row and place.row.body:
                compared.add(name)
                figures = printed_tokens(draft, [place.row.body])
                pieces = printed_pieces(place.row.body, figures)
                found.returned = returned = _returned_text(blocks)
                authors = ", ".join(sorted({a for b in blocks for a in b.authors}))
                found.changes = changes_of(pieces, returned, authors)
            if found.changes or found.comments:
                texts.append(found)
    others = [c for c in file.comments if c.number not in seen]
    added = _added_text(draft, file, compared)
    return Returned(texts, changed_figures(draft, file), others, added)


def _added_text(draft, file: WordFile, compared: set[str]) -> list[str]:
    """Return paragraphs outside the compared texts that are new in the file.

    A paragraph that is added after the last one of a text is outside its bookmark, and
    a text that was empty has none. The front is left out: it has the date of the draft.
    """
    if draft.document is None:
        return []
    own = Counter(
        block.text for block in read_word(io.BytesIO(as_docx(draft.document))).blocks
    )
    starts = {bookmark_name(section.id) for section in draft.sections}
    added, is_front = [], True
    for block in file.blocks:
        is_front = is_front and not starts & block.bookmarks
        own[block.text] -= 1
        is_new = own[block.text] < 0 and block.style != "table" and block.text.strip()
        if is_new and not is_front and not compared & block.bookmarks:
            added.append(" ".join(block.text.split()))
    return added


def _returned_text(blocks) -> str:
    lines = [" ".join(block.text.split()) for block in blocks]
    return NEW_PARAGRAPH.join(line for line in lines if line and not NOTE.match(line))


NOTE = re.compile(r"\[note \d+\] ")
NOTE_MARK = re.compile(r"\[note \d+\]")


def changed_figures(draft, file: WordFile) -> list[ChangedFigure]:
    """Return linked figures that were changed in the file, with today's figures."""
    current = {
        figure.text
        for words in draft.context.composer.rendered
        for figure in words.rich.figures
    }
    found = {}
    for control in file.controls:
        if not control.tag.startswith(TAG):
            continue
        sent, text = control.tag.removeprefix(TAG), " ".join(control.text.split())
        if text != sent and not text.startswith(sent):
            now = sent if sent in current else ""
            found[sent, text] = ChangedFigure(sent, text, now)
    return list(found.values())


@dataclass
class Piece:
    """A piece of printed text and where it is stored: a text node and a place in it.

    Pieces of a linked figure have its token, and cannot be changed.
    """

    text: str
    holder: Element | None = None
    index: int = 0
    offset: int = 0
    token: str = ""


def printed_pieces(body: str | Element, figures: dict[str, str]) -> list[Piece]:
    """The words of a stored text as they are printed, in order.

    `figures` has the printed text of each token.
    """
    pieces: list[Piece] = []
    root = parse(in_blocks(body)) if isinstance(body, str) else body
    _read(root, pieces, figures)
    while pieces and pieces[-1].text == NEW_PARAGRAPH:
        pieces.pop()
    return pieces


LINES = {"p", "h3", "h4", "li", "td", "th", "caption", "blockquote"}


def _read(element, pieces, figures):
    for index, node in enumerate(element.children):
        if isinstance(node, str):
            pieces += _in_text(node, element, index, figures)
        elif node.tag == "br":
            pieces.append(Piece(" ", element, index, 0, "<br>"))
        elif node.tag != "small":
            _read(node, pieces, figures)
    if element.tag in LINES and pieces and pieces[-1].text != NEW_PARAGRAPH:
        pieces.append(Piece(NEW_PARAGRAPH))


def _in_text(text, element, index, figures):
    place = 0
    for match in [*TOKEN.finditer(text), None]:
        end = match.start() if match else len(text)
        for word in WORD.finditer(text, place, end):
            shown = " " if word[0].isspace() else word[0]
            yield Piece(shown, element, index, word.start())
        if match:
            for word in WORD.findall(figures.get(match[0], match[0])):
                yield Piece(word, element, index, match.start(), match[0])
            place = match.end()


def changes_of(pieces: list[Piece], returned: str, authors="") -> list[Change]:
    """The differences between a printed text and the returned one."""
    ours = [piece.text for piece in pieces]
    others = [
        " " if word.isspace() and word != NEW_PARAGRAPH else word
        for word in WORD.findall(NOTE_MARK.sub("", returned))
    ]
    matcher = SequenceMatcher(None, ours, others, autojunk=False)
    found: list[Change] = []
    for kind, start, end, first, last in _joined(matcher.get_opcodes(), ours):
        if kind == "equal":
            continue
        while start < end and _is_inside_token(pieces, start):
            start, first = start - 1, first - 1
        old, new = "".join(ours[start:end]), "".join(others[first:last])
        if not old.strip() and not new.strip():
            continue
        figures = sorted({p.token for p in pieces[start:end] if p.token[:1] == "["})
        if figures and old.lower() == new.lower():
            continue  # “Section 4” within a sentence is “section 4”
        change = Change(start, end, old, new, authors=authors, figures=figures)
        change.lead = "".join(ours[max(0, start - 12) : start])[-AROUND:]
        change.tail = "".join(ours[end : end + 12])[:AROUND]
        found.append(change)
    return found


def _is_inside_token(pieces, index) -> bool:
    """Whether a piece continues a linked figure, which is shown whole."""
    piece, before = pieces[index], pieces[index - 1] if index else None
    return (
        bool(piece.token)
        and before is not None
        and (
            (before.holder, before.index, before.offset, before.token)
            == (piece.holder, piece.index, piece.offset, piece.token)
        )
    )


def _joined(opcodes, ours):
    """Join differences that only have a space between them."""
    joined: list[list] = []
    for kind, start, end, first, last in opcodes:
        blank = kind == "equal" and end - start == 1 and ours[start] == " "
        if joined and joined[-1][0] != "equal" and (kind != "equal" or blank):
            joined[-1][2], joined[-1][4] = end, last
        elif blank and joined:
            joined.append([kind, start, end, first, last])
        else:
            joined.append(["equal" if kind == "equal" else "replace",
                           start, end, first, last])  # fmt: skip
    return joined


def apply_changes(
    body: str, keys: set[str], returned: str, figures: dict[str, str]
) -> tuple[str, int]:
    """Apply the chosen changes to a stored text; return it and how many were applied.

    Other changes are left out.
    """
    root = parse(in_blocks(body))
    pieces = printed_pieces(root, figures)
    chosen = [
        change
        for change in changes_of(pieces, returned)
        if change.key in keys and change.can_apply
    ]
    for change in reversed(chosen):
        _apply(pieces, change)
    html = root.html.replace(DIVISION, "</p><p>").replace("<p></p>", "")
    return html, len(chosen)


def _new_words(change, holder) -> str:
    """Return the new words, with a paragraph break only where one can be added."""
    end = DIVISION if holder.tag == "p" else " "
    return change.new.replace(NEW_PARAGRAPH, end)


def _apply(pieces, change):
    """Replace the words of a change, from the last piece to the first."""
    touched = [p for p in pieces[change.start : change.end] if p.holder is not None]
    for piece in reversed(touched[1:]):
        _cut(piece)
    if touched:
        first = touched[0]
        text = first.holder.children[first.index]
        if isinstance(text, str):
            end = first.offset + len(first.text)
            new = _new_words(change, first.holder)
            first.holder.children[first.index] = text[: first.offset] + new + text[end:]
        return
    before = [p for p in pieces[: change.start] if p.holder is not None and not p.token]
    after = [p for p in pieces[change.start :] if p.holder is not None and not p.token]
    follows = before and pieces[change.start - 1].holder is before[-1].holder
    if before and (follows or not after):
        piece, at = before[-1], before[-1].offset + len(before[-1].text)
    elif after:
        piece, at = after[0], after[0].offset
    else:
        return
    text = piece.holder.children[piece.index]
    new = _new_words(change, piece.holder)
    piece.holder.children[piece.index] = text[:at] + new + text[at:]


def _cut(piece):
    text = piece.holder.children[piece.index]
    if isinstance(text, str):
        end = piece.offset + len(piece.text)
        piece.holder.children[piece.index] = text[: piece.offset] + text[end:]
