"""Find and replace over the texts of a document."""

from dataclasses import dataclass

from django.utils.text import capfirst

from partnership.core.text.html import Element, parse
from partnership.core.values.fingerprints import fingerprint
from reports.assembly.passage_labels import passage_label
from reports.figures.grammar import OPENING, scan
from reports.models import Passage, Report

AROUND = 50


@dataclass
class Match:
    """One place where the words were found, with what is around it."""

    row: Passage
    number: int
    lead: str
    words: str
    tail: str
    place: str
    replacement: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is no part of a longer word, as “partner” is in “partners”."""
        before, after = self.lead[-1:] + self.words[:1], self.words[-1:] + self.tail[:1]
        return not any(len(two) == 2 and two.isalnum() for two in (before, after))

    @property
    def key(self) -> str:
        return f"{self.row.pk}:{self.number}:{fingerprint(self.row.body)[:12]}"


def find_matches(
    report: Report, words: str, match_case: bool, replacement: str = ""
) -> list[Match]:
    """Every place where some words are typed; figure codes are not searched."""
    found: list[Match] = []
    for row in report.passages.all():
        if words and row.body:
            place = passage_label(row)
            for number, (text, start) in enumerate(_found(row.body, words, match_case)):
                end = start + len(words)
                lead, tail = _shown(text[:start]), _shown(text[end:])
                if len(lead) > AROUND:
                    lead = f"…{lead[-AROUND:].partition(' ')[2]}"
                if len(tail) > AROUND:
                    tail = f"{tail[:AROUND].rpartition(' ')[0]}…"
                here = text[start:end]
                put = _in_case(replacement, here, words)
                found.append(Match(row, number, lead, here, tail, place, put))
    return found


def _in_case(replacement, here, words) -> str:
    """The replacement, with a capital where the words in the text have gained one."""
    is_start = here[:1].isupper() and words[:1].islower()
    return capfirst(replacement) if is_start else replacement


def _found(body, words, match_case):
    for _holder, _index, text in _texts(parse(body)):
        for start in _starts(text, words, match_case):
            yield text, start


def _texts(element: Element):
    """Yield each text node with where it is."""
    for index, node in enumerate(element.children):
        if isinstance(node, Element):
            yield from _texts(node)
        else:
            yield element, index, node


def _starts(text, words, match_case):
    """The places of some words outside figure codes."""
    hidden = "".join(
        part if isinstance(part, str) else "\0" * len(part.source)
        for part in _parts(text)
    )
    where, what = (hidden, words) if match_case else (hidden.lower(), words.lower())
    start = where.find(what)
    while start >= 0:
        yield start
        start = where.find(what, start + len(what))


def _parts(text):
    """The text with its figure codes read."""
    return scan(text) if OPENING.search(text) else [text]


def _shown(text) -> str:
    return "".join(part if isinstance(part, str) else "[…]" for part in _parts(text))


def replace_matches(
    report: Report, words: str, replacement: str, match_case: bool, keys: set[str]
) -> int:
    """Replace the chosen matches; return how many were replaced.

    A text that was changed since it was searched is left as it is.
    """
    chosen: dict[Passage, set[int]] = {}
    for match in find_matches(report, words, match_case):
        if match.key in keys:
            chosen.setdefault(match.row, set()).add(match.number)
    for row, numbers in chosen.items():
        row.body = _replaced(row.body, words, replacement, match_case, numbers)
        row.full_clean(exclude=["report", "signed_by"])
        row._change_reason = f"Replaced “{words}”"[:100]
        row.save()
    return sum(map(len, chosen.values()))


def _replaced(body, words, replacement, match_case, numbers):
    root = parse(body)
    count = 0
    for holder, index, text in list(_texts(root)):
        starts = list(_starts(text, words, match_case))
        for offset, start in reversed(list(enumerate(starts))):
            if count + offset in numbers:
                end = start + len(words)
                put = _in_case(replacement, text[start:end], words)
                text = text[:start] + put + text[end:]
        holder.children[index] = text
        count += len(starts)
    return root.html
