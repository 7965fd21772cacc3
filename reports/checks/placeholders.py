"""Placeholders still to be filled in, and remains of copying and pasting."""

from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.text.excerpts import around, marked
from reports.text.phrases import phrase, shape, shapes
from reports.text.sentences import sentences_of

CERTAIN = shape("placeholders.certain")
OPEN = phrase("placeholders.open")
HINTS = ("to be ", " here", "to follow")
# A line with this few words is itself the placeholder.
SHORT_LINE = 16
ALONE = shape("placeholders.alone")
VERB = shape("placeholders.verb")


@check("placeholder")
def nothing_is_left_to_fill_in(draft):
    certain = {words for words in draft.words if words.matches(CERTAIN)}
    for sentence in sentences_of(draft):
        if sentence.words in certain:
            for match in sentence.matches(CERTAIN):
                yield _left(error, sentence, match)
        if not any(hint in sentence.low for hint in HINTS):
            continue
        for match in sentence.matches(OPEN):
            lead = sentence.typed[: match.start()]
            short = len(sentence.text.split()) <= SHORT_LINE
            if CERTAIN.search(match[0]) or not (short or ALONE.search(lead)):
                continue
            yield _left(warning if VERB.search(lead) else error, sentence, match)


def _left(weigh, sentence, match):
    return weigh(
        f"“{match[0]}” is a placeholder.",
        "Replace the placeholder, or delete it and say why it is not known.",
        **sentence.mark(match),
    )


@check("paste-debris")
def no_paste_debris(draft):
    for kind, debris in shapes("paste-debris").items():
        for words in draft.words:
            for match in words.matches(debris):
                weigh = error if "field" in kind else warning
                yield weigh(
                    f"“{around(words.text, *match.span(), 12, 12)}” contains {kind}.",
                    "Type the text again.",
                    **marked(words, words.text[slice(*match.span())], match.start()),
                )
