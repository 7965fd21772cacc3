"""The text of a document as checks read it: line by line, linked or typed."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Model

from partnership.core.text.html import Element, parse
from reports.text.phrases import phrase

# Replaces each letter that nobody typed: linked figures and references.
BOUND = "\ufffc"
# A document is checked again and again while someone writes, so this many of its texts
# are cached.
MOST_CACHED = 4_000
# Longer sentences without a verb that is known have one that is not.
LONGEST_FRAGMENT = 14
BLOCKS = {"p", "li", "h2", "h3", "h4", "h5", "h6", "td", "th", "caption", "blockquote"}
SPACE = re.compile(r"\s+")
SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bv\.)(?<!\bvs\.)[”’\")]*\s+(?=[“‘\"(]?[A-Z0-9\ufffc])"
)


@dataclass(frozen=True)
class Link:
    """One link: its words, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True)
class Line:
    """One paragraph, list item, heading or cell.

    `text` is what readers see; `typed` has the same length, with BOUND for every letter
    that comes from the data, so that positions in both are the same.
    """

    text: str
    typed: str
    tag: str = "p"
    is_bold: bool = False

    @property
    def is_heading(self) -> bool:
        return self.tag[0] == "h" and self.tag[1:].isdigit()

    def matches(self, pattern: re.Pattern) -> tuple[re.Match, ...]:
        """Return the matches of a pattern in the typed text; cached."""
        if pattern not in self._found:
            self._found[pattern] = tuple(pattern.finditer(self.typed))
        return self._found[pattern]

    @cached_property
    def _found(self) -> dict[re.Pattern, tuple[re.Match, ...]]:
        return {}

    @cached_property
    def low(self) -> str:
        """The typed text in lower case."""
        return self.typed.lower()

    @cached_property
    def parts(self) -> tuple[tuple[int, "Line"], ...]:
        """The sentences of the line, each with its position in the line.

        “Champions, 2016-17. Target 160. Trained 150.” is one statement in fragments.
        """
        cuts = [
            match.span()
            for match in SENTENCE_END.finditer(self.typed)
            if not _goes_on(self.text[: match.start()], self.text[match.end() :])
        ]
        starts = [0, *(end for _start, end in cuts)]
        ends = [*(start for start, _end in cuts), len(self.text)]
        return tuple(
            (first, Line(self.text[first:last], self.typed[first:last], self.tag))
            for first, last in zip(starts, ends, strict=True)
        )

    @property
    def sentence_count(self) -> int:
        """The number of sentences, fragments included."""
        return 1 + sum(1 for _ in SENTENCE_END.finditer(self.typed))

    def sentences(self) -> list["Line"]:
        return [part for _start, part in self.parts]


def _goes_on(before: str, after: str) -> bool:
    """Whether two sentences are parts of one statement, as neither has a verb."""
    last, first = SENTENCE_END.split(before)[-1], SENTENCE_END.split(after, 1)[0]
    return _is_fragment(last) and (
        _is_fragment(first) or bool(phrase("fragment.sums-up").match(first))
    )


@lru_cache(maxsize=MOST_CACHED)
def _is_fragment(text: str) -> bool:
    is_short = text.endswith(".") and text.count(" ") < LONGEST_FRAGMENT
    return is_short and not phrase("fragment.verb").search(text)


def in_one(text: str) -> str:
    """A sentence in which fragments are divided as statements of a sentence are."""
    for end in SENTENCE_END.finditer(text):
        text = f"{text[: end.start() - 1]};{text[end.start() :]}"
    return text


@dataclass(frozen=True, eq=False)
class Markup:
    """The text of finished markup; `text` and `typed` are its lines, joined."""

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    text: str
    typed: str
    found: dict[re.Pattern, tuple[re.Match, ...]] = field(default_factory=dict)


@lru_cache(maxsize=MOST_CACHED)
def read_markup(html: str) -> Markup:
    """Read markup; recent results are cached."""
    reader = _Reader()
    reader.read(parse(html))
    reader.end_line()
    return Markup(
        tuple(reader.lines),
        tuple(reader.links),
        tuple(reader.tags),
        "\n".join(line.text for line in reader.lines),
        "\n".join(line.typed for line in reader.lines),
    )


@dataclass(eq=False)
class Words:
    """The text at one place of a document, with its figures filled in.

    `row` and `field` say where it is stored, `raw` is the stored text. `section` is the
    key of the section, `place` its title and heading, for people.
    """

    place: str
    section: str
    raw: str
    html: str
    row: Model | None = None
    field: str = ""

    def __post_init__(self):
        self._markup = read_markup(self.html)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._markup.lines

    @property
    def links(self) -> tuple[Link, ...]:
        """Links that someone added, not references within the document."""
        return self._markup.links

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of all elements, in order."""
        return self._markup.tags

    @property
    def text(self) -> str:
        return self._markup.text

    @property
    def typed(self) -> str:
        return self._markup.typed

    def matches(self, pattern: re.Pattern) -> tuple[re.Match, ...]:
        """The matches of a pattern in what was typed, cached with the markup."""
        found = self._markup.found
        if pattern not in found:
            found[pattern] = tuple(pattern.finditer(self.typed))
        return found[pattern]

    def sentences(self) -> list[Line]:
        return [part for line in self.lines for part in line.sentences()]


class _Reader:
    """Reads finished markup: figures are `data`, references `a.ref`, numbers `.no`."""

    def __init__(self):
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.typed: list[str] = []
        self.bold: list[bool] = []
        self.block = "p"
        self.link: tuple[str, int] | None = None

    def read(self, element: Element, bound=False, bold=False):
        for node in element.children:
            if isinstance(node, str):
                self._add(node, bound, bold)
            else:
                self._element(node, bound, bold)

    def _element(self, node, bound, bold):
        tag = node.tag
        self.tags.append(tag)
        if tag == "br":
            self._add(" ", bound, bold)
            return
        named = node.classes
        if tag in BLOCKS:
            self.end_line()
            self.block = tag
        if tag in {"data", "time"} or (tag == "a" and "ref" in named):
            bound = True
        elif tag == "a":
            self.link = node.attributes.get("href", ""), len("".join(self.text))
        if not (tag == "span" and "no" in named):
            self.read(node, bound, bold or tag in {"strong", "b"})
        if tag == "a" and self.link:
            href, start = self.link
            self.links.append(Link("".join(self.text)[start:].strip(), href))
            self.link = None
        if tag in BLOCKS:
            self.end_line()

    def _add(self, data, bound, bold):
        data = SPACE.sub(" ", data)
        self.text.append(data)
        self.typed.append(BOUND * len(data) if bound else data)
        if data.strip():
            self.bold.append(bold)

    def end_line(self):
        text, typed = "".join(self.text), "".join(self.typed)
        if text.strip():
            cut = len(text) - len(text.lstrip())
            end = len(text.rstrip())
            bold = bool(self.bold) and all(self.bold)
            self.lines.append(Line(text[cut:end], typed[cut:end], self.block, bold))
        self.text, self.typed, self.bold, self.block = [], [], [], "p"
        if self.link:
            self.link = self.link[0], 0
