"""Checks of punctuation: what a careful reader of proofs would mark."""

import re
from itertools import groupby

from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.full_text import whole_text
from reports.text.lines import BOUND

DOUBLED = re.compile(r"\b([A-Za-z]{2,}) \1\b", re.I)
# Words that may stand twice in good English.
MAY_DOUBLE = {"that", "had", "is"}
TWO_ARTICLES = re.compile(r"\b(?:a|an|the) (?:a|an|the)\b|\bin the near the\b", re.I)
SEMICOLON = re.compile(
    r"\b(?:include|includes|including|are|were|following|these);", re.I
)
STRAY = re.compile(r"\d(/)(?=\s|$)|(?<=[a-z])(,)(?=\n)|\s([,;:])(?=\s)")
ONE_UNIT = re.compile(
    r"\b(?:[2-9]|[1-9]\d+|two|three|four|five|six|nine|ten|twelve) "
    r"(month|year|week|day|hour)(?=[.,;:)]|\n|\Z| (?:to|and|or|of|in|on|for)\b)"
)
CLOSED = tuple(".!?:;…)\"”’'")


@check(
    "quotation-marks",
    "Straight and curly quotation marks mixed",
    "It shows that the text was pasted together.",
)
def quotation_marks_are_alike(draft):
    straight = [(w, sign) for w in draft.words for sign in "\"'" if sign in w.typed]
    curly = [(w, sign) for w in draft.words for sign in "“”‘’" if sign in w.typed]
    if not straight or not curly:
        return
    fewer, other = straight, "curly"
    words, sign = fewer[0]
    count = sum(w.typed.count(one) for w, one in fewer)
    yield warn(
        f"{count} straight quotation marks or apostrophes stand among {other} ones.",
        "Make them curly: “ ” and ’.",
        about="straight among curly",
        words=words,
        excerpt=sign,
        offer="’" if sign == "'" else "",
        offer_words="’" if sign == "'" else "",
    )


@check(
    "list-punctuation",
    "Lists whose items end in different ways",
    "Readers take a different ending for a sign that something is missing.",
)
def list_items_end_alike(draft):
    for words in draft.words:
        if _has_inner_lists(words):
            continue
        for tag, lines in groupby(words.lines, key=lambda line: line.tag):
            items = [line.text.rstrip() for line in lines]
            if tag != "li" or len(items) < 2:
                continue
            ends = [_end(item) for item in items]
            if _is_series(ends) or len(set(ends)) == 1:
                continue
            yield warn(
                f"The items of a list end differently: {_told(ends)}.",
                "End all alike, or all with a semicolon and the last with a full stop.",
                words=words,
                excerpt=items[_odd(ends)],
                about=items[0],
            )


def _has_inner_lists(words):
    """An item that opens a list of its own ends otherwise, and rightly."""
    tags = [tag for tag in words.tags if tag in {"li", "ul", "ol", "p"}]
    pairs = zip(tags, tags[1:], strict=False)
    return any(tag == "li" and inner in {"ul", "ol"} for tag, inner in pairs)


def _end(item):
    item = re.sub(r"[;,] (?:and|or)$", ";", item)
    sign = item.rstrip("\"”’')")[-1:]
    return sign if sign in ".;,:!?" else ""


def _is_series(ends):
    """Semicolons or commas, or nothing, and a full stop at the last."""
    return len(set(ends[:-1])) == 1 and ends[0] in {";", ",", ""} and ends[-1] == "."


def _told(ends):
    names = {"": "none", ".": "full stop", ";": "semicolon", ",": "comma"}
    counts = [
        f"{names.get(sign, sign)} {ends.count(sign)}" for sign in sorted(set(ends))
    ]
    return ", ".join(counts)


def _odd(ends):
    return min(range(len(ends)), key=lambda number: ends.count(ends[number]))


@check(
    "doubled-word",
    "Words that stand twice in a row",
    "A slip that every reader sees.",
)
def no_word_is_doubled(draft):
    whole = whole_text(draft)
    for match in whole.matches(DOUBLED):
        word = match[1]
        if word.lower() not in MAY_DOUBLE and "\n" not in match[0]:
            yield warn(
                f"“{match[0]}” has a word twice.",
                "Take one out.",
                offer=word,
                offer_words=word,
                **whole.at(*match.span()),
            )
    for match in whole.matches(TWO_ARTICLES):
        if not DOUBLED.fullmatch(match[0]):
            yield warn(
                f"“{match[0]}” has two articles.",
                "Take one out.",
                **whole.at(*match.span()),
            )


@check(
    "sentence-without-end",
    "Paragraphs that end without a full stop",
    "Readers wonder whether something was cut off.",
)
def sentences_end(draft):
    for words in draft.words:
        if "<p" not in words.raw:
            continue
        lines = [line for line in words.lines if line.tag == "p" and not line.is_bold]
        ended = [line for line in lines if line.text.endswith(CLOSED)]
        for line in lines:
            typed = line.typed.rstrip()
            long = len(typed.split()) > 14
            if line in ended or typed.endswith(BOUND) or not (long or ended):
                continue
            if len(typed.split()) < 6:
                continue
            last = " ".join(line.text.split()[-5:])
            yield warn(
                f"A paragraph ends without a full stop: “… {last}”.",
                "End the sentence, or finish it if something is missing.",
                words=words,
                excerpt=last,
            )


@check(
    "stray-sign",
    "Signs in the wrong place",
    "A slip that every reader sees.",
)
def signs_stand_right(draft):
    whole = whole_text(draft)
    for match in whole.matches(SEMICOLON):
        right = f"{match[0][:-1]}:"
        yield warn(
            f"“{match[0]}” opens a list with a semicolon.",
            "Write a colon.",
            offer=right,
            offer_words=right,
            **whole.at(*match.span()),
        )
    for match in whole.matches(STRAY):
        yield warn(
            f"A sign stands alone: “{_around(whole.text, match)}”.",
            "Take it out, or put it where it belongs.",
            **whole.at(*match.span()),
        )
    for match in whole.matches(ONE_UNIT):
        yield warn(
            f"“{match[0]}” counts several and names one.",
            f"Write {match[0]}s.",
            offer=f"{match[0]}s",
            offer_words=f"{match[0]}s",
            **whole.at(*match.span()),
        )


def _around(text, match):
    return " ".join(text[max(match.start() - 20, 0) : match.end() + 10].split())
