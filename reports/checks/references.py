"""Pointers that a hand typed: to sections, tables, pages, and numbers before lines."""

import re

from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.document.prose import targets_of
from reports.document.tree import rich_texts
from reports.text.sentence import (
    briefly,
    hinted,
    marked,
    sentences_of,
)

TYPED = re.compile(
    r"\b(?P<kind>[Aa]ppendix|[Aa]nnex|[Ff]igure|[Cc]hart|[Tt]able|[Ss]ection|"
    r"[Pp]aragraph|[Pp]ara)\.? (?P<number>\d{1,3}(?:\.\d{1,2})?|[A-Z])\b(?![’%]|[,.]\d)"
)
LETTERED = {"appendix", "annex", "section"}
# “the figure 378 is of 2014” gives a number, “in figure 3” points to one.
POINTED_TO = re.compile(r"\b(?:[Ss]ee|[Ii]n|to|and|from|by|with|of) $")
# “section 17 of the Act”, “Annex 5 of the agreement”: another text’s number.
OF_A_LAW = re.compile(r"^[^.;]{0,60}\bAct\b|^ (?:notices?|orders?|powers?)\b")
# “Section 35 Dispersal Notices” are called after a law’s section.
CALLED_AFTER = re.compile(r"^ [A-Z][a-z]+")
BEFORE_LAW = re.compile(r"\bAct \d{4},? $")
OF_ANOTHER = re.compile(r"^ (?:of|in|to|on) (?:the|that|its|last|our) (?!document\b)")
ALIKE = {"para": "paragraph", "chart": "figure"}


@check(
    "typed-reference",
    "References whose number was typed",
    "Numbers move when a section does; a typed one stays behind.",
)
def references_are_not_typed(draft):
    if draft.document is None:
        return
    targets = draft.shared("targets", lambda: targets_of(draft.document))
    by_label = {
        label.lower(): f"[@{kind} {key}]" for (kind, key), (_, label) in targets.items()
    }
    for sentence in sentences_of(draft):
        for match in sentence.matches(TYPED):
            after = sentence.typed[match.end() :]
            before = sentence.typed[: match.start()]
            if OF_A_LAW.search(after) or BEFORE_LAW.search(before):
                continue
            if _is_no_reference(match, before, after):
                continue
            yield _typed(sentence, match, by_label, OF_ANOTHER.search(after))


def _is_no_reference(match, before, after):
    kind = match["kind"]
    if kind.lower() == "section":
        return bool(CALLED_AFTER.search(after))
    if match["number"].isalpha():
        return kind.lower() not in LETTERED
    return kind == "figure" and not POINTED_TO.search(before)


def _typed(sentence, match, by_label, elsewhere):
    kind = match["kind"].lower()
    label = f"{ALIKE.get(kind, kind)} {match['number']}".lower()
    if elsewhere:
        return warn(
            f"“{match[0]}” is the number of a place in another document.",
            "Name the place by its title, and link to the document.",
            **sentence.mark(match),
        )
    token = by_label.get(label)
    if token is None:
        there = ", ".join(one for one in by_label if one.startswith(label.split()[0]))
        # A section or a paragraph may be a law’s: “Section 35 Dispersal Notices”.
        weigh = warn if label.startswith(("section", "paragraph")) else stop
        return weigh(
            f"There is no {match[0]} in this document. There is: {there or 'none'}.",
            "Put a reference in its place, like [@section KEY], or name the law or the "
            "document that is meant.",
            **sentence.mark(match),
        )
    if match[0][0].isupper() and label.startswith("section"):
        token = token.replace("]", " | capital]")
    return warn(
        f"“{match[0]}” was typed. It will not follow when the numbers change.",
        f"Put {token} in its place.",
        offer=token,
        offer_words=match[0],
        **sentence.mark(match),
    )


POINTER = re.compile(
    r"\b(?:see|shown|set out|illustrated|listed|detailed|given|described|hyperlinked|"
    r"outlined|summarised|included|tables?|figures?|charts?|lists?|links?|diagram) "
    r"(?:(?P<below>below|overleaf|opposite)|above)\b"
    r"|\b(?:see|on|at) (?:page|pg|p)\.? ?\d+\b|\(\s?(?:page|pg|p)\.? ?\d+\s?\)"
    r"|\b(?P<over>overleaf|on the next page|on the following page)\b",
    re.I,
)

PLACES = ("above", "below", "overleaf", "opposite", "page", "pg", "p.", "at p", "(p")


@check(
    "above-and-below",
    "Pointers like “above”, “overleaf” and “page 14”",
    "On a screen there is no page, and what is moved is no longer above or below.",
)
def nothing_points_by_place(draft):
    for sentence in hinted(draft, *PLACES):
        for match in sentence.matches(POINTER):
            ahead = match["below"] or match["over"]
            if ahead and _is_last(draft, sentence):
                yield stop(
                    f"“{match[0]}” promises something that does not follow: the "
                    "section ends here.",
                    "Add what is promised, or take the promise out.",
                    **sentence.mark(match),
                )
            elif not (ahead and sentence.text.endswith(":")):
                yield warn(
                    f"“{match[0]}” points to a place on paper.",
                    "Put a reference in its place, like [@table KEY] or [@section "
                    "KEY], or say it without.",
                    **sentence.mark(match),
                )


def _is_last(draft, sentence):
    """Whether nothing at all follows the line in its section."""
    words = sentence.words
    if sentence.line is not words.lines[-1]:
        return False
    section = next((one for one in draft.sections if one.key == words.section), None)
    if section is None or not section.blocks:
        return False
    last = list(rich_texts(section.blocks[-1]))
    return bool(last) and last[-1].html == words.html


PROMISED = re.compile(
    r"\((?:copy |see )?(?:attached|enclosed)\)|\b(?:is|are|was|were) (?:also )?"
    r"(?:attached|enclosed|appended|annexed)(?! to (?!this\b))"
    r"|\bthe (?:attached|enclosed)\b"
    r"|\battached (?:as|at) ",
    re.I,
)


@check(
    "attachment-missing",
    "Things said to be attached that are not there",
    "Readers look for it, and then ask for it.",
)
def what_is_attached_is_there(draft):
    for sentence in hinted(draft, "attached", "enclosed", "appended", "annexed"):
        match = sentence.first(PROMISED)
        if not match or sentence.owns_up or "\ufffc" in sentence.typed:
            continue
        if any(link.text in sentence.line.text for link in sentence.words.links):
            continue
        yield stop(
            f"“{match[0]}” is said, but there is no link and no reference beside it.",
            "Link to it, or refer to the appendix that holds it, or take the promise "
            "out.",
            **sentence.mark(match),
        )


LEAD = re.compile(
    r"^(?:\(?(?P<number>\d{1,2})[.)]|\(?(?P<letter>[a-z])\)|\(?[ivx]{2,4}\)|"
    r"(?:PRIORITY|Priority) (?P<priority>\d{1,2}|one|two|three|four|five|six)\b[:.]?)\s"
)


@check(
    "typed-number",
    "Numbers typed before lines",
    "Numbers that are typed go wrong when a line is added, moved or taken out.",
)
def lines_are_not_numbered_by_hand(draft):
    for words in draft.words:
        last = 0
        for line in words.lines:
            match = LEAD.match(line.typed)
            if not match:
                continue
            number = int(match["number"] or 0)
            if number and last and number != last + 1 and number != 1:
                yield stop(
                    f"{last} is followed by {number}.",
                    "Take the numbers out and use a numbered list.",
                    words=words,
                    excerpt=match[0].strip(),
                )
                last = number
                continue
            last = number or last
            yield warn(
                f"“{briefly(line.text, 30)}” begins with a typed number"
                f"{_numbered(draft)}.",
                "Use a numbered list, or leave the number out.",
                words=words,
                excerpt=match[0].strip(),
            )


def _numbered(draft):
    numbers = draft.document is not None and draft.document.numbers_paragraphs
    return "; the document numbers its paragraphs itself" if numbers else ""


ONE = {"(1)": "(2)", "(a)": "(b)", "(i)": "(ii)"}
IN_LINE = re.compile(r"(?<!\w)\((?:1|a|i)\)")


@check(
    "lone-number",
    "A (1) without a (2)",
    "Readers look for the rest of the list.",
)
def numbers_in_a_line_go_on(draft):
    for words in draft.words:
        for match in words.matches(IN_LINE):
            follower = ONE[match[0]]
            if follower not in words.text[match.end() :]:
                yield warn(
                    f"There is a {match[0]} here and no {follower}.",
                    f"Add what belongs to {follower}, or take the {match[0]} out.",
                    **marked(words, match[0], match.start()),
                )
