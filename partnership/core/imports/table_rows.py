"""Tell the rows of a table from notes, totals and repeated headings."""

import re

from partnership.core.imports import figure_cells
from partnership.core.imports.ambiguity import AmbiguousCell, question_key
from partnership.core.imports.figure_cells import amount_of
from partnership.core.imports.remembered import Remembered
from partnership.core.imports.table_headings import (
    NAMED_TOTAL,
    TOTAL,
    UNIT,
    is_figure,
    is_filled,
    words_of,
)
from partnership.core.imports.tables import Table

LONG_LABEL = 40
# Longer tables have labels beside their totals.
MOST_ADDED = 1_000
# Two small numbers may add up to the third by chance.
LEAST_SUM = 20
NOTE = re.compile(
    r"\s*(?:[¹²³⁴-⁹⁰]+|notes?\b|sources?\b|source:|footnotes?\b|key\b|caution|warning\b|\*+|†|‡|"
    r"\[[a-z0-9]{1,6}\]|\[note|this (?:table|worksheet)|figures? |data |prepared by|"
    r"page [0-9]|produced by|last updated|contact|crown copyright|©|"
    r"\(?[0-9]{1,2}[.)] )",
    re.I,
)
NOTE_MARK = re.compile(
    r"\s*+(?P<mark>\*+|†|‡|\[?\s*+note\s*+[0-9]{1,2}(?:\s*+\])?|\[[0-9a-z]{1,2}\]|"
    r"\(?[0-9]{1,2}[.)]|\(?[a-z](?:\)|(?=\s*+[:=–-]))|[¹²³⁴-⁹]+)"
    r"\s*+(?:[:.=–-]\s*+)?(?P<text>\S.*)",
    re.I | re.S,
)
NUMBERED = re.compile(r"\s*\(?[0-9]{1,2}[.)] ")
# Words of a row of headings below the years.
HEADING_WORD = re.compile(
    r"\(?(?:actuals?|provisional|estimated?|estimates?|revised|forecast|budget(?:ed)?|"
    r"final|draft|planned|plan|confirmed|proposed|agreed|indicative|outturn|approved|"
    r"p|r|e|number|no\.?|count|total|year [0-9])\)?",
    re.I,
)
# The label of a row of changes between columns or years.
CHANGE = re.compile(
    r"(?:(?:%|percentage|per cent|annual|year[- ]on[- ]year|numeric|actual)\s*)*"
    r"(?:change|difference|variance|increase|decrease|growth|reduction)s?"
    r"(?:\s*(?:[(%:,0-9]|(?:on|from|since|between|over|compared|v|vs|to)\b).{0,40})?",
    re.I,
)
# A row of its own above others in a list without figures: “Apologies:”.
SECTION = re.compile(
    r".+:|(?:present|in attendance|attendees|attending|apologies|absent|observers|"
    r"guests|members|officers|co-opted)(?: (?:for absence|received|members))?",
    re.I,
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def sort_rows(
    table: Table,
    matched: dict[int, str],
    figures: set[int],
    resolves,
    answers: dict[str, str],
) -> None:
    """Fill the table's rows, and what is left out: notes, totals and repeated headings.

    `matched` are the columns that are ours, by number, and `figures` those of figures.
    `resolves` tells whether a value of a column is known, as then even “Total recorded
    crime” is a row.
    """
    sheet, has_figures = table.sheet, bool(figures)
    headings = [table.headings.get(c, "") for c in sorted(table.headings)]
    last_full = table.first_row - 1
    for number in range(table.last_row, last_full, -1):
        row = sheet.rows[number - 1]
        if _count(row, matched) > 1 and not _is_long_note(row, resolves):
            if not has_figures or _says_something(row, figures, resolves):
                last_full = number
                break
    single = len(matched) == 1
    leftmost = min(table.headings, default=1)
    gap = False
    is_known = _begins_with_known(table, matched, figures, resolves)
    for number in range(table.first_row, table.last_row + 1):
        row, count = sheet.rows[number - 1], sheet.counts[number - 1]
        if count > 1 and is_known(row):
            table.rows.append(number)
            continue
        if not count:
            table.blank += 1
            gap = True
            continue
        label = next(str(value) for value in row if is_filled(value))
        texts = [words_of(value) for value in row if is_filled(value)]
        is_alone = count == 1 and not single and _first_column(row) <= leftmost
        if texts == [h for h in headings if h][: len(texts)] and len(texts) > 1:
            table.left_out.append((number, "headings", label))
        elif all(isinstance(v, str) and UNIT.fullmatch(v.strip()) for v in texts):
            table.left_out.append((number, "headings", label))
        elif not table.rows and has_figures and _is_more_headings(row, matched, table):
            table.left_out.append((number, "headings", label))
            table.words = {p: str(v) for p, v in enumerate(row, 1) if is_filled(v)}
        elif (
            has_figures
            and CHANGE.fullmatch(label.strip())
            and not any(resolves(p, v) for p, v in enumerate(row, 1) if is_filled(v))
        ):
            table.left_out.append((number, "change", label))
        elif _is_total(row, matched, resolves, NAMED_TOTAL if has_figures else TOTAL):
            table.rows.append(number)
            table.left_out.append((number, "total", label))
        elif has_figures and _is_sum_of_rows(
            table, number, matched, figures, resolves, answers
        ):
            table.rows.append(number)
            named = not is_figure(label) and isinstance(
                row[_first_column(row) - 1], str
            )
            table.left_out.append((number, "total", label if named else "no label"))
        elif is_alone and _is_note(label, number > last_full, gap, has_figures):
            _add_note(table, number, label)
        elif (
            has_figures
            and number > last_full
            and (gap or _is_long_note(row, resolves))
            and not _says_something(row, figures, resolves)
        ):
            _add_note(table, number, ", ".join(texts))
        elif (
            is_alone and not _has_figure(row)
            if has_figures
            else count == 1 and SECTION.fullmatch(label.strip())
        ):
            table.left_out.append((number, "subheading", texts[0]))
        elif _count(row, matched) == 0:
            table.left_out.append((number, "nothing", label))
        else:
            table.rows.append(number)
    _drop_below_total(table, matched, resolves, has_figures)
    totals = {number for number, why, _ in table.left_out if why == "total"}
    table.rows = [number for number in table.rows if number not in totals]


def _begins_with_known(table, matched, figures, resolves):
    """Return a function that tells if a row begins with a name that we know.

    With more beside the name, it is a row like most of a long table.
    """
    first = min(table.headings, default=0)
    if first != min(matched, default=0) or first in figures or not first:
        return lambda row: False
    heading, known = table.headings[first], Remembered()

    def is_known(row):
        value = row[first - 1] if first <= len(row) else None
        if not isinstance(value, str) or any(map(is_filled, row[: first - 1])):
            return False
        if value not in known:
            known[value] = (
                is_filled(value)
                and words_of(value) != heading
                and not UNIT.fullmatch(value.strip())
                and resolves(first, value)
            )
        return known[value]

    return is_known


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


def _says_something(row, figures, resolves):
    """Whether a row has a figure, a reason why there is none, or a known name."""
    for place, value in enumerate(row, 1):
        if not is_filled(value):
            continue
        if place in figures and (not isinstance(value, str) or _is_read(value)):
            return True
        if resolves(place, value):
            return True
    return False


def _is_read(value):
    try:
        figure = figure_cells.split(value)
        return bool(figure.reason) or amount_of(value) is not None
    except AmbiguousCell:
        return True


def _is_long_note(row, resolves):
    """Whether a row is a note whose commas spread it over several cells."""
    values = [value for value in row if is_filled(value)]
    if len(values) < 2 or not isinstance(values[0], str):
        return False
    first = _first_column(row)
    return (
        bool(NOTE.match(values[0]))
        and not any(map(is_figure, values[1 if NUMBERED.match(values[0]) else 2 :]))
        and not resolves(first, values[0])
        and all(map(is_filled, row[first - 1 : first - 1 + len(values)]))
    )


def _is_more_headings(row, matched, table):
    """Whether a row above all others only has words such as “Actual”, and no label."""
    filled = [place for place, value in enumerate(row, 1) if is_filled(value)]
    leftmost = min([*table.headings, *matched], default=1)
    words = [row[place - 1] for place in filled]
    return (
        len(filled) > 1
        and leftmost not in filled
        and all(isinstance(w, str) and HEADING_WORD.fullmatch(w.strip()) for w in words)
    )


def _first_column(row):
    return next(place for place, value in enumerate(row, 1) if is_filled(value))


def _add_note(table, number, label):
    table.left_out.append((number, "note", label))
    if match := NOTE_MARK.fullmatch(label):
        mark = match["mark"].translate(RAISED).strip("[]().: ").casefold()
        mark = re.sub(r"^note\s*", "", mark)
        table.marks[mark] = " ".join(match["text"].split())


def _count(row, matched):
    return sum(1 for c in matched if c <= len(row) and is_filled(row[c - 1]))


def _has_figure(row):
    return any(map(is_figure, row))


def _is_sum_of_rows(table, number, matched, figures, resolves, answers):
    """Whether a row adds up the rows above it, or since a total, and names nothing.

    One sum of two rows may be by chance: if such a row has a name, ask.
    """
    row = table.sheet.rows[number - 1]
    if len(table.rows) > MOST_ADDED or any(
        resolves(place, value)
        for place, value in enumerate(row, 1)
        if is_filled(value) and place not in figures
    ):
        return False
    totals = {number for number, why, _ in table.left_out if why == "total"}
    above = [number for number in table.rows if number not in totals]
    since = [number for number in above if number > max(totals, default=0)]
    if len(above) < 2 or not figures:
        return False
    sums = {}
    for place in figures:
        if place <= len(row) and (amount := amount_of(row[place - 1])) is not None:
            sums[place] = amount
    if not sums:
        return False
    is_named = any(
        isinstance(v, str) and place not in figures
        for place, v in enumerate(row, 1)
        if is_filled(v)
    )
    is_chance = len(sums) == 1 and len(since) < 3 and max(sums.values()) < LEAST_SUM
    if is_named and is_chance:
        return False
    added = next(
        (
            rows
            for rows in (above, since)
            if all(amount == _sum(table, rows, place) for place, amount in sums.items())
        ),
        None,
    )
    if added is None or not any(sums.values()):
        return False
    column = next(
        (
            matched[place]
            for place, v in enumerate(row, 1)
            if isinstance(v, str) and is_filled(v) and place in matched.keys() - figures
        ),
        "",
    )
    if not column or len(sums) > 1 or len(added) > 2:
        return True
    answer = answers.get(question_key(column, "sum"))
    if not answer:
        table.doubtful[number] = column
    return answer == "total"


def _sum(table, numbers, place):
    rows = (table.sheet.rows[number - 1] for number in numbers)
    return sum(amount_of(row[place - 1]) or 0 for row in rows if place <= len(row))


def _is_total(row, matched, resolves, pattern):
    for place, value in enumerate(row, 1):
        if isinstance(value, str) and (
            TOTAL.fullmatch(value.strip()) or pattern.fullmatch(value.strip())
        ):
            return not resolves(place, value)
        if is_filled(value) and place in matched:
            return False
    return False
