"""Wording shared by the messages of comparators."""

from decimal import Decimal

from partnership.core.values.formatting import per_cent, rounded
from reports.checks.comparators.base import ERROR, Mistake, mistake
from reports.text.quantities import COUNT, Quantity, printed

NAMES = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 10: "tenth"}
WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
PLACES = "first second third fourth fifth sixth seventh".split()


def in_words(number) -> str:
    """Write a whole number up to twelve in words, and others in digits."""
    is_small = number == int(number) and 0 <= number < len(WORDS)
    return WORDS[int(number)] if is_small else f"{number:,}"


def as_fraction(percent: Decimal) -> str:
    """Return “ (two thirds, two in three)”, or nothing without a simple fraction."""
    for many, name in NAMES.items():
        some = rounded(percent * many / 100)
        exact = Decimal(some) * 100 / many
        if 0 < some < many and abs(exact - percent) < Decimal("0.6"):
            words = in_words(some)
            several = f"{words} {name}s" if some > 1 else f"a {name}"
            return f" ({several if many > 2 else name}, {words} in {in_words(many)})"
    return ""


def shown(quantity: Quantity) -> str:
    """Return a number from a sentence as documents print it."""
    return printed(quantity.value, quantity.unit)


def wrong_share(part, whole, share, level=ERROR) -> Mistake:
    """Report a share that does not agree with its part and whole."""
    exact = part.value * 100 / whole.value
    right = per_cent(exact)
    would = printed(rounded(share.value * whole.value / 100), COUNT)
    also = "" if share.is_fraction else f" {share.text} would be {would}."
    return mistake(
        "calculation",
        level,
        share,
        f"{shown(part)} of {shown(whole)} is {right}{as_fraction(exact)}, not "
        f"{share.text}.{also}",
        "Correct the percentage or one of the figures.",
        right if share.text.endswith("%") else "",
    )
