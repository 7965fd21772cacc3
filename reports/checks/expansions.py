"""Checks of abbreviations beside their words, and of their plurals."""

import re

from reports.checks.finding import warn
from reports.checks.initials import SHAPE, SMALL, fit_end, meanings, words_before
from reports.checks.register import register_of
from reports.checks.registry import check
from reports.text.full_text import (
    folded,
    whole_text,
)

IN_BRACKETS = re.compile(rf"\(({SHAPE})(s?)\)")
# What follows an abbreviation that means several; what it has would follow otherwise.
SEVERAL = re.compile(
    r"\b(?:[Aa]ll|[Bb]oth|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Mm]any|[Mm]ost|[Oo]ther|"
    r"[Ss]everal|[Tt]hese|[Tt]hose) (?P<counted>[A-Z]{2,7})'s\b|"
    r"\b([A-Z]{2,7})'s(?=[.,;:)?!]|\n|\Z| (?:are|were|have|will|can|should|must|may|"
    r"do|to|in|and|or|who|which|that|with|on|for|from|of|at|by|across|as)\b)"
)
OF_ONE = re.compile(r"\b(?:the|our|his|her) ([A-Z]{2,7})s(?= [a-z]+)", re.I)
AND_VERB = re.compile(r" (?:are|were|have|will|can|should|must|may|do|and|or|to)\b")


@check(
    "abbreviation-wrong",
    "Abbreviations that do not fit the words before them",
    "The first explanation is the one that readers keep.",
)
def abbreviations_fit_their_words(draft):
    whole = whole_text(draft)
    for match in whole.matches(IN_BRACKETS):
        short, plural = match.groups()
        words = words_before(whole.text, match.start())
        meant = [meaning.words for meaning in meanings(draft).get(short, [])]
        if any(_end_with(words, full, plural) for full in meant):
            continue
        if not meant and (fit_end(short, words) or fit_end(short, words[:-1])):
            continue
        count = _count_meant(words, short)
        if count:
            yield _wrong(whole, match, words[-count], meant)


def _wrong(whole, match, first, meant):
    short, plural = match.groups()
    place = whole.at(whole.text.rfind(first, 0, match.start()), match.end())
    if not meant:
        return warn(
            f"The letters of {short} do not fit the words in “{place['excerpt']}”.",
            "Correct the letters or the words.",
            **place,
        )
    right = f"{meant[0]}{plural} ({short}{plural})"
    return warn(
        f"{short} stands for “{meant[0]}”, not for the words in “{place['excerpt']}”.",
        f"Write “{right}”.",
        offer=right,
        offer_words=right,
        **place,
    )


def _end_with(words, full, plural):
    told = " ".join(re.findall(r"[\w']+", folded(" ".join(words)).replace("-", " ")))
    wanted = " ".join(re.findall(r"[\w']+", folded(full).replace("-", " ")))
    several = f"{wanted}s"
    return told.endswith(several if plural else (wanted, several, f"{wanted}'s"))


def _count_meant(words, short):
    """How many of the last words seem to be meant; 0 if none begins like it."""
    letters = set(short.lower())
    for count in range(min(len(short) + 3, len(words)), 1, -1):
        last = words[-count:]
        initials = {word[0].lower() for word in last if word.lower() not in SMALL}
        begins = last[0][0] == short[0]
        if begins and len(initials & letters) >= max(2, (len(letters) + 1) // 2):
            return count
    return 0


@check(
    "abbreviation-plural",
    "Abbreviations whose apostrophe is wrong",
    "CSP’s is what one CSP has; several are CSPs.",
)
def apostrophes_of_abbreviations(draft):
    whole = whole_text(draft)
    for match in whole.matches(SEVERAL):
        short = match["counted"] or match[2]
        place = whole.at(match.end() - len(f"{short}'s"), match.end())
        yield _apostrophe(
            f"“{place['excerpt']}” seems to mean several, and has an apostrophe.",
            f"{short}s",
            place,
        )
    single = {name for body in register_of(draft).bodies for name in body.also}
    for match in whole.matches(OF_ONE):
        if match[1] in single and not AND_VERB.match(whole.typed, match.end()):
            place = whole.at(match.start(1), match.end())
            yield _apostrophe(
                f"“{place['excerpt']}” means several, and there is one {match[1]}.",
                f"{match[1]}’s",
                place,
            )


def _apostrophe(what, right, place):
    return warn(what, f"Write {right}.", offer=right, offer_words=right, **place)
