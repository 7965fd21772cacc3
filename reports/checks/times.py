"""Times that mean another day to each reader: “last year”, “20 March”."""

import datetime as dt
import re

from partnership.core.values import financial_years
from partnership.core.values.dates import day as told_day
from partnership.core.values.financial_years import label
from partnership.core.values.periods import MONTHS
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.dates import (
    YEARLESS,
    last_before,
)
from reports.text.sentence import (
    YEAR,
    hinted,
    sentences_of,
)

COUNTED = r"(?:a|one|two|three|four|five|six|twelve|eighteen|\d{1,2}) "
SPAN = (
    r"(?:few |several |couple of )?"
    r"(?:two |three |four |five |six |ten |twelve |12 |18 |24 |36 )?"
)
# Said of the day of writing, whatever else the sentence names.
ALWAYS = re.compile(
    r"(?P<last>(?<!its )(?<!their )(?<!the plan’s )"
    r"\b(?:the )?(?:last|past) (?:financial )?year\b(?! (?:of|that|in which)\b))"
    r"|(?P<this>\bthis (?:financial )?year\b)"
    r"|(?P<next>\b(?:the coming|next) (?:financial )?year\b)"
    rf"|(?P<past>\bthe (?:past|last) {SPAN}(?:months|years|weeks)\b)"
    rf"|(?P<ago>\b{COUNTED}(?:months?|years?|weeks?) ago\b)"
    rf"|(?P<ahead>\bin (?:under |about |less than )?{COUNTED}"
    r"(?:months?|years?)(?:’s?|'s?) time\b)",
    re.I,
)
# Clear enough where the sentence names the year.
WITHOUT_YEAR = re.compile(
    r"\b(?:recently|lately|in recent (?:weeks|months|years|times))\b"
    r"|\bso far\b(?! as| that)|(?<!up )(?<!up-)\bto date\b"
    r"|\b(?:in|over|during|by|since|this|last|next) (?:the )?(?:early |late )?"
    r"(?:spring|summer|autumn|winter)\b"
    r"|\b(?:over|during|by the end of|later in) the year\b(?! (?:that|which|to|from))",
    re.I,
)
QUOTED = re.compile(r"[“‘\"]$")
TIMES = (
    *("year", "month", "week", "recent", "lately", "so far", "to date"),
    *("spring", "summer", "autumn", "winter"),
)
RETURNING = re.compile(r"\b(?:each|every|yearly|annual(?:ly)?|always)\b", re.I)


@check(
    "relative-time",
    "Times counted from the day of writing",
    "Who reads the document later, or quotes it, takes it for another time.",
)
def times_are_dated(draft):
    for sentence in hinted(draft, *TIMES):
        if sentence.owns_up:
            continue
        for match in sentence.matches(ALWAYS):
            if not QUOTED.search(sentence.typed[: match.start()]):
                yield _relative(draft, sentence, match)
        if YEAR.search(sentence.text):
            continue
        for match in sentence.matches(WITHOUT_YEAR):
            if not RETURNING.search(sentence.text):
                yield _relative(draft, sentence, match)


def _relative(draft, sentence, match):
    meaning, offer = _meant(draft, match)
    return warn(
        f"“{match[0]}” names no date. {meaning}",
        "Write the year, the months or the day that is meant.",
        offer=offer,
        offer_words=offer,
        **sentence.mark(match),
    )


def _meant(draft, match):
    """What the words mean on the document's day, and what could be written instead."""
    today, year = draft.day, financial_years.of(draft.day)
    on = f"On {told_day(today)}, the day from which the document speaks, it "
    kind = match.lastgroup if match.re is ALWAYS else ""
    if kind == "last":
        before = label(year - 1)
        return f"{on}means {before}, or the calendar year {today.year - 1}.", before
    if kind in {"this", "next"}:
        told = label(year + (kind == "next"))
        return f"{on}means {told}.", told
    if kind in {"past", "ago"}:
        return (
            f"It is counted back from {told_day(today)}, if from the document’s day.",
            "",
        )
    if kind == "ahead":
        return (
            f"It is counted on from {told_day(today)}, if from the document’s day.",
            "",
        )
    return f"The document speaks from {told_day(today)}.", ""


@check(
    "date-without-year",
    "Dates without a year",
    "A document is read in other years than its own.",
)
def dates_have_years(draft):
    for words in draft.words:
        lines = words.lines
        for number, line in enumerate(lines):
            if not line.matches(YEARLESS):
                continue
            near = " ".join(one.text for one in lines[max(number - 1, 0) : number + 2])
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
            yield warn(
                f"“{match[0]}” has no year, and nothing beside it names one. The last "
                f"one before {told_day(draft.day)} is {with_year}.",
                "Add the year.",
                offer=match[0].replace(bare, with_year),
                offer_words=match[0].replace(bare, with_year),
                **sentence.mark(match),
            )


# How far above the month its year may be told.
ABOVE = 300
MONTHS_LOW = tuple(month.lower() for month in MONTHS)
FINANCIAL = re.compile(r"\b(?:last|past|this) financial year\b", re.I)


@check(
    "month-outside-year",
    "A month that does not lie in the year it is told of",
    "A financial year ends in March, so the month belongs to another one.",
)
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
        yield warn(
            f"“{named[0]}” is {label(year)}, and {nearest}, the last one before "
            f"{told_day(draft.day)}, does not lie in it.",
            "Write the year of the month, and the financial year in figures.",
            **sentence.mark(month),
        )


def _year_in(year, match):
    """The calendar year of a month of a financial year."""
    later = match["month"] in {"January", "February", "March"}
    return year + later


# Figures of a whole year are not there on the day after.
LATE = dt.timedelta(days=60)
TO_DATE = re.compile(
    r"(?P<year>\d{4}[-/–]\d{2,4}),? ?\(?(?:year to date|so far|to date)\b", re.I
)
TO_DATE_TOKEN = re.compile(r"\[=[^\]]*?(?P<year>\d{4}-\d{2})-year-to-date[^\]]*\]")


@check(
    "to-date-after-the-end",
    "“Year to date” for a year that has ended",
    "Readers expect the figure of the whole year once it is over.",
)
def to_date_while_the_year_is_open(draft):
    for words in draft.words:
        for match in [
            *TO_DATE.finditer(words.text),
            *TO_DATE_TOKEN.finditer(words.raw),
        ]:
            year = _parsed(match["year"])
            if year is None or financial_years.last_day(year) + LATE > draft.day:
                continue
            yield warn(
                f"Figures of {label(year)} are told as of a year under way, but "
                f"it ended on {told_day(financial_years.last_day(year))}, before "
                f"{told_day(draft.day)}: {match[0]}.",
                "Give the figure of the whole year, or the last day that it counts.",
                words=words,
                excerpt=match[0] if match.re is TO_DATE else "",
            )
            break


def _parsed(text):
    try:
        return financial_years.parse(text.replace("–", "-"))
    except ValueError:
        return None
