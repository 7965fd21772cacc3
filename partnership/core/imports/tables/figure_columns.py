"""Find the columns of the figures where no heading says which they are, and ask."""

import re

from partnership.core.imports.ambiguity import question_key
from partnership.core.imports.cells.figure_cells import WHICH_COLUMN, amount_of
from partnership.core.imports.columns.by_contents import CODE
from partnership.core.imports.columns.column_cells import SAMPLE, SHARE_KNOWN
from partnership.core.imports.columns.headers import bare
from partnership.core.imports.columns.headings_across import YEAR_IN_HEADING
from partnership.core.imports.tables.table_rows import CHANGE

MOST_OFFERED = 12
# Numbers that are not figures.
OTHER_NUMBERS = re.compile(
    r"\b(?:longitude|latitude|easting|northing|postcode|phone|telephone|mobile|age|"
    r"year|row|rank|order)s?\b"
)


def find_figures(matcher, table, matches, answers) -> None:
    """Match the columns below one of several words, such as “Ambition”, to the figure.

    Until the question which word it is has been answered, their cells ask it. So do
    those of a column beside others that may have the figure as well.
    """
    answer = answers.get(question_key(matcher.figure, WHICH_COLUMN))
    for match in [m for m in matches if m.rivals and m.name and m.how != "chosen"]:
        _choose(match, table.children, answer)
    is_found = any(
        m.name == matcher.figure or (m.is_across and not m.part) for m in matches
    )
    if is_found or not matcher.figure:
        return
    free = [m for m in matches if _is_free(m) and _has_figures(matcher, m, table)]
    found = _across(matcher, table, free) or {m.heading: [(m, None)] for m in free}
    words = [word for word in found if not _is_other(matcher, word)][:MOST_OFFERED]
    for match, across in (
        found[answer if answer in words else words[0]] if words else ()
    ):
        match.name, match.how = matcher.figure, "contents"
        match.doubt = () if answer in words else tuple(words)
        if across:
            match.take(across)


def _choose(match, children, answer):
    """Read the column of the answer, or let the cells ask which one it is.

    The lower of two headings is enough if they differ, such as “No.” and “Rate”.
    """
    rivals = [m for m in match.rivals if m.how == "double"]
    found = [match, *rivals]
    forms = [
        [children.get(m.number) or _words_beside_year(m) for m in found],
        [_words_beside_year(m) for m in found],
        [f"{m.heading} (column {m.letter})" for m in found],
    ]
    words = next(form for form in forms if len(set(form)) == len(found))
    by_words = dict(zip(words, found, strict=True))
    if answer not in by_words:
        match.doubt = tuple(by_words) if rivals else ()
    elif by_words[answer] is not match:
        match.give_to(by_words[answer])


def _words_beside_year(match):
    return " ".join(YEAR_IN_HEADING.sub(" ", match.heading).split())


def _is_free(match):
    return match.heading and not match.name and not match.how


def _has_figures(matcher, match, table):
    cells = table.sheet.rows[table.first_row - 1 : table.last_row][:SAMPLE]
    values = [row[match.number - 1] for row in cells if match.number <= len(row)]
    is_any = any(amount_of(value) is not None for value in values)
    return is_any and matcher.share(matcher.figure, match, table) >= SHARE_KNOWN


def _is_other(matcher, words):
    """Whether words mean a change, a code or another list's figures."""
    plain = bare(words)
    others = set(matcher.resource.other_figures)
    is_number = CODE.search(plain) or OTHER_NUMBERS.search(plain)
    return CHANGE.fullmatch(plain) or is_number or others & set(plain.split())


def _across(matcher, table, free):
    """Return the columns and what their years or records are, by their other words."""
    found: dict[str, list] = {}
    for match in free:
        above, words = table.parents.get(match.number, ""), match.heading
        if above:
            words = table.children.get(match.number, "")
        elif year := YEAR_IN_HEADING.search(words):
            above = year[0]
            words = " ".join(f"{words[: year.start()]} {words[year.end() :]}".split())
        across = above and words and matcher.across(above)
        if across:
            found.setdefault(words, []).append((match, across))
    return found
