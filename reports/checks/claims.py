"""Claims that want a figure, and the words that stand before one."""

import re

from reports.checks.comparators.base import issues
from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.errors import TokenError
from reports.text.sentence import (
    NUMBER,
    YEAR,
    briefly,
    hinted,
    sentences_of,
)
from reports.text.sentences import tokens_of

MOVES = r"(?:rise|fall|increase|decrease|grow|decline|reduce|drop|improve)"
KINDS = r"(?:increase|decrease|reduction|rise|fall|decline|drop|trend)"
TREND = re.compile(
    rf"\b(?:continu(?:es?|ed|ing) to {MOVES}|(?:gone|goes|went|going) on "
    rf"(?:rising|falling|growing|declining)|(?:slight|steady|significant|continued|"
    rf"continuous|marked|sharp|downward|upward|overall|substantial|further|large|small|"
    rf"general) {KINDS}s?|on the (?:rise|increase|decline))\b"
    r"|\b(?:has|have) (?:\w+ly )?(?:increased|decreased|risen|fallen|grown|declined|"
    r"dropped|gone (?:up|down))\b",
    re.I,
)
AIM = re.compile(
    r"\b(?:aims?|target|priority|to (?:see|achieve|secure|make|bring)|if|whether|why|"
    r"understand|should|could|may|might|will)\b",
    re.I,
)


@check(
    "trend-without-figure",
    "Trends told without a figure",
    "Readers ask by how much, and since when.",
)
def trends_have_figures(draft):
    for sentence in sentences_of(draft):
        match = sentence.first(TREND)
        if not match or AIM.search(sentence.text[: match.start()]) or sentence.owns_up:
            continue
        if NUMBER.search(_without_years(sentence)):
            continue
        yield warn(
            f"“{_phrase(sentence, match)}” comes without a figure.",
            "Add the figures with their periods, like [=change value MEASURE AREA "
            "PERIOD PERIOD], or say that none is known.",
            **sentence.mark(match),
        )


def _without_years(sentence):
    """The sentence and its neighbours without numbers of years and figures’ names."""
    near = f"{sentence.before} {sentence.typed} {sentence.after}"
    return re.sub(r"\b(?:19|20)\d\d(?:[-/–]\d{1,4})?\b|\b[A-Z]?\d[A-Z]\b", "", near)


def _phrase(sentence, match):
    """The claim with a few words before it."""
    lead = sentence.text[: match.start()].split()[-5:]
    return " ".join([*lead, sentence.text[match.start() : match.end()]])


LONG_TREND = re.compile(
    r"\b(?:continued (?:reduction|rise|fall|increase|decrease|decline)|"
    r"continu(?:es|ed) to (?:rise|fall|increase|decrease|decline|reduce)|"
    r"(?:gone|goes|went) on (?:rising|falling)|year on year|"
    r"(?:downward|upward|longer[- ]term) trend)\b",
    re.I,
)
ENOUGH = 3


@check(
    "trend-from-two",
    "Trends that rest on fewer than three figures",
    "Two figures make a change; it takes three to see that it goes on.",
)
def trends_rest_on_three(draft):
    yield from issues(draft, "trend-from-two")
    series = draft.context.resolver.series
    periods = series.periods
    names = {code: measure.name for code, measure in series.measures.items()}
    for sentence in hinted(draft, "trend", "continu", " on ", "year on year"):
        match = sentence.first(LONG_TREND)
        if not match or sentence.owns_up:
            continue
        for measure, area in _measured(draft, sentence):
            known = len(periods.get((measure, area), []))
            if known < ENOUGH:
                yield warn(
                    f"“{match[0]}” rests on {known} figure{'s' * (known != 1)} of "
                    f"“{names.get(measure, measure)}”.",
                    "Tell the change from one period to the other, or enter the "
                    "figures of more periods.",
                    **sentence.mark(match),
                )
                break


def _measured(draft, sentence):
    """Measures and areas whose figures stand in that sentence or the next."""
    near = f"{sentence.text} {sentence.after}"
    found = []
    for token in tokens_of(sentence.words.raw):
        names = token.arguments[token.name == "change" :]
        told = token.name == "value" or token.arguments[:1] == ("value",)
        if told and len(names) >= 2 and _figure(draft, token) in near:
            found.append(names[:2])
    return found


def _figure(draft, token):
    """What a token prints; what it cannot print stands nowhere."""
    try:
        return draft.context.resolver.figure(token).text
    except TokenError:
        return "\n"


BOUNDS = (
    r"(?:over|more than|up to|just under|just over|at least|nearly|almost|around|about|"
    r"approximately|some)"
)
BEFORE_BOUND = re.compile(rf"\b({BOUNDS}) (£?\ufffc+)", re.I)
BEFORE_EXACT = re.compile(
    r"\b(?:over|more than|nearly|almost|just under|just over|around|approximately) "
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{3,})(?![\d%.,]*\d|%|-)\b",
    re.I,
)
STARTS_BOUND = re.compile(rf"{BOUNDS}\b", re.I)
IS_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?$")


@check(
    "qualifier-twice",
    "“Over”, “up to” and the like typed before a figure",
    "Such words belong to the figure: typed, they stay when it becomes exact, or "
    "stand twice.",
)
def qualifiers_belong_to_figures(draft):
    for sentence in sentences_of(draft):
        for match in sentence.matches(BEFORE_BOUND):
            figure = sentence.text[match.start(2) : match.end(2)]
            if STARTS_BOUND.match(figure):
                yield stop(
                    f"“{match[1]} {figure}”: the figure brings its own “over” or the "
                    "like.",
                    f"Take “{match[1]}” out.",
                    words=sentence.words,
                    excerpt=f"{match[1]} {figure}",
                    offer=_token_of(sentence, figure),
                    offer_words=figure,
                )
            elif figure[:1].isdigit() and not IS_YEAR.match(figure):
                yield warn(
                    f"“{match[1]}” is typed before {figure}, which is an exact figure.",
                    f"Take “{match[1]}” out, or enter it with the figure.",
                    words=sentence.words,
                    excerpt=f"{match[1]} {figure}",
                )


def _token_of(sentence, figure):
    """The token that gives this figure, where only one could."""
    tokens = [one.source for one in tokens_of(sentence.words.raw)]
    return tokens[0] if len(tokens) == 1 else ""


@check(
    "qualifier-exact",
    "“Over” before an exact number",
    "Either the number was counted or it was not.",
)
def exact_numbers_are_told_as_exact(draft):
    for sentence in sentences_of(draft):
        for match in sentence.matches(BEFORE_EXACT):
            number = int(match["number"].replace(",", ""))
            if number % 5 and not IS_YEAR.match(match["number"]):
                yield warn(
                    f"“{match[0]}” puts a bound before a number that looks counted.",
                    f"Write {match['number']}, or a round number.",
                    offer=match["number"],
                    offer_words=match["number"],
                    **sentence.mark(match),
                )


TO_VALUE = re.compile(
    r"\b(?:increased|rose|grew|decreased|fell|dropped|risen|fallen|reduced|up|down) to "
    rf"(?:{BOUNDS} )?(?=[£\d\ufffc])",
    re.I,
)
PREVIOUS = re.compile(
    r"\b(?:from|after|than|against|compared|before|was|were|previous)\b"
)


@check(
    "increase-from-nowhere",
    "“Rose to” without what it was before",
    "A rise is a matter of two figures.",
)
def rises_have_a_beginning(draft):
    for sentence in hinted(draft, " to "):
        match = sentence.first(TO_VALUE)
        if match and not sentence.owns_up and not PREVIOUS.search(sentence.around):
            yield warn(
                f"“{briefly(sentence.text[match.start() :], 40)}” does not say from "
                "what.",
                "Add the earlier figure with its period, or tell the new one without "
                "“rose”.",
                **sentence.mark(match),
            )


FROM_TO = re.compile(
    r"\b(?:increased|rose|grew|decreased|fell|dropped|risen|fallen|reduced|down|up) "
    rf"from (?:{BOUNDS} )?[£\d][\d,.]*\S* to (?:{BOUNDS} )?[£\d]",
    re.I,
)


@check(
    "change-without-dates",
    "“From … to …” without the times of the two figures",
    "A change without its dates may be of a month or of ten years.",
)
def changes_have_dates(draft):
    for sentence in hinted(draft, " from "):
        match = sentence.first(FROM_TO)
        if match and not sentence.owns_up and not YEAR.search(sentence.around):
            yield warn(
                f"“{briefly(sentence.text[match.start() :])}” does not say when the "
                "figures were taken.",
                "Add the date or period of both figures.",
                **sentence.mark(match),
            )


PER_CENT = re.compile(
    r"\b(?:reduced|rose|risen|fell|fallen|cut|down|up|increased?|decreased?|reduction|"
    r"dropped|grew|grown)\b[^.;%]{0,30}?(?P<share>\d+(?:\.\d+)?(?:%| per cent))"
    r"|(?P<first>\d+(?:\.\d+)?(?:%| per cent)) "
    r"(?:increase|decrease|rise|fall|reduction|cut|drop)",
    re.I,
)
BASE = re.compile(
    r"\b(?:from|since|compared|than|between|against|points?|previous|(?:19|20)\d\d)\b"
)


@check(
    "percent-of-what",
    "A change in per cent without its base",
    "Without the base and the period nobody can tell what has changed.",
)
def per_cents_have_a_base(draft):
    for sentence in hinted(draft, "%", "per cent"):
        match = sentence.first(PER_CENT)
        if match and not sentence.owns_up and not BASE.search(sentence.around):
            yield warn(
                f"“{briefly(match[0])}” does not say from which figure or period, nor "
                "whether per cent or percentage points.",
                "Use [=change value MEASURE AREA PERIOD PERIOD], or name both periods.",
                **sentence.mark(match),
            )


SAME_PERIOD = re.compile(
    r"\b(?:over|in|during|for) (?:the|that) same (?:period|time)\b", re.I
)


@check(
    "same-period",
    "“The same period” after more than one",
    "Readers cannot tell which of them is meant.",
)
def the_same_period_is_one(draft):
    for sentence in hinted(draft, " same "):
        match = sentence.first(SAME_PERIOD)
        if not match:
            continue
        before = sentence.words.text[: sentence.start + match.start()]
        named = list(dict.fromkeys(YEAR.findall(before)))
        if len(named) > 1:
            yield warn(
                f"“{match[0]}” may be any of the periods before it, which name "
                f"{', '.join(named)}.",
                "Name the period.",
                **sentence.mark(match),
            )
