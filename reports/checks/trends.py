"""Words like “fell” and “over” that the figures do not bear out."""

import re
from collections.abc import Iterator

from partnership.core.values.formatting import bare
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import PeriodKind
from reports.checks.finding import Finding, warn
from reports.checks.registry import check
from reports.figures.measures import observed_text
from reports.text.draft import Draft
from reports.text.lines import BOUND
from reports.text.numbers import (
    NUMBER,
    PERCENT,
    POINTS,
)
from reports.text.sentences import (
    Bound,
    Sentence,
    bound,
    sentences,
)

STANDING = {PeriodKind.AS_AT, PeriodKind.SO_FAR}
ROUND_WORDS = {"over", "more than", "about", "around", "nearly", "almost", "roughly"}
# A count below this is told as it is, and “over 21” may be meant.
FEW = 20
REACHED = re.compile(
    r"\b(?:increased|risen|rose|rises|grew|grown|fell|fallen|decreased|reduced|dropped)"
    r" to $",
    re.I,
)
OVERALL = re.compile(
    r"\boverall (?:fall|reduction|decrease|decline|rise|increase)\b"
    r"|\b(?:fall|reduction|decrease|decline|rise|increase) overall\b",
    re.I,
)
NEW_ONES = re.compile(
    r"^ of (?:them|whom|these|those)(?: were)?(?: newly)? "
    r"(?:trained|new|joined|added|recruited|appointed)\b",
    re.I,
)


def _earlier(draft: Draft, one: Bound):
    """The figure that a bound one tells, and those of earlier periods, newest last."""
    resolver = draft.context.resolver
    measure, area = one.token.arguments[:2]
    read = [
        resolver.series.observation(measure, area, period)
        for period in dict.fromkeys(resolver.series.periods[measure, area])
    ]
    dated = [row for row in read if row is not None and row.ends_on]
    rows = sorted(dated, key=lambda row: row.ends_on)
    now = [row for row in rows if row.period.label == one.figure.period]
    if not now or now[0].value is None:
        return None, []
    known = [r for r in rows if r.ends_on < now[0].ends_on and r.value is not None]
    return now[0], known


@check(
    "falls-though-counted-up",
    "A number so far that is smaller than an earlier one",
    "What is counted up to a day cannot fall, so one of the two numbers is wrong.",
)
def running_counts_do_not_fall(draft: Draft) -> Iterator[Finding]:
    for one in bound(draft):
        if one.token.name != "value":
            continue
        now, known = _earlier(draft, one)
        if not known or now.measure.unit != "count" or now.period_kind not in STANDING:
            continue
        top = max(known, key=lambda row: row.value)
        capped = (
            now.qualifier == Qualifier.UP_TO or now.period_kind == PeriodKind.SO_FAR
        )
        if capped and top.value > now.value:
            yield warn(
                f"{now.measure.name}: {one.figure.text} {now.period.label}, though it "
                f"was {observed_text(top.measure, top)} for {top.period.label}.",
                "Say why it fell, or correct one of the two.",
                row=now,
                **one.place,
            )


@check(
    "over-an-exact-number",
    "“Over” or “about” before an exact number",
    "Readers cannot tell whether it is 271 or more.",
)
def bounds_are_round(draft: Draft) -> Iterator[Finding]:
    for sentence in sentences(draft):
        for number in sentence.numbers:
            exact = number.unit == 1 and number.value % 5 and number.value > FEW
            if number.kind == NUMBER and number.qualifier in ROUND_WORDS and exact:
                said = f"{number.qualifier} {number.text}"
                yield warn(
                    f"“{said}”: {number.text} is exact, so it is that number or "
                    "another.",
                    "Say the number alone, or a round one.",
                    **sentence.place_of(number),
                )


@check(
    "change-told-without-base",
    "A rise or fall without the number before",
    "Nobody can tell how great the change was, or whether there was one.",
)
def changes_have_a_base(draft: Draft) -> Iterator[Finding]:
    for sentence in sentences(draft):
        yield from _reached(sentence)
        match = sentence.line.told(OVERALL)
        if match and not _tells_change(sentence):
            yield warn(
                f"“{match[0]}” is said without a figure for it.",
                "Bind the change, with its two periods, or leave the words out.",
                words=sentence.words,
                excerpt=match[0],
                occurrence=sentence.words.text[: sentence.start].count(match[0]),
            )


def _reached(sentence: Sentence) -> Iterator[Finding]:
    for number in sentence.numbers if len(sentence.numbers) == 1 else []:
        before = sentence.text[: number.start]
        if number.qualifier:
            before = before.rstrip().lower().removesuffix(number.qualifier)
        match = REACHED.search(before)
        if match and BOUND not in sentence.line.typed[match.start() : match.end()]:
            yield warn(
                f"“{match[0].strip()} {number.text}”: the number before is not told.",
                "Tell both numbers with their periods, or bind the change.",
                **sentence.place_of(number),
            )


def _tells_change(sentence: Sentence) -> bool:
    near = [one for one in (sentence, sentence.before, sentence.after) if one]
    return any(
        number.kind in {PERCENT, POINTS} for one in near for number in one.numbers
    ) or bool(
        re.search(r"\bfrom\b.*\bto\b", sentence.text) and len(sentence.numbers) > 1
    )


@check(
    "new-ones-do-not-add-up",
    "More than there were before and the new ones together",
    "One of the three numbers is wrong, or something is left unsaid.",
)
def new_ones_add_up(draft: Draft) -> Iterator[Finding]:
    for sentence in sentences(draft):
        near = [*sentence.numbers, *(sentence.after.numbers if sentence.after else [])]
        for now, new, then in zip(near, near[1:], near[2:], strict=False):
            if new not in sentence.numbers or not NEW_ONES.match(
                sentence.text[new.end :]
            ):
                continue
            makes = then.value + new.value
            counted = {now.kind, new.kind, then.kind} == {NUMBER}
            if counted and new.value < then.value < now.value and makes < now.value:
                yield warn(
                    f"{then.text} and {new.text} more make {bare(makes)}, "
                    f"not {now.text}.",
                    "Correct one of the three, or say where the others came from.",
                    **sentence.place_of(now),
                )
