"""Guess where each heading of a Word file goes in a document."""

import re
import tomllib
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.registry import RECORD_TYPES, RecordType
from partnership.models.wording import DEFAULTS
from reports import document_types
from reports.document_types.outline import SectionSpec
from reports.editor.outline_panel import FRONT
from reports.editor.preview import section_to_edit
from reports.editor.save import places_of
from reports.editor.word_import.headings import (
    WordOutline,
    WordPart,
    WordTable,
    without_number,
)
from reports.models import Passage
from reports.text.draft import Draft

# Choices for a part, besides the key of a text, and for a table, besides a list.
ABOVE, NEW, OUT = "above", "new", "out"
IN_TEXT = "text"
DATA = "data:"
TO = "to:"
LIKELY, SAME_LETTERS = 0.5, 0.85
# Weights for being in order, of the same kind, and not used yet.
IN_ORDER, SAME_KIND, TAKEN = 0.04, 0.04, 0.1
# A part before the first heading with fewer words is a title page.
TITLE_PAGE = 80
# The list that contains the data of a block.
LISTS = {
    "funding_table": "allocations",
    "members": "memberships",
    "priorities_table": "priorities",
    "delivery_table": "priorities",
    "objectives_table": "objectives",
    "measure_table": "observations",
    "plans_table": "related-plans",
    "carried_forward": "carry-forwards",
    "csp_table": "partnerships",
}
STOPWORDS = set(
    "a an and are as at be by do for from have how i in is it its of on or our that "
    "the their this to us we were which who will with your section part".split()
)
TABLE = tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text("utf-8"))


@dataclass
class Target:
    """A text of the document: where it is, and the words it may be known by."""

    key: str
    section_key: str
    section: str
    label: str
    names: list[str] = field(default_factory=list)
    numbering: str = ""
    row: Passage | None = None
    lists: list[str] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return bool(self.row and self.row.body)


def targets_of(draft: Draft) -> list[Target]:
    """The texts of a draft in order, including optional ones that are not printed."""
    document_type = document_types.of(draft.report)
    specs = {spec.key: spec for spec in document_type.sections}
    shown = [section.key for section in draft.sections]
    optional = [k for k, spec in specs.items() if spec.is_optional and k not in shown]
    found = []
    for key in [*optional, *shown]:
        section = section_to_edit(draft, key)
        if section is None:
            continue
        spec = specs.get(key)
        for number, place in enumerate(places_of(draft.report, section)):
            target = Target(
                place.key,
                key,
                section.title or FRONT,
                place.label,
                numbering=section.numbering,
                row=place.row,
                lists=_lists_of(spec),
            )
            if not number:
                target.names += [section.title, *_other_names(spec, draft)]
            if place.heading and place.heading != section.title:
                target.names.append(place.heading)
            found.append(target)
    return found


def _other_names(spec: SectionSpec | None, draft) -> list[str]:
    """The title in the usual terms, if a county has its own, and the key."""
    if spec is None:
        return []
    usual = spec.title.format(**(draft.context.names | DEFAULTS), section="")
    return [usual, spec.key.replace("-", " ")]


def _lists_of(spec) -> list[str]:
    blocks = [used.collect.__module__ for used in spec.blocks] if spec else []
    names = [module.rpartition(".")[2] for module in blocks]
    return list(dict.fromkeys(LISTS[name] for name in names if name in LISTS))


def importable_lists(draft: Draft, user) -> list[RecordType]:
    """The lists that tables of this type of document may belong to."""
    document_type = document_types.of(draft.report)
    slugs = [slug for spec in document_type.sections for slug in _lists_of(spec)]
    records = [RECORD_TYPES[slug] for slug in dict.fromkeys(slugs)]
    return [record for record in records if record.has_permission(user, "import")]


# Parts


def guess_parts(outline: WordOutline, targets: list[Target], names=()) -> list[str]:
    """Return a choice for each part. `names` are words to ignore here."""
    guesser = _Guesser(targets, names)
    return [guesser.guess(part) for part in outline.parts]


class _Guesser:
    def __init__(self, targets, names):
        self.targets = targets
        self.names = [name.casefold() for name in names if name]
        self.words = [[self._words(name) for name in t.names] for t in targets]
        self.last, self.taken = -1, set()
        # The target of the heading above, if it is known.
        self.above: Target | None = None

    def guess(self, part: WordPart) -> str:
        if part.is_contents_list or not part.title:
            return OUT if part.is_contents_list or _is_title_page(part) else NEW
        if part.level > 1 and self.above is not None:
            # Below a section that is known, only the texts of that section are likely.
            place, score = self._best(part, self.above.section_key)
            found = self.targets[place]
            if score < LIKELY or not part.contents or found.key == self.above.key:
                return ABOVE
            self.last, self.above = place, found
            return TO + found.key
        place, score = self._best(part)
        if score < LIKELY:
            self.above = None
            # A heading with nothing below it but other headings is not a section.
            return NEW if part.contents else OUT
        self.last, self.above = place, self.targets[place]
        self.taken.add(place)
        return TO + self.above.key

    def _best(self, part, section_key="") -> tuple[int, float]:
        words = self._words(without_number(part.title))
        is_appendix = bool(re.match(r"\s*(appendix|annex)", part.title, re.I))
        best, best_score = 0, 0.0
        for place, target in enumerate(self.targets):
            if section_key not in ("", target.section_key):
                continue
            score = max(
                (_likeness(words, other) for other in self.words[place]), default=0
            )
            if score:
                kind = target.numbering in {"appendix", "annex"}
                score += IN_ORDER * (place > self.last)
                score += SAME_KIND * (is_appendix and kind)
                score -= TAKEN * (place in self.taken)
            if score > best_score:
                best, best_score = place, score
        return best, best_score

    def _words(self, text: str) -> tuple[str, frozenset[str]]:
        """The letters of a heading, and its words with those that mean the same."""
        plain = text.casefold().replace("\u2019", "'")
        for name in self.names:
            plain = plain.replace(name, " ")
        plain = re.sub(r"\b(?:19|20)\d\d(?:\s*[-/\u2013]\s*\d{2,4})?\b", " ", plain)
        letters = " ".join(re.findall(r"[^\W\d_']+", plain))
        found = set()
        for canonical, phrases in TABLE["phrases"].items():
            for phrase in phrases:
                if phrase in plain:
                    found.add(canonical)
                    plain = plain.replace(phrase, " ")
        for word in re.findall(r"[^\W\d_]+", plain.replace("'s", "")):
            if word not in STOPWORDS:
                found.add(SYNONYMS.get(_stem(word), _stem(word)))
        return letters, frozenset(found)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" != word[-2] else word


SYNONYMS = {
    _stem(word): canonical
    for canonical, words in TABLE["words"].items()
    for word in words
}


def _likeness(title, other) -> float:
    """How similar two headings are, from 0 to 1: by words, or letter by letter."""
    shared = len(title[1] & other[1])
    score = 2 * shared / max(len(title[1]) + len(other[1]), 1)
    ratio = SequenceMatcher(None, title[0], other[0]).ratio() if title[0] else 0
    return max(score, ratio if ratio >= SAME_LETTERS else 0)


def _is_title_page(part) -> bool:
    texts = [content for content in part.contents if isinstance(content, str)]
    words = re.sub(r"<[^>]*>", " ", " ".join(texts)).split()
    return len(words) < TITLE_PAGE


# Tables


def guess_tables(
    outline: WordOutline, choices: list[str], targets, records: list[RecordType]
) -> list[str]:
    """Return a choice for each table.

    It is data if its section has a table made from data with the same columns.
    """
    lists = {TO + target.key: target.lists for target in targets}
    allowed = {record.slug for record in records}
    found = [IN_TEXT] * len(outline.tables)
    for part, choice in zip(outline.parts, resolved(choices), strict=True):
        for number in part.contents:
            if isinstance(number, int):
                slugs = [slug for slug in lists.get(choice, []) if slug in allowed]
                if slugs:
                    slug = max(slugs, key=lambda s: _fit(outline.tables[number], s))
                    found[number] = f"{DATA}{slug}"
    return found


def _fit(table: WordTable, slug: str) -> float:
    """How well the headings of a table fit the columns of a list."""
    model = RECORD_TYPES[slug].model
    matcher = Matcher(RESOURCES[model](), Lookups(model))
    return matcher.score(dict(enumerate(filter(None, table.rows[0]))))


def resolved(choices: list[str]) -> list[str]:
    """The choice of each part, with that of the one above in place of ABOVE."""
    found: list[str] = []
    for number, choice in enumerate(choices):
        if choice == NEW:
            choice = f"{NEW}:{number}"
        elif choice == ABOVE:
            choice = found[-1] if found else OUT
        found.append(choice)
    return found
