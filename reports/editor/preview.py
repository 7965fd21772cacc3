"""Preview of a section, built from text that is not saved yet."""

from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.urls import reverse

from partnership.core.models.display import with_count
from partnership.core.text.readability import count_words, reading_grade
from reports import document_types
from reports.assembly.build_context import context_for
from reports.blocks import prose
from reports.blocks.prose import Prose
from reports.checks import services
from reports.checks.issue import Issue
from reports.checks.link_suggestions import LinkSuggestion
from reports.checks.repairs import Repair, repair_of
from reports.document.prose import PICTURE
from reports.document.references import targets_of
from reports.document.tree import Block, SectionNode
from reports.editor.save import Place
from reports.figures.grammar import (
    OPENINGS,
    tokens_in,
)
from reports.models import Passage, Report
from reports.text.draft import (
    Draft,
    draft_of,
)
from reports.text.lines import read_markup


@dataclass
class Preview:
    """One section: its node in the document, its issues, and its figures.

    `figures` has the printed text of each figure or reference, by token.
    """

    draft: Draft
    section: SectionNode | None
    issues: list[Issue] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    links: list[LinkSuggestion] = field(default_factory=list)

    @property
    def repairs(self) -> list[tuple[Issue, Repair | None]]:
        """Each issue with the repair that can be made in its text."""
        return [(issue, repair_of(issue)) for issue in self.issues]

    @property
    def counts(self) -> str:
        """“312 words. Reading grade 8.4: aim for 9 or lower.”"""
        lines = [
            line.text
            for block in (self.section.blocks if self.section else [])
            if isinstance(block, Prose) and block.words
            for line in read_markup(block.words.html).lines
            if line.tag in {"p", "li"}
        ]
        words = f"{with_count(count_words(' '.join(lines)), 'word')}."
        grade = reading_grade(lines)
        if grade is None:
            return words
        return f"{words} Reading grade {grade}: aim for 9 or lower."

    @property
    def pictures(self) -> dict[str, str]:
        """Where the editor finds each picture that the document has, by token."""
        return {
            f"[@{PICTURE} {key}]": reverse("records:stored_file", args=[picture.name])
            for key, picture in self.draft.context.composer.pictures.items()
        }

    @property
    def html(self) -> str:
        """The section's HTML; empty if the document cannot be built."""
        if self.section is None:
            return ""
        document = self.draft.document
        return render_to_string(
            "editor/section.html", {"section": self.section, "document": document}
        )


def preview(report: Report, key: str, places: list[Place]) -> Preview:
    """The section with the text of `places` instead of the saved text."""
    context = context_for(report)
    for place in places:
        if place.typed is not None and not place.is_refused:
            stored = context.passages.get(place.key)
            context.passages[place.key] = _with(report, place, stored)
    texts = [place.words for place in places]
    context.resolver.expect(texts)
    draft = draft_of(report, context)
    checked = services.run(report, draft)
    return Preview(
        draft,
        section_of(draft, key),
        checked.in_section(key),
        printed_tokens(draft, texts),
        checked.links_in_section(key),
    )


def _with(report, place, stored) -> Passage:
    row = Passage(report=report, key=place.key, body=place.typed)
    row.body_reason, row.reason_note = place.reason, place.note
    if stored is not None:
        row.pk, row.signed_by, row.sample_note = (
            stored.pk,
            stored.signed_by,
            stored.sample_note,
        )
    if row.body:
        row.body_reason = ""
    return row


def section_of(draft: Draft, key: str) -> SectionNode | None:
    """The section of a draft with a key, or None."""
    return next((section for section in draft.sections if section.key == key), None)


def section_to_edit(draft: Draft, key: str) -> SectionNode | None:
    """The section with all of its texts, including optional ones that are not printed.

    None if there is no such section, or it is hidden.
    """
    section = section_of(draft, key)
    is_known = document_types.is_known(draft.report)
    specs = document_types.of(draft.report).sections if is_known else ()
    spec = next((spec for spec in specs if spec.key == key and spec.over is None), None)
    if spec is None:
        return section
    if section is None:
        if not spec.is_optional or key in draft.context.hidden_sections:
            return None
        title = draft.context.fill(spec.title)
        section = SectionNode(key, title, spec.numbering)
    blocks: list[Block] = list(section.blocks)
    known = {block.key for block in blocks if isinstance(block, Prose)}
    for place, used in enumerate(spec.blocks):
        if used.collect is prose.collect and used.options["key"] not in known:
            heading = draft.context.fill(used.options.get("heading", ""))
            # Where it is in the outline, if the section before it is there too.
            blocks.insert(place, Prose(used.options["key"], heading))
    return replace(section, blocks=blocks)


def has_words(section: SectionNode) -> bool:
    """Whether the section has text to write; others are created from data alone."""
    return any(isinstance(block, Prose) for block in section.blocks)


def printed_tokens(draft: Draft, texts) -> dict[str, str]:
    """The printed text of each token in some texts; tokens with errors are omitted."""
    figures = {
        figure.token: figure.text
        for words in draft.context.composer.rendered
        for figure in words.rich.figures
    }
    tokens = [token for text in texts for token in tokens_in(text)]
    pictures = {
        f"[@{PICTURE} {key}]": picture.title
        for key, picture in draft.context.composer.pictures.items()
    }
    return pictures | figures | printed_references(draft, tokens)


def printed_references(draft: Draft, tokens) -> dict[str, str]:
    """The printed text of each reference among some tokens, in a draft."""
    targets = targets_of(draft.document) if draft.document else {}
    found = {}
    for token in tokens:
        if token.kind == OPENINGS["[@"] and len(token.arguments) == 1:
            target = targets.get((token.name, token.arguments[0]))
            if target:
                found[token.source] = target[1]
    return found
