"""The partnership's websites and its secretariat."""

from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.values.urls import short_url
from reports.document.heading_ids import HasHeading
from reports.document.records_used import use
from reports.document.tree import Block


@dataclass
class Contact(Block, HasHeading):
    """Lines of label, text and URL; the text of a link is its printed address."""

    template: ClassVar[str] = "contact"

    heading: str = ""
    lines: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lines


def collect(context, *, heading) -> Contact:
    """The websites and the secretariat of the report's partnership."""
    partnership = context.partnership
    lines = [
        (site.label or "Website", short_url(site.url), site.url)
        for site in partnership.websites.all()
    ]
    use(partnership.secretariat)
    if partnership.secretariat:
        lines.append(("Secretariat", partnership.secretariat.name, ""))
    return Contact(context.fill(heading), lines)
