"""Find the row of headings of a table, and what they say."""

import re
from itertools import chain

from partnership.core.imports.cells.date_cells import (
    MONTH_NAMES,
    MONTHS,
    ONE_YEAR,
    is_short_years,
)
from partnership.core.imports.columns.headers import UNITS
from partnership.core.imports.sheets import is_filled
from partnership.core.values import financial_years

MAX_HEADING_LENGTH = 250
# A row of units below the headings.
UNIT = re.compile(
    rf"\(?(?:{UNITS}|count|rate|pounds|per cent)\)?"
    r"(?:\s*\((?:actual|provisional|estimated?|revised|forecast|budget|final|draft|"
    r"planned|proposed|agreed|indicative|outturn|approved|confirmed)\))?",
    re.I,
)
FIGURE = re.compile(r"[(−–+-]?\s*£?\s*[0-9][0-9,. \u00a0\u202f]*%?\s*[km]?\)?", re.I)
TWO_YEARS = re.compile(r"\s*(?:20)?[0-9]{2}\s*[-–/]\s*[0-9]{2}\s*")
MONTH_OF_YEAR = re.compile(rf"({MONTH_NAMES})-([0-9]{{2}})", re.I)
ANY_YEAR = re.compile(r"\s*(?:19|20)[0-9]{2}(?:\s*[-–/]\s*[0-9]{2,4})?\s*")

# The score of words that divide headings across, so that they are not read as a row.
SPLIT = 1.5

TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?\b(?:[:\s]|$)(?:\s*(?:of|for|in|allocated|"
    r"funding|spend|spent|amount|budget|grant|settlement|all|available|£|\(£\)|"
    r"[0-9/–-]+).*)?|(?:number|no\.?|count) "
    r"(?:present|attending|absent|of (?:.+ )?(?:present|attending|absent|attendees))|"
    r"sum|all rows|overall|all (?:areas|districts|lines|projects)",
    re.I,
)
# In a list with figures, also “Total for the fund” and “Districts total”.
NAMED_TOTAL = re.compile(
    r"(?:grand |sub[- ]?)?total\b.*|.*\bsub[- ]?total|.*\btotal", re.I
)


def units_below(sheet, number):
    """Return the units by column of a row below the headings that has nothing else."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    found = {place: value for place, value in enumerate(row, 1) if is_filled(value)}
    if all(isinstance(v, str) and UNIT.fullmatch(v.strip()) for v in found.values()):
        return found
    return {}


def best_headings(sheet, candidates, matcher):
    """Return the row of headings, how many rows they take, and their score."""
    first = candidates[0]
    if matcher.are_all_ours(read_headings(sheet, first, 1)[0]):
        return first, 1, _score(sheet, first, 1, matcher)
    found = [
        (number, count, _score(sheet, number, count, matcher))
        for number in candidates
        for count in _heights(sheet, number, matcher)
        if number + count <= len(sheet.rows) or len(candidates) == 1  # rows below
    ]
    best = max(found, key=lambda headings: headings[2], default=None)
    return best if best and best[2] > 0 else _first_full_row(sheet, candidates)


def _heights(sheet, number, matcher):
    """Yield how many rows the headings from a row on may take."""
    if not any(isinstance(v, str) and v.strip() for v in sheet.rows[number - 1]):
        return
    if not _are_years(sheet, number + 1):  # below “Financial year”
        yield 1
    first = sheet.rows[number - 1][0]
    is_alone = sheet.counts[number - 1] == 1 and is_filled(first)
    below = sheet.rows[number] if number < len(sheet.rows) else []
    if (
        is_alone
        and not is_filled((below or [""])[0])
        and not matcher.name_of(str(first))
    ):
        return  # a title above an empty corner
    for count in (2, 3):
        if not _can_be_second(sheet, number + count - 1):
            return
        yield count


def _score(sheet, number, count, matcher):
    headings, parents, children = read_headings(sheet, number, count)
    score = matcher.score(headings) - 0.5 * (count - 1)
    if _are_split(sheet, number + count, parents, children):
        score = max(score, matcher.score(parents) + SPLIT)
    score += _known_below(sheet, number + count - 1, matcher)
    rows = sheet.rows[number - 1 : number - 1 + count]
    # Figures belong in rows, not in headings.
    cells = chain.from_iterable(rows)
    has_figures = any(is_figure(v) and not is_short_years(v) for v in cells)
    return 0.3 * score if has_figures else score


def _are_split(sheet, below, parents, children):
    """Whether words below headings across divide each into the same columns of figures.

    Nothing is below the other headings, such as that of the names.
    """
    parts: dict[str, list] = {}
    for place, parent in parents.items():
        parts.setdefault(parent, []).append(children[place])
    several = [words for words in parts.values() if len(words) > 1]
    rest = [words for words in parts.values() if len(words) == 1]
    row = sheet.rows[below - 1] if below <= len(sheet.rows) else []
    places = [place for place, word in children.items() if word]
    first = next((place for place, v in enumerate(row, 1) if is_filled(v)), 0)
    return (
        bool(several)
        and first not in places
        and all(len(set(words)) == len(words) for words in several)
        and all(words == several[0] for words in several)
        and not any(map(any, rest))
        and sum(is_figure(v) for p, v in enumerate(row, 1) if p in places) > 1
    )


def _known_below(sheet, number, matcher):
    """Return a score for names that we know in the row below headings, not in them."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    below = [r for r in sheet.rows[number : number + 9] if any(map(is_filled, r))]
    places = {
        place
        for values in below[: 3 if sum(map(is_filled, row)) > 1 else 1]
        for place, value in enumerate(values)
        if isinstance(value, str) and matcher.knows(value)
    }
    own = [p for p in places if p < len(row) and matcher.knows(row[p])]
    return 0 if own else min(2, len(places))


def is_figure(value):
    """Whether a cell has a figure, as a number or as text, and not a year."""
    if isinstance(value, str):
        text = value.strip()
        return bool(FIGURE.fullmatch(text)) and not ONE_YEAR.fullmatch(text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and not (value % 1 == 0 and 1900 <= value <= 2100)


def _can_be_second(sheet, number):
    if number > len(sheet.rows):
        return False
    row = sheet.rows[number - 1]
    texts = [v for v in row if isinstance(v, str) and v.strip()]
    if _are_years(sheet, number):
        return True
    if sheet.counts[number - 1] == 1 and row[0] and ANY_YEAR.fullmatch(str(row[0])):
        return False  # a year above its rows
    return bool(texts) and all(len(t) <= MAX_HEADING_LENGTH for t in texts)


def _are_years(sheet, number):
    """Whether a row has several years and nothing else."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    texts = [words_of(value) for value in row if is_filled(value)]
    return len(texts) > 1 and all(map(ANY_YEAR.fullmatch, texts))


def _first_full_row(sheet, candidates):
    """Return the first row that is as wide as the table, if no heading is known."""
    widths = {n: sum(map(is_filled, sheet.rows[n - 1])) for n in candidates}
    widest = max(widths.values(), default=1)
    number = next((n for n, w in widths.items() if w >= max(1, 0.6 * widest)), 1)
    return number, 1, 0


def read_headings(sheet, number, count):
    """Return the headings by column, and those of the two rows that are joined."""
    if not count:
        return {}, {}, {}
    rows = [_with_years(row) for row in sheet.rows[number - 1 : number - 1 + count]]
    if count == 1:
        found = {
            place: words_of(value)
            for place, value in enumerate((rows or [[]])[0], 1)
            if is_filled(value)
        }
        return found, {}, {}
    *uppers, lower = [*rows, *([] for _ in range(count - len(rows)))]
    width = max(map(len, rows), default=0)
    above = [_filled_right(row, lower, width) for row in uppers]
    parents, children, found = {}, {}, {}
    for place in range(1, width + 1):
        below = lower[place - 1] if place <= len(lower) else ""
        parent = " ".join(filter(None, (texts[place - 1] for texts in above)))
        if not parent and not is_filled(below):
            continue
        parents[place] = parent
        children[place] = words_of(below) if is_filled(below) else ""
        found[place] = f"{parent} {children[place]}".strip()
    return found, parents, children


def _with_years(row):
    """Return a row of years, with “2009-10” restored from the date it became."""
    texts = [value for value in row if isinstance(value, str)]
    if not any(map(TWO_YEARS.fullmatch, texts)):
        return row
    years = {place: _year_again(value) for place, value in enumerate(row)}
    years = {place: year for place, year in years.items() if year is not None}
    return [years.get(n, v) for n, v in enumerate(row)] if all(years.values()) else row


def _year_again(value) -> str | None:
    """Return “2009-10” for October 2009 and “Oct-09”, and nothing for other months.

    None if it is not a month.
    """
    match = isinstance(value, str) and MONTH_OF_YEAR.fullmatch(value.strip())
    if match:
        year, month = 2000 + int(match[2]), MONTHS[match[1].casefold()]
    elif hasattr(value, "strftime"):
        year, month = value.year, value.month if value.day == 1 else 0
    else:
        return None
    return financial_years.label(year) if month == (year + 1) % 100 else ""


def _filled_right(row, lower, width):
    """Return the headings of a row, each also for the columns it stands above."""
    texts, last = [], ""
    for place in range(width):
        value = row[place] if place < len(row) else ""
        if is_filled(value):
            last = words_of(value)
        elif place >= len(lower) or not is_filled(lower[place]):
            last = ""
        texts.append(last)
    return texts


def words_of(value):
    if hasattr(value, "strftime"):
        return f"{value:%B %Y}" if value.day == 1 else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value % 1 == 0:
        value = int(value)
    return " ".join(str(value).split())[:MAX_HEADING_LENGTH]
