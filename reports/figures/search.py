"""Search the figures that a report's text can use, by words or by number.

`search` is for the picker; `by_value` finds matches for a typed number.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.models import Alias
from priorities.models.measures import RATES
from reports.errors import TokenError
from reports.figures.available import AvailableFigure, available_figures
from reports.figures.figure import Figure
from reports.figures.grammar import Token, scan
from reports.figures.resolver import Resolver
from reports.models import Report

WORD = re.compile(r"[0-9]{4}[-/][0-9]{2,4}|\w+")
YEAR = re.compile(r"[12][0-9]{3}(?:-[0-9]{2,4})?")
NUMBER = re.compile(r"(£?)([0-9][0-9,]*(?:\.[0-9]+)?)(%| percentage point)?")
# How many years away an entry without a year is ranked.
WITHOUT_YEAR = 3


@dataclass(frozen=True)
class Option:
    """One search result. `styles` has tokens and the text that each would print.

    `unit` is pounds, percent, points, count or a measure's unit; empty for names.
    """

    label: str
    value: str
    detail: str
    token: str
    styles: list[tuple[str, str]] = field(default_factory=list)
    unit: str = ""


def search(resolver: Resolver, year: int, query: str, limit=20) -> list[Option]:
    """The figures that match most words of a query, nearest to a year first.

    A word matches if a word of the label, another name or a code starts with it. A year
    in the query replaces the year given. Without a query, return the figures nearest to
    the year. The number of database queries is fixed.
    """
    words, others = words_of(query), _other_names()
    years_in_query = [int(word[:4]) for word in words if YEAR.fullmatch(word)]
    ranked = []
    for place, entry in enumerate(available_figures(resolver)):
        matched = _matched(words, entry, others)
        if matched or not words:
            ranked.append(
                (-matched, _distance(entry, years_in_query or [year]), place, entry)
            )
    found: list[Option] = []
    for *_, entry in sorted(ranked, key=lambda row: row[:3]):
        if len(found) == limit:
            break
        if option := _option(resolver, entry):
            found.append(option)
    return found


def as_data(options: list[Option]) -> list[dict]:
    """Options as JSON data for the picker's script."""
    return [
        {
            "label": option.label,
            "value": option.value,
            "detail": option.detail,
            "styles": option.styles,
        }
        for option in options
    ]


def by_value(report: Report) -> dict[Decimal, list[Option]]:
    """Options by the numbers they print: 778813 for £778,813, and 56 for 56%.

    Numbers have no sign, and equal numbers share a key: 24.60 is 24.6.
    """
    resolver = Resolver(report.partnership, report=report)
    found: dict[Decimal, list[Option]] = defaultdict(list)
    for entry in available_figures(resolver):
        for style in entry.numeric:
            figure = _figure(resolver, entry.token(style))
            printed = printed_number(figure.text, entry.unit) if figure else None
            if figure and printed:
                number, unit = printed
                token = entry.token(style)
                found[number].append(
                    Option(
                        entry.label,
                        figure.text,
                        _detail(entry, figure, unit),
                        token,
                        [(token, figure.text)],
                        unit,
                    )
                )
    return dict(found)


def printed_number(text: str, unit: str) -> tuple[Decimal, str] | None:
    """The first number in a text, with the unit printed there, else `unit`."""
    match = NUMBER.search(text)
    if match is None:
        return None
    pound, digits, after = match.groups()
    shown = {"%": "percent", " percentage point": "points"}.get(after or "", "")
    return Decimal(digits.replace(",", "")), "pounds" if pound else shown or unit


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; 2016/17 becomes 2016-17."""
    return [word.replace("/", "-") for word in WORD.findall(text.casefold())]


def _other_names() -> dict[str, list[str]]:
    """The words of the other names of records, by their code."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in Alias.objects.values_list("record_code", "name"):
        found[code] += words_of(name)
    return found


def _matched(wanted, entry: AvailableFigure, others) -> int:
    words = words_of(f"{entry.label} {entry.inside}")
    for code in entry.inside.split():
        words += others.get(code, [])
    return sum(any(word.startswith(query) for word in words) for query in wanted)


def _distance(entry: AvailableFigure, asked: list[int]) -> int:
    if entry.year is None:
        return WITHOUT_YEAR
    return min(abs(entry.year - year) for year in asked)


def _option(resolver, entry: AvailableFigure) -> Option | None:
    """The option of an entry with every style that works; None if none does."""
    figures = [(style, _figure(resolver, entry.token(style))) for style in entry.styles]
    known = [(style, figure) for style, figure in figures if figure]
    if not known:
        return None
    style, first = known[0]
    printed = entry.numeric and printed_number(first.text, entry.unit)
    unit = printed[1] if printed else entry.unit if entry.numeric else ""
    return Option(
        entry.label,
        first.text,
        _detail(entry, first, unit),
        entry.token(style),
        [(entry.token(name), figure.text) for name, figure in known],
        unit,
    )


def _figure(resolver: Resolver, source: str) -> Figure | None:
    [token] = scan(source)
    assert isinstance(token, Token)
    try:
        return resolver.figure(token)
    except TokenError:
        return None


UNITS = {
    "pounds": "£",
    "percent": "%",
    "points": "percentage points",
    "count": "number",
    **{unit.value: str(rate) for unit, rate in RATES.items()},
}


def _detail(entry: AvailableFigure, figure: Figure, unit: str) -> str:
    """“£; source Community Safety Fund; was £786,680 in 2015-16”."""
    parts = [
        UNITS.get(unit, unit),
        f"of {figure.base}" if figure.base else "",
        f"source {figure.source}" if figure.source else "",
        f"was {entry.was}" if entry.was else "",
    ]
    return "; ".join(part for part in parts if part)
