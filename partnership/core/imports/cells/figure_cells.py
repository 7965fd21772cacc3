"""Read a figure with what people write next to it: qualifiers, reasons and marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.cells import number_cells
from partnership.core.imports.sheets import is_blank
from partnership.core.values import financial_years
from partnership.core.values.missing import Qualifier, Reason

WORDS_OF_REASONS = {
    Reason.NOT_AVAILABLE: "[x]|[u]|..|...|…|:|not available|unavailable|not known|"
    "unknown|n/k|nk|not available yet|not yet available|data not collected|"
    "not collected|no survey|not measured|not published|not yet published|no data|"
    "not recorded|data not available|missing|data unavailable|not held|n/d|nd|"
    "no data available|none available",
    Reason.NOT_APPLICABLE: "[z]|n/a|na|n.a|not applicable|n / a",
    Reason.SUPPRESSED: "[c]|c|[s]|confidential|suppressed|redacted|disclosive|withheld",
    Reason.NOT_YET_DUE: "not yet due|not due|not due yet|due later",
    Reason.NOT_YET_DECIDED: "tbc|t.b.c|tba|tbd|to be confirmed|to be agreed|"
    "to be decided|to be announced|to be determined|not yet decided|not yet agreed|"
    "pending|awaited|to follow|awaiting|awaiting decision|awaiting confirmation|"
    "awaiting approval|under review|tbn|to be advised|to be negotiated",
    Reason.NOT_GIVEN: "not given|not provided|not stated|not supplied|none given|"
    "no return|not submitted|not received|not yet received|outstanding|"
    "no return received|none received|no target|no target set|not set|none set|"
    "awaiting return|return outstanding|not returned|not reported",
    Reason.IN_ANOTHER_LINE: "in another line|included above|included below|"
    "included elsewhere",
}
REASONS = {
    word: reason
    for reason, words in WORDS_OF_REASONS.items()
    for word in words.split("|")
}
REASONS |= {reason.label: reason for reason in Reason} | {r.value: r for r in Reason}
# “Incl. above”, “included in Public Health”, “see line 3”, but not “see note below”.
ELSEWHERE = re.compile(
    r"\(?(?!.*(?:notes?\b|%|per ?cent))(?:included in .{2,60}"
    r"|(?:(?:incl(?:uded|\.)?|part of|within|covered by)\b.{0,60}"
    r"|(?:see|shown)\b(?:.{0,40}\b(?:lines?|rows?)\b.{0,20})? )"
    r"(?:above|below|elsewhere|(?:line|row) [0-9]+))\)?",
    re.I,
)
# “Due May 17”, “due in June”.
DUE = re.compile(
    r"(?:not )?due(?: in| by| on)? (?:[0-9]{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|spring|summer|autumn|"
    r"winter|next|later|20)[a-z0-9 /'’-]{0,15}",
    re.I,
)
NOTHING = {"nil", "zero", "£nil", "nil return"}
NO_TEXT = {"none", "nil", "n/a", "not applicable", "null"}
DASHES = {"-", "–", "—", "−", "--", "~"}
LOW = {"none", "[low]", "low", ".", "#"}
# How databases and programs write that there is no value.
LOW |= {"null", "(null)", "<null>", "nan", "<na>"}
BEFORE = {
    Qualifier.UP_TO: r"up ?to(?: and including)?|a?\s*max(?:imum|\.)?(?: of)?|"
    r"(?:no|not) more than|not (?:exceeding|to exceed)|capped at|limited to|≤|<=",
    Qualifier.ABOUT: r"about|approx(?:imately|\.)?|circa|c\.?(?=\s*£?\d)|around|"
    r"roughly|in the region of|some|~|≈",
    Qualifier.JUST_UNDER: r"(?:just|slightly|a little) (?:under|below|less than)|"
    r"nearly|almost|close to",
    Qualifier.AT_LEAST: r"at least|a?\s*min(?:imum|\.)?(?: of)?|not less than|"
    r"no less than|no fewer than|≥|>=",
    Qualifier.OVER: r"(?:(?:just|slightly|a little) )?(?:over|more than|above)|"
    r"exceeding|in excess of|upwards of|greater than|>",
    Qualifier.ESTIMATED: r"est(?:imated|\.)?:?|estimate:?|[\[(]\s*e\s*[\])]|e(?=\s)",
    Qualifier.PROVISIONAL: r"prov(?:isional|\.)?:?|[\[(]\s*p\s*[\])]|p(?=\s)",
    Qualifier.REVISED: r"rev(?:ised|\.)?:?|[\[(]\s*r\s*[\])]|r(?=\s)",
    Qualifier.FORECAST: r"forecast:?|projected:?",
}
PREFIXES = [
    (re.compile(rf"^(?:{words})\s*(?=[£\d(])", re.I), qualifier)
    for qualifier, words in BEFORE.items()
]
LESS_THAN = re.compile(r"(?:under|less than|fewer than|below|<)\s*(?=[£\d])", re.I)
AFTER = {
    Qualifier.PROVISIONAL: r"p|prov\.?|provisional",
    Qualifier.REVISED: r"r|rev\.?|revised",
    Qualifier.ESTIMATED: r"e|est\.?|estimated|estimate",
    Qualifier.FORECAST: r"f|forecast|projected",
    Qualifier.ABOUT: r"approx\.?|approximately",
    Qualifier.UP_TO: r"max\.?|maximum|or fewer|or less|or under",
    Qualifier.AT_LEAST: r"\+|min\.?|minimum|or more|or over|and over|plus",
}
SUFFIXES = [
    (
        re.compile(
            rf"(?:(?<=[\d%])|(?<=\d[km]))\s*[\[(]?\s*(?:{words})\s*[\])]?$", re.I
        ),
        qualifier,
    )
    for qualifier, words in AFTER.items()
]
# Note marks after a number: * † [note 1] (1) and superscript numbers.
MARKS = re.compile(
    r"(?<=[\d%)a-z\]])\s*((?:[*†‡§#]|[¹²³⁴-⁹⁰]|\[\s*(?:note\s*)?[0-9a-z]{1,2}\s*\]"
    r"|\(\s*note\s*[0-9]{1,2}\s*\))+)$",
    re.I,
)
HEADING_QUALIFIER = re.compile(
    r"\b(?:prov(?:isional)?|indicative|est(?:imated?|imates)?|rev(?:ised)?|forecast|"
    r"project(?:ed|ions?))\b"
    r"|[\[(]\s*[pre]\s*[\])]",
    re.I,
)
SHORT_QUALIFIERS = {"p": "provisional", "r": "revised", "e": "estimated"}
SHORT_QUALIFIERS |= {"prov": "provisional", "rev": "revised", "est": "estimated"}
SHORT_QUALIFIERS |= {"indicative": "provisional", "projected": "forecast"}
SHORT_QUALIFIERS |= {"projection": "forecast", "projections": "forecast"}
SHORTHAND = re.compile(r"(?<=\d)\s*[\[(]\s*([bu])\s*[\])]$", re.I)
# Longer text is not a figure with words.
LONGEST = 1_000
# “n/a – no survey”, “TBC (after the meeting)”.
REASON_AND_WORDS = re.compile(
    r"(?P<reason>[a-z./ ]{2,20}?)\s*(?: [-–—]|[:;(]| (?=(?:in|by|after|until|at|from|"
    r"when|once|for|as|because)\b))\s*(?P<words>[a-z].{2,})",
    re.I,
)
# “1 to 4” and “£100,000 - £120,000”; “31 of 92”, “28/90 (31.1%)” and “1 in 3”.
_NUMBER = r"£? ?[0-9][0-9,.]*"
RANGE = re.compile(
    rf"(?:between )?(?P<low>{_NUMBER}) ?(?:-|–|to|and) ?(?P<high>{_NUMBER})",
    re.I,
)
OUT_OF = re.compile(
    r"(?P<part>[0-9][0-9,]{0,9}) ?(?:of|out of|in|/) ?(?P<whole>[1-9][0-9,]{0,9})"
    r"(?: ?[(=,:–-] ?[0-9.]+ ?%\)?)?",
    re.I,
)
# “£20,000 per annum”, “£1,000 (one-off)”: not the units of number_cells.
WORDS_AFTER = re.compile(
    r"(?P<number>[-−–]?£?\s?[0-9][0-9,. ]*(?:(?:k|m|mn|thousand|million)\b)?)\s*"
    r"(?P<words>(?!(?:k|m|mn|bn|thousand|[mb]illion)\b)"
    r"(?!(?:p|gbp|pounds?(?: sterling)?|e[+-]?[0-9]+|dr|cr|debit|credit)\.?\)?$)"
    r"(?:[(\[/]|\+ ?)?[a-z][^0-9]{1,80}|[(\[][^()\[\]]*[a-z%:£][^()\[\]]*[)\]])",
    re.I,
)
PER_CENT = re.compile(r"(?<=[0-9])\s*(?:per ?cent|pc)$", re.I)
LETTER_MARK = re.compile(
    r"(?P<rest>[^a-z]*\d%?)\s*(?:\(?(?P<letter>[a-jlnoq-z])\)?|\((?P<number>[0-9]{1,2})\))",
    re.I,
)
# “78.2 per 1,000 population”.
PER_POPULATION = re.compile(
    r"(?<=\d)\s*per (?P<people>10{3,5}|10{0,2},000|1k)(?: [a-z]+)?$", re.I
)
# Signs of a change next to a figure.
ARROWS = re.compile("[←-⇿▲△▴▵▶▷►▼▽▾▿◀◁◄⬆⬇⬅➡●⚫🟢🟡🔴\ufe0f]")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class Figure:
    """A number as written, or a reason, with a qualifier and a mark of a note.

    `per` is the people that a rate is per, such as “100000”.
    """

    number: Any = None
    reason: str = ""
    qualifier: str = ""
    mark: str = ""
    note: str = ""
    per: str = ""


class HeadedCell(str):
    """A cell below a heading that says more about it: “(£000)” or “provisional”.

    `times` multiplies its number; `qualifier` is that of the heading. `doubt` is the
    kind of question to ask: “scale” and “scale-small” for large and small numbers of a
    column that may not all be in thousands. `units` are the unit that the file states,
    the one of its measure if they differ, and the words of the file.
    """

    times: int | Decimal
    qualifier: str
    doubt: str
    units: tuple[str, str, str] | None

    def __new__(cls, value, times=1, qualifier="", doubt="", units=None):
        cell = super().__new__(cls, value)
        cell.times, cell.qualifier = times, qualifier
        cell.doubt, cell.units = doubt, units
        return cell

    @classmethod
    def of(cls, cell, units):
        """Return a cell with units that differ, and what its heading says about it."""
        about = (getattr(cell, name, "") for name in ("qualifier", "doubt"))
        is_float = isinstance(cell, float)
        text = f"{cell:.15g}" if is_float else cell
        return cls(text, getattr(cell, "times", 1), *about, units)


class JoinedCell(str):
    """The cells of two columns that are read as one, such as the days of a period."""

    headings: tuple[str, str]


class UnformattedNumber(float):
    """A number from 0 to 1 of a file whose number formats are not read."""


def qualifier_in(words: str) -> str:
    """Return the word of a heading that qualifies its figures: “provisional”."""
    match = HEADING_QUALIFIER.search(words)
    if match is None:
        return ""
    word = match[0].strip("[]() ").casefold()
    word = "estimated" if word.startswith("estimate") else word
    return SHORT_QUALIFIERS.get(word, word)


class DoubtfulCell(str):
    """A cell that raises a question, whichever column it is in.

    The value of an option, if it has one, is read in place of the cell.
    """

    def __new__(cls, value, kind, message, options):
        cell = super().__new__(cls, value)
        cell.kind, cell.message, cell.options = kind, message, options
        return cell

    def __getnewargs__(self):
        """Return the constructor's arguments, because long tables are pickled."""
        return str(self), self.kind, self.message, self.options

    def __eq__(self, other):
        is_alike = isinstance(other, DoubtfulCell) and self.kind == other.kind
        return is_alike and str(self) == str(other)

    def __hash__(self):
        return hash((self.kind, str(self)))

    def ask(self):
        options = [
            replace(o, value=str(self)) if o.value is None else o for o in self.options
        ]
        raise AmbiguousCell(self.kind, self.message, options)


# How many years a question offers.
YEARS_OFFERED = 15
# The kind of question about columns any of which may have the figures.
WHICH_COLUMN = "which-column"


# The questions about cells that are doubtful for a reason of their own, by kind.
QUESTIONS = {
    "blank-below": (
        "The cell is blank. Select what it means",
        {"same": "The same as in the row above"},
    ),
    "merged": (
        "“{}” is in merged cells. Correct each cell, or select what it means",
        {"each": "The figure of each of the cells"},
    ),
    "ditto": (
        "The cell refers to the one above it. Select what it means",
        {"same": "The same as in the row above"},
    ),
    "cross": (
        "“{}” may be a tick or a cross. Select what it means",
        {
            "no": "Not a member: leave these cells out",
            "yes": "A member, as with a tick",
        },
    ),
    "tick": (
        "“{}” is neither a tick nor “no”. Select what such words mean",
        {
            "no": "Not a member: leave these cells out",
            "yes": "A member, as with a tick",
        },
    ),
    "sum": (
        "“{}” has the sum of the rows above it. Select what the row is",
        {"total": "A total: leave it out", "row": "A row like the others"},
    ),
    "alone": (
        "“{}” is alone in its row. Select what such rows are",
        {
            "heading": "Headings of the rows below: leave them out",
            "row": "Rows like the others",
        },
    ),
    "struck": (
        "“{}” or a cell in its row is crossed out. Select what that means",
        {
            "out": "They no longer apply: leave crossed-out rows and cells out",
            "row": "Nothing: read them like the others",
        },
    ),
    "unread": (
        "{what}, but {records} are not stored by them. If this file is about something "
        "else, cancel the import",
        {"ignore": "Ignore {headings}"},
    ),
}


def doubtful(text: str, kind: str, value: Any = None, **words: str) -> DoubtfulCell:
    """Return a cell that asks the question of a kind, with these words.

    Its value is the text, unless another is given.
    """
    message, options = QUESTIONS[kind]
    labels = {key: label.format(**words) for key, label in options.items()}
    found = [Option(key, label, value) for key, label in labels.items()]
    return DoubtfulCell(text, kind, message.format(text, **words), found)


def kind_of_tick(text: str) -> str:
    """Return the kind of question about a cell among ticks."""
    return "cross" if len(text) == 1 else "tick"


def figure_of_column(value: str, words: Iterable[str]) -> DoubtfulCell:
    """Return a figure from a column that may not be the figures column."""
    return DoubtfulCell(
        value,
        WHICH_COLUMN,
        "No heading says which column has the figures. Select it",
        [Option(word, f"“{word}”") for word in words],
    )


def relative_year(heading: str, number: int) -> DoubtfulCell:
    """Return the heading of a column that only numbers its year, such as “Yr 1”."""
    newest = timezone.localdate().year + 1
    label = financial_years.label
    return DoubtfulCell(
        heading,
        "first-year",
        f"“{heading}” does not say which year it is. Select the first of the years",
        [
            Option(label(year), label(year), label(year + number - 1))
            for year in range(newest, newest - YEARS_OFFERED, -1)
        ],
    )


def as_headed(figure: Figure, cell: HeadedCell) -> Figure:
    """Return a figure with what its heading says about it.

    A figure below “(£000)” is multiplied; ask if it looks as if it were in full.
    """
    if figure.number in (None, ""):
        return figure
    figure = replace(figure, qualifier=figure.qualifier or cell.qualifier)
    if cell.times == 1:
        return figure
    try:
        number = _number_to_multiply(figure.number, cell.times)
        return replace(figure, number=in_full(cell, number))
    except AmbiguousCell as question:
        question.options = [
            replace(o, value=replace(figure, number=o.value)) for o in question.options
        ]
        raise


def _number_to_multiply(number, times) -> Decimal:
    """Return the number of a cell; the options for a doubtful one are multiplied."""
    try:
        return number_cells.parse(number, pounds=True)
    except AmbiguousCell as question:
        shown = number_cells.format_number
        question.options = [
            replace(
                option,
                value=(times_as_much := option.value * times),
                label=option.label.replace(
                    shown(abs(option.value)), shown(abs(times_as_much))
                ),
            )
            for option in question.options
        ]
        raise


# What a figure is, by its unit.
UNIT_WORDS = {
    "count": "a count",
    "percent": "a percentage",
    "pounds": "in pounds",
    "hours": "in hours",
    "days": "in days",
    "other-currency": "in another currency",
} | {
    f"per-{people}{of}": f"a rate per {int(people):,} {of[1:] or 'people'}"
    for people in ("1000", "100000")
    for of in ("", "-households")
}


def as_measured(figure: Figure, cell: HeadedCell) -> Figure:
    """Return a figure; ask if the file states a different unit from the measure's."""
    number = str(figure.number or "").strip()
    if not cell.units or not number:
        return figure
    stated, unit, words = cell.units
    if unit == "percent" and number.endswith("%"):
        return figure
    shown = f"{number}%" if unit == "percent" else f"{number}, {UNIT_WORDS[unit]}"
    options = [Option("as-measured", shown, figure)]
    if stated.startswith("per-") and unit.startswith("per-"):
        people, per = (name.split("-")[1] for name in (unit, stated))
        other = number_cells.parse(figure.number) * int(people) / int(per)
        shown = f"{number_cells.format_number(other)}, {UNIT_WORDS[unit]}"
        options.append(Option("converted", shown, replace(figure, number=other)))
    raise AmbiguousCell(
        f"{stated}-for-{unit}",
        f"“{cell}” is {UNIT_WORDS[stated]}, as “{words}” says, but the figure should "
        f"be {UNIT_WORDS[unit]}. Correct the file, ignore the column, or select what "
        "it means",
        options,
    )


def in_full(cell: HeadedCell, number: Decimal) -> Decimal:
    """Return a number below “(£000)” in full; ask if it looks as if it were already."""
    times = number * cell.times
    if not cell.doubt.startswith("scale"):
        return times
    words = "thousands" if cell.times == 1_000 else "millions"
    raise AmbiguousCell(
        cell.doubt,
        f"“{cell}” is below a heading that says {words}. Select what it means",
        [
            Option("times", number_cells.format_number(times), times),
            Option("full", number_cells.format_number(number), number),
        ],
    )


def without_mark(cell, marks):
    """Return a cell without a mark that a note explains, such as “1,204a” or “12 (2)”.

    The second value is the mark, or an empty string. The r of “12r” is not a mark if
    the note says that it means revised.
    """
    if isinstance(cell, str) and not isinstance(cell, HeadedCell) and marks:
        match = LETTER_MARK.fullmatch(cell.strip())
        if match and (mark := (match["letter"] or match["number"]).casefold()) in marks:
            words = marks[mark].casefold()
            for pattern, qualifier in SUFFIXES:
                if pattern.search(cell.strip()) and words.startswith(qualifier[:5]):
                    return cell, ""
            return match["rest"], mark
    return cell, ""


def split(value, pounds=False) -> Figure:
    """Separate a cell into its number and the text around it.

    Raises AmbiguousCell where the same sign means several things.
    """
    if not isinstance(value, str):
        return Figure(number=value)
    text = " ".join(ARROWS.sub(" ", value).split()) or value.strip()
    text = PER_CENT.sub("%", text)
    is_number = text.isascii() and text.isdigit()
    is_pence = pounds and number_cells.PENCE.fullmatch(text)
    if is_number or is_pence or len(text) > LONGEST:  # too long, as its reader says
        return Figure(number=text)
    for read in (_reason, _nothing, _rate, _two_numbers):
        if figure := read(text, pounds):
            return figure
    text, mark = _without_marks_of_notes(text)
    if mark and (reason := REASONS.get(text.casefold())):
        return Figure(reason=str(reason), mark=mark)
    return _qualified(value, text, mark)


def _reason(text, _):
    """Read “n/a”, “TBC (after the meeting)” or “included above”."""
    match, note = REASON_AND_WORDS.fullmatch(text), ""
    words = {text.casefold(), text.casefold().strip(" .")}
    if match and match["reason"].casefold() in REASONS:
        words, note = {match["reason"].casefold()}, match["words"].rstrip(")")
    if found := words & REASONS.keys():
        return Figure(reason=str(REASONS[max(found, key=len)]), note=note)
    if DUE.fullmatch(text):
        return Figure(reason=str(Reason.NOT_YET_DUE), note=text)
    if ELSEWHERE.fullmatch(text):
        return Figure(reason=str(Reason.IN_ANOTHER_LINE))
    return None


def _nothing(text, _):
    """Read “nil” as 0; ask about signs that may mean it."""
    folded = text.casefold().strip(" .") or text
    if folded in NOTHING:
        return Figure(number="0")
    sign = text.strip("£ ")  # accounts show zero as “£-”
    if sign and not sign.strip("*"):
        sign = "*"
    if sign in DASHES or folded in LOW or sign == "*":
        raise _ask_about_sign(sign)
    return None


def _two_numbers(text, pounds):
    """Ask about “1 to 4” and “31 of 92”."""
    if match := RANGE.fullmatch(text):
        low, high = match["low"], match["high"]
        low_, high_ = map(amount_of, (low, high))
        if None not in (low_, high_) and low_ < high_:
            bounds = [(Qualifier.AT_LEAST, low), (Qualifier.UP_TO, high)]
            raise _ask_for_bound("range", text, bounds, is_small=not pounds)
    match = None if pounds else OUT_OF.fullmatch(text)
    part, whole = map(amount_of, match.groups()) if match else (1, 0)
    if part <= whole:
        share = f"{100 * part / whole:.1f}%"
        raise AmbiguousCell(
            "out-of",
            f"“{text}” has 2 numbers. Select which figure to store",
            [
                Option("share", f"{share}, with a note", Figure(share, note=text)),
                Option("part", f"{part:,}, with a note", Figure(part, note=text)),
            ],
        )
    return None


def _rate(text, pounds):
    """Read “<5 per 1,000” as <5, and remember 1,000."""
    match = PER_POPULATION.search(text)
    if match is None:
        return None
    per = match["people"].replace(",", "").lower().replace("k", "000")
    try:
        return replace(split(text[: match.start()], pounds), per=per)
    except AmbiguousCell as cell:
        cell.options = [
            replace(o, value=replace(o.value, per=per)) for o in cell.options
        ]
        raise


def _without_marks_of_notes(text):
    """Return “12” and “1” for “12 [note 1]”; “12 [p]” has a qualifier, not a mark."""
    mark = ""
    is_qualified = any(pattern.search(text) for pattern, _ in SUFFIXES)
    if not is_qualified and (match := MARKS.search(text)):
        mark, text = mark_of(match[1]), text[: match.start()].rstrip()
    if match := SHORTHAND.search(text):
        mark, text = match[1].lower(), text[: match.start()].rstrip()
    return text, mark


def mark_of(text: str) -> str:
    """Return “1” for “[note 1]” and “¹”."""
    mark = text.translate(RAISED).strip("[]().: ").casefold()
    return re.sub(r"^note\s*", "", mark)


def _qualified(value, text, mark):
    for pattern, qualifier in [*PREFIXES, *SUFFIXES]:
        if match := pattern.search(text):
            number = text[: match.start()] + text[match.end() :]
            if words := WORDS_AFTER.fullmatch(number):
                raise _ask_about_words(value, words, str(qualifier))
            return Figure(number, "", str(qualifier), mark)
    if match := LESS_THAN.match(text):
        number = text[match.end() :]
        bounds = [(Qualifier.JUST_UNDER, number), (Qualifier.UP_TO, number)]
        raise _ask_for_bound("less-than", value, bounds)
    if match := WORDS_AFTER.fullmatch(text):
        raise _ask_about_words(value, match)
    is_billions = "£" in text and text[-1:] in "bB"
    if not is_billions and (match := LETTER_MARK.fullmatch(text)):
        raise AmbiguousCell(
            "mark",
            f"“{value}” has a mark after the number that no note explains",
            [Option("number", "Leave the mark out", Figure(match["rest"]))],
        )
    return Figure(text, mark=mark)


def reason_in(text: str) -> Reason | None:
    """Return the reason that a text of a few words is, such as “Not received”."""
    plain = text.strip(" .").casefold()
    return REASONS.get(plain) if len(plain) > 2 else None


def ask_if_none(text: str, stored: str, *, reasons: bool = False) -> None:
    """Ask if a text such as “none” means that there is none.

    With `reasons`, also if it is a reason, such as “TBC”.
    """
    kind = "none" if text.strip(" .").casefold() in NO_TEXT else ""
    if reasons and (reason := reason_in(text)):
        kind = str(reason)
    if kind:
        raise AmbiguousCell(
            f"text-{kind}",
            f"“{text.strip()}” may be text, or mean that there is none. Select which",
            [
                Option("none", "There is none", ""),
                Option("text", "Store it as it is", stored),
            ],
        )


def _ask_for_bound(kind, value, bounds, is_small=True):
    options = [
        Option(
            qualifier.value,
            f"{qualifier.label.capitalize()} {number}",
            Figure(number, "", qualifier.value),
        )
        for qualifier, number in bounds
    ]
    if is_small:
        no_figure = "There is no figure: it is suppressed because it is small"
        suppressed = Figure(reason=Reason.SUPPRESSED.value)
        options.insert(0, Option("suppressed", no_figure, suppressed))
    message = f"“{value}” is not an exact figure. Select how to store it"
    return AmbiguousCell(kind, message, options)


def _ask_about_words(value, match, qualifier=""):
    figure = Figure(match["number"].strip(), qualifier=qualifier)
    words = match["words"].strip("()[]/+ ")
    return AmbiguousCell(
        "words",
        f"“{value}” has words after the number. Select what to do with them",
        [
            Option("note", "Keep the words as a note", replace(figure, note=words)),
            Option("number", "Leave the words out", figure),
        ],
    )


def _ask_about_sign(text):
    words = {
        Reason.NOT_AVAILABLE: "not available",
        Reason.NOT_APPLICABLE: "not applicable",
        Reason.SUPPRESSED: "suppressed",
    }
    options = [Option("zero", "The figure is 0", Figure(number="0"))] + [
        Option(r.value, f"There is no figure: {word}", Figure(reason=r.value))
        for r, word in words.items()
    ]
    word = text.casefold().strip("[]().<>") or "dot"
    name = "dash" if text in DASHES else f"sign-{word}"
    return AmbiguousCell(
        name.replace("*", "star").replace("#", "hash"),
        f"“{text}” can mean 0 or that there is no figure",
        options,
    )


def amount_of(cell) -> Decimal | None:
    """Return the number in a cell, or None if it has none or a doubtful one."""
    if is_blank(cell):
        return None
    try:
        figure = split(cell)
        if figure.number in (None, ""):
            return None
        return number_cells.parse(figure.number, pounds=True)
    except ValueError:
        return None
