"""What a draft leaves to be filled in, and rubble of copying and pasting."""

import re

from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.text.sentence import (
    marked,
    sentences_of,
)

CERTAIN = re.compile(
    r"\bT\.?B\.?[ACD]\b\.?|\bTO BE (?:ADDED|CONFIRMED|INSERTED|COMPLETED|UPDATED)\b"
    r"|\bTO FOLLOW\b|\bX{2,}\b|\bx{3,}\b|\blorem ipsum\b|\bINSERT\b"
    r"|\[(?:insert|add|name|date|number|figure|amount|tbc|tba|details?|address|link)\b"
    r"[^\]]*\]|\[ ?(?:\.{3}|…|_+|\?+)? ?\]|\?{2,}|_{3,}|<<[^<>]*>>"
    r"|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?)"
)
OPEN = re.compile(
    r"\bto be (?:added|confirmed|inserted|completed|filled in|updated|supplied)\b"
    r"|\b(?:insert|add) (?:text|date|name|figures?|details|link|table) here\b"
    r"|\b(?:text|details|figures) to follow\b",
    re.I,
)
HINTS = ("to be ", " here", "to follow")
# With so few words, the line is the placeholder.
SHORT_LINE = 16
ALONE = re.compile(r"(?:[-–—(:,]\s*|^)$")
# “Two lamps are to be added” may be all there is to say.
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|need|needs) $")


@check(
    "placeholder",
    "Words left to be filled in",
    "A document that goes out unfinished says that nobody read it.",
)
def nothing_is_left_to_fill_in(draft):
    certain = {words for words in draft.words if words.matches(CERTAIN)}
    for sentence in sentences_of(draft):
        if sentence.words in certain:
            for match in sentence.matches(CERTAIN):
                yield _left(stop, sentence, match)
        if not any(hint in sentence.low for hint in HINTS):
            continue
        for match in sentence.matches(OPEN):
            lead = sentence.typed[: match.start()]
            short = len(sentence.text.split()) <= SHORT_LINE
            if CERTAIN.search(match[0]) or not (short or ALONE.search(lead)):
                continue
            yield _left(warn if VERB.search(lead) else stop, sentence, match)


def _left(weigh, sentence, match):
    return weigh(
        f"“{match[0]}” stands in the text.",
        "Write what belongs here, or take it out and say why it is not known.",
        **sentence.mark(match),
    )


DEBRIS = {
    r"Error! ?(?:Bookmark|Reference|Hyperlink)[^.]*\.?": "a broken field of a document",
    r"\\[_*#.\[\]-]": "a backslash left by a conversion",
    r"</?(?:sup|sub|b|i|u|em|strong|br|p|span|div|li|ul)\b[^<>]{0,40}>": "shown markup",
    r"&(?:amp|nbsp|quot|lt|gt|#\d{2,4});": "a code shown as text",
    r"â€.|Ã.|Â[£ ]|\ufffd": "letters that were read in the wrong alphabet",
    r"\b[A-Za-z]{3,}[₀-₉]+": "a page mark with a lowered number",
    r"(?<=[^\W\d])- (?=[a-z])(?!and\b|or\b|to\b)": "a word cut by a hyphen and a blank",
    r"(?<=[a-z]) -(?=[a-z])": "a word cut by a hyphen and a blank",
    r"(?:^|\n)[•·▪‣*-] ?(?:\(?[a-z0-9]{1,3}[.)]|[•·-])": "a bullet put before another",
    r"\*\*|__(?=\w)|(?:^|\n)#{1,6} ": "marks of a plain-text editor",
}
RUBBLE = re.compile("|".join(f"({pattern})" for pattern in DEBRIS))


@check(
    "rubble",
    "Traces of copying and converting",
    "They are no words, and a screen reader reads them out.",
)
def no_rubble_is_left(draft):
    for words in draft.words:
        for match in words.matches(RUBBLE):
            kind = list(DEBRIS.values())[match.lastindex - 1]
            start = max(match.start() - 12, 0)
            shown = words.text[start : match.end() + 12].replace("\n", " ").strip()
            weigh = stop if match.lastindex == 1 else warn
            yield weigh(
                f"“{shown}” holds {kind}.",
                "Type the words anew.",
                **marked(words, words.text[match.start() : match.end()], match.start()),
            )
