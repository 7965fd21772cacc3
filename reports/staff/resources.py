"""Import and export resources for reports and their text.

There are none for publications and renditions, because editions never change.
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
    """One row for each report, identified by kind, partnership and period.

    `status` is export-only: a spreadsheet cannot publish a report.
    """

    headings = {
        "author": ["author person", "author post"],
        "contact": ["contact person", "contact post"],
    }

    slot_kinds = {"status": ExportOnlySlot}

    class Meta:
        model = Report


class FrontMatterResource(NaturalKeyResource):
    """One row for each line of a report's front sheet."""

    headings = {"report": REPORT}

    class Meta:
        model = FrontMatter


class SectionResource(NaturalKeyResource):
    """One row for each section that differs from the standard outline."""

    headings = {"report": REPORT}

    class Meta:
        model = SectionOverride


class PassageResource(NaturalKeyResource):
    """One row for each text of a report, or the reason there is none."""

    headings = {"report": REPORT, "signed_by": ["signed by person", "signed by post"]}

    class Meta:
        model = Passage


class HeadlineFigureResource(NaturalKeyResource):
    """One row for each headline figure of a report."""

    headings = {"report": REPORT}

    class Meta:
        model = HeadlineFigure


class RecommendationResource(NaturalKeyResource):
    """One row for each recommendation of a report."""

    headings = {"report": REPORT}

    class Meta:
        model = Recommendation


class ContributionResource(NaturalKeyResource):
    """One row for each partnership's contribution to a report."""

    headings = {"report": REPORT}

    class Meta:
        model = Contribution
