"""Preview of a section, built from text that is not saved yet."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from reports.assembly.build_context import context_for
from reports.blocks.prose import Prose
from reports.checks import services
from reports.checks.finding import Finding
from reports.document.prose import targets_of
from reports.document.tree import SectionNode
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


@dataclass
class Preview:
    """One section: its node in the document, its issues, and its figures.

    `figures` has the printed text of each figure or reference, by token.
    """

    draft: Draft
    section: SectionNode | None
    findings: list[Finding] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

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
    found = [issue for issue in checked.to_do if issue.key == key]
    return Preview(draft, section_of(draft, key), found, printed_tokens(draft, texts))


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
    return figures | printed_references(draft, tokens)


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
