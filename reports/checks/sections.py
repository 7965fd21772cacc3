"""Sections: without text, empty, hidden or not reviewed, and text not used."""

from reports import document_types
from reports.assembly.passage_labels import passage_label
from reports.blocks.empty import EmptyText
from reports.blocks.prose import Prose
from reports.checks.gaps import Gap, report
from reports.checks.issue import Severity, advice, error, warning
from reports.checks.outline_queries import place_of
from reports.checks.registry import check
from reports.document.tree import SectionNode
from reports.document_types.at_a_glance import (
    FIGURES,
    KEY,
    MOST_FIGURES,
    MOST_SENTENCES,
    TEXT,
)
from reports.text.lines import read_markup

EMPTY = "Nothing to report."


@check("section-empty")
def sections_have_text(draft):
    for section, block in draft.blocks(Prose):
        if not block.written:
            yield error(
                f"“{_about(section, block)}” has no text.",
                "Add text, or select a reason there is none.",
                section=section.key,
                place=section.title,
                about=block.key,
            )


@check("section-empty")
def reasons_are_current(draft):
    excused: dict[str, list[tuple[SectionNode, Prose]]] = {}
    for section, block in draft.blocks(Prose):
        if block.written and block.gap:
            excused.setdefault(block.gap, []).append((section, block))
    for reason, places in excused.items():
        yield from report(
            Gap(
                places,
                "section",
                "with a reason instead of text",
                name=lambda place: _about(*place),
            ),
            hint=f"Add text, or check the reason is still correct: {reason}",
            severity=Severity.ADVICE,
            section=places[0][0].key,
            place=places[0][0].title,
            row=draft.context.passages.get(places[0][1].key),
        )


def _about(section, block):
    """Its heading, or the section’s with its place among those without a heading."""
    alike = [b for b in section.blocks if isinstance(b, Prose) and not b.heading]
    if block.heading or len(alike) < 2:
        return block.heading or section.title
    return f"{section.title} ({alike.index(block) + 1} of {len(alike)})"


@check("section-empty")
def sections_have_content(draft):
    for section in draft.sections:
        found = [block for block in section.blocks if isinstance(block, EmptyText)]
        if any(block.text == EMPTY for block in found):
            yield error(
                f"“{section.title}” is empty, with no reason.",
                "Add the records, or hide the section with a reason.",
                section=section.key,
                place=section.title,
            )
        # A review reports on each priority separately.
        elif not place_of(draft, "priority_results") and any(
            block.is_unreported for block in found
        ):
            yield warning(
                f"“{section.title}” is printed without any records.",
                "Add the records, or hide the section with a reason.",
                section=section.key,
                place=section.title,
            )


@check("section-empty")
def sections_left_out_are_agreed(draft):
    for row in draft.context.section_overrides:
        if row.is_hidden:
            yield advice(
                f"“{_title(draft, row)}” is hidden. Recorded reason: "
                f"{row.hidden_reason}",
                "Check the reason is still correct, or show the section.",
                row=row,
            )


@check("statutory-section-missing")
def statutory_sections_are_there(draft):
    declared = document_types.DOCUMENT_TYPES.get(draft.report.document_type)
    if declared is None:
        return
    own = {spec.key for spec in document_types.of(draft.report).sections}
    own -= draft.context.hidden_sections
    missing = [s for s in declared.sections if s.is_statutory and s.key not in own]
    yield from report(
        Gap(
            missing,
            "section",
            "required by law but not in the document",
            name=lambda spec: draft.context.fill(spec.title),
            at=lambda _spec: {},
        ),
        hint="Show the section, or accept this warning and say where its content is.",
        about=" ".join(spec.key for spec in missing),
    )


def _title(draft, row):
    is_known = document_types.is_known(draft.report)
    specs = document_types.of(draft.report).sections if is_known else ()
    titles = {spec.key: draft.context.fill(spec.title) for spec in specs}
    return row.title or titles.get(row.key) or row.key


@check("summary")
def document_has_a_summary(draft):
    if draft.document is None or KEY in draft.context.hidden_sections:
        return
    if not any(section.key == KEY for section in draft.sections):
        yield advice(
            "There is no summary at the beginning.",
            f"Write up to {MOST_SENTENCES} sentences, up to {MOST_FIGURES} key figures "
            "and what has changed.",
            section=KEY,
            place="At a glance",
        )


@check("summary")
def summary_is_short(draft):
    for section, block in draft.blocks(Prose):
        if section.key != KEY or not block.words:
            continue
        markup = read_markup(block.words.html)
        sentences = sum(line.sentence_count for line in markup.lines)
        count, most, name = {
            TEXT: (sentences, MOST_SENTENCES, "sentences"),
            FIGURES: (markup.tags.count("li"), MOST_FIGURES, "key figures"),
        }.get(block.key, (0, 0, ""))
        if count > most:
            yield advice(
                f"The summary has {count} {name}.",
                f"Shorten it to {most} {name} or fewer.",
                section=section.key,
                place=section.title,
                about=block.key,
            )


@check("text-not-printed")
def text_is_used(draft):
    printed = {block.key for _section, block in draft.blocks(Prose)}
    for key, row in draft.context.passages.items() if draft.document else ():
        is_hidden = key.partition(".")[0] in draft.context.hidden_sections
        if row.body and key not in printed and not is_hidden:
            yield warning(
                f"The text of “{key}” is not in the document, which has no such "
                "section.",
                "Move it to another section, or delete it. Text about a grant is shown "
                "only if the grant has an amount and a lead in the year.",
                row=row,
            )


@check("text-not-reviewed")
def carried_over_texts_are_reviewed(draft):
    rows = [row for row in draft.context.passages.values() if row.carried_from]
    for row in rows:
        row.report = draft.report
    recommended = [row for row in draft.recommendations if row.carried_from]
    yield from report(
        _carried_over(rows, "text", passage_label),
        _carried_over(recommended, "recommendation", str),
        hint="Edit each text, or mark it as reviewed.",
        about="passage-not-read",
    )


def _carried_over(rows, noun, name):
    year = rows[0].carried_from if rows else ""
    return Gap(rows, noun, f"from {year} not reviewed", name=name)
