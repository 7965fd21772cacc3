"""Spreadsheet import and export of documents and their text.

Editions and draft PDFs are not included: published editions never change.
"""

from partnership.core.imports.cells.widgets import TextWidget
from partnership.core.imports.fields.list_slot import ListSlot
from partnership.core.imports.fields.slots import Column, ExportOnlySlot, Slot
from partnership.core.imports.rows.resource import NaturalKeyResource
from reports.document_types import outlines
from reports.models import (
    Contribution,
    DocumentTemplate,
    FrontMatter,
    HeadlineFigure,
    MeasureChart,
    Passage,
    Picture,
    Recommendation,
    Report,
    SectionOverride,
    Supplement,
)

REPORT = ["document type", "document partnership", "document period"]
FORMER_REPORT = {
    "report kind": "document type",
    "report partnership": "document partnership",
    "report period": "document period",
}


class OutlineSlot(ListSlot):
    """The sections of a document template; blank if they are those of its type."""

    parts = outlines.PARTS

    def items_of(self, value):
        return list(map(outlines.as_row, value))

    def from_items(self, items):
        return outlines.from_rows(items)


class DocumentTemplateResource(NaturalKeyResource, model=DocumentTemplate):
    """One row for each section of each version of a document template."""

    slot_kinds = {"outline": OutlineSlot}


class ReportResource(NaturalKeyResource, model=Report):
    """One row for each document, named by type, partnership and period.

    `status` is exported only: documents cannot be published from a spreadsheet.
    """

    headings = {
        "author": ["author person", "author post", "author since"],
        "contact": ["contact person", "contact post", "contact since"],
        "refreshes": ["refreshes type", "refreshes partnership", "refreshes period"],
    }
    former_headings = {"kind": "document type", "about the year": "year"}

    slot_kinds = {"status": ExportOnlySlot}


class PartOfReportResource(NaturalKeyResource):
    """Rows of a document, which is named by type, partnership and period."""

    headings = {"report": REPORT}
    former_headings = FORMER_REPORT


class FrontMatterResource(PartOfReportResource, model=FrontMatter):
    """One row for each line of a document's front sheet."""


class MeasureChartResource(PartOfReportResource, model=MeasureChart):
    """One row for each chart of a measure in a document."""


class SectionResource(PartOfReportResource, model=SectionOverride):
    """One row for each section that differs from the standard outline."""

    former_headings = FORMER_REPORT | {
        "left out": "is off",
        "because": "off reason",
        "of our own": "is added",
    }


class PassageKeyWidget(TextWidget):
    """The key of a text; one that ended in “.words” in earlier versions is read too."""

    def read_text(self, text):
        key = super().read_text(text)
        return f"{key.removesuffix('.words')}.text" if key.endswith(".words") else key


class PassageKeySlot(Slot):
    """The key of a text."""

    def build_columns(self, headings):
        return [Column(headings[0], self.name, PassageKeyWidget())]


class PassageResource(PartOfReportResource, model=Passage):
    """One row for the text of each section, or the reason there is none."""

    headings = {
        "report": REPORT,
        "signed_by": ["signed by person", "signed by post", "signed by since"],
    }
    former_headings = FORMER_REPORT | {"no words, because": "body reason"}

    slot_kinds = {"key": PassageKeySlot}


class HeadlineFigureResource(PartOfReportResource, model=HeadlineFigure):
    """One row for each headline figure of a document."""


class RecommendationResource(PartOfReportResource, model=Recommendation):
    """One row for each recommendation of a document."""


class ContributionResource(PartOfReportResource, model=Contribution):
    """One row for each partnership's contribution to a document."""

    former_headings = FORMER_REPORT | {
        "about the year": "year",
        "asked on": "requested on",
        "no words, because": "body reason",
    }


class PictureResource(PartOfReportResource, model=Picture):
    """One row for each picture of a document.

    `file` is the name of a picture that is stored here already: spreadsheets hold no
    pictures.
    """


class SupplementResource(PartOfReportResource, model=Supplement):
    """One row for each file that is published with a document, by its stored name."""
