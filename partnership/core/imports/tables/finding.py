"""Find the tables on a sheet: their headings, rows, and what is around them."""

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from partnership.core.imports.columns.headers import plain
from partnership.core.imports.columns.headings_across import (
    PART_OF_YEAR,
    YEAR_IN_HEADING,
)
from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.columns.table_headings import (
    UNIT,
    best_headings,
    is_figure,
    is_filled,
    read_headings,
    units_below,
)
from partnership.core.imports.sheets import Rows, Sheet, letter

# How many rows that are not blank are searched for headings.
ROWS_SEARCHED = 60
# Another table on the sheet has headings nearly as good as those of the first.
SHARE_OF_SCORE = 0.6
PAGE = re.compile(r"(?:page|sheet)\s+[0-9]+(?:\s+of\s+[0-9]+)?", re.I)


@dataclass
class Table:
    """A table on a sheet, numbered as in the sheet.

    `headings` are the headings by column number, of one row or of two joined; `rows`
    the numbers of its rows. `left_out` are rows that are not its rows, with why.
    """

    sheet: Sheet
    heading_row: int
    heading_rows: int
    first_row: int
    last_row: int
    headings: dict[int, str]
    parents: dict[int, str] = field(default_factory=dict)
    children: dict[int, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    blank: int = 0
    score: float = 0
    title: str = ""
    sheet_number: int = 0
    units: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    # The columns of rows that may be totals or headings, and the question, by row.
    doubtful: dict[int, tuple] = field(default_factory=dict)
    # The columns of cells to be read as blank, by row.
    blanked: dict[int, set[int]] = field(default_factory=dict)

    # The row and column of figures in cells that are merged.
    merged_figures: set[tuple[int, int]] = field(default_factory=set)

    @property
    def place(self) -> str:
        """Where the table is: “A3 to F20”, with the sheet if there are others."""
        sheet = f"worksheet “{self.sheet.name}”, " if self.sheet_number else ""
        first, last = min(self.headings), max(self.headings)
        place = f"{letter(first)}{self.heading_row} to {letter(last)}{self.last_row}"
        return sheet + place


def find_table(sheet: Sheet, matcher: Matcher, choices) -> Table | None:
    """Return the table of a sheet that fits the columns best, or None if it is empty.

    `choices` may say where the headings are and where the table ends.
    """
    filled = sheet.filled_rows
    if not filled:
        return None
    if choices.heading_row:
        rows = 1 if choices.heading_rows is None else choices.heading_rows
        heading, count = choices.heading_row, rows
        score = matcher.score(read_headings(sheet, heading, rows)[0])
        if choices.heading_rows is None:
            heading, count, score = best_headings(sheet, [heading], matcher)
    else:
        heading, count, score = matcher.once(
            sheet.rows, lambda: best_headings(sheet, filled[:ROWS_SEARCHED], matcher)
        )
    last = min(choices.last_row or filled[-1], filled[-1])
    return _table_at(sheet, heading, count, last, score, 1)


def _table_at(sheet, heading, count, last, score, first_above):
    headings, parents, children = read_headings(sheet, heading, count)
    if not count:
        headings = {
            place: f"Column {letter(place)}" for place in range(1, sheet.width + 1)
        }
    above = [
        str(value).strip()
        for row in sheet.rows[first_above - 1 : heading - 1]
        for value in row
        if is_filled(value) and not PAGE.fullmatch(str(value).strip())
    ]
    return Table(
        sheet,
        heading,
        count,
        heading + count,
        last,
        headings,
        parents,
        children,
        score=score,
        title="; ".join(above)[:1_000],
        units=units_below(sheet, heading + count),
    )


def without_headings(table: Table) -> Table:
    """Return a table whose row of headings is its first row of data."""
    first, last = table.heading_row, table.last_row
    found = _table_at(table.sheet, first, 0, last, 0, 1)
    return replace(found, rows=list(range(first, last + 1)))


def find_tables(sheet: Sheet, matcher: Matcher, choices) -> list[Table]:
    """Return all tables of a sheet that have headings like those of the first.

    Tables may stand side by side or below one another. A table without its own title
    has the title of the table above it.
    """
    found = []
    parts = _side_by_side(sheet, matcher) or _main_part(sheet, matcher, choices)
    for part in parts:
        table = find_table(part, matcher, choices)
        if table is not None:
            found.append(table)
            if table.score > 0:
                found += _tables_below(table, matcher)
    return found


def _tables_below(first, matcher):
    sheet, table, found = first.sheet, first, []
    own = [plain(value) for value in _texts(sheet, first.heading_row)]
    end = first.last_row
    number = first.first_row
    while number < end:
        number += 1
        above = _title_rows(sheet, number, table.first_row)
        words = [plain(value) for value in _texts(sheet, number)]
        is_other = words[1:] == own[1:] and all(map(_is_time, own[1:] or [""]))
        if is_other and words != own and above is None:
            above = number  # only the corner differs, such as the year
        if above is None or not _can_be_heading(sheet, number):
            continue
        is_same = is_other or words == own
        if is_same:
            count, score = first.heading_rows, first.score
        else:
            heading, count, score = best_headings(sheet, [number], matcher)
            if heading != number or score < SHARE_OF_SCORE * first.score:
                continue
        table.last_row = above - 1
        following = _table_at(sheet, number, count, end, score, above)
        following.title = following.title or table.title
        found.append(following)
        table, number = following, following.first_row - 1
    return found


def _is_time(heading) -> bool:
    return bool(PART_OF_YEAR.fullmatch(heading) or YEAR_IN_HEADING.search(heading))


def _title_rows(sheet, number, first):
    """Return the first of the title rows above a row, or None if a row is above it."""
    place = number
    if place - 1 >= first and sheet.counts[place - 2] == 0:
        place -= 1
    while place - 1 >= first and sheet.counts[place - 2] == 1:
        place -= 1
    return place if place < number else None


def _texts(sheet, number):
    return [value for value in sheet.rows[number - 1] if is_filled(value)]


def _can_be_heading(sheet, number):
    values = _texts(sheet, number)
    return len(values) > 1 and not any(map(is_figure, values))


def _side_by_side(sheet, matcher):
    """Return a sheet for each table of a row in which the same headings come again.

    Columns before them belong to each: “Area, Period, Value, Period, Value”.
    """
    filled = sheet.filled_rows
    for number in filled[:ROWS_SEARCHED]:
        row = sheet.rows[number - 1]
        places = [p for p, value in enumerate(row, 1) if is_filled(value)]
        words = [plain(row[p - 1]) for p in places]
        for shared in range(max(0, len(words) - 3)):
            if size := _repeated(words[shared:], matcher):
                starts = [places[shared] if shared else 1]
                starts += places[shared + size :: size]
                return _split_side_by_side(sheet, starts)
            if not matcher.name_of(words[shared]):
                break
    return []


def _repeated(words, matcher) -> int:
    """Return how many headings, all known and one of a key, come again and again."""
    for size in range(2, len(words) // 2 + 1):
        group = words[:size]
        is_repeated = group * (len(words) // size) == words
        if not is_repeated or len(set(group)) < size:
            continue
        names = {matcher.name_of(word) for word in group}
        are_known = all(matcher.name_of(w) or UNIT.fullmatch(w) for w in group)
        if are_known and names.intersection(matcher.key_names):
            return size
    return 0


def _main_part(sheet, matcher, choices):
    """Return the sheet without what is beside its table, such as a summary.

    Empty columns separate a table from others; the part with all key columns is the
    table.
    """
    table = None if choices.columns else find_table(sheet, matcher, choices)
    starts = table and _parts_of(table)
    if not starts or not _has_labels(table, starts[1]):
        return [sheet]
    parts = _split_side_by_side(sheet, starts)
    fewest = len(_missing(table, matcher))
    for part, start in zip(parts, starts, strict=True):
        own = find_table(part, matcher, choices)
        if own and own.score > 0 and len(_missing(own, matcher)) <= fewest:
            others = [h for c, h in table.headings.items() if c not in own.headings]
            if len(others) > 1 and start == 1:
                return [replace(part, beside=others)]
    return [sheet]


def _parts_of(table):
    """Return the columns after which a table has an empty column, and the first."""
    filled: set[int] = set()
    width = table.sheet.width
    for row in islice(table.sheet.rows, table.heading_row - 1, table.last_row):
        filled.update(place for place, v in enumerate(row, 1) if is_filled(v))
        if len(filled) == width:
            return []
    starts = [
        place
        for place in range(2, width + 1)
        if place in filled and place - 1 not in filled and min(filled) < place
    ]
    return [1, *starts] if starts else []


def _has_labels(table, start):
    """Whether columns from one on have words, as another table would."""
    rows = islice(table.sheet.rows, table.first_row - 1, table.last_row)
    return any(
        isinstance(value, str) and is_filled(value) and not is_figure(value)
        for row in rows
        for value in row[start - 1 :]
    )


def _missing(table, matcher):
    matches = matcher.match(table, {})
    names = {m.name for m in matches} | {n for m in matches for n, _ in m.others}
    return [name for name in matcher.key_names if name not in names]


def _split_side_by_side(sheet, starts):
    """Return copies of a sheet, each with the columns from one start to the next.

    Each also has the columns before the first start, in rows that have more.
    """
    found, first = [], starts[0]
    for start, end in zip(starts, [*starts[1:], 20_000], strict=True):
        rows = Rows(
            [v if p < first or start <= p < end else "" for p, v in enumerate(row, 1)]
            if any(map(is_filled, row[start - 1 : end - 1]))
            else []
            for row in sheet.rows
        )
        found.append(replace(sheet, rows=rows))
    return found
