"""A figure that is a bound in the data but stated as exact, or the other way."""

from partnership.core.values.missing import Qualifier
from reports.checks.comparators.base import error, warning
from reports.checks.comparators.figure_links import in_place
from reports.text.about import is_body
from reports.text.candidates import SAYS
from reports.text.knowledge import Fact
from reports.text.phrases import phrase
from reports.text.reader import Claim


def bound(claim: Claim, facts: list[Fact]):
    """A figure that is only a bound in the data, stated as exact, or the other way."""
    if phrase("said.more-or-less").match(claim.reading.bare[claim.quantity.end :]):
        return
    fact, quantity, reading = facts[0], claim.quantity, claim.reading
    if phrase("money.definite").search(reading.bare[: quantity.lead]):
        return  # “Two thirds of the £45,000” is about an amount named before.
    if fact.qualifier in SAYS:
        same = SAYS[fact.qualifier] if quantity.value == fact.value else None
        if same is None or quantity.bound in same or quantity.bound == "about":
            return
        if fact.qualifier == Qualifier.UP_TO and _is_ceiling(reading):
            return
        named = [m for m in reading.subjects if m.what is fact.subject]
        if named and all(is_body(reading, m) for m in named):
            return  # Only an organisation is named, and this may be its other money.
        offer, words = in_place(reading, quantity, fact)
        replacement = "" if quantity.is_worded else offer
        yield error(
            "qualifier-contradicted",
            (quantity.lead, quantity.end),
            f"“{reading.text[quantity.lead : quantity.end]}” should be "
            f"“{fact.words}”: {fact.name} is not an exact figure.",
            f"Write “{words}”.",
            replacement,
            words if replacement else "",
        )
    elif (
        quantity.bound == "up-to"
        and quantity.value == fact.value
        and not reading.has("target.names")
        and not phrase("bounds.only").match(reading.bare, quantity.lead)
    ):
        yield warning(
            "qualifier-contradicted",
            (quantity.lead, quantity.end),
            f"“{reading.text[quantity.lead : quantity.end]}” sounds like a "
            f"maximum, but {fact.name} is an exact figure: {fact.words}.",
            f"Write “{fact.words}”.",
        )


def _is_ceiling(reading):
    return bool(phrase("money.ceiling").search(reading.bare))
