"""Match the columns of a file to ours: by heading, by synonym and by contents."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from partnership.core.imports import figure_cells
from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.fields import ExportOnlySlot, PeriodSlot, ReferenceSlot
from partnership.core.imports.headers import bare, forms_of, known_headings, plain
from partnership.core.imports.names import fold_name, name_fields
from partnership.core.imports.period_cells import (
    MONTHS,
    RUN_TOGETHER,
    month_of_year,
)
from partnership.core.imports.row_keys import fold
from partnership.core.imports.sheets import is_blank, letter
from partnership.core.imports.totals import NAMED_TOTAL
from partnership.core.imports.widgets import (
    PeriodWidget,
    TextWidget,
    WholeNumberWidget,
    YearWidget,
)

# How many cells are read to find out what a column contains.
SAMPLE = 200
SHARE_KNOWN = 0.6
SHARE_OF_TWO = 0.8
QUARTER = re.compile(
    r"(?:financial |fiscal |calendar )?(?:quarter|qtr|q|month)(?: (?:no|number|name))?"
)
_MONTHS = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR_IN_HEADING = re.compile(
    r"(?:fy\s*|financial year\s*)?(?:19|20)[0-9]{2}\s*(?:[-–/_]|to)\s*"
    r"(?:(?:19|20)?[0-9]{2}|[0-9])(?![0-9])"
    r"|(?:q[1-4]|quarter [1-4])\s*(?:19|20)[0-9]{2}\s*[-–/_]\s*[0-9]{2,4}"
    rf"|(?:(?:year|12 months)\s+(?:ending|ended|to)\s+)?(?:{_MONTHS})"
    r"[\s-]+(?:19|20)[0-9]{2}"
    r"|(?<![0-9])[0-9]{2}\s*[-–/]\s*[0-9]{2}(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])",
    re.I,
)
TITLE_YEAR = re.compile(r"(?<![0-9])(?:20)[0-9]{2}\s*[-–/]\s*(?:20)?[0-9]{2}(?![0-9])")
PART_OF_YEAR = re.compile(
    rf"q(?:uarter|tr)?\.?\s*[1-4]|(?:{_MONTHS})\.?|ytd|year to date", re.I
)
# Marks of notes in a heading.
MARKS = re.compile(
    r"\[\s*(?:note\s*)?[0-9a-z]{1,3}\s*\]|[*†‡¹²³⁴-⁹]|"
    r"\(\s*note\s*[0-9]{1,2}\s*\)",
    re.I,
)
# Words of a heading that name nothing but the figure.
FIGURE_WORDS = {
    "",
    "amount",
    "allocation",
    "allocations",
    "allocated",
    "figure",
    "value",
    "total",
    "number",
    "count",
    "budget",
    "funding",
    "grant",
    "rate",
    "year",
    "financial year",
    "pounds",
    "gbp",
    "actual",
    "spend",
    "award",
    "awarded",
    "crimes",
    "offences",
    "for",
    "in",
    "allocation for",
    "amount for",
    "year ending",
    "fy",
    "000",
    "000s",
    "k",
    "m",
    "thousand",
    "thousands",
    "million",
    "millions",
    "s",
    *("provisional", "estimated", "estimate", "estimates", "revised", "forecast"),
    *("actuals", "final", "planned", "approved", "agreed", "confirmed", "proposed"),
    *("indicative", "original budget", "budget allocation", "allocation budget"),
    *("original", "outturn", "grant awarded", "amount awarded", "grant amount"),
    *("total award", "total grant", "funding awarded", "funding allocation"),
    *("no", "nos", "n", "result", "results"),
    *("mid", "mid year", "population", "people", "crime", "incidents", "p", "r", "e"),
    *("number of offences", "offence count", "total offences", "total crimes"),
}


STEM = re.compile(r"(?<=[a-z]{3})(?:ed|s|ing)$")
IDLE_WORDS = {"of", "the", "for", "and", "in", "a"}


def stems(heading: str) -> set[str]:
    """Return the words of a heading without endings: “date award”."""
    words = re.findall("[a-z]+", bare(heading))
    return {STEM.sub("", word) for word in words} - IDLE_WORDS


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


@dataclass
class Match:
    """One column of the file: its number, heading, our column, and how it was found.

    `value` is the value of our column that the heading itself gives, for years or
    measures across; then the cells are figures. `part` is the column of the cells,
    `others` are pairs of further columns and values that the heading gives.
    """

    number: int
    heading: str
    name: str = ""
    how: str = ""
    value: object = None
    value_text: str = ""
    part: str = ""
    others: tuple = ()
    examples: list[str] = field(default_factory=list)

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def is_across(self) -> bool:
        return self.value is not None


class Matcher:
    """What a resource's columns are called, and what they hold."""

    def __init__(self, resource, lookups):
        self.resource, self.lookups = resource, lookups
        self.known = known_headings(
            resource.slots, resource.former_headings, resource.synonyms
        )
        self.own = {plain(c.column_name) for c in resource.columns}
        self.key_names = [c.column_name for s in resource.key_slots for c in s.columns]
        self.across_cache: dict = {}
        self.year = ""  # of the title, for headings such as “Q1”

    @cached_property
    def by_name(self):
        return {
            column.column_name: (slot, column)
            for slot in self.resource.slots
            for column in slot.columns
        }

    @property
    def figure(self) -> str:
        """The column of the list's figures, or an empty string."""
        figures = [f.heading for f in self.resource.figures if f.is_number]
        return figures[0] if figures else self.resource.figure_without_reason

    def name_of(self, heading: str) -> str:
        for form in forms_of(heading):
            if form in self.known:
                return self.known[form]
        return ""

    def score(self, headings: dict[int, str]) -> float:
        """Return how well headings fit: key columns count most."""
        names, across = set(), Counter()
        texts = [fold_name(heading) for heading in headings.values()]
        for heading in set(headings.values()):
            name = self.name_of(heading)
            if name:
                names.add(name)
            elif self.figure and (found := self.across(heading)):
                across[found.name] += 1
        keys = names & set(self.key_names)
        score = 2 * len(names) + 2 * len(keys)
        if across:
            column, count = across.most_common(1)[0]
            if column not in names and (names or count > 1):
                score += 2 * min(count, 5)
        if len(set(texts)) < len(texts):
            score -= 1  # headings differ; cells of a row often do not
        return score

    # Years and measures across

    def across(self, heading: str) -> Across | None:
        """Return the values of key columns that a heading gives, or None."""
        key = heading, self.year
        if key not in self.across_cache:
            part = PART_OF_YEAR.fullmatch(heading.strip()) if self.year else None
            words = f"{self.year} {heading}" if part else heading
            self.across_cache[key] = self._across(words)
        return self.across_cache[key]

    def _across(self, heading):
        for name in self.key_names:
            slot, column = self.by_name[name]
            if self.is_time(name, column):
                if found := self._year_across(heading, name, column):
                    return found
            elif isinstance(slot, ReferenceSlot) and len(slot.columns) == 1:
                names = self.lookups.names(slot.model)
                codes = names.codes_of(MARKS.sub("", heading)) or names.codes_of(
                    bare(MARKS.sub("", heading))
                )
                if len(codes) == 1:
                    return Across(name, next(iter(codes)))
        if pairs := self._named(heading):
            (name, code), *others = pairs
            return Across(name, code, "", tuple(others))
        return None

    @staticmethod
    def is_time(name, column):
        is_number = isinstance(column.widget, WholeNumberWidget) and name == "year"
        return is_number or isinstance(column.widget, YearWidget | PeriodWidget)

    def _year_across(self, heading, name, column):
        match = YEAR_IN_HEADING.search(heading)
        candidates = [heading]
        rest = ""
        if match:
            rest = heading[: match.start()] + " " + heading[match.end() :]
            months = month_of_year(match[0], rest)
            candidates = [heading, MARKS.sub("", heading), *months, match[0]]
        for text in candidates:
            try:
                value = column.widget.clean(text)
            except AmbiguousCell as ambiguous:
                if ambiguous.kind not in ("lone-year", "month", "quarter"):
                    continue
                value = text
            except ValueError:
                continue
            shown = text if isinstance(value, str) else str(column.widget.write(value))
            part = self._part(rest) if match and text == match[0] else ""
            if part is not None:
                return Across(name, shown, part)
            other = self._named(rest)
            return Across(name, shown, "", other) if other else None
        return None

    def _named(self, words):
        """Return key columns and codes of the one or two records that words name."""
        owners = [
            (name, self.lookups.names(slot.model))
            for name, (slot, _) in ((n, self.by_name[n]) for n in self.key_names)
            if isinstance(slot, ReferenceSlot) and len(slot.columns) == 1
        ]
        parts = re.split(r"[\s:,–-]+", bare(MARKS.sub("", words)).strip(" -–:,"))
        for cut in range(len(parts)):
            first, rest = " ".join(parts[:cut]), " ".join(parts[cut:])
            for name, names in owners:
                codes = names.codes_of(rest)
                if len(codes) != 1:
                    continue
                if not first:
                    return ((name, next(iter(codes))),)
                for other, more in owners:
                    found = more.codes_of(first)
                    if other != name and len(found) == 1:
                        return ((other, next(iter(found))), (name, next(iter(codes))))
        return ()

    def _part(self, words):
        """Return the column of the cells below “2016-17 note”, or None if unknown."""
        words = bare(re.sub(r"[()£%,–-]", " ", words))
        if words in FIGURE_WORDS:
            return ""
        name = self.known.get(words, "")
        if name in self.key_names:
            return None
        return name or None

    # Matching

    def match(self, table, chosen: dict[str, str]) -> list[Match]:
        """Return a match for each column of a table that has a heading or is chosen."""
        matches = []
        years = {m[0] for m in TITLE_YEAR.finditer(f"{table.title} {table.sheet.name}")}
        self.year = years.pop() if len(years) == 1 else ""
        width = max((len(row) for row in table.sheet.rows), default=0)
        for number in range(1, width + 1):
            heading = table.headings.get(number, "")
            if heading or letter(number) in chosen or self._is_filled(table, number):
                match = Match(number, heading, examples=self._examples(table, number))
                matches.append(match)
        self._match_by_heading(matches, table)
        self._match_by_words(matches, table)
        self._match_across(matches, table)
        self._match_beside(matches)
        self._match_by_contents(matches, table)
        self._match_figure_by_words(matches, table)
        for match in matches:
            if match.letter in chosen:
                self._apply(match, chosen[match.letter], matches)
        return matches

    def _is_filled(self, table, number):
        """Whether most rows have text in a column without a heading."""
        cells = self._cells(table, number)
        texts = [v for v in cells if isinstance(v, str) and v.strip()]
        return len(texts) > max(1, SHARE_KNOWN * len(cells)) and any(
            map(self.knows, texts)
        )

    def _apply(self, match, name, matches):
        match.name, match.value, match.part, match.how = "", None, "", "chosen"
        match.others = ()
        name, is_across, value = name.partition("=")
        if name not in self.by_name:
            return
        if not is_across:
            for other in matches:
                if other is not match and other.name == name and not other.is_across:
                    other.name = ""
        match.name = name
        if is_across:
            match.value = match.value_text = value

    def _match_by_heading(self, matches, table):
        wanted: dict[str, list] = {}
        for match in matches:
            forms = [match.heading]
            if table.heading_rows == 2:
                child = table.children.get(match.number, "")
                parent = table.parents.get(match.number, "")
                forms += [child, parent] if child else [parent]
            for form in forms:
                if form and (name := self.name_of(form)):
                    if form != match.heading and self.across(match.heading):
                        continue
                    if plain(form) not in self.own and self._holds_another(
                        name, match, table
                    ):
                        continue
                    exact = plain(form) in self.own
                    wanted.setdefault(name, []).append((not exact, match))
                    break
        for name, found in wanted.items():
            exact = [match for is_other, match in found if not is_other]
            if len(exact) == 1:
                best = exact[0]
            elif len(exact) > 1:
                for match in exact:  # the importer says that there are two
                    match.name, match.how = name, "name"
                continue
            else:
                best = self._fullest(name, [match for _, match in found], table)
            best.name, best.how = name, "name" if exact else "synonym"

    def _match_by_words(self, matches, table):
        """Match headings all of whose words we use for one column that fits the cells.

        “Scheme name”, “Progress report” and “Date awarded” need no entry of their own.
        """
        taken = {match.name for match in matches}
        for match in matches:
            words = stems(match.heading)
            if match.name or not words or self.across(match.heading):
                continue
            is_figure = self.figure and (
                self._share(self.figure, match, table) >= SHARE_KNOWN
            )
            names = [
                name
                for name, known in self.vocabulary.items()
                if words <= known
                and name not in taken
                and self._share(name, match, table, nearly=True) >= SHARE_KNOWN
                and not (is_figure and self._is_text(name))
            ]
            if len(names) == 1:
                match.name, match.how = names[0], "synonym"
                taken.add(names[0])

    def _is_text(self, name):
        slot, column = self.by_name[name]
        return not isinstance(slot, ReferenceSlot) and isinstance(
            column.widget, TextWidget
        )

    @cached_property
    def vocabulary(self) -> dict[str, set[str]]:
        """The words that we and others use for a column, of more than one heading."""
        found: dict[str, set[str]] = {}
        for heading, name in self.known.items():
            found.setdefault(name, set()).update(stems(heading))
        return {
            name: words
            for name, words in found.items()
            if name != self.figure and name in self.resource.synonyms
        }

    def _holds_another(self, name, match, table):
        """Whether a column with a synonym has records of another key column."""
        owner = getattr(self.by_name[name][1], "code_of", None)
        if owner is None or self._share(name, match, table):
            return False
        has_figure = any(map(self._is_figure_heading, table.headings.values()))
        if self.figure and not has_figure:
            return self._share(self.figure, match, table) >= SHARE_KNOWN
        return any(
            self._share(other, match, table) >= SHARE_KNOWN
            for other in self.key_names
            if other != name and getattr(self.by_name[other][1], "code_of", None)
        )

    def _is_figure_heading(self, heading):
        return self.name_of(heading) == self.figure or self.across(heading)

    def _fullest(self, name, matches, table):
        """Return the column of which most cells are known, or else the first."""
        if len(matches) == 1:
            return matches[0]
        synonyms = [plain(other) for other in self.resource.synonyms.get(name, [])]

        def order(match):
            forms = (plain(match.heading), bare(match.heading))
            places = [synonyms.index(form) for form in forms if form in synonyms]
            return -min(places, default=len(synonyms))

        return max(
            matches, key=lambda match: (self._share(name, match, table), order(match))
        )

    def _share(self, name, match, table, nearly=False) -> float:
        """Return the share of a column's different values that our column reads.

        With `nearly`, names that are nearly ours count too.
        """
        values = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
        if not values:
            return 0.0
        known = sum(self.reads(name, value, nearly) for value in values)
        return known / len(values) + (0.001 if known else 0)

    def reads(self, name, value, nearly=False) -> bool:
        slot, column = self.by_name[name]
        if name == self.figure and isinstance(value, str):
            try:
                figure = figure_cells.split(value)
            except AmbiguousCell:
                return True
            if figure.reason:
                return True
            value = figure.number
        try:
            if isinstance(slot, ReferenceSlot):
                owner = getattr(column, "code_of", None)
                if owner is None:
                    column.widget.clean(value)
                else:
                    self.lookups.code(owner, str(value))
            else:
                column.widget.clean(value)
        except AmbiguousCell as ambiguous:
            return nearly or ambiguous.kind != "near-name"
        except Exception:  # a value of any kind may be offered to any widget
            return False
        return True

    def is_mistyped(self, name, value) -> bool:
        """Whether a value is nearly a name that we know, and not a neighbour's."""
        slot, column = self.by_name[name]
        owner = getattr(column, "code_of", None)
        near = owner and self.lookups.near(owner, str(value))
        if not near:
            return False
        row = self.lookups.table(owner)[fold(owner, [near])]
        names = [str(getattr(row, field)) for field in name_fields(owner)]
        folded = fold_name(value)
        return any(
            fold_name(other)[:1] == folded[:1]
            and len(fold_name(other).split()) == len(folded.split())
            for other in names
        )

    def knows(self, value) -> bool:
        """Whether a cell names a record that a key column refers to."""
        if not isinstance(value, str) or not value.strip():
            return False
        owners = [getattr(self.by_name[n][1], "code_of", None) for n in self.key_names]
        return any(
            self.lookups.names(owner).codes_of(value)
            for owner in owners
            if owner is not None and owner is not self.resource._meta.model
        )

    def _cells(self, table, number):
        last = min(table.last_row, table.first_row + SAMPLE)
        rows = table.sheet.rows[table.first_row - 1 : last]
        return [row[number - 1] for row in rows if number <= len(row)]

    def _row_cells(self, table, number):
        """Return the cells of a column in rows that have more, and are no totals."""
        last = min(table.last_row, table.first_row + SAMPLE)
        width = len(table.headings)
        for row in table.sheet.rows[table.first_row - 1 : last]:
            value = row[number - 1] if number <= len(row) else ""
            filled = sum(not is_blank(v) for v in row)
            is_total = isinstance(value, str) and NAMED_TOTAL.fullmatch(value.strip())
            if not is_total and (filled > 1 or width == 1):
                yield value

    def _examples(self, table, number):
        found = []
        for value in self._cells(table, number):
            text = "" if value is None else " ".join(_shown(value).split())[:40]
            if text and text not in found:
                found.append(text)
            if len(found) == 3:
                break
        return found

    def _match_across(self, matches, table):
        """Recognise columns whose headings are years, periods or measures."""
        if not self.figure:
            return
        taken = {match.name for match in matches if match.name}
        found: dict[str, list] = {}
        for match in matches:
            if match.name and match.name != self.figure:
                continue
            forms = [match.heading]
            if table.heading_rows == 2:
                forms.append(table.parents.get(match.number, ""))
            for form in filter(None, forms):
                across = self.across(form)
                names = {across.name, *dict(across.others)} if across else set()
                if across and not names & taken:
                    child = table.children.get(match.number, "")
                    part = across.part
                    if form != match.heading and child:
                        part = self._part(child)
                        if part is None:
                            continue
                    columns = found.setdefault(across.name, [])
                    columns.append((match, replace(across, part=part)))
                    break
        if not found:
            return
        name, columns = max(found.items(), key=lambda item: len(item[1]))
        if len(columns) == 1 and self.figure in taken:
            return
        across = [match for match, _ in columns]
        for match in matches:
            if match.name == self.figure and match not in across:
                if match.how == "synonym":  # the total of the columns, not a figure
                    match.name, match.how = "", "total"
        for match, value in columns:
            match.name, match.value, match.how = name, value.value, "across"
            match.value_text, match.part = str(value.value), value.part
            match.others = value.others

    def _match_beside(self, matches):
        """Give a column such as “Comment” beside each year across to that year."""
        own = [m for m in matches if m.is_across and not m.part]
        following = {m.number + 1: m for m in own}
        groups: dict[str, list] = {}
        for match in matches:
            name = self.name_of(match.heading)
            if name and match.number in following and name not in self.key_names:
                groups.setdefault(name, []).append(match)
        for name, found in groups.items():
            if len(found) > 1 and name != self.figure:
                for match in found:
                    year = following[match.number]
                    match.name, match.value, match.how = year.name, year.value, "across"
                    match.value_text, match.others = year.value_text, year.others
                    match.part = name

    def _match_by_contents(self, matches, table):
        """Give key columns that no heading names to the column that contains them."""
        taken = {match.name for match in matches if match.name}
        for name in self.key_names:
            slot, column = self.by_name[name]
            if name in taken or isinstance(slot, ExportOnlySlot):
                continue
            is_period = isinstance(slot, PeriodSlot) or isinstance(
                column.widget, YearWidget
            )
            if not is_period and getattr(column, "code_of", None) is None:
                continue
            free = [m for m in matches if not m.name and m.how != "chosen"]
            shares = [(self._share(name, match, table), match) for match in free]
            share, best = max(shares, key=lambda pair: pair[0], default=(0, None))
            if best is not None and share >= SHARE_KNOWN:
                if is_period and self._is_numbers(best, table):
                    continue
                best.name, best.how = name, "contents"
                taken.add(name)
        self._match_two_keys(matches, table, taken)

    def _match_two_keys(self, matches, table, taken):
        """Match a column of measures above their areas to the lower of the two."""
        names = [
            name
            for name in self.key_names
            if name not in taken and getattr(self.by_name[name][1], "code_of", None)
        ]
        free = [m for m in matches if not m.name and m.how != "chosen"]
        if len(names) != 2 or not self.figure:
            return
        for match in free:
            shares = [self._share(name, match, table) for name in names]
            if min(shares) > 0.1 and sum(shares) >= SHARE_OF_TWO:
                cells = self._row_cells(table, match.number)
                first = next((v for v in cells if not is_blank(v)), "")
                lower = [name for name in names if not self.reads(name, first)]
                if len(lower) == 1:
                    match.name, match.how = lower[0], "contents"
                    return

    def _match_figure_by_words(self, matches, table):
        """Match “Grant awarded” to the amount: numbers below a word for them."""
        taken = {match.name for match in matches if match.name}
        if not self.figure or self.figure in taken:
            return
        if any(match.is_across for match in matches):
            return
        others = self.resource.synonyms.get(self.figure, [])
        words = {word for name in [self.figure, *others] for word in name.split()}
        found = [
            match
            for match in matches
            if not match.name
            and match.how != "chosen"
            and (
                words & set(bare(match.heading).split()) or "£" == match.heading.strip()
            )
            and self._share(self.figure, match, table) >= SHARE_KNOWN
        ]
        if len(found) == 1:
            found[0].name, found[0].how = self.figure, "contents"

    def _is_numbers(self, match, table):
        """Whether a column has numbers that are no years such as 201617."""
        return all(
            not isinstance(value, str) and not RUN_TOGETHER.fullmatch(_shown(value))
            for value in self._cells(table, match.number)
            if not is_blank(value)
        )

    def level_columns(self, matches, name) -> list[Match]:
        """Return all columns that mean the same column of ours, by their headings."""
        return [
            match
            for match in matches
            if not match.is_across
            and match.how not in ("chosen", "hidden")
            and (
                match.name == name
                or (not match.name and self.name_of(match.heading) == name)
            )
        ]

    def quarter_column(self, matches):
        """Return the column of quarters beside a column of financial years, or None."""
        for match in matches:
            if not match.name and QUARTER.fullmatch(plain(match.heading)):
                return match
        return None


def _shown(value):
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
