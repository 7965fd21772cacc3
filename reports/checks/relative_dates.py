"""Dates that depend on when they are read: “last year”, “20 March”."""

import datetime as dt

from partnership.core.values import financial_years
from partnership.core.values.dates import day as day_words
from partnership.core.values.financial_years import label
from partnership.core.values.periods import MONTHS
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.dates import YEARLESS, financial_year_in, last_before
from reports.text.phrases import phrase, shape
from reports.text.sentences import YEAR, hinted, sentences_of

ALWAYS = shape("relative-dates.always")
WITHOUT_YEAR = phrase("relative-dates.without-year")
YEARS = {"last": -1, "this": 0, "next": 1}
SPAN = shape("year-formats.span")
QUOTED = shape("relative-dates.quoted")
FOLLOWS = phrase("relative-dates.follows")
NAMED = phrase("relative-dates.named")
TIMES = (
    *("year", "month", "week", "recent", "lately", "so far", "to date"),
    *("spring", "summer", "autumn", "winter"),
)
RETURNING = phrase("relative-dates.returning")


@check("time-unclear")
def times_are_dated(draft):
    for sentence in hinted(draft, *TIMES):
        if sentence.owns_up:
            continue
        for match in sentence.matches(ALWAYS):
            before = sentence.typed[: match.start()]
            after = sentence.typed[match.end() :]
            if not (
                QUOTED.search(before)
                or NAMED.match(after)
                or _counts_from_year(before)
                or _names_its_year(draft, sentence, match)
            ):
                yield _relative(draft, sentence, match)
        if YEAR.search(sentence.text):
            continue
        for match in sentence.matches(WITHOUT_YEAR):
            if not RETURNING.search(sentence.text):
                yield _relative(draft, sentence, match)


def _counts_from_year(before: str) -> bool:
    """“255 in 2015-16 and 241 in the next year” counts from the year before it."""
    return bool(FOLLOWS.search(before) and YEAR.search(before))


def _names_its_year(draft, sentence, match) -> bool:
    """“Five this year, four in 2017-18”, in a document of 2018-19."""
    named = {int(span[1]) for span in sentence.matches(SPAN)}
    year = financial_years.of(draft.day)
    return match.lastgroup in YEARS and bool(named & {year - 1, year})


def _relative(draft, sentence, match):
    kind = match.lastgroup if match.re is ALWAYS else ""
    right = _year_meant(draft, kind)
    means = f" it means {right}." if right else " it may mean another date."
    return warning(
        f"“{match[0]}” is a relative date. On {day_words(draft.day)}, the document "
        f"date,{means}",
        "Give the year, month or date.",
        replacement=right,
        **sentence.mark(match),
    )


def _year_meant(draft, kind: str) -> str:
    """The financial year that “last year” means on the document’s day."""
    return label(financial_years.of(draft.day) + YEARS[kind]) if kind in YEARS else ""


@check("time-unclear")
def dates_have_years(draft):
    for words in draft.words:
        lines = words.lines
        for number, line in enumerate(lines):
            if not line.matches(YEARLESS):
                continue
            near = " ".join(
                line.text for line in lines[max(number - 1, 0) : number + 2]
            )
            if YEAR.search(near):
                continue
            yield from _yearless(draft, words, line)


def _yearless(draft, words, line):
    for sentence in sentences_of(draft):
        if sentence.words is not words or sentence.line is not line:
            continue
        if sentence.owns_up or RETURNING.search(sentence.text):
            continue
        for match in sentence.matches(YEARLESS):
            with_year = last_before(draft.day, match)
            bare = match[0] if match["day"] else match["month"]
            yield warning(
                f"“{match[0]}” has no year. The last one before "
                f"{day_words(draft.day)} was {with_year}.",
                "Add the year.",
                replacement=match[0].replace(bare, with_year),
                **sentence.mark(match),
            )


# How far before the month its year may be.
ABOVE = 300
MONTHS_LOW = tuple(month.lower() for month in MONTHS)
FINANCIAL = phrase("relative-dates.financial")


@check("date-outside-year")
def months_lie_in_their_year(draft):
    """“During the last financial year … in April”: which April is it?"""
    for sentence in hinted(draft, *MONTHS_LOW):
        month = sentence.first(YEARLESS)
        named = FINANCIAL.search(sentence.lead(ABOVE)) if month else None
        if not named or not month or sentence.owns_up:
            continue
        year = financial_years.of(draft.day) - (not named[0].lower().startswith("this"))
        nearest = last_before(draft.day, month)
        if int(nearest[-4:]) == _year_in(year, month):
            continue
        yield warning(
            f"“{named[0]}” is {label(year)}, but {nearest}, the last "
            f"one before {day_words(draft.day)}, is not in it.",
            "Give the year of the month, and the financial year in figures.",
            **sentence.mark(month),
        )


def _year_in(year, match):
    """The calendar year of a month of a financial year."""
    later = match["month"] in {"January", "February", "March"}
    return year + later


# Figures of a whole year are not there on the day after.
LATE = dt.timedelta(days=60)
TO_DATE = shape("relative-dates.to-date")


@check("date-outside-year")
def to_date_while_the_year_is_open(draft):
    for words in draft.words:
        for match in words.matches(TO_DATE):
            year = financial_year_in(match["year"])
            if year is None or financial_years.last_day(year) + LATE > draft.day:
                continue
            yield warning(
                f"“{match[0]}” describes {label(year)} as not finished, but "
                f"it ended on {day_words(financial_years.last_day(year))}, "
                f"before {day_words(draft.day)}.",
                "Give the figure of the whole year, or the last day it covers.",
                words=words,
                excerpt=match[0],
            )
            break
