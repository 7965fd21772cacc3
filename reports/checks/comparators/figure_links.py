"""Suggested links, and links to figures that the sentence is not about."""

from django.utils.text import capfirst

from reports.checks.comparators.base import ERROR, LINK, WARNING, Mistake, mistake
from reports.text.candidates import SAYS, by_calendar, is_stated_already
from reports.text.knowledge import Fact
from reports.text.periods import days_of
from reports.text.reader import Claim


def in_place(reading, quantity, fact: Fact) -> tuple[str, str]:
    """The token of a figure and its text, with a capital at the start of a sentence."""
    before = reading.text[: quantity.lead].strip(" “‘\"'(")
    if before or not fact.words[:1].isalpha():
        return fact.token, fact.words
    return f"{fact.token[:-1]} | capital]", capfirst(fact.words)


def link(claim: Claim, facts: list[Fact]):
    """Offer a link if only one figure can be meant and its text fits the sentence."""
    quantity, reading = claim.quantity, claim.reading
    tokens = {
        fact.token: fact
        for fact in facts
        if fact.token and fact.value == quantity.value
    }
    if len(tokens) != 1 or quantity.is_fraction or quantity.is_worded:
        return
    fact = next(iter(tokens.values()))
    if any(fact.token not in tokens for fact in facts) and claim.periods:
        return
    if not _is_likeliest(claim, fact):
        return
    start, token, words = quantity.start, fact.token, fact.words
    if fact.qualifier in SAYS:
        if quantity.bound not in SAYS[fact.qualifier]:
            return
        start = quantity.lead
        token, words = in_place(reading, quantity, fact)
    elif quantity.bound not in {"", "about", "exact"}:
        return
    yield Mistake(
        "typed-figure",
        LINK,
        start,
        quantity.number_end,
        f"{quantity.text} was typed. It matches {fact.name} in your data.",
        "Link it so that it updates with your data.",
        token,
        words,
        fact.name,
    )


def _is_likeliest(claim: Claim, fact: Fact) -> bool:
    """Whether the figure is for the period nearest to the number."""
    if not claim.periods or fact.subject.kind != "measure":
        return True
    when = days_of(claim.periods[0])
    return days_of(fact.period) == when or fact in by_calendar(
        fact.subject, fact.area, claim.periods[0]
    )


def linked(claim: Claim, facts: list[Fact]):
    """Report a linked figure that is not the one that the sentence is about."""
    token = claim.quantity.token
    if token.name not in {"value", "amount", "total", "carried"} or not facts:
        return
    source = " ".join([token.name, *token.arguments])
    if any(source == fact.token.strip("[=]") for fact in facts):
        return
    best, quantity, reading = facts[0], claim.quantity, claim.reading
    if best.value is None or best.subject.kind == "fund" and token.name == "amount":
        return
    if not claim.periods and best.subject.kind == "measure":
        return
    beside = [q.token for q in reading.quantities if q is not quantity and q.token]
    stated = [" ".join([quantity.name, *quantity.arguments]) for quantity in beside]
    if best.token.strip("[=]") in stated or is_stated_already(claim, best):
        return  # “3.7% in 2016-17, after 6.5%”: of the year before
    own = _fact_of(reading.known, source)
    stated = f": it is the figure for {own.name}" if own else ""
    yield mistake(
        "linked-figure-contradicted",
        ERROR if {"area", "period"} <= claim.sure else WARNING,
        (quantity.lead, quantity.number_end),
        f"The linked figure {quantity.text} is not the one that the "
        f"sentence names{stated}. "
        f"{best.name} is {best.words}.",
        "Link the other figure, or change the sentence.",
        best.token,
        best.words,
    )


def _fact_of(known, source):
    for subject in known.subjects:
        for fact in subject.facts.values():
            if fact.token.strip("[=]") == source:
                return fact
    return None
