"""Headings, lists, tables and paragraphs as they are built."""

import re
from html import unescape

from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.text.sentence import (
    briefly,
    marked,
)

HEADING = re.compile(r"<h([34])>([\s\S]*?)</h\1>")
TAG = re.compile(r"<[^>]+>")
NESTED = re.compile(r"<(ul|ol)>((?:(?!<[uo]l>)[\s\S])*?)</\1>")
BOLD = re.compile(r"<p>\s*<strong>([^<]{2,100})</strong>\s*:?\s*</p>")
TABLE = re.compile(r"<table>[\s\S]*?</table>")
ROW = re.compile(r"<tr>([\s\S]*?)</tr>")
CELL = re.compile(r"<t[dh]\b([^>]*)>")
COLSPAN = re.compile(r'colspan="(\d+)"')
LONGEST = 180


def _words_in(html):
    return unescape(TAG.sub(" ", html)).replace("\xa0", " ").strip()


@check(
    "empty-heading",
    "Headings without words, or with nothing below",
    "A heading promises something.",
)
def headings_head_something(draft):
    for words in draft.words:
        raw = words.raw
        found = list(HEADING.finditer(raw))
        for number, match in enumerate(found):
            title = _words_in(match[2])
            if not title:
                yield stop(
                    "A heading has no words.",
                    "Take the empty heading out.",
                    words=words,
                )
                continue
            follower = found[number + 1] if number + 1 < len(found) else None
            below = raw[match.end() : follower.start() if follower else len(raw)]
            deeper = follower is not None and follower[1] > match[1]
            if not _words_in(below) and not deeper:
                yield stop(
                    f"Nothing stands below the heading “{title}”.",
                    "Write what belongs there, or take the heading out.",
                    words=words,
                    excerpt=title,
                )


@check(
    "heading-levels",
    "Headings of one text that do not follow from each other",
    "Screen readers tell by the level what belongs to what.",
)
def levels_follow(draft):
    """The first heading sets the level of its text: one above it does not fit."""
    for words in draft.words:
        levels = [match[1] for match in HEADING.finditer(words.raw)]
        if levels and levels[0] == "4" and "3" in levels:
            first = HEADING.search(words.raw)
            yield warn(
                f"“{_words_in(first[2])}” is a smaller heading than one that follows.",
                "Begin with a heading of the larger kind.",
                words=words,
                excerpt=_words_in(first[2]),
            )


@check(
    "bold-as-heading",
    "Bold lines in place of headings",
    "They look like headings, but neither the contents nor a screen reader knows.",
)
def bold_is_no_heading(draft):
    for words in draft.words:
        for match in BOLD.finditer(words.raw):
            text = unescape(match[1]).strip()
            if text and text[-1] not in ".?":
                yield warn(
                    f"“{text}” is a paragraph in bold and looks like a heading.",
                    "Make it a heading.",
                    words=words,
                    excerpt=text,
                )


# “… rolling plan For 2017-18 the partnership will …”
FUSED = re.compile(
    r"^[^.!?:;]{8,110}?[\w’)] (?P<word>For|The|In|During|This|These|We|Our|"
    r"Following|It|There|They|Over|As) (?=[a-z]|\d{4})"
)
AFTER_TITLE = re.compile(r"[a-z’)]$")
NAME_WORD = re.compile(r"\b(?:called|named|entitled|titled)\b|[“‘\"]")


@check(
    "fused-heading",
    "A heading that runs on into its paragraph",
    "The title is lost, and the sentence begins in the middle.",
)
def titles_stand_alone(draft):
    for words in draft.words:
        start = 0
        for line in words.lines:
            match = FUSED.match(line.typed) if line.tag in {"p", "li"} else None
            if match:
                title = line.text[: match.start("word")].strip()
                if AFTER_TITLE.search(title) and not NAME_WORD.search(title):
                    yield warn(
                        f"“{briefly(title)}” runs on into “{match['word']} …” without "
                        "a full stop.",
                        "Make the title a heading, or end the sentence.",
                        **marked(words, title, start),
                    )
            start += len(line.text) + 1


@check(
    "lone-item",
    "Lists of one",
    "One point is a sentence; a list makes readers wait for more.",
)
def lists_have_several_items(draft):
    for words in draft.words:
        for match in NESTED.finditer(words.raw):
            if match[2].count("<li>") == 1:
                yield warn(
                    f"“{briefly(_words_in(match[2]))}” is a list of one.",
                    "Make it a sentence, or add what is missing.",
                    words=words,
                    excerpt=briefly(_words_in(match[2])).removesuffix(" …"),
                )


@check(
    "table-head",
    "Typed tables without headings, with ragged rows or without a title",
    "Without headings nobody who cannot see the table knows what a cell is about.",
)
def tables_are_whole(draft):
    for words in draft.words:
        for match in TABLE.finditer(words.raw):
            table = match[0]
            name = f"The table “{briefly(_words_in(table), 30)}”"
            if "<th" not in table:
                yield stop(
                    f"{name} has no headings.",
                    "Make the cells of its first row header cells.",
                    words=words,
                )
            if "<caption>" not in table:
                yield warn(
                    f"{name} has no title.", "Give the table a title.", words=words
                )
            widths = _widths(table)
            if len(set(widths)) > 1:
                yield warn(
                    f"{name} has rows of {min(widths)} and of {max(widths)} cells.",
                    "Give every row as many cells as there are headings.",
                    words=words,
                )


def _widths(table):
    """Cells in each row; none where cells reach into the next."""
    if "rowspan" in table:
        return []
    return [
        sum(
            int(span[1]) if (span := COLSPAN.search(cell[1])) else 1
            for cell in CELL.finditer(row[1])
        )
        for row in ROW.finditer(table)
    ]


@check(
    "long-paragraph",
    "Very long paragraphs",
    "Few people read to the end of one.",
)
def paragraphs_can_be_read(draft):
    for words in draft.words:
        for line in words.lines:
            count = len(line.text.split())
            if count > LONGEST:
                begins = briefly(line.text, 40)
                yield warn(
                    f"The paragraph “{begins}” has {count} words.",
                    "Divide it where the thought turns, or make part of it a list.",
                    words=words,
                    excerpt=begins.removesuffix(" …"),
                    about=f"long paragraph {begins}",
                )
