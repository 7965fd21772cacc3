"""Pages for contributors to fill in and submit their monitoring returns."""

from funding.contributing import services
from funding.contributing.forms import ReturnForm
from funding.models import MonitoringReturn
from partnership.contributing.views import (
    SubmissionConfirm,
    SubmissionUpdate,
    SubmissionView,
)


class ReturnView(SubmissionView):
    """Base view of a return of the signed-in user."""

    submission_class = services.ReturnSubmission
    form_class = ReturnForm
    template = "contributing/return_sidebar.html"

    def own_records(self):
        rows = MonitoringReturn.objects.led_by(self.request.user)
        return rows.select_related(*services.RELATED)

    def get_extra_context(self, submission):
        last = services.last_sent(submission.row, self.own_records())
        return {
            "partnership": submission.row.line.partnership,
            "grant": services.grant_of(submission.row),
            "counts": services.counts_of(submission.row),
            "last": self.submission_class(last, submission.today) if last else None,
        }


class ReturnUpdate(ReturnView, SubmissionUpdate):
    """Show a return to its contributors and save their answers."""


class ReturnConfirm(ReturnView, SubmissionConfirm):
    """Check the answers of a return and submit it."""
