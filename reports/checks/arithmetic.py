"""Per cents that do not follow from the numbers beside them."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from partnership.core.values.formatting import bare
from reports.checks.comparators.base import issues
from reports.checks.finding import Finding
from reports.checks.registry import check
from reports.checks.working import (
    BOUNDS,
    ROUGHLY,
    Wrong,
    between,
    comparable,
    finding_of,
    gives,
    shown,
)
from reports.text.draft import Draft
from reports.text.numbers import (
    NUMBER,
    PERCENT,
    POUNDS,
    Number,
)
from reports.text.sentences import sentences

# “126 of the 235”, “126 out of 235”.
OF = re.compile(r" (?:out )?of (?:the |all |all the |our |their |its |these |those )?")
OPENS = re.compile(
    r"[^.;()]{0,60}?(?:(?P<bracket>\()|[,;:–—] ?(?P<or>or |that is )?)(?:just |only )?"
)
PERCENT_OF = re.compile(r"\s*(?:\(|[–—] ?|,? (?:or|that is),? )")
A_SHARE_OF = re.compile(r"[^.;,(]{0,40}?(?:\(|, (?:or|that is|which is) )")
# After these a per cent is of something else, or of a change.
CHANGED = re.compile(r"\s+(?:more|fewer|less|higher|lower|up|down|above|below)\b")
OTHERWISE = re.compile(rf"\s+of (?:them|whom|these|those|which)\b|{CHANGED.pattern}")
ENDS = re.compile(r"\s*(?:[).,;]|$)")
ASKED = re.compile(r"\b(?:sampl|survey|respond|asked|answer|question|interview)", re.I)
OF_THOSE = re.compile(
    r"\s+of\s+(?:the |all |all the |those |them|people |our )?([^.;)]*)"
)
SAMPLE = re.compile(
    r" (?:of|among)(?: the| all| our| these| those)* "
    r"| (?:of|in|among)(?: [a-z]+){0,4} ?[ ,(](?:(?:from|of|in|out of) )?"
    r"(?:an? |the |our )?(?:[a-z]+ ){0,2}(?:sample of |survey of |n ?= ?)"
)


@check(
    "typed-percentage",
    "Per cents that do not follow from their numbers",
    "Readers who work it out will not believe the rest.",
)
def percentages_follow(draft: Draft) -> Iterator[Finding]:
    yield from issues(draft, "typed-percentage")
    for sentence in sentences(draft):
        if any(number.kind == PERCENT for number in sentence.numbers):
            done: set[Number] = set()
            for wrong in _percentages(sentence, done):
                yield finding_of(sentence, wrong)


def _percentages(sentence, done) -> Iterator[Wrong]:
    numbers = sentence.numbers
    for place, number in enumerate(numbers):
        if number.kind != PERCENT or number in done:
            continue
        before, after = numbers[:place], numbers[place + 1 :]
        part_whole = _beside(sentence, before, number, after)
        if part_whole:
            yield from _share(number, *part_whole)
        elif before and _opens_with_percent(sentence, before[-1], number):
            yield from _of_those(sentence, before[-1], number)
        else:
            yield from _impossible(sentence, number, before, after)


def _beside(sentence, before, number, after):
    """The part and the whole of a per cent: “126 of 235 (54%)”, “54% (126 of 235)”."""
    if len(before) > 1:
        part, whole = before[-2], before[-1]
        if _is_pair(sentence, part, whole) and _opens(sentence, whole, number):
            return part, whole
    if len(after) > 1:
        part, whole = after[0], after[1]
        joined = PERCENT_OF.fullmatch(between(sentence, number, part))
        if _is_pair(sentence, part, whole) and joined:
            return part, whole
    if before and after and comparable(before[-1], after[0]):
        opened = A_SHARE_OF.fullmatch(between(sentence, before[-1], number))
        if opened and OF.fullmatch(between(sentence, number, after[0])):
            return before[-1], after[0]
    return None


def _opens(sentence, whole, number) -> bool:
    """Whether a per cent is told of the part and the whole right before it."""
    opened = OPENS.fullmatch(between(sentence, whole, number))
    after = sentence.text[number.end :]
    if not opened:
        return False
    if opened["bracket"]:
        return not CHANGED.match(after)
    return not OTHERWISE.match(after) and bool(opened["or"] or ENDS.match(after))


def _is_pair(sentence, part, whole) -> bool:
    if not comparable(part, whole) or part.value > whole.value or not whole.value:
        return False
    return OF.fullmatch(between(sentence, part, whole)) is not None


def _share(number, part, whole) -> Iterator[Wrong]:
    share = part.value * 100 / whole.value
    if gives(number, share):
        return
    right = f"{shown(share, number.unit)}%"
    what = f"{part.text} of {whole.text} is {right}, not {number.text}."
    wanted = (whole.value * number.value / 100).quantize(Decimal(1), ROUND_HALF_UP)
    if part.kind == NUMBER:
        what += f" {number.text} would be {bare(wanted)}."
    yield Wrong(number, what, right)


def _opens_with_percent(sentence, part, number) -> bool:
    """“126 (68% of …”: the whole is told elsewhere."""
    if part.kind not in {NUMBER, POUNDS}:
        return False
    opened = re.fullmatch(
        r"(?: [a-z]+){0,4} ?[(,–—] ?", between(sentence, part, number)
    )
    return bool(opened) and OF_THOSE.match(sentence.text, number.end) is not None


def _of_those(sentence, part, number) -> Iterator[Wrong]:
    """Look for the whole among the numbers that stand near."""
    named = OF_THOSE.match(sentence.text, number.end)
    wholes = _wholes(sentence, part)
    if not wholes or any(gives(number, part.value * 100 / w.value) for _, w in wholes):
        return
    telling = set(re.findall(r"[a-z]{5,}", named[1].lower())) if named else set()
    alike = [row for row in wholes if telling & set(re.findall(r"[a-z]{5,}", row[0]))]
    best = (alike or wholes)[0][1]
    share = shown(part.value * 100 / best.value, number.unit)
    wanted = (best.value * number.value / 100).quantize(Decimal(1), ROUND_HALF_UP)
    yield Wrong(
        number,
        f"{part.text} of {best.text} is {share}%, not {number.text}. "
        f"{number.text} would be {bare(wanted)}.",
        f"{share}%",
        len(alike) == 1,
    )


def _wholes(sentence, part) -> list[tuple[str, Number]]:
    """Greater numbers of the same kind nearby, each with the words around it."""
    found = []
    for near in (sentence, sentence.before, sentence.after):
        if near is None:
            continue
        for number in near.numbers:
            if number.kind == part.kind and number.value > part.value:
                around = near.text[max(0, number.start - 40) : number.end + 60]
                found.append((around.lower(), number))
    return found


def _impossible(sentence, number, before, after) -> Iterator[Wrong]:
    """“88.5% of a sample of 70”: no whole number of 70 gives it."""
    whole = _sample(sentence, number, before, after)
    if whole is None or number.qualifier in ROUGHLY | BOUNDS:
        return
    exact = whole.value * number.value / 100
    low, high = (
        exact.to_integral_value("ROUND_FLOOR"),
        exact.to_integral_value("ROUND_CEILING"),
    )
    shares = [(count, count * 100 / whole.value) for count in (low, high)]
    if any(gives(number, share) for _, share in shares):
        return
    nearest = min(shares, key=lambda row: abs(row[1] - number.value))
    places = ", ".join(
        f"{bare(count)} is {shown(share, number.unit)}%" for count, share in shares
    )
    yield Wrong(
        number,
        f"No whole number of {whole.text} gives {number.text}: {places}.",
        f"{shown(nearest[1], number.unit)}%",
        ASKED.search(sentence.text) is not None,
    )


def _sample(sentence, number, before, after) -> Number | None:
    if after and after[0].kind == NUMBER and after[0].value > 1:
        if SAMPLE.fullmatch(between(sentence, number, after[0])):
            return after[0]
    if before and before[-1].kind == NUMBER and before[-1].value > 1:
        of = re.search(
            r"\b(?:of|among) (?:the |all |our )?$",
            sentence.text[: before[-1].start],
            re.I,
        )
        if of and re.fullmatch(
            r"(?: [a-z]+){0,3},? ", between(sentence, before[-1], number)
        ):
            return before[-1]
    return None
