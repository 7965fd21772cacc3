"""Checks of punctuation: what a proofreader would mark."""

from itertools import groupby

from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.excerpts import around
from reports.text.full_text import whole_text
from reports.text.lines import BOUND
from reports.text.phrases import phrase, shape

DOUBLED = shape("punctuation.doubled")
# Words that can be repeated in good English.
MAY_DOUBLE = {"that", "had", "is"}
TWO_ARTICLES = phrase("punctuation.two-articles")
SEMICOLON = phrase("punctuation.semicolon")
STRAY = shape("punctuation.stray")
ONE_UNIT = shape("punctuation.one-unit")
CLOSED = tuple(".!?:;…)\"”’'")


@check("punctuation")
def quotation_marks_are_alike(draft):
    straight = [(w, sign) for w in draft.words for sign in "\"'" if sign in w.typed]
    curly = [(w, sign) for w in draft.words for sign in "“”‘’" if sign in w.typed]
    if not straight or not curly:
        return
    fewer, other = straight, "curly"
    words, sign = fewer[0]
    count = sum(w.typed.count(mark) for w, mark in fewer)
    yield warning(
        f"{count} straight quotation marks or apostrophes among {other} ones.",
        "Use curly ones: “ ” and ’.",
        about="straight among curly",
        words=words,
        excerpt=sign,
        replacement="’" if sign == "'" else "",
    )


@check("list-structure")
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
            yield warning(
                f"The items of a list end differently: {_counts_of_endings(ends)}.",
                "End all items in the same way, or all with a semicolon "
                "and the last with a full stop.",
                words=words,
                excerpt=items[_rarest(ends)],
                about=items[0],
            )


def _has_inner_lists(words):
    """An item that starts a list of its own correctly ends in a different way."""
    tags = [tag for tag in words.tags if tag in {"li", "ul", "ol", "p"}]
    pairs = zip(tags, tags[1:], strict=False)
    return any(tag == "li" and inner in {"ul", "ol"} for tag, inner in pairs)


def _end(item):
    item = shape("punctuation.before-last-item").sub(";", item)
    sign = item.rstrip("\"”’')")[-1:]
    return sign if sign in ".;,:!?" else ""


def _is_series(ends):
    """Semicolons or commas, or nothing, and a full stop at the last."""
    return len(set(ends[:-1])) == 1 and ends[0] in {";", ",", ""} and ends[-1] == "."


def _counts_of_endings(ends):
    names = {"": "none", ".": "full stop", ";": "semicolon", ",": "comma"}
    signs = sorted(set(ends))
    return ", ".join(f"{names.get(sign, sign)} {ends.count(sign)}" for sign in signs)


def _rarest(ends):
    return min(range(len(ends)), key=lambda number: ends.count(ends[number]))


@check("doubled-word")
def no_word_is_doubled(draft):
    whole = whole_text(draft)
    for match in whole.matches(DOUBLED):
        word = match[1]
        if word.lower() not in MAY_DOUBLE and "\n" not in match[0]:
            yield warning(
                f"“{match[0]}” repeats a word.",
                "Delete one.",
                replacement=word,
                **whole.at(*match.span()),
            )
    for match in whole.matches(TWO_ARTICLES):
        if not DOUBLED.fullmatch(match[0]):
            yield warning(
                f"“{match[0]}” has two articles.",
                "Delete one.",
                **whole.at(*match.span()),
            )


@check("punctuation")
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
            yield warning(
                f"A paragraph ends without a full stop: “… {last}”.",
                "End the sentence, or finish it if something is missing.",
                words=words,
                excerpt=last,
            )


@check("punctuation")
def lists_begin_with_a_colon(draft):
    whole = whole_text(draft)
    for match in whole.matches(SEMICOLON):
        right = f"{match[0][:-1]}:"
        yield warning(
            f"“{match[0]}” has a semicolon before a list.",
            "Use a colon.",
            replacement=right,
            **whole.at(*match.span()),
        )


@check("punctuation")
def signs_are_in_place(draft):
    whole = whole_text(draft)
    for match in whole.matches(STRAY):
        near = around(whole.text, *match.span(), 20, 10)
        yield warning(
            f"There is a stray punctuation mark: “{near}”.",
            "Delete it, or move it to the right place.",
            **whole.at(*match.span()),
        )


@check("punctuation")
def units_are_plural(draft):
    whole = whole_text(draft)
    for match in whole.matches(ONE_UNIT):
        yield warning(
            f"“{match[0]}” should be plural.",
            f"Write {match[0]}s.",
            replacement=f"{match[0]}s",
            **whole.at(*match.span()),
        )
