"""Read headings that give values of key columns: years, periods, areas, measures."""

import re
from dataclasses import dataclass
from functools import cached_property

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.cells.date_cells import (
    MONTH,
    MONTH_NAMES,
    ONE_YEAR,
    is_short_years,
    tidy,
)
from partnership.core.imports.cells.period_cells import month_of_year, short_years
from partnership.core.imports.cells.widgets import (
    ORDINAL,
    OrderWidget,
    PeriodWidget,
    WholeNumberWidget,
    YearWidget,
    plain_word,
)
from partnership.core.imports.columns.headers import bare
from partnership.core.imports.columns.known_columns import KnownColumns
from partnership.core.imports.fields.names import LONGEST
from partnership.core.imports.fields.slots import PeriodSlot, ReferenceSlot

_DAY = r"(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?"
YEAR_IN_HEADING = re.compile(
    rf"\b(?:y/?e|(?:year|12 months|quarter) (?:ending|ended|to))\s+{_DAY}"
    rf"(?:{MONTH_NAMES})[\s'’-]+(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    rf"|{_DAY}(?:{MONTH_NAMES})(?:\s+(?:19|20)[0-9]{{2}})?\s*(?:to|[-–/])\s*"
    rf"{_DAY}(?:{MONTH_NAMES})\s+(?:19|20)[0-9]{{2}}"
    r"|(?:fy\s*|financial year\s*)?(?:19|20)[0-9]{2}\s*(?:[-–/_]|to)\s*"
    r"(?:(?:19|20)?[0-9]{2}|[0-9])(?![0-9])"
    r"|(?:q[1-4]|quarter [1-4])\s*(?:19|20)[0-9]{2}\s*[-–/_]\s*[0-9]{2,4}"
    rf"|(?:(?:year|12 months)\s+(?:ending|ended|to)\s+)?(?:{MONTH_NAMES})"
    r"[\s-]+(?:19|20)[0-9]{2}"
    r"|(?<![0-9])[0-9]{2}\s*[-–/]\s*[0-9]{2}(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])",
    re.I,
)
TITLE_YEAR = re.compile(r"(?<![0-9])(?:20)[0-9]{2}\s*[-–/]\s*(?:20)?[0-9]{2}(?![0-9])")
# What a sheet says about years on their own.
YEARS_TO = re.compile(
    r"\b(?:(?P<quarter>quarters?)|y(?:ea)?rs?|(?:12|twelve)[ -]months?)"
    r" (?:ending|ended|to)(?: the)?(?: end(?: of)?)?(?: [0-9]{1,2}(?:st|nd|rd|th)?)?"
    rf"(?: of)? (?P<month>{MONTH_NAMES})\b",
    re.I,
)
FINANCIAL_YEARS = re.compile(
    r"\b(?:financial|fiscal|fin\.?) (?:y(?:ea)?rs?)\b|\bFYs?\b|"
    r"\bapr(?:il)?\s*(?:-|–|to)\s*mar(?:ch)?\b",
    re.I,
)
YEAR_TO_DATE = re.compile(r"\b(?:f?ytd|year[ -]to[ -]date)\b", re.I)
IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
PART_OF_YEAR = re.compile(
    rf"q(?:uarter|tr)?\.?\s*[1-4]|(?:{MONTH_NAMES})\.?|f?ytd|year to date"
    rf"|(?P<first>{MONTH_NAMES})\.?\s*(?:-|–|/|to)\s*(?P<last>{MONTH_NAMES})\.?",
    re.I,
)
RATE_OF = re.compile(
    r"(?P<of>.+?)[\s:,(–-]+(?:rates? )?\(?per (?P<per>1,?000|100,?000)"
    r"(?: (?:population|people|residents))?\)?",
    re.I | re.S,
)
QUARTER_LAST = re.compile(r"(.*[a-z].*)\b(q[1-4]|quarter [1-4])", re.I)
COUNT_LAST = re.compile(r"[\s,:–-]+(?:nos?|n|number|count)$", re.I)
# Marks of notes in a heading.
MARKS = re.compile(
    r"\[\s*(?:note\s*)?[0-9a-z]{1,3}\s*\]|[*†‡¹²³⁴-⁹]|"
    r"\(\s*note\s*[0-9]{1,2}\s*\)",
    re.I,
)
# Words of a heading that only name the figure.
FIGURE_WORDS = set(
    (
        "000 000s actual actuals agreed allocated allocation allocations amount "
        "approved award awarded baseline budget census confirmed count crime "
        "crimes current e ending estimate estimated estimates figure final "
        "est financial for forecast funding fy gbp grant grants gross in incidents "
        "indicative k last latest m mid million millions n net no nos number of "
        "offence offences original outturn p people period planned population "
        "pounds previous prior projected projection projections proposed prov "
        "provisional r rate result results rev revised s spend this thousand "
        "thousands total value year"
    ).split()
)


def names_the_figure(words: str) -> bool:
    """Whether the words of a heading only describe the figure itself, not a rate."""
    found = words.replace(".", " ").split()
    return FIGURE_WORDS.issuperset(found) and ("rate" not in found or len(found) == 1)


def of_lone_years(words: str, *, in_note=False) -> str:
    """Return “financial year” or “year ending June” if words call lone years that.

    A note may be about other years, unless they end in March.
    """
    if re.search("calendar", words, re.I):
        return ""
    match = YEARS_TO.search(words)
    if match and not (in_note and match["month"][:3].lower() != "mar"):
        return f"{'quarter' if match['quarter'] else 'year'} ending {match['month']}"
    return "financial year" if FINANCIAL_YEARS.search(words) else ""


def without_marks(heading: str) -> str:
    """Return a heading without marks of notes; no name is longer than the longest."""
    return MARKS.sub("", heading[:LONGEST])


def span_in_year(year: str, part: str) -> str:
    """Return “April 2016 to June 2016” for “Apr-Jun”, or an empty string."""
    match = PART_OF_YEAR.fullmatch(part)
    ends = [match[name] or "" for name in ("first", "last")] if match else [""]
    months = [month_of_year(year, month) for month in ends]
    return " to ".join(month[0] for month in months) if all(months) else ""


def _around(match) -> str:
    """Return what a heading says besides its year and note marks."""
    return without_marks(
        f"{match.string[: match.start()]} {match.string[match.end() :]}"
    )


def _time_shown(widget, text) -> str:
    """Return a year or period as its column has it, or unchanged if it is ambiguous."""
    try:
        return str(widget.write(widget.clean(text)))
    except AmbiguousCell as ambiguous:
        return text if ambiguous.kind in ("lone-year", "month", "quarter") else ""
    except ValueError:
        return ""


@dataclass(frozen=True)
class Across:
    """What a heading across gives: the value of a key column, perhaps of another too.

    `part` is the column of the cells below it, or empty for the figure. `others` are
    pairs of further key columns and values: “Burglary 2015-16” has a measure too.
    """

    name: str
    value: str
    part: str = ""
    others: tuple = ()


class HeadingReader(KnownColumns):
    """Reads headings across a table, such as “Burglary 2015-16”."""

    def __init__(self, resource, lookups):
        super().__init__(resource, lookups)
        self.across_cache: dict = {}
        self.year = ""  # of the title, for headings such as “Q1”
        self.ending = ""  # “12 months to” beside headings that are months
        self.lone_year = ""  # “financial year”, if a title says so of lone years
        self.is_by_part = False  # whether headings are quarters of years below them
        self.is_cumulative = False  # as a title says of its quarters or months

    def across(self, heading: str) -> Across | None:
        """Return the values of key columns that a heading gives, or None."""
        if not heading.strip():
            return None
        key = heading, self.year, self.ending, self.lone_year, self.is_by_part
        if key not in self.across_cache:
            plain_part = IN_BRACKETS.sub("", heading).strip()  # “Q1 (Apr-Jun)”
            part = PART_OF_YEAR.fullmatch(plain_part)
            words = heading
            if part and self.is_by_part:
                self.across_cache[key] = Across(self.period_name, plain_part)
                return self.across_cache[key]
            if part and self.year:
                span = span_in_year(self.year, plain_part)
                words = span or f"{self.year} {plain_part}"
            if self.year and (match := QUARTER_LAST.fullmatch(plain_part)):
                words = f"{match[1]} {match[2]} {self.year}"  # “Burglary Q1”
            if self.ending and MONTH.fullmatch(tidy(heading)):
                words = f"{self.ending} {heading}"
            self.across_cache[key] = self._across(words)
        return self.across_cache[key]

    @cached_property
    def period_name(self) -> str:
        """The key column that is a period, or an empty string."""
        slots = ((name, self.by_name[name][0]) for name in self.key_names)
        return next((n for n, slot in slots if isinstance(slot, PeriodSlot)), "")

    def are_parts_of_years(self, headings) -> bool:
        """Whether headings are quarters or months, and no title has their year."""
        plain = (IN_BRACKETS.sub("", heading).strip() for heading in headings)
        found = [heading for heading in plain if PART_OF_YEAR.fullmatch(heading)]
        return bool(self.period_name) and not self.year and len(found) > 1

    def _across(self, heading):
        values = (self._value_across(name, heading) for name in self.key_names)
        return (
            next(filter(None, values), None)
            or self._choice_across(heading)
            or self._rate_across(heading)
            or self._named_across(heading)
            or self._several_across(heading)
        )

    def _value_across(self, name, heading):
        """Return the time or the record of a key column that a heading gives."""
        slot, column = self.by_name[name]
        if self.is_time(name, column):
            return self._year_across(heading, name, column)
        for text in self._names_in(slot, heading):
            if code := self.lookups.named_by(slot.model, text):
                return Across(name, code)
        return None

    def _several_across(self, heading):
        """Return a name of several records, if a heading is one; it will be asked."""
        for name in self.key_names:
            slot, column = self.by_name[name]
            for text in self._names_in(slot, heading):
                if len(self.lookups.names(slot.model).codes_of(text)) > 1:
                    return Across(name, text)
        return None

    @staticmethod
    def _names_in(slot, heading):
        if not isinstance(slot, ReferenceSlot) or len(slot.columns) > 1:
            return ()
        words = without_marks(heading)
        return words, bare(words)

    def _named_across(self, heading):
        if not (pairs := self._named(heading)):
            return None
        (name, code), *others = pairs
        return Across(name, code, "", tuple(others))

    def _rate_across(self, heading):
        """Return the measure of “Arson, rate per 1,000” if its unit is that rate."""
        match = RATE_OF.fullmatch(without_marks(heading).strip())
        for name in self.key_names if match else ():
            owner = self.by_name[name][1].code_of
            row = owner and self.lookups.record_named(owner, match["of"])
            if getattr(row, "unit", "") == f"per-{match['per'].replace(',', '')}":
                return Across(name, row.code)
        return None

    def _choice_across(self, heading):
        """Return the choice of a key column that “Mid-year spend” gives."""
        words = plain_word(without_marks(heading))
        for name in self.key_names:
            widget = self.by_name[name][1].widget
            if isinstance(widget, OrderWidget) and ORDINAL.fullmatch(words):
                return Across(name, str(widget.clean(words)))  # “1st payment”
            for label in getattr(widget, "known", ()):
                rest = words.removeprefix(label).removesuffix(label)
                if not label or rest == words or self._part(rest) is None:
                    continue
                part = self._part(rest)
                part = "" if part == self.figure else part
                return Across(name, widget.known[label], part)
        return None

    @staticmethod
    def is_time(name, column):
        is_number = isinstance(column.widget, WholeNumberWidget) and name == "year"
        return is_number or isinstance(column.widget, YearWidget | PeriodWidget)

    def _year_across(self, heading, name, column):
        if is_short_years(heading):
            return Across(name, short_years(heading))
        match = YEAR_IN_HEADING.search(heading)
        if match is None and isinstance(column.widget, WholeNumberWidget):
            return None  # an age, not a year
        for text in self._forms_of_year(heading, match, name):
            if shown := _time_shown(column.widget, text):
                is_apart = match and text != heading and text.endswith(match[0])
                rest = _around(match) if match else ""
                return self._with_rest(name, shown, rest, is_apart)
        return None

    def _forms_of_year(self, heading, match, name):
        """Return what may be a year or period in a heading, likeliest first."""
        if not match:
            return [heading]
        if self.lone_year and ONE_YEAR.fullmatch(match[0]) and name != "year":
            return [f"{self.lone_year} {match[0]}"]
        months = month_of_year(match[0], _around(match))
        plain = [heading, without_marks(heading), *months]
        return [*plain, *self._without_figure_words(heading), match[0]]

    def _with_rest(self, name, year, rest, is_apart):
        """Return a year with what else a heading says: “2016/17 mid-year”."""
        if choice := self._choice_across(rest):
            return Across(name, year, choice.part, ((choice.name, choice.value),))
        part = self._part(rest) if is_apart else ""
        if part is not None:
            return Across(name, year, part)
        other = self._named(rest, with_all=True)
        return Across(name, year, "", other) if other else None

    def _named(self, words, with_all=False):
        """Return key columns and codes, or names with dates, of one or two records.

        Columns of a key with several parts, such as a fund, only `with_all`.
        """
        owners = [
            (name, column.code_of)
            for name, (slot, column) in ((n, self.by_name[n]) for n in self.key_names)
            if isinstance(slot, ReferenceSlot)
            and column.code_of
            and (with_all or len(slot.columns) == 1)
        ]
        words = bare(without_marks(words)).strip(" -–:,")
        end = IN_BRACKETS.search(words)
        if end and names_the_figure(end[0].strip(" ()[]").casefold()):
            words = words[: end.start()]  # “(prov.)”
        words = COUNT_LAST.sub("", words)
        parts = re.split(r"[\s:,–-]+", words)
        for cut in range(len(parts)):
            first, rest = " ".join(parts[:cut]), " ".join(parts[cut:])
            for name, owner in owners:
                last = self.lookups.named_by(owner, rest)
                if not last:
                    continue
                if names_the_figure(first.casefold()):
                    return ((name, last),)
                for other, model in owners:
                    if other != name and (found := self.lookups.named_by(model, first)):
                        return ((other, found), (name, last))
        return ()

    def _without_figure_words(self, heading: str) -> list[str]:
        """Return what “Current period Apr 2016 - Mar 2017” or “Q1 16/17 target” say."""
        words = heading.split()
        cuts = range(1, min(4, len(words)))
        pairs = [(words[:cut], words[cut:]) for cut in cuts]
        pairs += [(words[-cut:], words[:-cut]) for cut in cuts]
        return [" ".join(rest) for idle, rest in pairs if self._is_idle(" ".join(idle))]

    def _is_idle(self, words):
        words = bare(words)
        return names_the_figure(words) or self.known.get(words) == self.figure

    def _part(self, words):
        """Return the column of the cells below “2016-17 note”, or None if unknown."""
        words = bare(re.sub(r"[()£%,.–-]", " ", bare(words)))
        if words in self.known and self.known[words] not in self.key_names:
            words = self.known[words]  # “Out of”
        words = re.sub(r"\s(?:for|in|of|during)$", "", words)
        if {words, *words.split()}.intersection(self.resource.other_figures):
            return None
        if names_the_figure(words):
            return ""
        name = self.known.get(words, "")
        if name in self.key_names:
            return None
        return name or None
