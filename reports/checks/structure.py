"""Headings, lists, tables and paragraphs as they are built."""

from partnership.core.text.html import parse
from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.text.excerpts import briefly, marked
from reports.text.phrases import shape

LONGEST = 180


def _words_in(element):
    return " ".join(element.texts()).replace("\xa0", " ").strip()


def _elements(words, *tags):
    """Elements of these kinds in the stored text, in order."""
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


@check("heading-structure")
def headings_head_something(draft):
    for words in draft.words:
        found = _headings(words)
        for number, (level, title, below) in enumerate(found):
            if not title:
                yield error(
                    "A heading has no text.", "Delete the empty heading.", words=words
                )
                continue
            follower = found[number + 1] if number + 1 < len(found) else None
            deeper = follower is not None and follower[0] > level
            if not below.strip() and not deeper:
                yield error(
                    f"There is no text below the heading “{title}”.",
                    "Add text, or delete the heading.",
                    words=words,
                    excerpt=title,
                )


@check("heading-structure")
def levels_follow(draft):
    """The first heading sets the level of its text: one above it does not fit."""
    for words in draft.words:
        found = _headings(words)
        if found and found[0][0] == "h4" and any(level == "h3" for level, *_ in found):
            title = found[0][1]
            yield warning(
                f"“{title}” is a heading of a lower level than one after it.",
                "Start with a heading of the higher level.",
                words=words,
                excerpt=title,
            )


@check("heading-structure")
def bold_is_no_heading(draft):
    for words in draft.words:
        for paragraph in _elements(words, "p") if "<strong" in words.raw else ():
            text = _bold_line(paragraph)
            if 2 <= len(text) <= 100 and text[-1] not in ".?":
                yield warning(
                    f"“{text}” is in bold and looks like a heading.",
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


FUSED = shape("structure.fused")
AFTER_TITLE = shape("structure.after-title")
NAME_WORD = shape("structure.name-word")


@check("heading-structure")
def titles_stand_alone(draft):
    for words in draft.words:
        start = 0
        for line in words.lines:
            match = FUSED.match(line.typed) if line.tag in {"p", "li"} else None
            if match:
                title = line.text[: match.start("word")].strip()
                if AFTER_TITLE.search(title) and not NAME_WORD.search(title):
                    yield warning(
                        f"“{briefly(title)}” is joined to “{match['word']} …” "
                        "without a full stop.",
                        "Make the title a heading, or end the sentence.",
                        **marked(words, title, start),
                    )
            start += len(line.text) + 1


@check("list-structure")
def lists_have_several_items(draft):
    for words in draft.words:
        for element in _elements(words, "ul", "ol"):
            items = list(element.elements("li"))
            if len(items) == 1 and not any(element.elements("ul", "ol")):
                yield warning(
                    f"“{briefly(_words_in(element))}” is a list with one item.",
                    "Use a sentence, or add the other items.",
                    words=words,
                    excerpt=briefly(_words_in(element)).removesuffix(" …"),
                )


@check("table-structure")
def tables_are_whole(draft):
    for words in draft.words:
        for table in _elements(words, "table"):
            name = f"The table “{briefly(_words_in(table), 30)}”"
            for weigh, fault, hint in _table_faults(table):
                yield weigh(f"{name} has {fault}.", hint, words=words)


def _table_faults(table):
    if not any(table.elements("th")):
        yield error, "no headings", "Make the first row header cells."
    if not any(table.elements("caption")):
        yield warning, "no title", "Give the table a title."
    widths = _widths(table)
    if len(set(widths)) > 1:
        yield (
            warning,
            f"rows of {min(widths)} and of {max(widths)} cells",
            "Every row must have the same number of cells as the headings.",
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


@check("long-paragraph")
def paragraphs_can_be_read(draft):
    for words in draft.words:
        for line in words.lines:
            count = len(line.text.split())
            if count > LONGEST:
                begins = briefly(line.text, 40)
                yield warning(
                    f"The paragraph “{begins}” has {count} words.",
                    "Split it into shorter paragraphs, or use a list.",
                    words=words,
                    excerpt=begins.removesuffix(" …"),
                    about=f"long paragraph {begins}",
                )
