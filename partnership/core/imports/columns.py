"""Match the columns of a file to ours: by heading, by synonym and by contents."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from partnership.core.imports.fields import ExportOnlySlot, PeriodSlot, ReferenceSlot
from partnership.core.imports.headers import FROM, TO, bare, plain
from partnership.core.imports.headings_across import TITLE_YEAR, HeadingReader
from partnership.core.imports.names import fold_name
from partnership.core.imports.sheets import is_blank, letter
from partnership.core.imports.time_words import RUN_TOGETHER, tidy
from partnership.core.imports.totals import NAMED_TOTAL
from partnership.core.imports.widgets import (
    ChoiceWidget,
    TextWidget,
    YearWidget,
)

# How many cells are read to find out what a column contains.
SAMPLE = 200
SHARE_KNOWN = 0.6
SHARE_OF_TWO = 0.8
QUARTER = re.compile(
    r"(?:financial |fiscal |calendar )?(?:quarter|qtr|q|month)(?: (?:no|number|name))?"
)
# Which of several columns about one figure is meant, the best first; “” is any other.
BEST_OF_MONEY = [
    "award",
    "agreed",
    "approved",
    "confirmed",
    "allocat",
    "final",
    "revised",
]
BEST_OF_MONEY += [
    "latest",
    "budget",
    "",
    "original",
    "planned",
    "proposed",
    "indicative",
]
BEST_OF_MONEY += ["provisional", "estimate", "forecast", "actual", "outturn", "spen"]
BEST_OF_COUNTS = ["final", "revised", "latest", "actual", "outturn", "", "provisional"]
BEST_OF_COUNTS += ["estimate", "forecast", "planned", "proposed", "budget"]
SHARE_WORDS = re.compile(r"proportion|percent|\(%\)|^%", re.I)
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
# Cells of a table that ticks the groups of each partner, and those without a tick.
TICK = re.compile(r"[x✓✔√☑✅•●ü]|yes|y|1|member", re.I)
NO_TICK = re.compile(r"[-–—✗✘☐]|no|n|0|n/a|", re.I)
STEM = re.compile(r"(?<=[a-z]{3})(?:ed|s|ing)$")
IDLE_WORDS = {"of", "the", "for", "and", "in", "a"}


def stems(heading: str) -> set[str]:
    """Return the words of a heading without endings: “date award”."""
    words = re.findall("[a-z]+", bare(heading))
    return {STEM.sub("", word) for word in words} - IDLE_WORDS


def is_no_tick(text: str) -> bool:
    return bool(NO_TICK.fullmatch(text.strip()))


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
    gives: tuple[str, ...] = ()  # our columns, if its cells give several
    second: int = 0  # the number of a column with the rest of the cells
    joiner: str = ""
    words_for_ticks: list[str] = field(default_factory=list)
    instead_of: "Match | None" = None  # the better of two columns about one figure

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def is_across(self) -> bool:
        return self.value is not None


class Matcher(HeadingReader):
    """Matches the columns of a table to those of a resource."""

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
            if column not in names:
                is_one = not names and count == 1
                score += len(headings) > 1 if is_one else 2 * min(count, 5)
        if len(set(texts)) < len(texts):
            score -= 1  # headings differ; cells of a row often do not
        return score

    # Years and measures across

    # Matching

    def match(self, table, chosen: dict[str, str]) -> list[Match]:
        """Return a match for each column of a table that has a heading or is chosen."""
        matches = []
        years = {m[0] for m in TITLE_YEAR.finditer(f"{table.title} {table.sheet.name}")}
        self.year = years.pop() if len(years) == 1 else ""
        endings = [ENDING.fullmatch(tidy(h)) for h in table.headings.values()]
        self.ending = next((match[1] for match in endings if match), "")
        width = max((len(row) for row in table.sheet.rows), default=0)
        for number in range(1, width + 1):
            heading = table.headings.get(number, "")
            if heading or letter(number) in chosen or self._is_filled(table, number):
                match = Match(number, heading, examples=self._examples(table, number))
                matches.append(match)
        self._match_by_heading(matches, table)
        self._match_two_parts(matches)
        self._match_by_words(matches, table)
        self._match_across(matches, table)
        self._match_ticks(matches, table)
        self._match_beside(matches)
        self._match_periods(matches, table)
        self._match_by_contents(matches, table)
        self._match_figure_by_words(matches, table)
        self._drop_free_text(matches, table)
        for match in matches:
            if match.letter in chosen:
                self._apply(match, chosen[match.letter], matches)
        return matches

    def _drop_free_text(self, matches, table):
        """Ignore a column of options that only has sentences, such as a “reason”."""
        for match in matches:
            if match.name and not match.is_across and match.name not in self.key_names:
                widget = self.by_name[match.name][1].widget
                cells = [v for v in self._row_cells(table, match.number) if v]
                is_prose = cells and all(" " in str(v).strip() for v in cells)
                if is_prose and isinstance(widget, ChoiceWidget):
                    if not any(self.reads(match.name, v) for v in cells):
                        match.name = ""

    def _is_filled(self, table, number):
        """Whether most rows have text in a column without a heading."""
        cells = self._cells(table, number)
        texts = [v for v in cells if isinstance(v, str) and v.strip()]
        return len(texts) > SHARE_KNOWN * len(cells) and any(map(self.knows, texts))

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
            if table.heading_rows > 1:
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
                    if not exact and name == self.figure:
                        if not self._share(name, match, table):
                            continue  # “Approved” above yes and no
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

    def _match_two_parts(self, matches):
        """Match two columns that give one of ours together, such as its first day."""
        parts = dict(self.resource.parts)
        for name in self.key_names:
            if isinstance(self.by_name[name][0], PeriodSlot):
                parts[name] = (PERIOD_STARTS, PERIOD_ENDS, " to ")
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
            if table.heading_rows > 1:
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
        self._leave_out_doubles(columns)

    def _match_ticks(self, matches, table):
        """Match columns of ticks below the names of records, such as of boards."""
        if self.figure:
            return
        for match in matches:
            across = None if match.how == "name" else self.across(match.heading)
            if not across or across.part or across.others:
                continue
            cells = {_shown(v).strip() for v in self._row_cells(table, match.number)}
            if any(map(TICK.fullmatch, cells)):
                words = [v for v in cells if not (TICK.fullmatch(v) or is_no_tick(v))]
                match.words_for_ticks = sorted(words)
                match.name, match.value, match.how = across.name, across.value, "across"
                match.value_text = across.value

    def _match_periods(self, matches, table):
        """Match a column of periods to the columns that they give together."""
        names = self.resource.of_period
        taken = [match for match in matches if match.name in names]
        if not names or len(taken) == len(names):
            return
        for match in [*taken, *(m for m in matches if not m.name)]:
            cells = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
            if cells and sum(map(self._gives_period, cells)) >= SHARE_KNOWN * len(
                cells
            ):
                match.name, match.gives, match.how = names[0], names, "contents"
                for other in taken:
                    if other is not match:
                        other.name = ""
                return

    def _gives_period(self, cell):
        try:
            return bool(self.resource.from_period(cell))
        except ValueError:
            return False

    def _leave_out_doubles(self, columns):
        """Keep one of several columns about a figure: “budget”, “revised”, “actual”."""
        alike: dict = {}
        for match, across in columns:
            alike.setdefault((match.value_text, across.part, across.others), [])
            alike[match.value_text, across.part, across.others].append(match)
        for found in alike.values():
            best = min(found, key=self._rank)
            for match in found:
                if match is not best:
                    match.name, match.value, match.how = "", None, "double"
                    match.instead_of = best

    def _rank(self, match):
        order = BEST_OF_MONEY if self.is_money else BEST_OF_COUNTS
        words = bare(match.heading)
        ranks = [n for n, stem in enumerate(order) if stem and stem in words]
        return ranks[0] if ranks else order.index("")

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
                words & set(bare(match.heading).split())
                or match.heading.strip() == "£"
                or (not self.is_money and SHARE_WORDS.search(match.heading))
            )
            and self._share(self.figure, match, table) >= SHARE_KNOWN
        ]
        shares = [match for match in found if SHARE_WORDS.search(match.heading)]
        if len(shares) == 1 and len(found) > 2:  # beside its numerator and denominator
            found = shares
        elif len(found) > 1:  # “Obs value” beside “Record count”
            found = [m for m in found if self.figure in bare(m.heading).split()]
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
