"""Find the tables on a sheet: their headings, rows, and what is around them."""

import re
from dataclasses import dataclass, field, replace

from partnership.core.imports.columns import Matcher
from partnership.core.imports.headers import plain
from partnership.core.imports.sheets import Sheet, is_blank
from partnership.core.imports.totals import NAMED_TOTAL, TOTAL

# Headings are looked for in so many rows that are not blank.
ROWS_SEARCHED = 60
MAX_HEADING_LENGTH = 250
LONG_LABEL = 40
# A row of units below the headings.
UNIT = re.compile(
    r"\(?(?:£|gbp|%|£?\s*['‘’]?000s?|£\s*[km]|£?\s*(?:thousands?|millions?)|number|no\.?|"
    r"count|rate|pounds|per cent)\)?",
    re.I,
)
# Another table on the sheet has headings nearly as good as those of the first.
SHARE_OF_SCORE = 0.6
NOTE = re.compile(
    r"\s*(?:[¹²³⁴-⁹⁰]+|notes?\b|sources?\b|source:|footnotes?\b|key\b|caution|warning\b|\*+|†|‡|"
    r"\[[a-z0-9]{1,6}\]|\[note|this (?:table|worksheet)|figures? |data |prepared by|"
    r"produced by|last updated|contact|crown copyright|©|\(?[0-9]{1,2}[.)] )",
    re.I,
)
NOTE_MARK = re.compile(
    r"\s*(?P<mark>\*+|†|‡|\[?\s*note\s*[0-9]{1,2}\s*\]?|\[[0-9a-z]{1,2}\]|"
    r"\(?[0-9]{1,2}[.)]|[¹²³⁴-⁹]+)\s*[:.=–-]?\s*(?P<text>\S.*)",
    re.I | re.S,
)
FIGURE = re.compile(r"[(−–-]?\s*£?\s*[0-9][0-9,. \u00a0\u202f]*%?\s*[km]?\)?", re.I)
# Words of a row of headings below the years.
HEADING_WORD = re.compile(
    r"\(?(?:actuals?|provisional|estimated?|estimates?|revised|forecast|budget(?:ed)?|"
    r"final|draft|planned|plan|confirmed|proposed|agreed|indicative|outturn|approved|"
    r"p|r|e|number|no\.?|count|total|year [0-9])\)?",
    re.I,
)
LONE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


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


def find_table(sheet: Sheet, matcher: Matcher, choices) -> Table | None:
    """Return the table of a sheet that fits the columns best, or None if it is empty.

    `choices` may say where the headings are and where the table ends.
    """
    filled = [n for n, row in enumerate(sheet.rows, 1) if any(map(_is_filled, row))]
    if not filled:
        return None
    if choices.heading_row:
        rows = choices.heading_rows or 1
        heading, count = choices.heading_row, rows
        score = matcher.score(_headings(sheet, heading, rows)[0])
        if choices.heading_rows is None:
            heading, count, score = _best(sheet, [heading], matcher)
    else:
        heading, count, score = _best(sheet, filled[:ROWS_SEARCHED], matcher)
    last = min(choices.last_row or filled[-1], filled[-1])
    return _table_at(sheet, heading, count, last, score, 1)


def _table_at(sheet, heading, count, last, score, first_above):
    headings, parents, children = _headings(sheet, heading, count)
    above = [
        str(value).strip()
        for row in sheet.rows[first_above - 1 : heading - 1]
        for value in row
        if _is_filled(value)
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
        units=_units(sheet, heading + count),
    )


def find_tables(sheet: Sheet, matcher: Matcher, choices) -> list[Table]:
    """Return all tables of a sheet that have headings like those of the first.

    Tables may stand side by side or below one another. A table without a title of its
    own goes on with that of the table above it.
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
        if above is None or not _can_be_heading(sheet, number):
            continue
        is_same = [plain(value) for value in _texts(sheet, number)] == own
        if is_same:
            count, score = first.heading_rows, first.score
        else:
            heading, count, score = _best(sheet, [number], matcher)
            if heading != number or score < SHARE_OF_SCORE * first.score:
                continue
        table.last_row = above - 1
        following = _table_at(sheet, number, count, end, score, above)
        following.title = following.title or table.title
        found.append(following)
        table, number = following, following.first_row - 1
    return found


def _title_rows(sheet, number, first):
    """Return the first of the title rows above a row, or None if a row is above it."""
    place = number
    if place - 1 >= first and not _texts(sheet, place - 1):
        place -= 1
    while place - 1 >= first and len(_texts(sheet, place - 1)) == 1:
        place -= 1
    return place if place < number else None


def _texts(sheet, number):
    return [value for value in sheet.rows[number - 1] if _is_filled(value)]


def _can_be_heading(sheet, number):
    values = _texts(sheet, number)
    return len(values) > 1 and not any(map(_is_figure, values))


def _side_by_side(sheet, matcher):
    """Return a sheet for each table of a row in which the same headings come again."""
    filled = [n for n, row in enumerate(sheet.rows, 1) if any(map(_is_filled, row))]
    for number in filled[:ROWS_SEARCHED]:
        row = sheet.rows[number - 1]
        places = [p for p, value in enumerate(row, 1) if _is_filled(value)]
        words = [plain(row[p - 1]) for p in places]
        for size in range(2, len(words) // 2 + 1):
            if len(words) % size or words != words[:size] * (len(words) // size):
                continue
            if len(set(words[:size])) == size and all(
                matcher.name_of(word) for word in words[:size]
            ):
                return _split_side_by_side(sheet, [1, *places[size::size]])
    return []


def _main_part(sheet, matcher, choices):
    """Return the sheet without what is beside its table, such as a summary.

    Columns without a cell part a table from others; a part that lacks no key column
    which the whole has is the table.
    """
    table = None if choices.columns else find_table(sheet, matcher, choices)
    starts = table and _parts_of(table)
    if not starts:
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
    rows = table.sheet.rows[table.heading_row - 1 : table.last_row]
    width = max(map(len, rows), default=0)
    filled = {place for row in rows for place, v in enumerate(row, 1) if _is_filled(v)}
    starts = [
        place
        for place in range(2, width + 1)
        if place in filled and place - 1 not in filled and min(filled) < place
    ]
    return [1, *starts] if starts else []


def _missing(table, matcher):
    matches = matcher.match(table, {})
    names = {m.name for m in matches} | {n for m in matches for n, _ in m.others}
    return [name for name in matcher.key_names if name not in names]


def _split_side_by_side(sheet, starts):
    """Return copies of a sheet, each with the columns from one start to the next."""
    found = []
    for start, end in zip(starts, [*starts[1:], 20_000], strict=True):
        rows = [
            [value if start <= p < end else "" for p, value in enumerate(row, 1)]
            for row in sheet.rows
        ]
        found.append(replace(sheet, rows=rows))
    return found


def _units(sheet, number):
    """Return the units by column of a row below the headings that has no more."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    found = {place: value for place, value in enumerate(row, 1) if _is_filled(value)}
    if all(isinstance(v, str) and UNIT.fullmatch(v.strip()) for v in found.values()):
        return found
    return {}


def _is_filled(value):
    return value != "" and not is_blank(value)


def _best(sheet, candidates, matcher):
    """Return the row of headings, how many rows they take, and their score."""
    best = None
    for number in candidates:
        row = sheet.rows[number - 1]
        if not any(isinstance(v, str) and v.strip() for v in row):
            continue
        for count in (1, 2):
            if count == 2 and not _can_be_second(sheet, number + 1):
                continue
            headings, *_ = _headings(sheet, number, count)
            score = matcher.score(headings) - 0.5 * (count - 1)
            score += _known_below(sheet, number + count - 1, matcher)
            rows = sheet.rows[number - 1 : number - 1 + count]
            if any(_is_figure(value) for row in rows for value in row):
                score *= 0.3  # figures belong in rows, not in headings
            if best is None or score > best[2]:
                best = (number, count, score)
    if best is None or best[2] <= 0:
        return _first_full_row(sheet, candidates)
    return best


def _known_below(sheet, number, matcher):
    """Return a score for names that we know in the row below headings, not in them."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    below = next((r for r in sheet.rows[number:] if any(map(_is_filled, r))), [])
    places = [
        place
        for place, value in enumerate(below)
        if isinstance(value, str) and matcher.knows(value)
    ]
    own = [p for p in places if p < len(row) and matcher.knows(row[p])]
    return 0 if own else min(2, len(places))


def _is_figure(value):
    """Whether a cell has a figure, as a number or as text, and not a year."""
    if isinstance(value, str):
        text = value.strip()
        return bool(FIGURE.fullmatch(text)) and not LONE_YEAR.fullmatch(text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and not (value % 1 == 0 and 1900 <= value <= 2100)


def _can_be_second(sheet, number):
    if number > len(sheet.rows):
        return False
    row = sheet.rows[number - 1]
    texts = [v for v in row if isinstance(v, str) and v.strip()]
    return bool(texts) and all(len(t) <= MAX_HEADING_LENGTH for t in texts)


def _first_full_row(sheet, candidates):
    """Return the first row that is as wide as the table, if no heading is known."""
    widths = {n: sum(map(_is_filled, sheet.rows[n - 1])) for n in candidates}
    widest = max(widths.values(), default=1)
    number = next((n for n, w in widths.items() if w >= max(1, 0.6 * widest)), 1)
    return number, 1, 0


def _headings(sheet, number, count):
    """Return the headings by column, and those of the two rows that are joined."""
    upper = list(sheet.rows[number - 1]) if number <= len(sheet.rows) else []
    if count == 1:
        found = {
            place: _words(value)
            for place, value in enumerate(upper, 1)
            if _is_filled(value)
        }
        return found, {}, {}
    lower = sheet.rows[number] if number < len(sheet.rows) else []
    parents, children, found, last = {}, {}, {}, ""
    for place in range(1, max(len(upper), len(lower)) + 1):
        above = upper[place - 1] if place <= len(upper) else ""
        below = lower[place - 1] if place <= len(lower) else ""
        if _is_filled(above):
            last = _words(above)
        elif not _is_filled(below):
            last = ""
        if not (_is_filled(above) or _is_filled(below)):
            continue
        parents[place] = last
        children[place] = _words(below) if _is_filled(below) else ""
        found[place] = f"{last} {children[place]}".strip()
    return found, parents, children


def _words(value):
    if hasattr(value, "strftime"):
        return f"{value:%B %Y}" if value.day == 1 else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value % 1 == 0:
        value = int(value)
    return " ".join(str(value).split())[:MAX_HEADING_LENGTH]


def sort_rows(
    table: Table, matched: dict[int, str], has_figures: bool, resolves
) -> None:
    """Fill the table's rows, and what is left out: notes, totals and repeated headings.

    `matched` are the columns that are ours, by number. `resolves` tells whether a value
    of a column is known, as then even “Total recorded crime” is a row.
    """
    sheet = table.sheet
    headings = [table.headings.get(c, "") for c in sorted(table.headings)]
    last_full = table.first_row - 1
    for number in range(table.first_row, table.last_row + 1):
        row = sheet.rows[number - 1]
        if _count(row, matched) > 1 and not _is_long_note(row, resolves):
            last_full = number
    single = len(matched) == 1
    leftmost = min(table.headings, default=1)
    gap = False
    for number in range(table.first_row, table.last_row + 1):
        row = sheet.rows[number - 1]
        count = sum(map(_is_filled, row))
        if not count:
            table.blank += 1
            gap = True
            continue
        label = next(str(value) for value in row if _is_filled(value))
        texts = [_words(value) for value in row if _is_filled(value)]
        is_alone = count == 1 and not single and _first_column(row) <= leftmost
        if texts == [h for h in headings if h][: len(texts)] and len(texts) > 1:
            table.left_out.append((number, "headings", label))
        elif all(isinstance(v, str) and UNIT.fullmatch(v.strip()) for v in texts):
            table.left_out.append((number, "headings", label))
        elif not table.rows and has_figures and _is_more_headings(row, matched, table):
            table.left_out.append((number, "headings", label))
            table.words = {p: str(v) for p, v in enumerate(row, 1) if _is_filled(v)}
        elif _is_total(row, matched, resolves, NAMED_TOTAL if has_figures else TOTAL):
            table.rows.append(number)
            table.left_out.append((number, "total", label))
        elif is_alone and _is_note(label, number > last_full, gap, has_figures):
            _add_note(table, number, label)
        elif has_figures and number > last_full and _is_long_note(row, resolves):
            _add_note(table, number, ", ".join(texts))
        elif is_alone and has_figures and not _has_figure(row):
            table.left_out.append((number, "subheading", label))
        elif _count(row, matched) == 0:
            table.left_out.append((number, "nothing", label))
        else:
            table.rows.append(number)
    _drop_below_total(table, matched, resolves, has_figures)
    table.rows = [
        n
        for n in table.rows
        if n not in {m for m, why, _ in table.left_out if why == "total"}
    ]


def _drop_below_total(table, matched, resolves, has_figures):
    """Leave out rows below the last total that name nothing we know, such as “Net”."""
    totals = [n for n, why, _ in table.left_out if why == "total"]
    below = [n for n in table.rows if totals and n > max(totals)]
    if not below or not has_figures:
        return
    labels = {}
    for number in below:
        row = table.sheet.rows[number - 1]
        place = _first_column(row)
        if not isinstance(row[place - 1], str) or resolves(place, row[place - 1]):
            return
        labels[number] = row[place - 1]
    table.rows = [n for n in table.rows if n not in labels]
    table.left_out += [(n, "below", label) for n, label in labels.items()]


def _is_note(label, is_below, gap, has_figures):
    """Whether a cell that is alone in its row is a note, not a row."""
    if NOTE.match(label):
        return has_figures or (is_below and gap)
    return has_figures and is_below and (gap or len(label) > LONG_LABEL)


def _is_long_note(row, resolves):
    """Whether a row is a note whose commas spread it over several cells."""
    values = [value for value in row if _is_filled(value)]
    if len(values) < 2 or not isinstance(values[0], str):
        return False
    first = _first_column(row)
    return (
        bool(NOTE.match(values[0]))
        and not any(_is_figure(value) for value in values[2:])
        and not resolves(first, values[0])
        and all(map(_is_filled, row[first - 1 : first - 1 + len(values)]))
    )


def _is_more_headings(row, matched, table):
    """Whether a row above all others only has words such as “Actual”, and no label."""
    filled = [place for place, value in enumerate(row, 1) if _is_filled(value)]
    leftmost = min([*table.headings, *matched], default=1)
    words = [row[place - 1] for place in filled]
    return (
        len(filled) > 1
        and leftmost not in filled
        and all(isinstance(w, str) and HEADING_WORD.fullmatch(w.strip()) for w in words)
    )


def _first_column(row):
    return next(place for place, value in enumerate(row, 1) if _is_filled(value))


def _add_note(table, number, label):
    table.left_out.append((number, "note", label))
    if match := NOTE_MARK.fullmatch(label):
        mark = match["mark"].translate(RAISED).strip("[]().: ").casefold()
        mark = re.sub(r"^note\s*", "", mark)
        table.marks[mark] = " ".join(match["text"].split())


def _count(row, matched):
    return sum(1 for c in matched if c <= len(row) and _is_filled(row[c - 1]))


def _has_figure(row):
    return any(not isinstance(value, str) for value in row if _is_filled(value))


def _is_total(row, matched, resolves, pattern):
    for place, value in enumerate(row, 1):
        if isinstance(value, str) and (
            TOTAL.fullmatch(value.strip()) or pattern.fullmatch(value.strip())
        ):
            return not resolves(place, value)
        if _is_filled(value) and place in matched:
            return False
    return False
