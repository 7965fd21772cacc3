"""Match columns whose headings are years, periods, areas or measures."""

import re
from dataclasses import replace

from partnership.core.imports.cells.date_cells import first_of_years
from partnership.core.imports.cells.figure_cells import relative_year
from partnership.core.imports.columns.column_cells import (
    SHARE_KNOWN,
    ColumnCells,
    shown_value,
)
from partnership.core.imports.columns.headers import bare
from partnership.core.imports.columns.headings_across import Across
from partnership.core.imports.columns.known_columns import GROSS, NET
from partnership.core.imports.sheets import is_blank
from partnership.core.values import financial_years

# “Yr 1”, “Year 2 (£)”, “Third year”.
ORDINALS = ["first", "second", "third", "fourth", "fifth"]
RELATIVE = re.compile(
    rf"\s*(?:(?:ye?a?r\.?|y)\s*([1-9])\b|({'|'.join(ORDINALS)}) ye?a?r\b)", re.I
)
# Which of several columns about one figure is read, best first; “” is any other.
BEST_OF_MONEY = (
    "award|agreed|approved|confirmed|allocat|final|revised|latest|budget||original|"
    "planned|proposed|indicative|provisional|estimate|forecast|actual|outturn|spen"
).split("|")
BEST_OF_COUNTS = (
    "final|revised|latest|actual|outturn||provisional|estimate|forecast|planned|"
    "proposed|budget"
).split("|")
# Cells with and without a tick, in a table of partners and their groups.
TICK = re.compile(r"[x✓✔√☑✅•●ü]|yes|y|1|true|member", re.I)
NO_TICK = re.compile(
    r"[-–—✗✘✖✕×❌☓û☐]|no|n|0|n/?[ak]|none|nil|false|not\b.*|no longer\b.*|", re.I
)


# Signs that mean the other where only one of them is used, or both.
CROSSES = {"x", "×", "✖", "✕", "☓", "û"}


def is_tick(text: str) -> bool:
    return bool(TICK.fullmatch(text.strip()))


def tick_in(text: str, signs: set[str]) -> str:
    """Return “yes”, “no” or an empty string for a cell of a table with these signs.

    An x is a tick, unless there are others; “×” is none only beside others.
    """
    text = text.strip().casefold()
    if text in CROSSES and (text == "x") == any(map(is_tick, signs - CROSSES)):
        return ""
    if is_tick(text):
        return "yes"
    return "no" if NO_TICK.fullmatch(text) else ""


class AcrossMatcher(ColumnCells):
    """Matches columns whose headings give a value of one of our columns."""

    def _match_across(self, matches, table):
        """Recognise columns whose headings are years, periods or measures."""
        if not self.figure:
            return
        taken = {match.name for match in matches if match.name}
        found: dict[str, list] = {}
        for match in matches:
            if match.name in ("", self.figure) and not self._names(match, table):
                if across := self._across_of(match, table, taken):
                    found.setdefault(across.name, []).append((match, across))
        columns = max(found.values(), key=len, default=[])
        if not columns or (len(columns) == 1 and self.figure in taken):
            return
        for match in matches:  # a total of the columns is not a figure
            is_total = match.name == self.figure and match.how == "synonym"
            if is_total and not any(match is column for column, _ in columns):
                match.name, match.how = "", "total"
        for match, across in columns:
            match.take(across)
        self._ignore_duplicates([match for match, _ in columns])

    def _match_relative_years(self, matches, table):
        """Match “Yr 1” to “Yr 3” to the years of the title, or ask which they are."""
        names = [n for n in self.key_names if self.is_time(n, self.by_name[n][1])]
        found = [
            (m, int(r[1] or 1 + ORDINALS.index(r[2].lower())))
            for m in matches
            if (r := RELATIVE.match(m.heading))
        ]
        numbers = [number for _, number in found]
        if not names or not self.figure or {m.name for m in matches} & set(names):
            return
        if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
            return
        first = first_of_years(f"{table.title} {table.sheet.name}", len(found))
        for match in matches:
            if match.name == self.figure and match.how in ("synonym", "contents"):
                match.leave_out("total")
        for match, number in found:
            year = relative_year(match.heading, number)
            label = financial_years.label(first + number - 1) if first else year
            match.take(Across(names[0], label))

    def _across_of(self, match, table, taken):
        """Return what a heading gives, or the upper of two, or None."""
        child = table.children.get(match.number, "")
        for words in (match.heading, table.parents.get(match.number, "")):
            across = self.across(words)
            if across is None or taken & {across.name, *dict(across.others)}:
                continue
            if words == match.heading or not child:
                return across
            part = self._part(child)
            if part is not None:
                return replace(across, part=part)
        return None

    def _names(self, match, table):
        """Whether most cells of a column name records that we know."""
        cells = [v for v in self._row_cells(table, match.number) if not is_blank(v)]
        return sum(map(self.knows, cells)) > SHARE_KNOWN * len(cells)

    def _match_ticks(self, matches, table):
        """Match columns of ticks below the names of records, such as of boards."""
        if self.figure:
            return
        taken = {m.name for m in matches if not self.across(m.heading)}
        for match in matches:
            across = None if match.how == "name" else self.across(match.heading)
            if not across or across.part or across.others or across.name in taken:
                continue
            cells = {
                shown_value(v).strip() for v in self._row_cells(table, match.number)
            }
            if any(map(is_tick, cells)):
                match.take(across)

    def _match_periods(self, matches, table):
        """Match a column of periods to the columns that they give together.

        At least one of its cells must fit neither of them: “2016-17” may be a year.
        """
        names = self.resource.of_period
        taken = [match for match in matches if match.name in names]
        if not names or len(taken) == len(names):
            return
        for match in [*taken, *(m for m in matches if not m.name)]:
            cells = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
            given = {v: found for v in cells if (found := self._period_in(v))}
            if len(given) < SHARE_KNOWN * max(1, len(cells)):
                if match in taken and (
                    match.how == "name"
                    or self.share(match.name, match, table) >= SHARE_KNOWN
                ):
                    return
                continue
            if any(self._is_span(v, found, names) for v, found in given.items()):
                match.name, match.gives, match.how = names[0], names, "contents"
                for other in taken:
                    if other is not match:
                        other.name = ""
                return

    def _is_span(self, cell, given, names):
        """Whether a cell gives more than a single one of the columns would read."""
        is_joined = len(set(given)) > 1 and all(part in str(cell) for part in given)
        return is_joined or not any(self.reads(name, cell) for name in names)

    def _period_in(self, cell):
        try:
            return self.resource.from_period(cell)
        except ValueError:
            return ()

    def _ignore_duplicates(self, columns):
        """Keep one of the columns about one figure, such as “budget” and “actual”."""
        alike: dict = {}
        for match in columns:
            alike.setdefault((match.value, match.part, match.others), []).append(match)
        wholes = self.resource.counts_of_share[1:]
        whole = {(m.value, m.others) for m in columns if m.part in wholes}
        for (value, _, others), found in alike.items():
            shares = [m for m in found if m.heading.endswith("%")]
            shares = shares if self.resource.counts_of_share else []
            counts = [m for m in found if m not in shares]
            if len(shares) == 1 and counts:
                best = self._keep_best(counts)
                shares[0].count, best.instead_of = best, shares[0]
                best.part = self.resource.counts_of_share[0]
                if (value, others) not in whole or best.part not in self.by_name:
                    best.leave_out("double", shares[0])
            else:
                self._keep_best(found)

    def _keep_best(self, found):
        """Return the best of several columns about one figure; ignore the others."""
        best = min(found, key=self._rank)
        rivals = [m for m in found if self._rank(m) == self._rank(best)]
        for match in found:
            if match is not best:
                match.leave_out("double", best)
        best.rivals = [match for match in rivals if match is not best]
        return best

    def _rank(self, match):
        order = BEST_OF_MONEY if self.is_money else BEST_OF_COUNTS
        words = bare(match.heading)
        if self.is_money and (NET.search(words) or GROSS.search(words)):
            return -1 if NET.search(words) else len(order)
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
                    match.take(following[match.number])
                    match.part = name
