"""One figure told in two ways: within a document, or since an earlier edition."""

import re
from collections import defaultdict
from collections.abc import Iterator

from funding.queries.ledger import Ledger
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Qualifier
from reports.checks.finding import Finding, warn
from reports.checks.registry import check
from reports.models import Edition
from reports.text.draft import Draft
from reports.text.knowledge import knowledge_of
from reports.text.numbers import (
    NUMBER,
    POUNDS,
    Number,
)
from reports.text.sentences import (
    Bound,
    Sentence,
    bound,
    sentences,
)

CARRIED = re.compile(
    r"\b(?:carr(?:y|ied|ying)[- ]forward|brought forward|carry-over|carried over|"
    r"rolled (?:over|forward))",
    re.I,
)
PHRASE = re.compile(r"[ ]((?:[A-Za-z’-]+[ ]?){2,5})")
ENDS_PHRASE = set(
    "a an and are as at by during for from got had has have if in is last made more "
    "new of on or our over per she so than that the their them they this those to took "
    "under up was we were when where which while who whom whose will with within "
    "fewer less each every all but not no into it its he were during between".split()
)
YEAR = re.compile(r"[12][0-9]{3}(?:-[0-9]{2})?")


def _values(draft) -> list[Bound]:
    return [one for one in bound(draft) if one.token.name == "value"]


WORD = re.compile(r"[a-z]{3,}")
# Words that say nothing about which measure is meant.
EMPTY = {"and", "the", "for", "with", "from", "who", "per", "year", "number", "total"}


@check(
    "period-not-told",
    "Two figures of one measure, and a sentence that does not say which",
    "Readers meet two numbers for one thing and cannot tell why they differ.",
)
def periods_are_told(draft: Draft) -> Iterator[Finding]:
    groups = defaultdict(list)
    for one in _values(draft):
        groups[one.token.arguments[:2]].append(one)
    for rows in groups.values():
        periods = sorted({row.figure.period for row in rows})
        for row in rows if len(periods) > 1 else []:
            wanted = YEAR.findall(row.figure.period)
            if wanted and not any(_said(year, row.near) for year in wanted):
                yield warn(
                    f"{row.figure.text} is of {row.figure.period}, which is not said. "
                    f"The document tells {row.figure.about} for "
                    f"{' and for '.join(periods)}.",
                    "Say the period beside the figure.",
                    **row.place,
                )


def _said(year: str, text: str) -> bool:
    """Whether a year stands in words; 2015-16 may be told as 2015/16."""
    return (
        year in text or year.replace("-", "/") in text or year.replace("-", "–") in text
    )


@check(
    "told-in-two-numbers",
    "One thing told in two numbers",
    "At least one of them is wrong, or is about another time.",
)
def things_have_one_number(draft: Draft) -> Iterator[Finding]:
    groups: dict[tuple, list[tuple[Sentence, Number]]] = defaultdict(list)
    for sentence in sentences(draft):
        for number in sentence.numbers:
            if number.kind == NUMBER and not number.is_word:
                phrase = _phrase(sentence.text[number.end : number.end + 60])
                if phrase:
                    groups[phrase].append((sentence, number))
    for rows in groups.values():
        yield from _two_numbers(rows)


def _phrase(after: str) -> tuple[str, ...]:
    """The last two words of what is counted: abuse champions."""
    match = PHRASE.match(after)
    words: list[str] = []
    for word in match[1].lower().split() if match else []:
        if word in ENDS_PHRASE or word.endswith(("ed", "ly")) and words:
            break
        words.append(word.removesuffix("s"))
    return tuple(words[-2:]) if len(words) > 1 else ()


def _two_numbers(rows) -> Iterator[Finding]:
    first_sentence, first = rows[0]
    for sentence, number in rows[1:]:
        apart = sentence is not first_sentence and number.value != first.value
        typed = sentence.is_typed(number) or first_sentence.is_typed(first)
        if not apart or not typed or _of_two_times(first_sentence, sentence):
            continue
        yield warn(
            f"{_as_said(number)} here, {_as_said(first)} elsewhere: “"
            f"{sentence.around(number)}” and “{first_sentence.around(first)}”.",
            "Say one number, or say in each place the time that it is of.",
            **sentence.place_of(number),
        )


def _as_said(number: Number) -> str:
    return f"{number.qualifier} {number.text}".strip()


def _of_two_times(one: Sentence, other: Sentence) -> bool:
    """Whether both say when, and mean different times."""
    return bool(one.years and other.years) and set(one.years) != set(other.years)


@check(
    "carried-forward",
    "Money carried forward, told otherwise than it is recorded",
    "One sum told in two amounts makes readers doubt the whole account.",
)
def carried_forward_is_one_sum(draft: Draft) -> Iterator[Finding]:
    known = [
        row
        for ledger in draft.context.resolver.ledgers.values()
        for row in ledger.carried.values()
        if row.amount_gbp is not None
    ]
    told: list[tuple[Sentence, Number]] = []
    for sentence in sentences(draft):
        if sentence.line.told(CARRIED):
            for number in sentence.typed:
                if number.kind == POUNDS and not _is_known(draft, number):
                    told.append((sentence, number))
    yield from _carried_unknown(draft, known, told)
    yield from _carried_twice(known, told)


def _is_known(draft, number) -> bool:
    amounts = (
        fact.value
        for subject in knowledge_of(draft).subjects
        if subject.is_money
        for fact in subject.facts.values()
    )
    return any(value is not None and number.agrees(value) for value in amounts)


def _carried_unknown(draft, known, told) -> Iterator[Finding]:
    for sentence, number in told if known else []:
        best = max(
            known, key=lambda row: len(stems(row.purpose) & stems(sentence.text))
        )
        near = abs(best.amount_gbp - number.value) * 4 <= best.amount_gbp
        if near or stems(best.purpose) & stems(sentence.text):
            yield warn(
                f"{number.text} is told as carried forward; the data say "
                f"£{best.amount_gbp:,.0f}, from {label(best.from_year)} to "
                f"{label(best.to_year)}.",
                "Bind the sum that is recorded, or correct it there.",
                offer=f"[=carried {best.code}]",
                **sentence.place_of(number),
            )


def _carried_twice(known, told) -> Iterator[Finding]:
    amounts = {number.value: number for _, number in told}
    if len(amounts) > 1 and not known:
        sentence, number = told[-1]
        listed = " and ".join(one.text for one in amounts.values())
        yield warn(
            f"What was carried forward is told as {listed}.",
            "Record it once, with its years and its line, and bind it in each place.",
            **sentence.place_of(number),
        )


@check(
    "ceiling-in-a-total",
    "“Up to” an amount, counted in full in a total",
    "The total holds only if all of it was used, and every change from it with it.",
)
def ceilings_are_told_in_totals(draft: Draft) -> Iterator[Finding]:
    for one in bound(draft):
        if "total" not in (one.token.name, *one.token.arguments[:1]):
            continue
        for ledger in draft.context.resolver.ledgers.values():
            if ledger.fund.code in one.token.arguments:
                yield from _ceilings(ledger, one)


def _ceilings(ledger: Ledger, one: Bound) -> Iterator[Finding]:
    for year, settlement in ledger.settlements.items():
        if label(year) not in one.token.arguments:
            continue
        if settlement.qualifier != Qualifier.EXACT or settlement.difference_explained:
            continue
        ceilings = [
            row
            for (_, when), row in ledger.allocations.items()
            if when == year and row.qualifier == Qualifier.UP_TO and row.amount_gbp
        ]
        if not ceilings or ledger.sum_of_lines(year).gbp != settlement.total_gbp:
            continue
        for row in ceilings:
            yield warn(
                f"The total of {label(year)} counts {row.line.label}, up to "
                f"£{row.amount_gbp:,.0f}, in full.",
                "Mark the total as “up to” in the settlement, or say in words that "
                "the whole of it is counted.",
                row=settlement,
                about=f"{ledger.fund.code} {year} {row.line.code}",
                **one.place,
            )


@check(
    "earlier-edition",
    "Figures that an earlier edition tells otherwise",
    "Who kept the earlier edition finds another number in this one, unexplained.",
)
def earlier_editions_agree(draft: Draft) -> Iterator[Finding]:
    if not bound(draft):
        return
    report = draft.report
    edition = (
        Edition.objects.filter(
            report__kind=report.kind,
            report__partnership=report.partnership,
            report__year__lte=report.year,
        )
        .select_related("report")
        .order_by("-report__year", "-number")
        .first()
    )
    if edition is None:
        return
    earlier = dict(_told(edition.content))
    for one in bound(draft):
        key = " ".join([one.token.name, *one.token.arguments])
        before = earlier.get(key)
        if before is not None and before[0] != one.figure.value:
            yield warn(
                f"{one.figure.about}, {one.figure.period}: {one.figure.text} here, "
                f"{before[1]} in {edition.report}, edition {edition.number}.",
                "Say in the document that the figure was corrected, or correct it.",
                about=f"{key} {before[0]} {one.figure.value}",
                **one.place,
            )


def _told(value) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every figure of a stored document: its name without style, value and words."""
    if isinstance(value, dict):
        token = value.get("token")
        if isinstance(token, str) and token.startswith("[=") and value.get("value"):
            name = token[2:-1].partition("|")[0]
            yield " ".join(name.split()), (str(value["value"]), str(value.get("text")))
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _told(item)


def stems(text: str) -> set[str]:
    """The telling words of a text, without endings of the plural."""
    found = WORD.findall(text.lower())
    return {word.removesuffix("s") for word in found if word not in EMPTY}
