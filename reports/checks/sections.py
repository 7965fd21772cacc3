"""Sections: passages not written, parts left empty or out, words that nobody prints."""

from reports import document_types
from reports.blocks.empty import EmptyText
from reports.blocks.prose import Prose
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.document.tree import SectionNode

EMPTY = "Nothing to report."
NOTHING = "Nothing reported."


@check(
    "unwritten",
    "Places where nothing is written",
    "A heading with nothing below it looks like a mistake.",
)
def places_are_written(draft):
    excused: dict[str, list[tuple[SectionNode, Prose]]] = {}
    for section, block in draft.blocks(Prose):
        if not block.written:
            yield stop(
                f"Nothing is written at “{_about(section, block)}”.",
                "Write it, or choose the reason why there is nothing.",
                section=section.key,
                place=section.title,
                about=block.key,
            )
        elif block.gap:
            excused.setdefault(block.gap, []).append((section, block))
    for gap, places in excused.items():
        section, block = places[0]
        names = listed(_about(*one) for one in places)
        yield warn(
            f"{number_of(len(places), 'place has', 'places have')} no words: {names}. "
            f"{'It says' if len(places) == 1 else 'They say'} instead: {gap}",
            "Write it, or leave it as long as the reason holds.",
            section=section.key,
            place=section.title,
            row=draft.context.passages.get(block.key),
        )


def _about(section, block):
    """Its heading, or the section’s; its key where several have no heading."""
    alike = [b for b in section.blocks if isinstance(b, Prose) and not b.heading]
    several = f"{section.title} ({block.key})" if len(alike) > 1 else section.title
    return block.heading or several


@check(
    "empty-section",
    "Sections, or parts of them, that hold nothing",
    "What the law or the committee asks for is then missing.",
)
def sections_hold_something(draft):
    for section in draft.sections:
        said = {block.text for block in section.blocks if isinstance(block, EmptyText)}
        if EMPTY in said:
            yield stop(
                f"“{section.title}” holds nothing, and nothing says why.",
                "Enter what it is made of, or leave it out with a reason.",
                section=section.key,
                place=section.title,
            )
        # A review asks of each priority on its own what was reported.
        elif NOTHING in said and not place_of(draft, "priority_results"):
            yield warn(
                f"“{section.title}” says “{NOTHING}” where records should stand.",
                "Enter what it is made of, or leave it out with a reason.",
                section=section.key,
                place=section.title,
            )


@check(
    "section-left-out",
    "Sections that were left out",
    "Somebody should agree that the document does without.",
)
def sections_left_out_are_agreed(draft):
    for row in draft.context.section_overrides:
        if row.is_hidden:
            yield warn(
                f"The section “{_title(draft, row)}” is left out: {row.hidden_reason}",
                "Agree to it, or put the section back.",
                row=row,
            )


def _title(draft, row):
    kind = document_types.DOCUMENT_TYPES.get(draft.report.kind)
    titles = {s.key: draft.context.fill(s.title) for s in kind.sections} if kind else {}
    return row.title or titles.get(row.key) or row.key


@check(
    "words-not-printed",
    "Words that no part of the document prints",
    "Somebody wrote them and believes that they are read.",
)
def written_words_are_printed(draft):
    if draft.document is None:
        return
    printed = {block.key for _section, block in draft.blocks(Prose)}
    for key, row in draft.context.passages.items():
        head = key.partition(".")[0]
        if (
            row.body
            and key not in printed
            and head not in draft.context.hidden_sections
        ):
            yield warn(
                f"The words at “{key}” are not printed: there is no such place.",
                "Move them to a place that there is, or delete them. Words on a grant "
                "stand only where it has an amount and a lead in the year.",
                row=row,
            )
