"""Find the figures in a text, with their values, precision and positions.

Years, dates, ages, laws, labels such as “Priority 3”, telephone numbers, addresses and
similar are numbers but not figures, and are skipped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reports.text.periods import SHORT_YEARS

POUNDS, PERCENT, POINTS, NUMBER = "pounds", "percent", "points", "number"
RANGE = "range"

_NUM = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:1[6-9]|20)[0-9]{2}"
_MORE = (
    r"(?:(?:, (?=[0-9]+(?:,| and| or))| to | and | or | ?[-–&] ?)[0-9]{1,3}\b"
    r"(?![,.][0-9]|[/%]))*"
)
_LABEL = (
    "priorit(?:y|ies)|objectives?|levels?|sections?|paragraphs?|paras?|annex(?:es)?|"
    "appendix|appendices|tables?|figures?|pages?|pg|step|phase|stage|tier|grade|"
    "band|category|type|outcome|strand|wave|volume|edition|version|question|schedule|"
    "articles?|regulations?|rules?|clauses?|parts?|chapters?|quarter|theme|goal|"
    "recommendation|key stage|aged?|ages|age of|junction|item|no[.]|nos[.]|pp?[.]"
)
_CAPITAL = "Year|Week|Day|Unit|Group|Room|Floor|Zone|Ward|Form|Option|Item|Q|Class|Step"
_STREET = "Street|Road|Lane|Avenue|Way|Close|House|Court|Square|Drive|Place|Hill"

# Numbers that are not figures. The order matters: longer matches first.
_NOT_FIGURES = re.compile(
    "|".join(
        [
            r"\b(?:https?://|www\.)\S+|\S+@\S+",
            # Days, months, hours.
            r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b",
            rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?:(?: ?[-–] ?| to | and )[0-9]{{1,2}}"
            rf"(?:st|nd|rd|th)?)?(?: of)? {_MONTH}\b(?:,? {_YEAR})?",
            rf"\b{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?\b(?!,?[0-9%])(?:,? {_YEAR})?",
            r"\b[0-9]{1,2}(?:[.:][0-9]{2})? ?(?:[ap]\.?m\b\.?|noon|o’clock)",
            r"\b[0-9]{1,2}:[0-9]{2}\b|\b24/7\b|\b24[- ]hours?\b",
            # Years, alone or two together.
            rf"(?<![£,.0-9]){_YEAR} ?[-–/] ?(?:{_YEAR}|[0-9]{{2}})\b",
            SHORT_YEARS,
            rf"(?<![£,.0-9]){_YEAR}s?\b(?![,.][0-9]|%| ?per ?cent)",
            # Laws, and parts of documents.
            r"\bSI [0-9]{4}/[0-9]+",
            rf"\b(?i:{_LABEL})[  ][0-9]{{1,3}}(?:\.[0-9]+)*[A-Za-z]?\b"
            rf"(?:\([0-9a-z]+\))*(?![,.][0-9]|%){_MORE}",
            rf"\b(?:{_CAPITAL}) ?[0-9]{{1,2}}\b(?![,.][0-9]|%)",
            r"\byear (?:[1-9]|1[0-3])\b(?![,.][0-9]|%| of )",
            r"^\(?[0-9]{1,2}[.)]\s",
            r"\bv?[0-9]+(?:\.[0-9]+){2,}\b",
            # Ages and spans of time.
            r"\b(?:[0-9]{1,2} ?(?:[-–]|to|and) ?)?[0-9]{1,3}[- ]years?[- ]olds?\b",
            r"\b(?:under|over)[- ][0-9]{1,2}s\b|\b(?:under|over)-[0-9]{1,2}\b",
            r"\b[0-9]{1,2} (?:and|or) (?:over|under|above|below|older|younger)\b",
            r"\b[0-9]{1,2}(?: ?(?:[-–]|to|or) ?[0-9]{1,2})?[- ]"
            r"(?:years?|months?|weeks?|days?|minutes?)\b",
            # Telephones, postcodes, addresses.
            r"(?<![£,.0-9])(?:\+[0-9]{2}|0)[0-9]{2,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}\b",
            r"\b(?i:call|calling|ring|dial|phone|text) [0-9]{3,6}\b(?! ?[0-9])",
            r"\b(?:999|101|111|112)(?= (?:call|line|number|service))",
            r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b",
            rf"\b[0-9]{{1,4}}[A-Za-z]?,? (?:[A-Z][\w’]+ ){{1,3}}(?:{_STREET})\b",
            # For so many people, in order, letters and digits together.
            rf"\b(?:per|every|each) {_NUM}",
            r"\b[0-9]+(?:st|nd|rd|th)\b",
            r"\b[0-9]+ [A-Z]s\b",
            r"(?<![£0-9])\b[A-Za-z]+-?[0-9]+[A-Za-z0-9]*\b",
            r"(?<![£,.0-9])\b[0-9]+(?!(?:k|m|bn)\b)[A-Za-z]+\b",
        ]
    )
)
_SCALE = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_SCALED = r"(?:\s?(?P<{}>k|m|bn|thousand|million|billion)\b)?"
_FIGURE = re.compile(
    rf"(?P<one>\b1 in (?P<many>[0-9]+)\b)"
    rf"|(?P<range>£?(?<![0-9,.])(?P<least>{_NUM}) ?[-–] ?£?{_NUM}%?)"
    rf"|£\s?(?P<money>{_NUM}){_SCALED.format('money_scale')}"
    rf"|(?<![0-9,.])(?P<number>{_NUM})"
    rf"(?:\s?(?P<percent>%|per ?cent\b(?! points?))"
    rf"|\s?(?P<points>(?:percentage|per ?cent) points?\b)"
    rf"|{_SCALED.format('scale')}(?P<typed_pounds> pounds\b)?)"
)
_QUALIFIERS = (
    "up to|just under|just over|over|more than|nearly|almost|about|around|at least|"
    "approximately|fewer than|less than|under|roughly|some|an estimated|as many as"
)
_QUALIFIER = re.compile(rf"\b({_QUALIFIERS})\s+$", re.I)
_ONES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
WORDS = {word: Decimal(number) for number, word in enumerate(_ONES, start=2)}
# What is counted by rows in the data, as written in prose.
COUNTED = {
    "priorities": "priorities",
    "cross-cutting themes": "themes",
    "objectives": "objectives",
    "community safety partnerships": "csps",
    "csps": "csps",
    "districts": "districts",
    "members": "members",
    "boards": "boards",
}
_WORD = re.compile(
    rf"\b(?P<word>{'|'.join(WORDS)})(?=\s+(?P<noun>{'|'.join(COUNTED)})\b)", re.I
)
_NOUN = re.compile(rf"\s+({'|'.join(COUNTED)})\b", re.I)
_DIGIT = re.compile("[0-9]")
PASSED_OVER = "·"
# A run of digits longer than this is an identifier, not a figure.
LONGEST = 24


@dataclass(frozen=True)
class Number:
    """One figure in a text.

    `unit` is the size of its last digit: 0.1 for 11.3%, 1000 for £53k. `counts` is
    what it counts, if the data counts that by rows.
    """

    start: int
    end: int
    text: str
    kind: str
    value: Decimal
    unit: Decimal = Decimal(1)
    qualifier: str = ""
    counts: str = ""

    @property
    def is_word(self) -> bool:
        return not _DIGIT.search(self.text)

    def agrees(self, value: Decimal) -> bool:
        """Whether it equals the value, rounded to the same number of places."""
        return abs(self.value - abs(value)) <= self.unit / 2


def numbers_in(text: str, names: re.Pattern | None = None) -> list[Number]:
    """The figures of a text in order; `names` are skipped as well."""
    return list(_numbers(text, names))


@lru_cache(maxsize=8_000)
def _numbers(text, names) -> tuple[Number, ...]:
    found = [_word(text, match) for match in _WORD.finditer(text)]
    if not _DIGIT.search(text):
        return tuple(found)
    hidden = names.sub(_hide, text) if names else text
    hidden = _NOT_FIGURES.sub(_hide, hidden)
    matches = [m for m in _FIGURE.finditer(hidden) if len(m[0]) <= LONGEST]
    found += [_number(text, match) for match in matches]
    return tuple(sorted(found, key=lambda number: number.start))


def names_with_digits(names: Iterable[str]) -> re.Pattern | None:
    """A pattern of the names with digits, longest first; None if there are none."""
    held = sorted({n for n in names if _DIGIT.search(n)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, held))) if held else None


def _hide(match: re.Match) -> str:
    return PASSED_OVER * len(match[0])


def _number(text, match) -> Number:
    start, end = match.span()
    before = _QUALIFIER.search(text[max(0, start - 20) : start])
    qualifier = before[1].lower() if before else ""
    if match["one"]:
        value = Decimal(100) / max(int(match["many"]), 1)
        return Number(start, end, match[0], PERCENT, value, qualifier=qualifier)
    if match["range"]:
        value = Decimal(match["least"].replace(",", ""))
        return Number(start, end, match[0], RANGE, value, qualifier=qualifier)
    digits = (match["money"] or match["number"]).replace(",", "")
    scale = _SCALE.get(match["money_scale"] or match["scale"] or "", 0)
    unit = Decimal(1).scaleb(scale - len(digits.partition(".")[2]))
    value = Decimal(digits).scaleb(scale)
    kind, noun = _kind(match), _NOUN.match(text, end)
    counts = COUNTED[noun[1].lower()] if noun and kind == NUMBER else ""
    return Number(start, end, match[0], kind, value, unit, qualifier, counts)


def _kind(match) -> str:
    if match["money"] or match["typed_pounds"]:
        return POUNDS
    if match["percent"]:
        return PERCENT
    return POINTS if match["points"] else NUMBER


def _word(text, match) -> Number:
    value, counts = WORDS[match["word"].lower()], COUNTED[match["noun"].lower()]
    start, end = match.span()
    return Number(start, end, match["word"], NUMBER, value, counts=counts)
