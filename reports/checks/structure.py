"""Headings, lists, tables and paragraphs as they are built."""

import re

from partnership.core.text.html import parse
from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.text.sentence import (
    briefly,
    marked,
)

LONGEST = 180


def _words_in(element):
    return " ".join(element.texts()).replace("\xa0", " ").strip()


def _elements(words, *tags):
    """Elements of these kinds in what is kept, in order."""
    if not any(f"<{tag}" in words.raw for tag in tags):
        return []
    return list(parse(words.raw).elements(*tags))


def _headings(words):
    """Each heading: its level, its words, and those below it up to the next."""
    found = []
    if "<h" in words.raw:
        _read_headings(parse(words.raw), found)
    return found


def _read_headings(element, found):
    for node in element.children:
        if isinstance(node, str):
            if found:
                found[-1][2] += node
        elif node.tag in {"h3", "h4"}:
            found.append([node.tag, _words_in(node), ""])
        else:
            _read_headings(node, found)


@check(
    "empty-heading",
    "Headings without words, or with nothing below",
    "A heading promises something.",
)
def headings_head_something(draft):
    for words in draft.words:
        found = _headings(words)
        for number, (level, title, below) in enumerate(found):
            if not title:
                yield stop(
                    "A heading has no words.",
                    "Take the empty heading out.",
                    words=words,
                )
                continue
            follower = found[number + 1] if number + 1 < len(found) else None
            deeper = follower is not None and follower[0] > level
            if not below.strip() and not deeper:
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
        found = _headings(words)
        if found and found[0][0] == "h4" and any(level == "h3" for level, *_ in found):
            title = found[0][1]
            yield warn(
                f"“{title}” is a smaller heading than one that follows.",
                "Begin with a heading of the larger kind.",
                words=words,
                excerpt=title,
            )


@check(
    "bold-as-heading",
    "Bold lines in place of headings",
    "They look like headings, but neither the contents nor a screen reader knows.",
)
def bold_is_no_heading(draft):
    for words in draft.words:
        for paragraph in _elements(words, "p") if "<strong" in words.raw else ():
            text = _bold_line(paragraph)
            if 2 <= len(text) <= 100 and text[-1] not in ".?":
                yield warn(
                    f"“{text}” is a paragraph in bold and looks like a heading.",
                    "Make it a heading.",
                    words=words,
                    excerpt=text,
                )


def _bold_line(paragraph):
    """The words of a paragraph that is all in bold, perhaps with a colon after it."""
    bold = [node for node in paragraph.children if not isinstance(node, str)]
    around = "".join(node for node in paragraph.children if isinstance(node, str))
    if len(bold) != 1 or bold[0].tag != "strong" or around.strip() not in {"", ":"}:
        return ""
    return "" if any(bold[0].elements()) else bold[0].text.strip()


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
        for element in _elements(words, "ul", "ol"):
            items = list(element.elements("li"))
            if len(items) == 1 and not any(element.elements("ul", "ol")):
                yield warn(
                    f"“{briefly(_words_in(element))}” is a list of one.",
                    "Make it a sentence, or add what is missing.",
                    words=words,
                    excerpt=briefly(_words_in(element)).removesuffix(" …"),
                )


@check(
    "table-head",
    "Typed tables without headings, with ragged rows or without a title",
    "Without headings nobody who cannot see the table knows what a cell is about.",
)
def tables_are_whole(draft):
    for words in draft.words:
        for table in _elements(words, "table"):
            name = f"The table “{briefly(_words_in(table), 30)}”"
            if not any(table.elements("th")):
                yield stop(
                    f"{name} has no headings.",
                    "Make the cells of its first row header cells.",
                    words=words,
                )
            if not any(table.elements("caption")):
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
    if any("rowspan" in cell.attributes for cell in table.elements("td", "th")):
        return []
    return [
        sum(
            int(cell.attributes.get("colspan") or 1)
            for cell in row.elements("td", "th")
        )
        for row in table.elements("tr")
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
