"""The background job that creates the PDF of a draft."""

from django.urls import reverse

from partnership.core.background import jobs
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.publication import draft_pdfs

KIND = "draft-pdf"


def start(report: Report, user, result_url: str, title: str):
    """Start the job, or return the one that is in progress for this document."""
    return jobs.start(
        KIND,
        key=f"{KIND}:{report.pk}",
        title=title,
        user=user,
        back_url=reverse("editor:report", args=[report.pk]),
        report_id=report.pk,
        result_url=result_url,
    )


@jobs.job(KIND)
def make_draft_pdf(progress, *, report_id, result_url):
    """Create and store the PDF; return the URL of the file."""
    report = Report.objects.select_related("partnership__police_area").get(pk=report_id)
    progress.update(step="Creating the PDF")
    try:
        draft_pdfs.make(report)
    except ReportNotRendered as error:
        lines = [f"{problem.location}: {problem.message}" for problem in error.problems]
        raise jobs.JobFailed("\n\n".join(lines)) from None
    return jobs.JobResult(result_url)
