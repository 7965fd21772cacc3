"""Data checks for reports and their files."""

from partnership.core.models.integrity import integrity_check, warning


@integrity_check
def editions_are_whole():
    """Every edition has its files and data, their hashes agree and none is missing."""
    from reports.publication.verification import all_faults

    yield from all_faults()


@integrity_check
def published_reports_have_a_current_edition():
    """A published report has one current edition; a withdrawn one has none."""
    from reports.models import Report

    published, withdrawn = Report.Status.PUBLISHED, Report.Status.WITHDRAWN
    rows = Report.objects.filter(status=published).select_related("partnership")
    for report in rows.exclude(editions__is_current=True):
        yield (
            f"{report.path} is marked as published but has no current edition. Publish "
            "it again."
        )
    rows = Report.objects.filter(status=withdrawn).select_related("partnership")
    for report in rows.filter(editions__is_current=True):
        yield f"{report.path} is withdrawn but still has a current edition."


@integrity_check
def stored_pdfs_have_their_file():
    """Every stored PDF has its file."""
    from reports.models import DraftPdf

    for row in DraftPdf.objects.select_related("report"):
        if not row.pdf.storage.exists(row.pdf.name):
            yield f"{row}: {row.pdf.name} is missing. Create the PDF again."


@integrity_check
def drafts_can_be_built():
    """Every figure and cross-reference in every draft is valid."""
    from reports.assembly.build import build
    from reports.errors import ReportNotRendered
    from reports.models import Report

    for report in Report.objects.select_related("partnership__police_area"):
        try:
            build(report)
        except ReportNotRendered as error:
            for problem in error.problems:
                yield f"{report.path}, {problem}"


@warning
def contributions_are_there_and_of_the_year():
    """Every contribution requested was received, and is about the report's year."""
    from reports.models import Report
    from reports.models.contributions import contributions_by_area

    rows = Report.objects.filter(contributions__isnull=False).distinct()
    for report in rows.select_related("partnership__police_area"):
        for area in contributions_by_area(report):
            for contribution in area.contributions:
                for notice in contribution.notices:
                    yield f"{report.path}, {contribution.partnership}: {notice}"
