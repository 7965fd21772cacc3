"""Match columns with unknown headings by the contents of their cells."""

import re

from partnership.core.imports.column_cells import SHARE_KNOWN, shown_value
from partnership.core.imports.columns_across import AcrossMatcher
from partnership.core.imports.date_patterns import RUN_TOGETHER
from partnership.core.imports.fields import ExportOnlySlot, PeriodSlot
from partnership.core.imports.headers import bare, plain
from partnership.core.imports.headings_across import names_the_figure
from partnership.core.imports.sheets import is_blank
from partnership.core.imports.widgets import YearWidget

SHARE_OF_TWO = 0.8
SHARE_WORDS = re.compile(r"proportion|percent|\(%\)|^%", re.I)
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
            if not is_period and getattr(column, "code_of", None) is None:
                continue
            free = [m for m in matches if not m.name and m.how != "chosen"]
            shares = [(self._share(name, match, table), match) for match in free]
            share, best = max(shares, key=lambda pair: pair[0], default=(0, None))
            if share < SHARE_KNOWN and not is_period and len(free) == 1:
                share = self._share(name, best, table, nearly=True)
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
            and (
                words & set(bare(match.heading).split())
                or names_the_figure(bare(match.heading))
                or (not self.is_money and SHARE_WORDS.search(match.heading))
            )
            and self._share(self.figure, match, table) >= SHARE_KNOWN
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
                self._keep_best([*likely, *(m for m in found if m not in likely)])
                named = likely
            found = named
        if len(found) == 1:
            found[0].name, found[0].how = self.figure, "contents"

    def _is_numbers(self, match, table):
        """Whether a column has numbers that are not years such as 201617."""
        return all(
            not isinstance(value, str)
            and not RUN_TOGETHER.fullmatch(shown_value(value))
            for value in self._cells(table, match.number)
            if not is_blank(value)
        )
