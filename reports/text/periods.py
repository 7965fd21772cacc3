"""Periods and days in a sentence: years, quarters, months, dates, and spans of them."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from partnership.core.values.periods import (
    Period,
    PeriodKind,
    calendar_year,
    financial_year,
    month_end,
)
from reports.text.forms import TABLE, any_of
from reports.text.spans import Placed, overlaps, spans_of

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3].lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS["sept"] = 9
WEEKDAYS = [name.lower() for name in calendar.day_name]
RELATIVE = TABLE["periods"]["relative"]
DOCUMENT = TABLE["periods"]["document"]
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "opening": 1, "closing": 4}
# Winter is left out: winter 2017 may be at either end of the year.
SEASONS = {"spring": 1, "summer": 2, "autumn": 3}

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d"
_FIN = rf"(?:fy ?)?{_YEAR}[-/](?:\d{{4}}|\d\d)(?![\d-])"
# “17/18”: not a fraction or a date, because the second follows the first.
SHORT_YEARS = "(?:" + "|".join(f"{n:02}/{n + 1:02}" for n in range(5, 40)) + ")"
SHORT_YEARS = rf"(?<![\d/.,£-]){SHORT_YEARS}(?![\d/%]| (?:of|{_MONTH}))"
_ORD = "|".join(ORDINALS)
_DAY = (
    rf"(?P<weekday>(?:{'|'.join(WEEKDAYS)})(?:,? the"
    rf"|,)? )?(?:the )?(?P<day>\d{{1,2}})(?:(?:st|nd|rd"
    rf"|th)(?: of)?)? (?P<month>{_MONTH}),?(?: (?P<year>{_YEAR}))?\b"
)
_DAY_US = (
    rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b"
)
DATE = re.compile(rf"(?<![\w£]){_DAY}|(?<![\w£]){_DAY_US.replace('P<', 'P<us_')}")
_TO = r"(?: ?- ?| to (?:the end of )?| and | until | through )"
_ENDING = (
    r"(?:to|ending|ended|up to|that ended|which ended|finishing"
    r"|until)(?: in| on| at)?(?: the end of)?"
)
# Parts of a year, and how many months they have.
_SIZES = {"half": 6, "three months": 3, "six months": 6, "nine months": 9}
_SIZES |= {"two quarters": 6, "three quarters": 9}
_SIZES |= {"3 months": 3, "6 months": 6, "9 months": 9}
PERIOD = re.compile(
    "|".join(
        [
            rf"(?P<months>(?:(?:12|twelve)(?: |-)months?|year|those),?) {_ENDING} "
            rf"(?:3[01] |2[89] )?(?P<m_month>{_MONTH}) (?P<m_year>{_YEAR})\b",
            rf"(?P<quarter_to>quarter|(?:three|3) months),? {_ENDING} "
            rf"(?P<q_month>{_MONTH}) (?P<q_in>{_YEAR})\b",
            rf"(?P<s_first>{_MONTH})(?: "
            rf"(?P<s_began>{_YEAR}))?{_TO}(?P<s_last>{_MONTH}) "
            rf"(?P<s_year>{_YEAR})\b(?![-/]\d)",
            rf"(?P<season>{'|'.join(SEASONS)}) quarter,?"
            rf" (?:of |in )?(?P<season_year>{_FIN}|{_YEAR})",
            rf"(?P<q_no>\b(?:{_ORD})(?: quarter(?:'s)?|(?= of {_FIN}))|\bq[1-4])"
            rf"(?:,? (?:of |in )?(?:the )?(?:financial year |year )?(?P<q_year>{_FIN}"
            rf"|{_YEAR}))?",
            rf"\b(?P<part>first|second|last|final|opening|closing) "
            rf"(?P<part_size>{'|'.join(_SIZES)}) of (?:the )?(?:financial year "
            rf"|calendar year |year )?(?P<part_year>{_FIN}|{_YEAR})\b(?![-/]\d)",
            rf"(?P<o_first>{_MONTH}){_TO}(?P<o_last>{_MONTH})(?:,?(?: quarter)? (?:of"
            rf"|in) (?P<o_year>{_FIN}|{_YEAR}))?",
            rf"(?P<fin>{_FIN}|{SHORT_YEARS})",
            rf"(?P<y_first>{_YEAR})(?: to |-)(?P<y_last>{_YEAR})\b",
            rf"(?P<one_month>{_MONTH}),? (?P<one_year>{_YEAR})\b",
            rf"(?<![£,.\d/])(?P<year>{_YEAR})(?:'s)?\b(?![,.]\d|%|[-/]\d| ?per ?cent)",
        ]
    )
)
_REL = any_of(tuple(RELATIVE))
_DOC = any_of(tuple(DOCUMENT))
_LEAD = re.compile(r"(\w+)(?: the| financial year| calendar year| year)*\s*$")


@dataclass(frozen=True)
class PeriodMention(Placed):
    """A period that a sentence names. `lead` is the word that introduces it.

    `kind` is "given", "relative" or "document"; a `range` spans more than a year.
    """

    start: int
    end: int
    period: Period
    text: str
    lead: str = ""
    kind: str = "given"

    @property
    def is_range(self) -> bool:
        p = self.period
        return bool(p.start and p.end and (p.end - p.start).days > 380)


def ends_of(mention: PeriodMention) -> list[PeriodMention]:
    """“Went down from 2016 to 2017”: the two years, where something changed."""
    first, last = mention.period.start, mention.period.end
    if (
        not mention.is_range
        or mention.lead not in {"from", "between"}
        or not first
        or not last
    ):
        return []
    if first.month != 1 or last.month != 12:
        return []
    middle = mention.start + 4
    begins, ends = calendar_year(first.year), calendar_year(last.year)
    return [
        replace(mention, end=middle, period=begins, text=mention.text[:4]),
        replace(
            mention,
            start=mention.end - 4,
            period=ends,
            text=mention.text[-4:],
            lead="to",
        ),
    ]


@dataclass(frozen=True)
class DateMention(Placed):
    """A day that a sentence names; `day` is None if the date does not exist."""

    start: int
    end: int
    text: str
    day: dt.date | None
    number: int
    month: int
    year: int | None
    weekday: str = ""
    is_impossible: bool = False


def days_of(period: Period) -> tuple:
    """The days of a period; two periods with the same days are the same."""
    return period.start, period.end


def shifted(period: Period, number: int) -> Period:
    """The same period some years later."""
    if period.start is None or period.end is None:
        return period
    end_of_month = (
        period.end.day == calendar.monthrange(period.end.year, period.end.month)[1]
    )
    year = period.end.year + number
    end = (
        month_end(year, period.end.month)
        if end_of_month
        else period.end.replace(year=year)
    )
    return replace(
        period, start=period.start.replace(year=period.start.year + number), end=end
    )


def quarter_of(year: Period, index: int) -> Period:
    """A quarter of a year that begins in April or in January; the first is 0."""
    assert year.start is not None
    if year.start.month == 4:
        return quarter(year.start.year, index + 1)
    return quarter(year.start.year - (index == 0), index or 4)


def quarter(year: int, number: int) -> Period:
    """The first quarter of a financial year is April to June."""
    month = 1 + 3 * (number % 4)
    if number == 4:
        year += 1
    return Period(
        dt.date(year, month, 1), month_end(year, month + 2), PeriodKind.QUARTER
    )


def months(year: int, first: int, last: int, began: int | None = None) -> Period:
    begins = began or (year if first <= last else year - 1)
    kind = PeriodKind.PART_YEAR
    length = (year - begins) * 12 + last - first + 1
    if length == 3:
        kind = PeriodKind.QUARTER
    if length == 12:
        kind = PeriodKind.MONTHS_TO
    return Period(dt.date(begins, first, 1), month_end(year, last), kind)


def twelve_to(year: int, month: int) -> Period:
    if month == 3:
        return financial_year(year - 1)
    if month == 12:
        return calendar_year(year)
    start = dt.date(year - 1, month + 1, 1)
    return Period(start, month_end(year, month), PeriodKind.MONTHS_TO)


def year_of(text: str) -> Period | None:
    """2016-17, 2016/17, FY2016-17 or 2016; a span of years is a range."""
    text = text.removeprefix("fy").strip()
    first, _, last = text.replace("/", "-").partition("-")
    start = int(first) + (2000 if len(first) == 2 else 0)
    if not last:
        return calendar_year(start)
    end = int(last) if len(last) == 4 else start - start % 100 + int(last)
    if len(last) == 2 and end <= start:
        end += 100
    if end == start + 1:
        return financial_year(start)
    if not start < end <= start + 20:
        return None
    return Period(dt.date(start, 4, 1), dt.date(end, 3, 31), PeriodKind.PART_YEAR)


def _month(name: str) -> int:
    return MONTHS[name.strip(".")]


def dates_in(text: str) -> list[DateMention]:
    """The days that a text in lower case names."""
    found = []
    for match in DATE.finditer(text):
        us = "us_" if match["us_day"] else ""
        number, month = int(match[f"{us}day"]), _month(match[f"{us}month"])
        year = int(match[f"{us}year"]) if match[f"{us}year"] else None
        weekday = (
            ""
            if us
            else (match["weekday"] or "").strip(" ,").removesuffix(" the").strip(" ,")
        )
        try:
            day: dt.date | None = dt.date(year or 2000, month, number)
        except ValueError:
            day = None
        stated = match.start(), match.end(), match[0], day if year else None
        found.append(DateMention(*stated, number, month, year, weekday, day is None))
    return found


def periods_in(text: str, year: int, before: Period | None) -> list[PeriodMention]:
    """The periods that a text in lower case names, in order.

    `year` is the document's, `before` the last period of the sentence before.
    """
    found: list[PeriodMention] = []
    taken: list[tuple[int, int]] = [
        match.span()
        for match in DATE.finditer(text)
        if match["year"] or match["us_year"]
    ]
    open_ones = []
    for match in PERIOD.finditer(text):
        if overlaps(match.span(), taken):
            # "year ended 31 March 2018" is a period although it ends in a day.
            if not match["months"]:
                continue
        period, is_open = _period(match)
        if is_open:
            open_ones.append((match, period))
            continue
        if period is not None:
            found.append(_mention(text, match.start(), match.end(), period))
    for match, number in open_ones:
        years = [year for mention in found if (year := _calendar_year(mention.period))]
        if number[0] == "months" and 1 < len(years) == len(found):
            # “January to March hate crime: 47 in 2018, 52 in 2017”
            found = [
                replace(mention, period=months(year, *number[1:]))
                for mention, year in zip(found, years, strict=True)
            ]
        elif period := _filled(number, match, found, before):
            found.append(_mention(text, match.start(), match.end(), period))
    found = _same_part(text, found, before)
    found += _both_quarters(text, found)
    found += _next_quarters(text, found)
    found.sort(key=lambda mention: mention.start)
    found += list(_relative(text, found, year, before))
    return sorted(found, key=lambda mention: mention.start)


def _mention(text, start, end, period, kind="given"):
    lead = _LEAD.search(text[:start])
    return PeriodMention(
        start, end, period, text[start:end], lead[1] if lead else "", kind
    )


def _period(match) -> tuple:
    """The period of a match, or what is known about it without its year."""
    return next(read(match) for name, read in READERS.items() if match[name])


def _to_month(match):
    return twelve_to(int(match["m_year"]), _month(match["m_month"])), False


def _quarter_to(match):
    year, last = int(match["q_in"]), _month(match["q_month"])
    return months(year, (last + 9) % 12 + 1, last), False


def _span_of_months(match):
    began = int(match["s_began"]) if match["s_began"] else None
    first, last = _month(match["s_first"]), _month(match["s_last"])
    year = int(match["s_year"])
    if began and (began, first) > (year, last):
        return None, False
    return months(year, first, last, began), False


def _numbered_quarter(match):
    word = match["q_no"].split()[0]
    is_short = word[0] == "q" and word[1:].isdigit()
    number = int(word[1]) if is_short else ORDINALS[word]
    if not match["q_year"]:
        return ("quarter", number), True
    return _quarter_in(match["q_year"], number), False


def _quarter_in(text: str, number: int) -> Period:
    """A quarter of “2017-18”, or of the calendar year “2017”."""
    year = _first_year(text)
    if len(text) == 4:
        return months(year, 3 * number - 2, 3 * number)
    return quarter(year, number)


def _first_year(text: str) -> int:
    return int(text.removeprefix("fy").strip()[:4])


def _open_months(match):
    first, last = _month(match["o_first"]), _month(match["o_last"])
    if not match["o_year"]:
        return ("months", first, last), True
    year = match["o_year"]
    return _within(int(year[:4]), len(year) > 4, first, last), False


def _years(match):
    first, last = int(match["y_first"]), int(match["y_last"])
    if first >= last:
        return None, False
    kind = PeriodKind.PART_YEAR
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31), kind), False


def _one_month(match):
    year, month = int(match["one_year"]), _month(match["one_month"])
    days = dt.date(year, month, 1), month_end(year, month)
    return Period(*days, PeriodKind.AS_AT), False


# How each kind of period is read, by the group that matches it.
READERS: dict[str, Callable[[re.Match], tuple]] = {
    "months": _to_month,
    "quarter_to": _quarter_to,
    "s_first": _span_of_months,
    "season": lambda m: (
        quarter(_first_year(m["season_year"]), SEASONS[m["season"]]),
        False,
    ),
    "q_no": _numbered_quarter,
    "part": lambda match: (_part_of_year(match), False),
    "o_first": _open_months,
    "fin": lambda match: (year_of(match["fin"]), False),
    "y_first": _years,
    "one_month": _one_month,
    "year": lambda match: (calendar_year(int(match["year"])), False),
}


def _part_of_year(match) -> Period:
    """“The first three months of 2018”, “the second half of 2017-18”."""
    year, size = match["part_year"], _SIZES[match["part_size"]]
    begins = match["part"] in {"first", "opening"}
    first = (3 if len(year) > 4 else 0) + (0 if begins else 12 - size)
    last, start = first + size - 1, _first_year(year)
    return months(
        start + last // 12, first % 12 + 1, last % 12 + 1, start + first // 12
    )


def _within(start, is_financial, first, last):
    """Some months of a year; January of a financial year is in the next year."""
    year = start + 1 if is_financial and last < 4 else start
    return months(year, first, last)


def _filled(number, match, found, before):
    """A quarter whose year is given elsewhere in the sentence, or before it."""
    years = [mention.period for mention in found if _is_year(mention.period)]
    after = [
        mention.period
        for mention in found
        if mention.start >= match.start() and _is_year(mention.period)
    ]
    if number[0] == "quarter" and re.match(
        r" and (?:the )?\w+ quarter", match.string[match.end() :]
    ):
        years = after or years
    near = [mention.period for mention in found if mention.start < match.start()]
    if number[0] == "months" and not years and near and near[-1].end:
        return months(near[-1].end.year, number[1], number[2])
    base = (years or ([before] if before else [None]))[0]
    if base is None or base.start is None:
        return None
    is_financial = base.start.month == 4
    start = base.start.year
    if number[0] == "quarter":
        if is_financial:
            return quarter(start, number[1])
        return months(start, 3 * number[1] - 2, 3 * number[1])
    return _within(start, is_financial or base.start.month != 1, number[1], number[2])


def _calendar_year(period) -> int:
    """The calendar year that a period is; 0 if it is not one."""
    year = period.start.year if period.start else 0
    return year if year and period == calendar_year(year) else 0


def _is_year(period):
    return period.start and period.end and 360 < (period.end - period.start).days < 370


_SAME = re.compile(
    r"\bthe (?:same|corresponding|equivalent) (?:two |three |six )?"
    r"(?:quarter|period|months?|time|half)"
    r" (?:of|in) (?:the )?$"
)


def _same_part(text, found, before):
    """“January to March 2018 … the same quarter of 2017”."""
    done: list[PeriodMention] = []
    for mention in sorted(found, key=lambda mention: mention.start):
        cue = _SAME.search(text[: mention.start])
        own = done[-1].period if done else before
        if cue and own and own.end and mention.period.start and not _is_year(own):
            years = mention.period.start.year - own.end.year
            if mention.period.start.month == 4:
                years = mention.period.start.year - (own.end.year - (own.end.month < 4))
            mention = replace(mention, start=cue.start(), period=shifted(own, years))
        done.append(mention)
    return done


def _year_of_quarter(period: Period) -> int:
    """The year in which the financial year of a quarter begins."""
    assert period.start is not None
    return period.start.year - (period.start.month < 4)


_TWO = re.compile(rf"\b(?P<no>{_ORD})(?= and (?:the )?(?:{_ORD}) quarter)")


def _both_quarters(text, found):
    """“The third and the fourth quarter of 2017-18” names two."""
    for match in _TWO.finditer(text):
        later = [mention for mention in found if mention.start > match.start()]
        if later and later[0].period.kind == PeriodKind.QUARTER:
            year = _year_of_quarter(later[0].period)
            yield _mention(text, *match.span(), quarter(year, ORDINALS[match["no"]]))


_NEXT = re.compile(
    r"\b(?:in|to|than|from|and) the (?P<no>second|third|fourth|last)"
    r"(?=\s*(?:[.,;:)£\d]|and\b|$))"
)


def _half_after(period: Period) -> Period | None:
    """The half of a year that follows the first: six months."""
    if not period.start or not period.end or period.kind != PeriodKind.PART_YEAR:
        return None
    first, last = period.start.month, period.end.month
    if (last - first) % 12 != 5:
        return None
    year = period.end.year + (last + 6 > 12)
    return months(year, last % 12 + 1, (last + 5) % 12 + 1)


_FOLLOWING = re.compile(
    r"\b(?:next|following) quarter\b|\bquarter (?:that followed|which followed"
    r"|after that|after it)\b"
)


def _next_quarters(text, found):
    """“58 in the first quarter of 2017-18 and 71 in the second”."""
    for match in _NEXT.finditer(text):
        earlier = [mention for mention in found if mention.end <= match.start()]
        last = earlier[-1].period if earlier else None
        if last and match["no"] == "second" and (half := _half_after(last)):
            yield _mention(text, *match.span("no"), half)
        elif last and last.kind == PeriodKind.QUARTER:
            named = quarter(_year_of_quarter(last), ORDINALS[match["no"]])
            yield _mention(text, *match.span("no"), named)
    for match in _FOLLOWING.finditer(text):
        earlier = [mention for mention in found if mention.end <= match.start()]
        if earlier and earlier[-1].period.kind == PeriodKind.QUARTER:
            begins = earlier[-1].period.end + dt.timedelta(1)
            after = months(begins.year, begins.month, begins.month + 2)
            yield _mention(text, *match.span(), after)


_APPOSED = re.compile(r"(?:, | \(|,? in )(?:that is,? )?(?:in |for |of )?(?:the )?")


def _is_named_after(text, end, found) -> bool:
    """“Two years earlier, in 2015-16” names the year itself."""
    return any(
        mention.start > end and _APPOSED.fullmatch(text[end : mention.start])
        for mention in found
    )


_OWN_YEAR = re.compile(r"\b(?:its|their|his|her) $")  # “In its last year”


def _relative(text, found, year, before):
    mentions = []
    for match in _DOC.finditer(text):
        number = DOCUMENT[re.sub(r"\s+", " ", match[0])]
        is_own = _OWN_YEAR.search(text, 0, match.start())
        if is_own or overlaps(match.span(), spans_of(found)):
            continue
        period = financial_year(year + number)
        mentions.append(_mention(text, *match.span(), period, "document"))
    yield from mentions
    found = sorted([*found, *mentions], key=lambda mention: mention.start)
    for match in _REL.finditer(text):
        if overlaps(match.span(), spans_of(found)):
            continue
        if _is_named_after(text, match.end(), found):
            continue
        earlier = [
            mention
            for mention in found
            if mention.end <= match.start() and not mention.is_range
        ]
        later = [
            mention
            for mention in found
            if mention.start >= match.end() and not mention.is_range
        ]
        near = earlier[-1].period if earlier else before
        if near is None and later:
            near = later[0].period
        if near is not None and near.start:
            number = RELATIVE[re.sub(r"\s+", " ", match[0])]
            yield _mention(text, *match.span(), shifted(near, number), "relative")
