"""What lists of documents show of one document."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from partnership.partners.local_terms import words_of
from reports import document_types
from reports.assembly.build_context import placeholder_values
from reports.document.tree import full_title
from reports.models import Report


@dataclass(frozen=True)
class Listing:
    """One document in a list; stored with each edition, so that it never changes.

    `period` is as in its URL, `state` as shown to readers.
    """

    path: str
    document_type: str
    type_name: str
    title: str
    summary: str
    partnership: str
    partnership_code: str
    is_home: bool
    year: int
    period: str
    period_label: str
    is_sample: bool = False
    state: str = Report.Status.PUBLISHED.label

    @property
    def sort_key(self):
        """By reporting year, then period, document type and partnership."""
        return (self.year, self.period, self.document_type, self.partnership)

    def as_json(self) -> dict:
        return asdict(self)


def title_of(report: Report) -> str:
    """The title with its period, as printed in the document."""
    document_type = document_types.of(report)
    title = report.title or document_type.title
    if "{" in title and not report.title:
        title = title.format(**_words_for(report))
    return full_title(title, report.period_label, document_type.style)


def _words_for(report: Report) -> Mapping[str, str]:
    """What the title of a template can have is more than that of a type in the code."""
    if report.template_id:
        return placeholder_values(report)
    return words_of(report.partnership, *report.wording_years)


def listing_of(report: Report, document=None) -> Listing:
    """A report as lists show it, with title and summary of the built document if any.

    Without one it is a draft.
    """
    partnership = report.partnership
    return Listing(
        path=report.path,
        document_type=report.document_type,
        type_name=report.type_name,
        title=document.full_title if document else title_of(report),
        summary=document.description if document else report.summary,
        partnership=partnership.name,
        partnership_code=partnership.code,
        is_home=partnership.is_home,
        year=report.year,
        period=report.period,
        period_label=report.period_label,
        is_sample=report.is_sample,
        state=Report.Status.PUBLISHED.label
        if document
        else report.get_status_display(),
    )
