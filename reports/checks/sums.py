"""Parts that do not make their whole: in a sentence, a list or a typed table."""

import re
from collections.abc import Iterator
from decimal import Decimal

from partnership.core.text.html import parse
from reports.checks.comparators.base import issues
from reports.checks.finding import Finding, warn
from reports.checks.registry import check
from reports.checks.working import Wrong, finding_of, shown
from reports.text.draft import Draft
from reports.text.lines import Words
from reports.text.numbers import (
    NUMBER,
    PERCENT,
    POUNDS,
    Number,
    numbers_in,
)
from reports.text.sentences import sentences

# What leads from a whole to all of its parts, and what may leave some out.
WHOLLY = re.compile(
    r"[^.;:]{0,60}?(?:\b(?:made up of|consisting of|comprising|that is|namely)\b|:)\s*",
    re.I,
)
OF_WHOM = re.compile(r"\bof (?:whom|which|them|these)\b", re.I)
SOME = re.compile(r"\b(?:including|among|such as|for (?:example|instance))\b", re.I)
IN_ALL = re.compile(
    r"\b(?:in total|in all|altogether|together (?:make|come|are)|all told|total of)\b",
    re.I,
)
JOINED = re.compile(r"^[^.;:]{0,70}$")
NOT_PARTS = re.compile(
    r"\b(?:from|than|after|compared|against|target|up|down|rose|fell|in the year "
    r"before|previous(?:ly)?|last year|average|each|every|per)\b",
    re.I,
)


@check(
    "parts-told",
    "Parts that do not add up to the number they are parts of",
    "Readers who add them up will not believe the rest.",
)
def parts_make_the_whole(draft: Draft) -> Iterator[Finding]:
    yield from issues(draft, "parts-told")
    for sentence in sentences(draft):
        if len(sentence.numbers) > 2:
            for wrong in [*_of_whom(sentence), *_listed(sentence), *_in_all(sentence)]:
                yield finding_of(
                    sentence, wrong, "Correct the parts or the whole, or name the rest."
                )
    for words in draft.words:
        yield from _items(words)
        if "table" in words.tags:
            yield from _columns(words)


def _parts(sentence, numbers) -> list[Number]:
    """The numbers that follow as parts: of one kind, joined by commas and “and”."""
    found: list[Number] = []
    for number in numbers:
        if found:
            gap = sentence.text[found[-1].end : number.start]
            since = sentence.text[found[0].start : number.start]
            in_brackets = since.count("(") > since.count(")")
            if in_brackets or PERCENT == number.kind != found[0].kind:
                continue
            if not JOINED.match(gap) or NOT_PARTS.search(gap):
                return found
        if found and number.kind != found[0].kind:
            return found
        found.append(number)
    return found


def _plus(parts) -> str:
    return " + ".join(part.text for part in parts)


def _of_whom(sentence) -> Iterator[Wrong]:
    """“126 took part, of whom 41 met face to face and 119 did not”."""
    for match in OF_WHOM.finditer(sentence.text):
        whole = _last_before(sentence, match.start())
        after = [n for n in sentence.numbers if n.start >= match.end()]
        parts = _parts(sentence, after)
        if whole is None or len(parts) < 2 or parts[0].kind != whole.kind:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        if total > whole.value and not whole.qualifier:
            yield Wrong(
                whole,
                f"{_plus(parts)} is {_as(whole, total)}, more than the {whole.text} of "
                "whom they are parts.",
                _as(whole, total),
                False,
            )


def _last_before(sentence, end: int) -> Number | None:
    """The last count or amount before a place that stands in no brackets."""
    found = None
    for number in sentence.numbers:
        before = sentence.text[: number.start]
        free = before.count("(") <= before.count(")")
        if number.end <= end and number.kind in {NUMBER, POUNDS} and free:
            found = number
    return found


def _as(like: Number, value: Decimal) -> str:
    text = shown(value, like.unit)
    return f"£{text}" if like.kind == POUNDS else text


def _listed(sentence) -> Iterator[Wrong]:
    """“26 found work: 3 at a shop, 1 at a bank …”."""
    numbers = sentence.numbers
    for place, whole in enumerate(numbers[:-2]):
        gap = sentence.text[whole.end : numbers[place + 1].start]
        opened = WHOLLY.match(gap)
        if whole.kind not in {NUMBER, POUNDS} or not opened or SOME.search(gap):
            continue
        if NOT_PARTS.search(gap[opened.end() :]):
            continue
        parts = _parts(sentence, numbers[place + 1 :])
        if len(parts) < 2 or parts[0].kind != whole.kind:
            continue
        if all(part.value < whole.value for part in parts):
            yield from _sum(whole, parts)


def _sum(whole, parts, is_sure=False) -> Iterator[Wrong]:
    total = sum((part.value for part in parts), Decimal(0))
    if total == whole.value or whole.qualifier or any(p.qualifier for p in parts):
        return
    if max(part.unit for part in [whole, *parts]) > 1:
        return
    words, rest = _as(whole, total), _as(whole, abs(whole.value - total))
    if total > whole.value:
        what = f"The parts come to {words}, not {whole.text}: {_plus(parts)}."
    else:
        what = f"The parts named come to {words}; {rest} of {whole.text} are not named."
    yield Wrong(whole, what, words, is_sure)


def _in_all(sentence) -> Iterator[Wrong]:
    """“41 met face to face and 119 did not, 160 in all”."""
    numbers = sentence.numbers
    whole = numbers[-1]
    after = sentence.text[whole.end : whole.end + 40]
    before = sentence.text[numbers[-2].end : whole.start]
    if whole.kind not in {NUMBER, POUNDS}:
        return
    closed = re.match(rf" ?{IN_ALL.pattern}", after, re.I) is not None
    if not closed and (not IN_ALL.search(before) or re.search("[.;]", before)):
        return
    rest = [number for number in numbers[:-1] if number.kind == whole.kind]
    parts = _parts(sentence, rest)
    if len(parts) > 1 and len(parts) == len(rest):
        if all(part.value < whole.value for part in parts):
            yield from _sum(whole, parts, is_sure=closed)


def _items(words: Words) -> Iterator[Finding]:
    """A line that ends in a colon with a number, and list items that begin with one."""
    lines, place = words.lines, 0
    while place < len(lines):
        lead, items = lines[place], []
        place += 1
        while place < len(lines) and lines[place].tag == "li":
            items.append(lines[place])
            place += 1
        if not items or not lead.text.endswith(":"):
            continue
        wholes = numbers_in(lead.text)
        firsts = [numbers_in(item.text)[:1] for item in items]
        parts = [found[0] for found in firsts if found and found[0].start < 2]
        if len(wholes) == 1 and 1 < len(parts) == len(items):
            yield from _item_sum(words, wholes[0], parts)


def _item_sum(words, whole, parts) -> Iterator[Finding]:
    if any(part.kind != whole.kind for part in parts):
        return
    for wrong in _sum(whole, parts):
        yield warn(
            wrong.what,
            "Correct the parts or the whole, or name the rest.",
            words=words,
            excerpt=whole.text,
        )


# Typed tables


def _columns(words: Words) -> Iterator[Finding]:
    """The last row of a typed table, where it is a total, is the sum of its column."""
    for table in parse(words.html).elements("table"):
        rows = [
            [cell.text.strip() for cell in row.elements("td", "th")]
            for row in table.elements("tr")
        ]
        if len(rows) < 3 or not rows[-1] or not rows[-1][0].lower().startswith("total"):
            continue
        for column in range(1, len(rows[-1])):
            yield from _column(words, rows, column)


def _column(words, rows, column) -> Iterator[Finding]:
    cells = [numbers_in(row[column]) for row in rows if len(row) > column]
    parts = [found[0] for found in cells[:-1] if len(found) == 1]
    whole = cells[-1]
    if len(whole) != 1 or len(parts) < 2 or whole[0].kind not in {NUMBER, POUNDS}:
        return
    if any(part.kind not in {NUMBER, POUNDS} for part in parts):
        return
    total = sum((part.value for part in parts), Decimal(0))
    if total != whole[0].value:
        yield warn(
            f"The column adds up to {_as(whole[0], total)}, not {whole[0].text}.",
            "Correct the cells or the total.",
            words=words,
            excerpt=whole[0].text,
        )
