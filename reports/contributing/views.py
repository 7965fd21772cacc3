"""Pages for contributors: their tasks, and their contributions to documents."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from funding.contributing.services import RELATED as RETURN_RELATED
from funding.contributing.services import ReturnSubmission
from funding.models import MonitoringReturn
from partnership.contributing.submissions import sort_submissions
from partnership.contributing.views import (
    SubmissionConfirm,
    SubmissionUpdate,
    SubmissionView,
)
from reports.contributing.forms import ContributionForm
from reports.contributing.services import RELATED, ContributionSubmission
from reports.models import Contribution
from reports.public import queries


class Mine(LoginRequiredMixin, TemplateView):
    """The contributor's tasks: returns and contributions, open and submitted."""

    template_name = "contributing/list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        returns = (
            MonitoringReturn.objects.led_by(user)
            .select_related(*RETURN_RELATED)
            .with_progress()
        )
        contributions = (
            Contribution.objects.of(user).select_related(*RELATED).with_progress()
        )
        kinds = []
        for label, kind, rows in [
            ("Returns", ReturnSubmission, returns),
            ("Contributions", ContributionSubmission, contributions),
        ]:
            open_tasks, submitted = sort_submissions([kind(row, today) for row in rows])
            kinds.append((label, open_tasks, submitted))
        return super().get_context_data(
            to_do=[(label, rows) for label, rows, _ in kinds if rows],
            past=[(label, rows) for label, _, rows in kinds if rows],
            **kwargs,
        )


class ContributionView(SubmissionView):
    submission_class = ContributionSubmission
    form_class = ContributionForm
    template = "contributing/contribution_sidebar.html"

    def own_records(self):
        rows = Contribution.objects.of(self.request.user)
        return rows.select_related(*RELATED)

    def get_extra_context(self, submission):
        report = submission.row.report
        shown = {document.path for document in queries.published()}
        is_shown = report.path in shown
        return {"partnership": report.partnership, "is_shown": is_shown}


class MyContribution(ContributionView, SubmissionUpdate):
    pass


class CheckMyContribution(ContributionView, SubmissionConfirm):
    pass
