"""Parts that do not add up to their whole: in a sentence, a list or a typed table."""

from collections.abc import Iterator
from decimal import Decimal

from partnership.core.text.html import parse
from partnership.core.values.formatting import bare, pounds
from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.lines import Line, Words
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, POUNDS, Quantity
from reports.text.reader import figures_in

HINT = "Correct the total or one of its parts, or name the rest."


@check("parts-and-total")
def parts_make_the_whole(draft: Draft) -> Iterator[Issue]:
    for words in draft.words:
        for whole, items in _lists(words):
            yield from _list(draft, words, whole, items)
        for table in parse(words.html).elements("table") if _has_table(words) else ():
            yield from _columns(draft, words, table)


def _has_table(words: Words) -> bool:
    return "table" in words.tags


def _lists(words: Words) -> Iterator[tuple[Line, list[Line]]]:
    """Yield lines with the list below them, or above them if they are totals."""
    lead, items = None, []
    for line in [*words.lines, Line("", "")]:
        if line.tag == "li":
            items.append(line)
            continue
        if lead is not None and items:
            yield lead, items
        if items and phrase("sum.total-line").match(line.text):
            yield line, items
        lead, items = (line if line.text.endswith(":") else None), []


def _list(draft: Draft, words: Words, lead: Line, items: list[Line]) -> Iterator[Issue]:
    """Report a total that its list, with one number in each item, does not make."""
    wholes = figures_in(draft, lead.text)
    found = [figures_in(draft, item.text) for item in items]
    parts = [row[0] for row in found if row and row[0].start < 2]
    if not parts:
        ends = [
            (row[0], len(item.text))
            for row, item in zip(found, items, strict=True)
            if len(row) == 1
        ]
        parts = [number for number, end in ends if number.end == end]
    if len(wholes) != 1 or not 1 < len(parts) == len(items):
        return
    whole, total = wholes[0], sum((part.value for part in parts), Decimal(0))
    if total != whole.value and _can_be_added([whole, *parts]):
        rest = _as(whole, whole.value - total)
        message = (
            f"The items add up to {_as(whole, total)}; {rest} of {whole.text} are not "
            "in the list."
            if total < whole.value
            else f"The items add up to {_as(whole, total)}, not {whole.text}."
        )
        yield warning(message, HINT, words=words, excerpt=whole.text)


def _can_be_added(numbers: list[Quantity]) -> bool:
    """Whether all are exact counts, or all exact pounds."""
    kinds = {number.unit for number in numbers}
    is_exact = not any(number.bound or number.last > 1 for number in numbers)
    return is_exact and len(kinds) == 1 and kinds <= {COUNT, POUNDS}


def _columns(draft: Draft, words: Words, table) -> Iterator[Issue]:
    """The last row of a typed table, where it is a total, is the sum of its column."""
    rows = [
        [figures_in(draft, cell.text.strip()) for cell in row.elements("td", "th")]
        for row in table.elements("tr")
    ]
    headings = [
        next((cell.text.strip() for cell in row.elements("td", "th")), "")
        for row in table.elements("tr")
    ]
    if len(rows) < 3 or not headings[-1].lower().startswith("total"):
        return
    for column in range(1, len(rows[-1])):
        cells = [row[column] for row in rows if len(row) > column]
        yield from _column(words, cells)


def _column(words: Words, cells: list[list[Quantity]]) -> Iterator[Issue]:
    parts = [found[0] for found in cells[:-1] if len(found) == 1]
    wholes = cells[-1]
    kinds = {number.unit for number in [*parts, *wholes]}
    if len(wholes) != 1 or len(parts) < 2 or not kinds <= {COUNT, POUNDS}:
        return
    total = sum((part.value for part in parts), Decimal(0))
    if total != wholes[0].value:
        yield warning(
            f"The column adds up to {_as(wholes[0], total)}, not {wholes[0].text}.",
            "Correct the cells or the total.",
            words=words,
            excerpt=wholes[0].text,
        )


def _as(like: Quantity, value: Decimal) -> str:
    return pounds(value) if like.unit == POUNDS else bare(value)
