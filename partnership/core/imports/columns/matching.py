"""Match the columns of a file to ours: by heading and by synonym."""

import re
from collections import Counter
from functools import cached_property

from partnership.core.imports.cells.date_cells import tidy
from partnership.core.imports.cells.figure_cells import amount_of
from partnership.core.imports.cells.period_cells import if_cumulative
from partnership.core.imports.cells.widgets import (
    ChoiceWidget,
    DecimalWidget,
    number_text,
)
from partnership.core.imports.columns.by_contents import ContentsMatcher
from partnership.core.imports.columns.column_cells import SHARE_KNOWN, Match
from partnership.core.imports.columns.headers import FROM, TO, bare, plain
from partnership.core.imports.columns.headings_across import (
    PART_OF_YEAR,
    TITLE_YEAR,
    YEAR_TO_DATE,
    of_lone_years,
)
from partnership.core.imports.columns.known_columns import GROSS, NET
from partnership.core.imports.fields.names import fold_name
from partnership.core.imports.fields.slots import PeriodSlot
from partnership.core.imports.sheets import is_blank, letter

QUARTER = re.compile(
    r"(?:financial |fiscal |calendar )?(?:quarter|qtr|q|month)(?: (?:no|number|name))?"
)
# Headings of the first and last day of a period in columns of their own.
PERIOD_STARTS = [f"period {word}" for word in FROM] + [
    "period begin",
    "first day",
    *FROM,
]
PERIOD_STARTS += ["from", "period from", "start of period", "reporting from"]
PERIOD_ENDS = [f"period {word}" for word in TO] + ["period finish", "last day", *TO]
PERIOD_ENDS += ["to", "period to", "end of period", "reporting to"]
# “Rolling 12 months to:” beside headings that are months.
ENDING = re.compile(
    r"(?:rolling )?((?:(?:12|twelve) months|year|quarter|12m)\s+(?:ending|ended|to))"
)
# A cell of a column of years: “2016/17”, “FY 2016-17” or “2016”.
YEAR = re.compile(r"(?:fy\s*)?(?:19|20)[0-9]{2}(?:\s*[-–/]\s*(?:20)?[0-9]{2})?", re.I)
CUMULATIVE = re.compile(r"\bcumulative|\brunning totals?\b", re.I)
# How many rows at the end of a table are searched for notes.
MOST_NOTES = 30
STEM = re.compile(r"(?<=[a-z]{3})(?:ed|s|ing)$")
IDLE_WORDS = {"of", "the", "for", "and", "in", "a"}


def stems(heading: str) -> set[str]:
    """Return the words of a heading without endings: “date award”."""
    words = re.findall("[a-z]+", bare(heading))
    return {STEM.sub("", word) for word in words} - IDLE_WORDS


def year_in(words: str) -> str:
    """Return the only financial year in words, or an empty string."""
    years = {match[0] for match in TITLE_YEAR.finditer(words)}
    return years.pop() if len(years) == 1 else ""


def year_in_a_cell(cells) -> str:
    """Return the only year that is a cell of its own, such as in a table's corner."""
    cells = [str(cell).strip() for cell in cells]
    return year_in(" ".join(cell for cell in cells if TITLE_YEAR.fullmatch(cell)))


def _words_alone(table):
    """Return the texts that are alone in one of the last rows, such as notes."""
    first = max(table.first_row, table.last_row - MOST_NOTES)
    for row in table.sheet.rows[first - 1 : table.last_row]:
        texts = [value for value in row if not is_blank(value)]
        if len(texts) == 1 and isinstance(texts[0], str):
            yield texts[0]


class Matcher(ContentsMatcher):
    """Matches the columns of a table to those of a resource."""

    @cached_property
    def _found(self) -> dict:
        return {}

    def once(self, rows: list, find):
        """Return the result of `find` for the rows of a sheet; call it only once."""
        if id(rows) not in self._found:
            self._found[id(rows)] = rows, find()
        return self._found[id(rows)][1]

    def score(self, headings: dict[int, str]) -> float:
        """Return how well headings fit: key columns count most."""
        names, across, has_two = set(), Counter(), False
        self.year = year_in_a_cell(headings.values())
        self.is_by_part = self.are_parts_of_years(headings.values())
        texts = [fold_name(heading) for heading in headings.values()]
        for heading in set(headings.values()):
            name = self.name_of(heading)
            if name:
                names.add(name)
            elif self.figure and (found := self.across(heading)):
                across[found.name] += 1
                has_two |= bool(found.others)
        keys = names & set(self.key_names)
        score = 2 * len(names) + 2 * len(keys)
        if across:
            column, count = across.most_common(1)[0]
            if column not in names:
                is_one = not names and count == 1
                score += len(headings) > 1 if is_one else 2 * min(count, 5)
        score += has_two
        if len(set(texts)) < len(texts):
            score -= 1  # headings differ; cells of a row often do not
        return score

    def match(self, table, chosen: dict[str, str]) -> list[Match]:
        """Return a match for each column of a table that has a heading or is chosen."""
        matches = []
        self.year = year_in(f"{table.title} {table.sheet.name}")
        self.year = self.year or year_in_a_cell(table.headings.values())
        endings = [ENDING.fullmatch(tidy(h)) for h in table.headings.values()]
        self.ending = next((match[1] for match in endings if match), "")
        title = f"{table.title}; {table.sheet.name}"
        words = "; ".join([title, *_words_alone(table)])
        self.lone_year = of_lone_years(title) or of_lone_years(words, in_note=True)
        headings = "; ".join(table.headings.values())
        self.is_cumulative = bool(
            CUMULATIVE.search(f"{words}; {headings}") or YEAR_TO_DATE.search(words)
        ) and not YEAR_TO_DATE.search(headings)
        years = self._years_below(table)
        self.is_by_part = bool(years)
        for number in range(1, table.sheet.width + 1):
            if number == years:
                continue
            heading = table.headings.get(number, "")
            are_parts = not heading and self._are_parts_of_year(table, number)
            is_used = letter(number) in chosen or self._is_filled(table, number)
            is_used |= self._is_before(table, number)
            if heading or are_parts or is_used:
                match = Match(number, heading, examples=self._examples(table, number))
                match.how = "part" if are_parts else ""
                matches.append(match)
        self._match_by_heading(matches, table)
        self._match_two_parts(matches)
        self._match_by_words(matches, table)
        self._match_across(matches, table)
        self._match_relative_years(matches, table)
        self._match_ticks(matches, table)
        self._match_beside(matches)
        self._match_periods(matches, table)
        self._match_by_contents(matches, table)
        self._match_figure_by_words(matches, table)
        self._match_shares(matches, table)
        self._match_debits(matches, table)
        self._prefer_exact(matches, table)
        self._ignore_false_matches(matches, table)
        for match in matches:
            if self.is_cumulative and match.is_across and self._is_period(match.name):
                match.value = if_cumulative(match.value)
            if match.letter in chosen:
                self._apply(match, chosen[match.letter], matches)
        if years and any(match.is_across for match in matches):
            heading, examples = (
                table.headings.get(years, ""),
                self._examples(table, years),
            )
            matches.append(Match(years, heading, how="years", examples=examples))
            matches.sort(key=lambda match: match.number)
        return matches

    def _years_below(self, table) -> int:
        """Return the column of years of a table with quarters across, or 0."""
        if not self.are_parts_of_years(table.headings.values()):
            return 0
        for number in range(1, table.sheet.width + 1):
            cells = [v for v in self._row_cells(table, number) if not is_blank(v)]
            texts = [number_text(value) for value in cells]
            years = [t for t in texts if YEAR.fullmatch(str(t).strip())]
            if len(years) > SHARE_KNOWN * len(cells):
                return number
        return 0

    def _is_period(self, name):
        return isinstance(self.by_name[name][0], PeriodSlot)

    def _ignore_false_matches(self, matches, table):
        """Ignore columns such as “Reason” with our heading but other contents.

        A column with exactly our heading is ignored only if its cells are sentences.
        """
        for match in matches:
            if not match.name or match.is_across or match.name in self.key_names:
                continue
            _, column = self.by_name[match.name]
            is_known = (
                isinstance(column.widget, ChoiceWidget) or column.code_of is not None
            )
            cells = [v for v in self._row_cells(table, match.number) if v]
            if match.how == "name":
                is_known &= all(" " in str(v).strip() for v in cells)
                is_known &= isinstance(column.widget, ChoiceWidget)
            if (
                is_known
                and cells
                and not any(self.reads(match.name, v, nearly=True) for v in cells)
            ):
                match.name = ""

    def _is_filled(self, table, number):
        """Whether most rows have text in a column without a heading."""
        cells = list(self._row_cells(table, number))
        texts = [v for v in cells if isinstance(v, str) and v.strip()]
        return len(texts) > SHARE_KNOWN * len(cells) and any(map(self.knows, texts))

    def _is_before(self, table, number):
        """Whether a column of texts is left of all headings, below an empty corner."""
        cells = list(self._row_cells(table, number))
        texts = [v for v in cells if isinstance(v, str) and v.strip()]
        is_left = number < min(table.headings, default=0)
        return is_left and len(texts) > SHARE_KNOWN * len(cells)

    def _are_parts_of_year(self, table, number):
        """Whether the cells of a column without a heading are quarters or months."""
        cells = [v for v in self._row_cells(table, number) if not is_blank(v)]
        parts = [v for v in cells if PART_OF_YEAR.fullmatch(str(v).strip())]
        return len(parts) > 1 and len(parts) > SHARE_KNOWN * len(cells)

    def _apply(self, match, name, matches):
        match.name, match.value, match.part, match.how = "", None, "", "chosen"
        match.others, match.gives, match.second = (), (), 0
        name, is_across, value = name.partition("=")
        if name not in self.by_name:
            return
        if not is_across:
            for other in matches:
                names = other.gives or (other.name,)
                if other is not match and name in names and not other.is_across:
                    other.name = ""
        match.name = name
        if is_across:
            match.value = value

    def _match_by_heading(self, matches, table):
        own: dict[str, list] = {}
        synonyms: dict[str, list] = {}
        for match in matches:
            name, is_own = self._name_by_heading(match, matches, table)
            if name:
                (own if is_own else synonyms).setdefault(name, []).append(match)
        for name in dict.fromkeys([*own, *synonyms]):
            found, others = own.get(name, []), synonyms.get(name, [])
            for match in found:  # the importer says if there are two
                match.name, match.how = name, "name"
            if len(found) > 1:
                continue
            best = found[0] if found else self._fullest(name, others, table)
            if not found:
                if any(NET.search(bare(match.heading)) for match in others):
                    best = self._keep_best(others)
                best.name, best.how = name, "synonym"
            if name == self.figure and self.is_money:
                gross = [m for m in matches if GROSS.search(bare(m.heading))]
                self._keep_best([best, *(m for m in gross if not m.name)])

    def _name_by_heading(self, match, matches, table) -> tuple[str, bool]:
        """Return our column that a heading names, and whether by our own name.

        Either of two headings may name it, if the column has cells for it.
        """
        heading = match.heading
        both = table.children.get(match.number), table.parents.get(match.number)
        for form in filter(None, (heading, *both)):
            name = self.name_of(form)
            if not name or self._is_answer(form, matches):
                continue
            if form != heading and self.across(heading):
                continue
            is_own = plain(form) in self.own
            if is_own or not (
                self._holds_another(name, match, table)
                or self._reads_nothing(name, match, table)  # “Approved”: yes and no
            ):
                return name, is_own
        return "", False

    def _reads_nothing(self, name, match, table):
        """Whether a column for figures has cells but no figures."""
        column = self.by_name[name][1]
        if name != self.figure and not isinstance(column.widget, DecimalWidget):
            return False
        cells = list(self._row_cells(table, match.number))
        is_read = any(amount_of(value) is not None for value in cells)
        is_read |= bool(self.share(name, match, table))
        return not all(map(is_blank, cells)) and not is_read

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
                self.share(self.figure, match, table) >= SHARE_KNOWN
            )
            names = [
                name
                for name, known in self.vocabulary.items()
                if words <= known
                and name not in taken
                and self.share(name, match, table, nearly=True) >= SHARE_KNOWN
                and not (is_figure and self._is_text(name))
            ]
            if len(names) == 1:
                match.name, match.how = names[0], "synonym"
                taken.add(names[0])

    def _match_two_parts(self, matches):
        """Match two columns that give one of ours together, such as its first day."""
        parts = dict(self.resource.parts)
        periods = [name for name in self.key_names if self._is_period(name)]
        if len(periods) == 1:  # of two, “from” and “to” name one each
            parts[periods[0]] = (PERIOD_STARTS, PERIOD_ENDS, " to ")
        for name, (firsts, seconds, joiner) in parts.items():
            found = [
                next((m for m in matches if bare(m.heading) in words), None)
                for words in (firsts, seconds)
            ]
            taken = {m.number for m in matches if m.name == name}
            if None in found or taken - {m.number for m in found}:
                continue
            first, second = found
            first.name, first.how, first.joiner = name, "synonym", joiner
            first.second, second.name, second.how = second.number, "", "joined"

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
        owner = self.by_name[name][1].code_of
        if owner is None or self.share(name, match, table):
            return False
        has_figure = any(map(self._is_figure_heading, table.headings.values()))
        if self.figure and not has_figure:
            return self.share(self.figure, match, table) >= SHARE_KNOWN
        return any(
            self.share(other, match, table) >= SHARE_KNOWN
            for other in self.key_names
            if other != name and self.by_name[other][1].code_of
        )

    def _is_figure_heading(self, heading):
        return self.name_of(heading) == self.figure or self.across(heading)

    def _fullest(self, name, matches, table):
        """Return the column with the most known cells, or else the first.

        Of areas and measures at several levels, the column with the most of ours.
        """
        if len(matches) == 1:
            return matches[0]
        synonyms = [plain(other) for other in self.resource.synonyms.get(name, [])]

        def order(match):
            forms = (plain(match.heading), bare(match.heading))
            places = [synonyms.index(form) for form in forms if form in synonyms]
            return -min(places, default=len(synonyms))

        def known(match):
            if name not in self.resource.others_left_out:
                return self.share(name, match, table), 0
            values = {
                v for v in self._row_cells(table, match.number) if not is_blank(v)
            }
            return sum(self.reads(name, value) for value in values), len(values)

        return max(matches, key=lambda match: (*known(match), order(match)))

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
            is_part = match.how == "part" or QUARTER.fullmatch(plain(match.heading))
            if not match.name and (is_part or match.how == "years"):
                return match
        return None
