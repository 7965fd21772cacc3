"""A draft in which other text replaces one passage, without building a new document.

Building the document takes most of the time of a check's test, and a test of words
changes one passage of it.
"""

from copy import copy
from dataclasses import replace

from reports.assembly.build_context import BuildContext
from reports.blocks import prose
from reports.document import tree
from reports.document.references import link_references
from reports.models import Passage
from reports.text.draft import Draft, draft_of
from reports.text.knowledge import knowledge_of

KEY = "vision.text"


class Swapper:
    """The draft of a report with a passage `vision.text`; gives others like it."""

    def __init__(self, report):
        self.base = draft_of(report)
        knowledge_of(self.base)
        self.read = dict(self.base.context.read)
        self.section, self.place = self._find()

    def _find(self) -> tuple[int, int]:
        for number, section in enumerate(self.base.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, prose.Prose) and block.key == KEY:
                    return number, place
        raise LookupError(f"The document has no passage {KEY}.")

    def with_words(self, body: str) -> Draft:
        context = self._context(body)
        section = self.base.sections[self.section]
        context.composer.section = section.key
        block = prose.collect(context, key=KEY, heading="")
        (rendered,) = context.composer.rendered
        context.composer.rendered = [
            rendered
            if one.raw == self.passage.body and one.section == section.key
            else one
            for one in self.base.context.composer.rendered
        ]
        blocks = [*section.blocks]
        blocks[self.place] = block
        sections = [*self.base.sections]
        sections[self.section] = replace(section, blocks=blocks)
        document = replace(self.base.document, sections=sections, contents=[])
        tree.number(document)
        problems = [*context.composer.problems, *link_references(document)]
        draft = Draft(self.base.report, context, document, problems)
        return draft

    @property
    def passage(self) -> Passage:
        return self.base.context.passages[KEY]

    def _context(self, body: str) -> BuildContext:
        base = self.base.context
        passage = copy(self.passage)
        passage.body = Passage._meta.get_field("body").to_python(body)
        base.resolver.expect([body])
        return replace(
            base,
            passages={**base.passages, KEY: passage},
            composer=replace(base.composer, problems=[], rendered=[]),
            section_title=self.base.sections[self.section].title,
            read=dict(self.read),
            rows=[passage if row is self.passage else row for row in base.rows],
        )
