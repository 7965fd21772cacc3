"""Format and round figures.

Numbers are rounded half up, once, at the end: percentages of 10 or more to whole
numbers, smaller ones and percentage points to one decimal place.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import get_text_list

from partnership.core.values.money import pounds
from partnership.core.values.periods import Period, PeriodKind, month_name

SMALL_NUMBERS = "no one two three four five six seven eight nine".split()
# Percentages of smaller numbers mean little: 1 of 3 is not “33%”.
SMALLEST_BASE = 20
# Words for more and less; rates, hours and other units are higher or lower.
COMPARED = {"count": ("more", "fewer"), "pounds": ("more", "less")}


def rounded(value: Decimal, places: int = 0) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def bare(value: Decimal) -> str:
    """Format 34556 as 34,556 and 24.60 as 24.6; a minus is U+2212."""
    value = Decimal(value)
    text = f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


def measured(value: Decimal, unit: str) -> str:
    """Format a value in its unit: rates under 1 have two decimal places."""
    text = bare(value)
    if unit.startswith("per-") and abs(value) < 1 and len(text.partition(".")[2]) < 2:
        return f"{text.partition('.')[0]}.{text.partition('.')[2]:0<2}"
    return text


def per_cent(value: Decimal) -> str:
    """Without sign: 56%, 2.9%."""
    size = abs(value)
    return f"{bare(rounded(size, 0 if size >= 10 else 1))}%"


def points(value: Decimal) -> str:
    size = rounded(abs(value), 1)
    return f"{bare(size)} percentage point{'' if size == 1 else 's'}"


def count(value: int, style: str = "") -> str:
    """In words up to nine, then in digits; always in digits with style `number`."""
    if style == "number" or not 0 <= value < len(SMALL_NUMBERS):
        return f"{value:,}"
    return SMALL_NUMBERS[value]


def money_change(value: Decimal, style: str = "") -> str:
    """£7,867 less; £8,133 more; the same."""
    if style == "number":
        return pounds(abs(value))
    if style == "signed":
        return pounds(value) if value <= 0 else f"+{pounds(value)}"
    if style == "rose":
        if not value:
            return "stayed the same"
        return f"{'rose' if value > 0 else 'fell'} by {pounds(abs(value))}"
    if not value:
        return "the same"
    return f"{pounds(abs(value))} {'more' if value > 0 else 'less'}"


def direction(up: bool | None, amount: str, style: str = "") -> str:
    """up 56%; with `rose`, rose by 56%; with `signed`, +56%; None is no change."""
    if up is None:
        return {"rose": "stayed about the same", "signed": "0"}.get(
            style, "about the same"
        )
    if style == "rose":
        verb = "rose" if up else "fell"
        return f"{verb} by {amount}" if amount[:1].isdigit() else f"{verb} {amount}"
    if style == "signed":
        return f"{'+' if up else '−'}{amount}"
    return f"{'up' if up else 'down'} {amount}"


def during(period: Period) -> str:
    """The period as a phrase: in 2014, in the 12 months to May 2015, at May 2015."""
    if period.start is None or period.end is None:
        return "before"
    if period.kind == PeriodKind.AS_AT:
        return period.label
    if period.kind == PeriodKind.SO_FAR:
        return f"by {month_name(period.end)}"
    if period.kind in {PeriodKind.MONTHS_TO, PeriodKind.QUARTER}:
        return f"in the {period.label}"
    return f"in {period.label}"


def than(up: bool | None, amount: str, when: str, unit: str = "pounds") -> str:
    """£7,867 less than in 2014-15; 11% fewer than in 2014; None is no change."""
    if up is None:
        return f"{amount} as {when}"
    words = COMPARED.get(unit, ("higher", "lower"))[0 if up else 1]
    return f"{amount} {words} than {when}".strip()


def from_to(first: str, last: str, up: bool | None) -> str:
    """rose from 790 to 1,233; stayed at £350,323."""
    if up is None:
        return f"stayed at {last}"
    return f"{'rose' if up else 'fell'} from {first} to {last}"


def part_of(part: str, whole: str, share: str = "") -> str:
    """235 of 256 (92%)."""
    return f"{part} of {whole} ({share})" if share else f"{part} of {whole}"


def some_of(part: int, whole: int, style: str = "") -> str:
    """three of five, none of five; in digits if either is ten or more."""
    if style == "number" or max(part, whole) >= len(SMALL_NUMBERS):
        return f"{part:,} of {whole:,}"
    return f"{SMALL_NUMBERS[part] if part else 'none'} of {SMALL_NUMBERS[whole]}"


def listed(words, most: int | None = None) -> str:
    """Return “a, b and c”; of more than `most`, the first and how many there are."""
    words = list(words)
    if most and len(words) > most:
        words[most:] = [f"{len(words) - most:,} more"]
    return get_text_list(words, "and")
