"""Spreadsheet import and export of documents and their text.

Editions and draft PDFs are not included: published editions never change.
"""

from partnership.core.imports.fields import ExportOnlySlot
from partnership.core.imports.resource import NaturalKeyResource
from reports.models import (
    Contribution,
    FrontMatter,
    HeadlineFigure,
    Passage,
    Recommendation,
    Report,
    SectionOverride,
)

REPORT = ["report kind", "report partnership", "report period"]


class ReportResource(NaturalKeyResource):
    """One row for each document, named by type, partnership and period.

    `status` is exported only: documents cannot be published from a spreadsheet.
    """

    headings = {
        "author": ["author person", "author post"],
        "contact": ["contact person", "contact post"],
    }
    former_headings = {"about the year": "year"}

    slot_kinds = {"status": ExportOnlySlot}

    class Meta:
        model = Report


class FrontMatterResource(NaturalKeyResource):
    """One row for each line of a document's front sheet."""

    headings = {"report": REPORT}

    class Meta:
        model = FrontMatter


class SectionResource(NaturalKeyResource):
    """One row for each section that differs from the standard outline."""

    headings = {"report": REPORT}
    former_headings = {
        "left out": "is off",
        "because": "off reason",
        "of our own": "is added",
    }

    class Meta:
        model = SectionOverride


class PassageResource(NaturalKeyResource):
    """One row for the text of each section, or the reason there is none."""

    headings = {"report": REPORT, "signed_by": ["signed by person", "signed by post"]}
    former_headings = {"no words, because": "body reason"}

    class Meta:
        model = Passage


class HeadlineFigureResource(NaturalKeyResource):
    """One row for each headline figure of a document."""

    headings = {"report": REPORT}

    class Meta:
        model = HeadlineFigure


class RecommendationResource(NaturalKeyResource):
    """One row for each recommendation of a document."""

    headings = {"report": REPORT}

    class Meta:
        model = Recommendation


class ContributionResource(NaturalKeyResource):
    """One row for each partnership's contribution to a document."""

    headings = {"report": REPORT}
    former_headings = {
        "about the year": "year",
        "asked on": "requested on",
        "no words, because": "body reason",
    }

    class Meta:
        model = Contribution
