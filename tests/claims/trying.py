"""Passages put into the county's document one by one, without building it again."""

from reports.assembly.build import find
from reports.checks import services
from reports.checks.comparators.base import LINK, Mistake, mistakes_of
from reports.checks.comparators.document import contradictions
from reports.text.draft import Draft, draft_of
from reports.text.knowledge import knowledge_of
from reports.text.lines import Words

OF_WORDS = {
    "sentences",
    "bound-figures",
    "readings",
    "mistakes",
    "contradictions",
}


class County:
    """The made-up county's agreement, to try what sentences come to in it."""

    def __init__(self):
        services.load()
        self.report = find("community-safety-agreement/2018-19")
        draft = draft_of(self.report)
        knowledge_of(draft)
        self.context, self.document = draft.context, draft.document
        self.row = self.report.passages.get(key="assessment.summary")

    def _draft(self, text: str) -> Draft:
        """A draft with one passage only, which shares all that has been read."""
        composer = self.context.composer
        html = text if text.startswith("<") else f"<p>{text}</p>"
        for name in OF_WORDS:
            self.context.read.pop(name, None)
        self.context.resolver.expect([html])
        composer.rendered = []
        rich = composer.rich(html, "Assessment")
        draft = Draft(self.report, self.context, self.document)
        draft.words = [Words("Assessment", "", html, rich.html, self.row, "body")]
        return draft

    def mistakes_in(self, text: str) -> list[tuple[str, Mistake]]:
        """The words in which there is an issue, each with what is wrong."""
        draft = self._draft(text)
        found = [*mistakes_of(draft), *contradictions(draft)]
        return [
            (reading.text[one.start : one.end], one)
            for reading, one in found
            if one.level != LINK
        ]

    def found(self, text: str) -> list[tuple[str, str]]:
        """The words in which there is an issue, each with its message."""
        return [(excerpt, one.message) for excerpt, one in self.mistakes_in(text)]

    def printed(self, text: str) -> str:
        """The text as readers see it, with its figures put in."""
        (words,) = self._draft(text).words
        return words.text

    def links(self, text: str) -> list[tuple[str, str]]:
        """The words for which a link is suggested, each with its token."""
        return [
            (reading.text[one.start : one.end], one.replacement)
            for reading, one in mistakes_of(self._draft(text))
            if one.level == LINK
        ]

    def repaired(self, text: str) -> list[str]:
        """The text with each offered replacement put in, one at a time."""
        return [
            text.replace(
                reading.text,
                reading.text[: one.start] + one.replacement + reading.text[one.end :],
                1,
            )
            for reading, one in mistakes_of(self._draft(text))
            if one.replacement
        ]
