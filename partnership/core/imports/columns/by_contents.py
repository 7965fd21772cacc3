"""Match columns with unknown headings by the contents of their cells."""

import re
from decimal import Decimal
from itertools import permutations

from partnership.core.imports.cells.date_cells import RUN_TOGETHER
from partnership.core.imports.cells.widgets import YearWidget
from partnership.core.imports.columns.across import AcrossMatcher
from partnership.core.imports.columns.column_cells import SHARE_KNOWN, shown_value
from partnership.core.imports.columns.headers import bare, plain
from partnership.core.imports.columns.headings_across import names_the_figure
from partnership.core.imports.fields.slots import ExportOnlySlot, PeriodSlot
from partnership.core.imports.sheets import is_blank

SHARE_OF_TWO = 0.8
DEBITS, CREDITS = (
    re.compile(r"debits?|dr\.?", re.I),
    re.compile(r"credits?|cr\.?", re.I),
)
SIDE = re.compile(r"(?:debit|credit|dr|cr)\.?", re.I)
SIDES = (" DR", " CR")
ROUNDED = re.compile(r"\brounded\b|\bto the nearest\b", re.I)
EXACT = re.compile(r"\b(?:exact|precise|unrounded)\b", re.I)
SHARE_WORDS = re.compile(r"proportion|percent|\(%\)|^%", re.I)
SHARE = re.compile(r"%|\bper ?cent|\bproportion\b|\bshare\b", re.I)
OTHER_SHARE = re.compile(
    r"\b(?:change|differ|varian|target|previous|last year|increase|reduction|lower|"
    r"upper|confidence|of (?:the )?total|of all)",
    re.I,
)
# How many columns next to a percentage may be its counts.
MOST_COUNTS = 12
# A share and its counts may be rounded.
NEARLY = Decimal("0.51")
OF_A_SHARE = re.compile(r"\b(?:cohort|base|sample|respondents|out of)\b", re.I)
CODE = re.compile(r"\b(?:code|centre|ref(?:erence)?|id)\b", re.I)
# Columns next to the figure itself, such as its rate, use so far or survey error.
OTHER_FIGURE = re.compile(
    r"\brates?\b|\bper (?:1,?000|100,?000|head)\b|%|\bper ?cent|\bto date\b|\bytd\b|"
    r"\bactual|\bspen[dt]\b|\bvariance|\bremain|\bbalance|\brequest|\bbid\b|\bmatch|"
    r"\blower\b|\bupper\b|\bprevious\b|\blast year\b|\btarget",
    re.I,
)


class ContentsMatcher(AcrossMatcher):
    """Matches columns by their cells: names that we know, years, numbers."""

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
            if not is_period and column.code_of is None:
                continue
            free = [m for m in matches if not m.name and m.how != "chosen"]
            shares = [(self.share(name, match, table), match) for match in free]
            share, best = max(shares, key=lambda pair: pair[0], default=(0, None))
            if share < SHARE_KNOWN and not is_period and len(free) == 1:
                share = self.share(name, best, table, nearly=True)
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
            if name not in taken and self.by_name[name][1].code_of
        ]
        free = [m for m in matches if not m.name and m.how != "chosen"]
        if len(names) != 2 or not self.figure:
            return
        for match in free:
            shares = [self.share(name, match, table) for name in names]
            if min(shares) > 0.1 and sum(shares) >= SHARE_OF_TWO:
                cells = self._row_cells(table, match.number)
                first = next((v for v in cells if not is_blank(v)), "")
                lower = [name for name in names if not self.reads(name, first)]
                if len(lower) == 1:
                    match.name, match.how = lower[0], "contents"
                    return

    @staticmethod
    def _is_answer(heading, matches):
        """Whether “No” is an answer next to “Yes”, rather than “number”."""
        return plain(heading) == "no" and any(
            plain(m.heading) == "yes" for m in matches
        )

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
            and not self._is_answer(match.heading, matches)
            and not CODE.search(match.heading)
            and not set(self.resource.other_figures) & set(bare(match.heading).split())
            and (
                words & set(bare(match.heading).split())
                or names_the_figure(bare(match.heading))
                or (not self.is_money and SHARE_WORDS.search(match.heading))
            )
            and self.share(self.figure, match, table) >= SHARE_KNOWN
        ]
        shares = [match for match in found if SHARE_WORDS.search(match.heading)]
        counts = [match for match in found if match not in shares]
        if len(shares) == 1 and (
            len(counts) > 1 or any(OF_A_SHARE.search(m.heading) for m in counts)
        ):
            found = shares  # beside its numerator and denominator
        elif len(found) > 1:  # “Obs value” beside “Record count”
            named = [m for m in found if self.figure in bare(m.heading).split()]
            likely = [m for m in found if not OTHER_FIGURE.search(m.heading)]
            if not named and not shares and len(likely) == 1:
                for match in [m for m in found if m not in likely]:
                    match.leave_out("double", likely[0])
                named = likely
            found = named
        if len(found) == 1:
            found[0].name, found[0].how = self.figure, "contents"

    def _match_debits(self, matches, table):
        """Join columns of debits and credits, or of amounts and their side."""
        if not self.figure or not self.is_money:
            return
        figure = next((m for m in matches if m.name == self.figure), None)
        free = [m for m in matches if not m.name or m is figure]
        sides = [
            next((m for m in free if words.fullmatch(bare(m.heading))), None)
            for words in (DEBITS, CREDITS)
        ]
        if None not in sides and figure in (None, *sides):
            figure, second = sides
            figure.name, figure.how, figure.ends = self.figure, "synonym", SIDES
        else:
            second = next((m for m in free if self._is_side(m, table)), None)
        if figure and second:
            figure.second, figure.joiner = second.number, " "
            second.name, second.how = "", "joined"

    def _is_side(self, match, table):
        """Whether the cells of a column only say “DR” or “CR”."""
        cells = [v for v in self._row_cells(table, match.number) if not is_blank(v)]
        return bool(cells) and all(SIDE.fullmatch(str(v).strip()) for v in cells)

    def _prefer_exact(self, matches, table):
        """Read exact figures if the column next to them has them in thousands."""
        for match in list(matches):
            if not match.name or match.part or match.doubt:
                continue
            if match.is_across or match.name == self.figure:
                free = (m for m in matches if not m.name and m.how in ("", "double"))
                exact = next((m for m in free if self._rounds(match, m, table)), None)
                if exact:
                    match.give_to(exact)

    def _rounds(self, match, exact, table):
        """Whether a column has the figures of another in thousands or millions."""
        if ROUNDED.search(exact.heading):
            return False
        columns = self._amounts(table, [match, exact])
        pairs = [pair for pair in zip(*columns, strict=True) if None not in pair]
        if ROUNDED.search(match.heading) or EXACT.search(exact.heading):
            return bool(pairs)
        return len(pairs) > 1 and any(
            all(abs(b - a * times) * 2 <= times for a, b in pairs)
            for times in (1_000, 1_000_000)
        )

    def _match_shares(self, matches, table):
        """Match “%” to the figure, “Number” and “Out of” beside it to its counts."""
        figure = next((m for m in matches if m.name == self.figure), None)
        names = [n for n in self.resource.counts_of_share if n in self.by_name]
        if not self.resource.counts_of_share or (
            figure and figure.how not in ("synonym", "contents")
        ):
            return
        free = [
            match
            for match in matches
            if match.name in (self.figure, *names)
            or not (match.name or match.how in ("chosen", "hidden", "joined"))
        ]
        shares = [match for match in free if self._is_share(match, table)]
        if len(shares) != 1:
            return
        [share] = shares
        pair = self._counts_of(share, [m for m in free if m is not share], table)
        if pair or figure not in (None, share):
            share.name, share.how, share.count = self.figure, "contents", figure
            self._match_counts(share, pair, free, names)

    def _match_counts(self, share, pair, free, names):
        """Match the counts beside a percentage; a figure beside it is one of them."""
        figure = share.count
        if pair and names:
            share.count = pair[0]
            for match in free:
                if match is not share and match.name in (self.figure, *names):
                    match.name, match.how = "", ""
            for match, name in zip(pair, names, strict=True):
                match.name, match.how = name, "contents"
        elif names and any(match.name == names[1] for match in free):
            figure.name = names[0]
        elif figure not in (None, share):
            figure.leave_out("double", share)

    def _is_share(self, match, table):
        """Whether a column is headed as a percentage, or has percent signs."""
        cells = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
        if OTHER_SHARE.search(match.heading) or not cells:
            return False
        has_signs = all(isinstance(v, str) and v.strip().endswith("%") for v in cells)
        is_headed = SHARE.search(match.heading)
        return has_signs or bool(
            is_headed and self.share(self.figure, match, table) >= SHARE_KNOWN
        )

    def _counts_of(self, share, others, table):
        """Return the two columns whose quotient a column of percentages has."""
        shares, *columns = self._amounts(table, [share, *others])
        counts = [pair for pair in zip(others, columns, strict=True) if any(pair[1])]
        for pair in permutations(counts[:MOST_COUNTS], 2):
            found = zip(shares, *(amounts for _, amounts in pair), strict=True)
            rows = [row for row in found if None not in row]
            if rows and all(
                0 <= part <= whole
                and whole
                and min(abs(s - 100 * part / whole), abs(100 * (s - part / whole)))
                <= NEARLY
                for s, part, whole in rows
            ):
                return tuple(match for match, _ in pair)
        return ()

    def _is_numbers(self, match, table):
        """Whether a column has numbers that are not years such as 201617."""
        return all(
            not isinstance(value, str)
            and not RUN_TOGETHER.fullmatch(shown_value(value))
            for value in self._cells(table, match.number)
            if not is_blank(value)
        )
