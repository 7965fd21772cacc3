"""What goes in and out as spreadsheets: reports and their words.

Publications and renditions do not: what was published never changes.
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
    Section,
)

REPORT = ["report kind", "report partnership", "report period"]


class ReportResource(NaturalKeyResource):
    """One row for each report, named by kind, partnership and period.

    `status` goes out only: a report is published by a service, not by a spreadsheet.
    """

    headings = {
        "author": ["author person", "author post"],
        "contact": ["contact person", "contact post"],
    }

    slot_kinds = {"status": ExportOnlySlot}

    class Meta:
        model = Report


class FrontMatterResource(NaturalKeyResource):
    """One row for each line of a report's front matter."""

    headings = {"report": REPORT}

    class Meta:
        model = FrontMatter


class SectionResource(NaturalKeyResource):
    """One row for each section that differs from the outline."""

    headings = {"report": REPORT}

    class Meta:
        model = Section


class PassageResource(NaturalKeyResource):
    """One row for each place of a report that has words, or a reason for none."""

    headings = {"report": REPORT, "signed_by": ["signed by person", "signed by post"]}

    class Meta:
        model = Passage


class HeadlineFigureResource(NaturalKeyResource):
    """One row for each figure that a report shows large."""

    headings = {"report": REPORT}

    class Meta:
        model = HeadlineFigure


class RecommendationResource(NaturalKeyResource):
    """One row for each recommendation of a report."""

    headings = {"report": REPORT}

    class Meta:
        model = Recommendation


class ContributionResource(NaturalKeyResource):
    """One row for each partnership's part of a report."""

    headings = {"report": REPORT}

    class Meta:
        model = Contribution
