"""Shares, standings, tests, ratings and quotations: what each must bring with it."""

import re

from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.sentence import (
    NUMBER,
    YEAR,
    briefly,
    hinted,
)

SHARE = re.compile(
    r"\b(?:an?|one|two|three)[- ](?:thirds?|quarters?|half|fifths?|tenths?) of "
    r"(?:all|the|our)\b"
    r"|\b(?:the )?(?:vast |great )?majority of (?:all|the)\b",
    re.I,
)


@check(
    "share-without-count",
    "Shares told without their counts",
    "A third of three and a third of three thousand are not the same news.",
)
def shares_have_counts(draft):
    yield from _without_numbers(
        draft,
        SHARE,
        (" of all ", " of the ", " of our "),
        "gives no count.",
        "Give the count and of how many, or say that it is not known.",
    )


def _without_numbers(draft, pattern, hints, fault, cure):
    for sentence in hinted(draft, *hints):
        match = pattern.search(sentence.typed)
        if match and not sentence.owns_up and not _has_number(sentence):
            yield warn(f"“{match[0]}” {fault}", cure, **sentence.mark(match))


def _has_number(sentence):
    """Whether it or a neighbour tells a number that is no year."""
    told = " ".join([sentence.before, sentence.typed, sentence.after])
    return bool(NUMBER.search(re.sub(r"\b(?:19|20)\d\d(?:[-/–]\d{1,4})?\b", "", told)))


PLACES = (
    r"(?:national|nationally|England|the (?:national|regional|country|region|South)|"
    r"that of the|average)"
)
STANDING = re.compile(
    rf"\b(?:better|worse|higher|lower) than (?:the |both )?{PLACES}\w*"
    rf"|\b(?:above|below) (?:the |both )?{PLACES}\w*",
    re.I,
)


@check(
    "comparison-without-figures",
    "Comparisons without the figures compared",
    "“Better” and “below” may each be read in two ways.",
)
def comparisons_have_figures(draft):
    yield from _without_numbers(
        draft,
        STANDING,
        (" than ", "above", "below"),
        "comes without the figures that are compared.",
        "Give both figures, like [=value MEASURE AREA PERIOD], or say that they are "
        "not known.",
    )


RANK = re.compile(
    r"\b(?:second|third|fourth|joint|one of the)?[- ]?"
    r"(?:lowest|highest|safest|best|worst) "
    r"(?:rates?|levels?|numbers?)\b(?: of (?P<what>\w+))?",
    re.I,
)


@check(
    "rank-of-what",
    "“The second lowest rate”: of what, among whom?",
    "A place in an order says nothing without the measure.",
)
def ranks_name_their_measure(draft):
    yield from _without_numbers(
        draft,
        RANK,
        ("lowest", "highest", "safest", "best", "worst"),
        "names no figure, so nobody can tell which measure is meant.",
        "Name the measure as the records do, with its figure and period.",
    )


TESTED = re.compile(
    r"\bstatistically\b|\bstatistical (?:significance|difference|test)\b|"
    r"\bsignificant(?:ly)? (?:better|worse|higher|lower|different|difference)\b",
    re.I,
)
A_TEST = re.compile(
    r"\b(?:confidence|interval|p ?[<=]|tested|test|level of|standard error)\b", re.I
)


@check(
    "statistical-claim",
    "“Statistically” without a test",
    "The word promises a test that readers could look up.",
)
def statistics_name_their_test(draft):
    for sentence in hinted(draft, "statistical", "significant"):
        match = sentence.first(TESTED)
        if match and not A_TEST.search(sentence.around) and not sentence.owns_up:
            yield warn(
                f"“{match[0]}” is said, and no test is named.",
                "Name the test and its source, or leave the word out.",
                **sentence.mark(match),
            )


RATED = re.compile(
    r"\b(?:rated|graded|judged|assessed as|called)\b[^.]{0,60}?"
    r"\b(?:outstanding|good|inadequate|requires improvement|requiring improvement)\b",
    re.I,
)
INSPECTOR = re.compile(r"\b(?:Ofsted|HMIC\w*|[Ii]nspect(?:orate|ors|ion)|CQC|HMIP)\b")


@check(
    "rating-without-source",
    "Ratings without who gave them and when",
    "Grades are public, and readers look them up.",
)
def ratings_have_sources(draft):
    for sentence in hinted(draft, "rated", "graded", "judged", "assessed", "called"):
        match = sentence.first(RATED)
        if not match or sentence.owns_up:
            continue
        if not (INSPECTOR.search(sentence.text) and YEAR.search(sentence.text)):
            yield warn(
                f"“{briefly(match[0])}” does not say who gave the grade, and when.",
                "Name the inspectorate, its report and the year, and check each grade.",
                **sentence.mark(match),
            )


QUOTED = re.compile(r"[“\"](?P<said>[^”\"]{25,})[”\"]")
ATTRIBUTED = re.compile(
    r"\b(?:said|says|wrote|writes|according|report\w*|inspect\w*|quot\w*|states?|stated|"
    r"found|noted|concluded|called|calls|put it|asks?|words?|title\w*|named?|heading)\b"
)
WORDS_QUOTED = 6


@check(
    "quotation-without-source",
    "Quotations without a source",
    "Readers want to know who said it, and where.",
)
def quotations_have_sources(draft):
    for sentence in hinted(draft, "“", '"'):
        for match in sentence.matches(QUOTED):
            outside = sentence.text.replace(match[0], "") + " " + sentence.before
            if _is_title(match["said"]) or ATTRIBUTED.search(outside):
                continue
            if any(link.text in sentence.line.text for link in sentence.words.links):
                continue
            yield warn(
                f"“{briefly(match['said'])}” is quoted, and nobody is named.",
                "Say who said or wrote it, and when.",
                words=sentence.words,
                excerpt=match[0],
            )


def _is_title(quoted):
    """Names of courses and papers are quoted too: short, or mostly in capitals."""
    words = quoted.split()
    small = sum(word[0].islower() for word in words)
    return len(words) < WORDS_QUOTED or small * 2 < len(words)
