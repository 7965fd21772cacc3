"""Typed references: to sections, tables, pages, and numbers before lines."""

from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.document.references import targets_of
from reports.document.tree import rich_texts
from reports.text.excerpts import briefly, marked
from reports.text.phrases import shape
from reports.text.sentences import hinted, sentences_of

TYPED = shape("cross-references.typed")
LETTERED = {"appendix", "annex", "section"}
POINTED_TO = shape("cross-references.pointed-to")
OF_A_LAW = shape("cross-references.of-a-law")
CALLED_AFTER = shape("cross-references.called-after")
BEFORE_LAW = shape("cross-references.before-law")
OF_ANOTHER = shape("cross-references.of-another")
ALIKE = {"para": "paragraph", "chart": "figure"}


@check("typed-reference")
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
    if not before.strip() and after.startswith(":"):
        return True  # a typed caption, “Table 2: sexual offences”
    if kind.lower() == "section":
        return bool(CALLED_AFTER.search(after))
    if match["number"].isalpha():
        return kind.lower() not in LETTERED
    return kind == "figure" and not POINTED_TO.search(before)


def _typed(sentence, match, by_label, elsewhere):
    token = by_label.get(_label(match))
    if elsewhere:
        return warning(
            f"“{match[0]}” is a number in another document.",
            "Give its title, and link to the document.",
            **sentence.mark(match),
        )
    if token is None:
        return _missing(sentence, match, by_label)
    if match[0][0].isupper() and _label(match).startswith("section"):
        token = token.replace("]", " | capital]")
    return warning(
        f"“{match[0]}” was typed, so it will not update if numbers change.",
        "Replace it with a cross-reference.",
        replacement=token,
        replacement_label=match[0],
        **sentence.mark(match),
    )


def _label(match) -> str:
    kind = match["kind"].lower()
    return f"{ALIKE.get(kind, kind)} {match['number']}".lower()


def _missing(sentence, match, by_label):
    kind = _label(match).split()[0]
    there = ", ".join(label for label in by_label if label.startswith(kind))
    # A section or a paragraph may be a law’s: “Section 35 Dispersal Notices”.
    weigh = warning if kind in {"section", "paragraph"} else error
    return weigh(
        f"There is no {match[0]} in this document{f', only {there}' if there else ''}.",
        "Insert a cross-reference, or name the law or document you mean.",
        **sentence.mark(match),
    )


POINTER = shape("cross-references.pointer")

PLACES = ("above", "below", "overleaf", "opposite", "page", "pg", "p.", "at p", "(p")


@check("typed-reference")
def nothing_points_by_place(draft):
    for sentence in hinted(draft, *PLACES):
        for match in sentence.matches(POINTER):
            ahead = match["below"] or match["over"]
            if ahead and _is_last(draft, sentence):
                yield error(
                    f"“{match[0]}” is the last thing in this section, so "
                    "nothing follows it.",
                    "Add what is missing, or delete this.",
                    **sentence.mark(match),
                )
            elif not (ahead and sentence.text.endswith(":")):
                yield warning(
                    f"“{match[0]}” refers to a position on paper.",
                    "Insert a cross-reference, or delete this.",
                    **sentence.mark(match),
                )


def _is_last(draft, sentence):
    """Whether nothing at all follows the line in its section."""
    words = sentence.words
    if sentence.line is not words.lines[-1]:
        return False
    section = next(
        (section for section in draft.sections if section.key == words.section), None
    )
    if section is None or not section.blocks:
        return False
    last = list(rich_texts(section.blocks[-1]))
    return bool(last) and last[-1].html == words.html


PROMISED = shape("cross-references.promised")


@check("attachment-missing")
def what_is_attached_is_there(draft):
    for sentence in hinted(draft, "attached", "enclosed", "appended", "annexed"):
        match = sentence.first(PROMISED)
        if not match or sentence.owns_up or "\ufffc" in sentence.typed:
            continue
        if any(link.text in sentence.line.text for link in sentence.words.links):
            continue
        yield error(
            f"“{match[0]}” appears, but there is no link or cross-reference.",
            "Add a link or a cross-reference, or delete this.",
            **sentence.mark(match),
        )


LEAD = shape("cross-references.lead")


@check("list-structure")
def lines_are_not_numbered_by_hand(draft):
    for words in draft.words:
        last = 0
        for line in words.lines:
            match = LEAD.match(line.typed)
            number = int(match["number"] or 0) if match else 0
            if match:
                place = {"words": words, "excerpt": match[0].strip()}
                yield _numbered_line(draft, line, last, number, place)
            last = number or last


def _numbered_line(draft, line, last, number, place):
    if number > 1 and last and number != last + 1:
        return error(
            f"{last} is followed by {number}.",
            "Use a numbered list instead of typed numbers.",
            **place,
        )
    return warning(
        f"“{briefly(line.text, 30)}” begins with a typed number{_numbered(draft)}.",
        "Use a numbered list, or delete the number.",
        **place,
    )


def _numbered(draft):
    numbers = draft.document is not None and draft.document.numbers_paragraphs
    return "; the document numbers its paragraphs itself" if numbers else ""


ONE = {"(1)": "(2)", "(a)": "(b)", "(i)": "(ii)"}
IN_LINE = shape("cross-references.in-line")


@check("list-structure")
def numbers_in_a_line_go_on(draft):
    for words in draft.words:
        for match in words.matches(IN_LINE):
            follower = ONE[match[0]]
            if follower not in words.text[match.end() :]:
                yield warning(
                    f"There is a {match[0]} but no {follower}.",
                    f"Add {follower}, or delete the {match[0]}.",
                    **marked(words, match[0], match.start()),
                )
