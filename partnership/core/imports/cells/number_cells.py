"""Read numbers as people type them: £, commas, spaces, brackets, k and m."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from partnership.core.imports.ambiguity import AmbiguousCell, Option

SPACES = " \u00a0\u2007\u2009\u202f"
GROUPED = re.compile(
    rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]*)?"
    rf"|[0-9]{{1,3}}(?:[{SPACES}'’][0-9]{{3}})+(?:\.[0-9]*)?"
    r"|[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
)
SEPARATORS = re.compile(rf"[{SPACES},'’]")
SHORT = re.compile(
    r"(?P<number>.*[0-9.])\s*(?P<unit>k|m|mn|thousand|million|b|bn|billion)", re.I
)
# Debits and credits of a ledger.
SIDED = re.compile(
    r"(?P<before>dr|cr)\b\.?\s*(?P<last>.*[0-9])"
    r"|(?P<first>.*[0-9])\s*\(?(?P<after>dr|cr|debit|credit)\b[.)]*",
    re.I,
)
DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
# Digits typed on East Asian keyboards, and invisible characters.
ODD_CHARACTERS = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0C: ",", 0xFF0E: "."}
ODD_CHARACTERS |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
PENCE = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)p")
THOUSANDS_BY_POINT = re.compile(r"\s*£?\s*[1-9][0-9]{0,2}\.[0-9]{3}\s*")
EXPONENT = re.compile(r"[0-9.]+E[+-]?[0-9]+", re.I)
POUND_SIGNS = re.compile(
    r"^\s*(?:GBP|£)\s*|\s*(?:GBP|£|pounds?(?: sterling)?)\.?\s*$", re.I
)
UNITS = {"k": 1_000, "thousand": 1_000} | dict.fromkeys(("b", "bn", "billion"), 10**9)
MINUS = ("-", "−", "–")
# Longer numbers than any field holds are refused before arithmetic.
LONGEST = 40


def format_number(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_number(value) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def parse(value, *, pounds=False) -> Decimal:
    """Return the number in a cell.

    Raises AmbiguousCell for brackets, for k and m, for debits and credits and for
    decimal commas, and ValueError for anything else that is not a number; the messages
    are for the user.
    """
    if is_number(value):
        return _exact(value)
    if isinstance(value, dt.date):
        raise ValueError(
            f"The cell has the date {value:%d/%m/%Y}. A spreadsheet program may have "
            f"made it from “{value.day}-{value.month}”. Enter one number, or a reason"
        )
    text = "" if isinstance(value, bool) else str(value)
    text = text.translate(ODD_CHARACTERS).strip()
    if len(text) > LONGEST:
        raise not_a_number(value, pounds)
    if text[:1] in "'’" and text[1:2].isdigit():
        text = text[1:]  # an apostrophe that makes a number text, as typed in Excel
    plain = _without_pound_sign(text, pounds)
    if plain.startswith("(") and plain.endswith(")"):
        return _in_brackets(text, plain[1:-1].strip(), pounds)
    sign, plain = _sign_of(plain, pounds)
    if GROUPED.fullmatch(plain):
        return sign * Decimal(SEPARATORS.sub("", plain))
    _ask_about_form(text, sign, plain, pounds)
    if pounds and (match := PENCE.fullmatch(plain)):
        return sign * Decimal(match[1]) / 100
    if EXPONENT.fullmatch(plain):
        raise ValueError(
            f"“{text}” was shortened by a spreadsheet program. Enter the number in full"
        )
    raise not_a_number(value, pounds)


def _ask_about_form(text, sign, plain, pounds):
    """Ask about debits and credits, decimal commas, k and m."""
    if pounds and (match := SIDED.fullmatch(plain)):
        _ask_about_side(text, match, sign)
    if DECIMAL_COMMA.fullmatch(plain):
        _ask_about_comma(text, sign, plain)
    if match := SHORT.fullmatch(plain):
        _ask_about_unit(text, match, sign)


def _sign_of(plain, pounds):
    """Return 1 or -1, and the rest: accounts put the sign before or after."""
    if plain.startswith(MINUS):
        return -1, _without_pound_sign(plain[1:].strip(), pounds)
    if plain.endswith(MINUS) and plain[0].isdigit():
        return -1, plain[:-1].strip()
    return 1, plain[1:].strip() if plain.startswith("+") else plain


def _exact(value):
    if isinstance(value, float):
        if value != value or abs(value) > 1e20:
            raise not_a_number(value, False)
        return Decimal(repr(value)) if value % 1 else Decimal(int(value))
    return Decimal(value)


def _without_pound_sign(text, pounds):
    if not pounds:
        return text
    return POUND_SIGNS.sub("", POUND_SIGNS.sub("", text)).strip()


def not_a_number(value, pounds):
    if pounds:
        return ValueError(
            f"“{value}” is not an amount in pounds. Enter an amount, for example 46,500"
        )
    return ValueError(f"“{value}” is not a number. Enter it like this: 1234.5")


def _in_brackets(text, inside, pounds):
    inside = _without_pound_sign(inside, pounds)
    if not GROUPED.fullmatch(inside):
        raise not_a_number(text, pounds)
    number = Decimal(SEPARATORS.sub("", inside))
    shown = format_number(number)
    raise AmbiguousCell(
        "brackets",
        f"“{text}” is in brackets. Select what the brackets mean",
        [
            Option("minus", f"Less than 0, so −{shown}", -number),
            Option("plain", f"Something else, so {shown}", number),
        ],
    )


def _ask_about_unit(text, match, sign):
    number = _without_pound_sign(match["number"].strip(), True)
    if not GROUPED.fullmatch(number):
        return
    times = UNITS.get(match["unit"].lower(), 1_000_000)
    meant = sign * Decimal(SEPARATORS.sub("", number)) * times
    shown = format_number(meant)
    raise AmbiguousCell(
        "unit",
        f"“{text}” is an abbreviation. Did you mean {shown}?",
        [Option("full", f"Yes, {shown}", meant)],
    )


def _ask_about_side(text, match, sign):
    """Ask which side of a ledger is money returned."""
    side, plain = match["before"] or match["after"], match["first"] or match["last"]
    plain = _without_pound_sign(plain.strip(), True)
    if not GROUPED.fullmatch(plain):
        return
    number = sign * Decimal(SEPARATORS.sub("", plain))
    number = number if side[0] in "dD" else -number
    raise AmbiguousCell(
        "debit-credit",
        f"“{text}” is a debit or a credit. Select which is money returned",
        [
            Option(
                key,
                f"{back}, so {format_number(meant)}".replace("-", "−"),
                meant,
            )
            for key, back, meant in (
                ("credits-back", "Credits are money returned", number),
                ("debits-back", "Debits are money returned", -number),
            )
        ],
    )


def _ask_about_comma(text, sign, plain):
    number = sign * Decimal(plain.replace(".", "").replace(",", "."))
    shown = format_number(number)
    raise AmbiguousCell(
        "decimal-comma",
        f"“{text}” has a comma before its last digits. Did you mean {shown}?",
        [Option("decimal", f"Yes, {shown}", number)],
    )


def _ask_about_point(text, number):
    """Ask about “32.000”, which is 32,000 in much of Europe."""
    sizes = {"thousands": number * 1_000, "decimal": number}
    raise AmbiguousCell(
        "comma-or-point",
        f"“{text}” has 3 digits after the point. Select what it means",
        [
            Option(key, format_number(size), round(size, 2))
            for key, size in sizes.items()
        ],
    )


def rounded(value, number: Decimal, places: int) -> Decimal:
    """Return a number with this many decimal places; ask before losing any.

    A sum in binary, such as 0.1 + 0.2, loses only what a workbook keeps by accident.
    """
    if isinstance(value, str) and places == 2 and THOUSANDS_BY_POINT.fullmatch(value):
        _ask_about_point(value, number)
    step = Decimal(1).scaleb(-places)
    near = number.quantize(step, ROUND_HALF_UP)
    if near == number:
        return near
    if isinstance(value, float):
        short = Decimal(f"{value:.15g}")
        if short == short.quantize(step, ROUND_HALF_UP):
            return short
    unit = "the nearest penny" if places == 2 else f"{places} decimal places"
    raise AmbiguousCell(
        "round",
        f"“{value}” must have no more than {places} decimal places. "
        f"Round it to {format_number(near)}?",
        [Option("round", f"Round to {unit}, so {format_number(near)}", near)],
    )
