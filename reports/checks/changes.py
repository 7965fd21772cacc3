"""Changes that do not follow from the two numbers that they are between."""

import re
from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.comparators.base import issues
from reports.checks.finding import Finding
from reports.checks.registry import check
from reports.checks.working import (
    BOUNDS,
    DOWN,
    ROUGHLY,
    UP,
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
    POINTS,
    POUNDS,
    Number,
)
from reports.text.sentences import sentences

FROM_TO = re.compile(
    r"(?: [a-z-]+){0,6} to (?:a |an )?(?:total of |some |over |about )?"
)
BY = re.compile(r"(?:\b(?:by|of|up|down|is|was|or)|[(,–—:+−-])\s*$", re.I)
COMPARED = re.compile(r" (?:more|fewer|less|higher|lower|up|down)\b")
# What may follow where a per cent is of the change that was told before it.
AFTER_CHANGE = re.compile(
    r"\s*(?:[).,;–—]|$)|\s+(?:and|while|more|fewer|less|higher|lower|rise|fall|increase|"
    r"decrease|reduction)\b"
)
# What keeps a per cent from belonging to the “from … to” that follows it.
PARTED = re.compile(r"[;.)]|,(?! from)|\b(?:to|and|while|but)\b")
NEAR = 60


@check(
    "typed-change",
    "Changes that do not follow from their two numbers",
    "Readers who work it out will not believe the rest.",
)
def changes_follow(draft: Draft) -> Iterator[Finding]:
    yield from issues(draft, "typed-change")
    for sentence in sentences(draft):
        if len(sentence.numbers) > 1:
            for wrong in [*_changes(sentence), *_fewer(sentence), *_up_from(sentence)]:
                yield finding_of(sentence, wrong)


def _changes(sentence) -> Iterator[Wrong]:
    """“rose from 790 to 1,233 (56%)”, “by 4%, from 9,516 to 9,895”."""
    numbers = sentence.numbers
    for place in range(len(numbers) - 1):
        first, last = numbers[place], numbers[place + 1]
        if first.kind != last.kind or not _is_from_to(sentence, first, last):
            continue
        yield from _direction(sentence, first, last)
        for number in _changes_near(sentence, place):
            yield from _change(number, first, last)


def _is_from_to(sentence, first, last) -> bool:
    opened = re.search(r"\bfrom (?:[a-z]+ ){0,2}$", sentence.text[: first.start], re.I)
    return (
        bool(opened) and FROM_TO.fullmatch(between(sentence, first, last)) is not None
    )


def _changes_near(sentence, place) -> list[Number]:
    """What is told of a change right before its two numbers, or right after them."""
    numbers, found = sentence.numbers, []
    first, last = numbers[place], numbers[place + 1]
    if place and _is_told_by(sentence, numbers[place - 1]):
        gap = between(sentence, numbers[place - 1], first)
        if len(gap) < NEAR and not PARTED.search(gap):
            found.append(numbers[place - 1])
    if place + 2 < len(numbers):
        number = numbers[place + 2]
        gap = between(sentence, last, number)
        if len(gap) < NEAR and not re.search(r"[;.]|\b(?:from|and|while|but)\b", gap):
            if _is_told_after(sentence, number):
                found.append(number)
    return found


def _is_told_after(sentence, number) -> bool:
    """Whether it tells how great the change was, and not something else."""
    after = sentence.text[number.end :]
    if number.kind == NUMBER:
        before = sentence.text[: number.start]
        named = re.search(r"\b(?:by|rise of|increase of|fall of|drop of) $", before)
        return bool(named) or COMPARED.match(after) is not None
    return AFTER_CHANGE.match(after) is not None and _is_told_by(sentence, number)


def _is_told_by(sentence, number) -> bool:
    return (
        BY.search(sentence.text[: number.start].removesuffix(number.qualifier))
        is not None
    )


def _change(number, first, last) -> Iterator[Wrong]:
    difference = abs(last.value - first.value)
    rough = {n.qualifier for n in (first, last)} & (ROUGHLY | BOUNDS)
    if rough or first.unit > 1 or last.unit > 1:
        return
    right = _right(number, first, difference)
    if right and not any(gives(number, value) for value in right):
        words = f"{shown(right[0], number.unit)}{_sign(number)}"
        if number.kind == POUNDS:
            words = f"£{words}"
        yield Wrong(
            number,
            f"From {first.text} to {last.text} is a change of {words}, "
            f"not {number.text}.",
            words,
        )


def _right(number, first, difference) -> list[Decimal]:
    """What the change may be told as; between per cents both ways are in use."""
    relative = [difference * 100 / first.value] if first.value else []
    if number.kind == POINTS:
        return [difference] if first.kind == PERCENT else []
    if number.kind == PERCENT:
        return [difference, *relative] if first.kind == PERCENT else relative
    return [difference] if number.kind == first.kind else []


def _sign(number) -> str:
    return {PERCENT: "%", POINTS: " percentage points"}.get(number.kind, "")


def _direction(sentence, first, last) -> Iterator[Wrong]:
    """“fell from 31.2% to 31.9%”."""
    before = sentence.text[max(0, first.start - NEAR) : first.start]
    before = re.split(r"[.;:]|\b(?:and|while|but|whereas)\b", before)[-1]
    up, down = UP.search(before), DOWN.search(before)
    if bool(up) == bool(down) or first.value == last.value:
        return
    rose = last.value > first.value
    if rose != bool(up):
        word = next(found[0] for found in (up, down) if found)
        really = "more" if rose else "less"
        yield Wrong(
            last,
            f"The words say “{word}”, but {last.text} is {really} than {first.text}.",
            "",
            re.search(rf"{word}\b.{{0,12}}\bfrom\b", before, re.I) is not None,
        )


def _fewer(sentence) -> Iterator[Wrong]:
    """“164 …, 11 fewer than in 2015 (175)”, “443 more than 790”."""
    numbers = sentence.numbers
    for now, by, then in zip(numbers, numbers[1:], numbers[2:], strict=False):
        gap = between(sentence, by, then)
        match = re.fullmatch(
            r" (more|fewer|less) than(?: the| in)?[^,;.]{0,24}?[ (]", gap
        )
        if (
            match
            and comparable(now, by, then)
            and len(between(sentence, now, by)) < NEAR
        ):
            sum_ = (
                then.value + by.value if match[1] == "more" else then.value - by.value
            )
            if sum_ != now.value and not {now.qualifier, then.qualifier} & BOUNDS:
                right = bare(abs(now.value - then.value))
                yield Wrong(
                    by,
                    f"{now.text} is {right} {match[1]} than {then.text}, "
                    f"not {by.text}.",
                    right,
                )


def _up_from(sentence) -> Iterator[Wrong]:
    """“1,233, up 56% from 790”: the later number stands first."""
    numbers = sentence.numbers
    for now, by, then in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if now.kind != then.kind or by.kind not in {PERCENT, POINTS}:
            continue
        gap, lead = between(sentence, by, then), between(sentence, now, by)
        if not re.fullmatch(
            r" (?:from|on|compared with)(?: the)?(?: [a-z]+){0,2} ", gap
        ):
            continue
        if len(lead) > NEAR or not re.search(
            r"\b(?:up|down|rise|fall|increase|decrease|reduction|drop|more|fewer|less)\b",
            lead,
        ):
            continue
        if now.value != then.value:
            yield from _change(by, then, now)
