"""What changed between two documents, section by section, from their pages.

Words are compared in paragraphs, list items, headings and table rows. A paragraph that
is elsewhere in the other document has moved; one that is similar to another was
reworded, and its added and removed words are marked.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from partnership.core.text.html import Element, parse
from partnership.core.text.word_changes import added as word_added
from partnership.core.text.word_changes import deleted as word_deleted
from partnership.core.text.word_changes import marked, words_of
from reports.text.excerpts import sentences

PARAGRAPHS = {"p", "li", "tr", "h3", "h4", "h5", "dt", "dd", "figcaption", "caption"}
# Paragraphs at least as similar as this are one, reworded.
SIMILAR = 0.5
# In longer paragraphs, reworded words are not looked for: that would take seconds.
MOST_WORDS = 4000
# A shorter paragraph, such as “None”, is in many places and has not moved.
SHORTEST_MOVED = 30
NOT_TEXT = {"svg", "script", "style"}


@dataclass(frozen=True)
class Paragraph:
    text: str
    section: str


@dataclass(frozen=True)
class Change:
    """One paragraph: `kind` is added, removed, moved or reworded; `html` is safe.

    `note` says where it has moved, or that only sentences in it were added or removed.
    """

    kind: str
    html: SafeString
    note: str = ""

    @property
    def label(self) -> str:
        return self.kind.capitalize()


@dataclass
class SectionChange:
    """The changes of one section; `anchor` is its id in the later document."""

    title: str
    status: str
    anchor: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass
class Section:
    id: str
    title: str
    paragraphs: list[Paragraph]


def sections_of(body: str) -> dict[str, Section]:
    """The sections of a document's page by their id, with their paragraphs."""
    found = {}
    for element in parse(body).elements("section"):
        id = element.attributes.get("id", "")
        title = _title(element)
        texts = [text for text in _paragraphs(element) if text and text != title]
        found[id] = Section(id, title, [Paragraph(text, title) for text in texts])
    return found


def _title(section: Element) -> str:
    for heading in section.elements("h2", "h3", "h4"):
        for span in heading.elements("span"):
            if span.attributes.get("class") == "title":
                return _text(span)
    return ""


def _paragraphs(element: Element) -> Iterator[str]:
    for node in element.children:
        if not isinstance(node, Element) or node.tag in NOT_TEXT | {"section"}:
            continue
        if node.tag in PARAGRAPHS and not any(node.elements(*PARAGRAPHS)):
            yield _text(node)
        elif node.tag == "tr":
            cells = [_text(cell) for cell in node.elements("th", "td")]
            yield " | ".join(cell for cell in cells if cell)
        else:
            yield from _paragraphs(node)


def _text(element: Element) -> str:
    """The visible text; cells repeat their column's name for phones, hidden."""
    parts = []
    for node in element.children:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag not in NOT_TEXT and node.attributes.get("aria-hidden") != "true":
            parts.append(
                " | ".join(_text(cell) for cell in node.elements("th", "td"))
                if node.tag == "tr"
                else _text(node)
            )
            if node.tag in {"td", "th", "br"}:
                parts.append(" ")
    return " ".join("".join(parts).split())


def compare_sections(old_body: str, new_body: str) -> list[SectionChange]:
    """Each section of either document that has changed, in the new order."""
    old, new = sections_of(old_body), sections_of(new_body)
    moved = _moved(old, new)
    found = []
    for id, section in new.items():
        before = old.get(id)
        changes = list(
            _changes(before.paragraphs if before else [], section.paragraphs, moved)
        )
        if before is None:
            found.append(SectionChange(section.title, "New section", id, changes))
        elif changes or before.title != section.title:
            renamed = f"Renamed from “{before.title}”"
            status = "Changed" if before.title == section.title else renamed
            found.append(SectionChange(section.title, status, id, changes))
    for id, section in old.items():
        if id not in new:
            changes = list(_changes(section.paragraphs, [], moved))
            found.append(SectionChange(section.title, "Removed section", "", changes))
    return found


def _moved(old, new) -> dict[str, tuple[str, str]]:
    """Paragraphs that are in another section now: the old title and the new."""
    before = _places(old)
    after = _places(new)
    return {
        text: (before[text], after[text])
        for text in before.keys() & after.keys()
        if len(text) >= SHORTEST_MOVED and before[text] != after[text]
    }


def _places(sections) -> dict[str, str]:
    texts = [p for section in sections.values() for p in section.paragraphs]
    counts = Counter(p.text for p in texts)
    return {p.text: p.section for p in texts if counts[p.text] == 1}


def _changes(old, new, moved) -> Iterator[Change]:
    before, after = [p.text for p in old], [p.text for p in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [step[1:] for step in matcher.get_opcodes() if step[0] != "equal"]
    removed = [text for i, j, _, _ in steps for text in before[i:j]]
    added = [text for _, _, k, m in steps for text in after[k:m]]
    stayed = {text for text in set(removed) & set(added) if len(text) >= SHORTEST_MOVED}
    pairs = _pairs(
        [text for text in removed if text not in moved and text not in stayed],
        [text for text in added if text not in moved and text not in stayed],
    )
    for text in added:
        if text in stayed:
            yield Change("moved", escape(text), "within this section")
        elif text in moved:
            yield Change("moved", escape(text), f"from “{moved[text][0]}”")
        elif text in pairs:
            yield _within(pairs[text], text)
        else:
            yield Change("added", format_html("<ins>{}</ins>", text))
    shown = stayed.union(pairs.values())
    for text in removed:
        if text in moved:
            yield Change("moved", escape(text), f"to “{moved[text][1]}”")
        elif text not in shown:
            yield Change("removed", format_html("<del>{}</del>", text))


def _within(before: str, after: str) -> Change:
    """A paragraph that has whole sentences more, or fewer, or was reworded."""
    old, new = list(sentences(before)), list(sentences(after))
    longer, shorter = sorted([old, new], key=len, reverse=True)
    rest = iter(longer)
    if len(old) == len(new) or not all(sentence in rest for sentence in shorter):
        return Change("reworded", marked(before, after))
    kind, mark = ("added", word_added) if longer is new else ("removed", word_deleted)
    steps = SequenceMatcher(None, shorter, longer, False).get_opcodes()
    parts = (
        (text if step == "equal" else mark(text),)
        for step, _, _, first, end in steps
        for text in longer[first:end]
    )
    count = "sentence" if len(longer) - len(shorter) == 1 else "sentences"
    return Change(kind, format_html_join(" ", "{}", parts), count)


def _pairs(removed, added) -> dict[str, str]:
    """New paragraphs with the old one that each was reworded from, best first.

    Comparing two takes long, but an upper limit of their similarity does not: those
    whose limit is below a better pair of either are never compared.
    """
    # Spaces are half of any two texts.
    words = {
        text: [word for word in words_of(text) if not word.isspace()]
        for text in [*removed, *added]
    }
    counts = {text: Counter(own) for text, own in words.items()}
    waiting = [
        (-limit, new, old, False)
        for new in added
        for old in removed
        if (limit := _most_alike(counts[old], counts[new])) >= SIMILAR
    ]
    heapify(waiting)
    pairs: dict[str, str] = {}
    while waiting:
        _score, new, old, is_exact = heappop(waiting)
        if new in pairs or old in pairs.values():
            continue
        if is_exact:
            pairs[new] = old
            continue
        ratio = SequenceMatcher(None, words[old], words[new], False).ratio()
        if ratio >= SIMILAR:
            heappush(waiting, (-ratio, new, old, True))
    return pairs


def _most_alike(old: Counter[str], new: Counter[str]) -> float:
    """The ratio of two texts if all the words they share were in the same order."""
    shorter, longer = sorted([old.total(), new.total()])
    total = shorter + longer
    if longer > MOST_WORDS or 2 * shorter < SIMILAR * total:
        return 0
    return 2 * (old & new).total() / total
