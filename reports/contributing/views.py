"""Pages for contributors: their tasks, and their contributions to documents."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from funding.contributing.services import RELATED as OF_RETURN
from funding.contributing.services import OwedReturn
from funding.models import MonitoringReturn
from partnership.contributing.submissions import in_order
from partnership.contributing.views import (
    CheckAndSend,
    FillIn,
    OwedView,
)
from reports.contributing.forms import PartForm
from reports.contributing.services import (
    RELATED,
    OwedPart,
)
from reports.models import Contribution
from reports.public import queries


class Mine(LoginRequiredMixin, TemplateView):
    """The contributor's tasks: returns and contributions, open and submitted."""

    template_name = "contributing/list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        returns = (
            MonitoringReturn.objects.led_by(user).select_related(*OF_RETURN).with_past()
        )
        parts = Contribution.objects.of(user).select_related(*RELATED).with_past()
        kinds = []
        for label, kind, rows in [
            ("Returns", OwedReturn, returns),
            ("Contributions", OwedPart, parts),
        ]:
            still, past = in_order([kind(row, today) for row in rows])
            kinds.append((label, still, past))
        return super().get_context_data(
            still=[(label, rows) for label, rows, _ in kinds if rows],
            past=[(label, rows) for label, _, rows in kinds if rows],
            **kwargs,
        )


class PartView(OwedView):
    owed = OwedPart
    form_class = PartForm
    template = "contributing/contribution_sidebar.html"

    def mine(self):
        rows = Contribution.objects.of(self.request.user)
        return rows.select_related(*RELATED)

    def more(self, owed):
        report = owed.row.report
        is_shown = queries.shown().filter(pk=report.pk).exists()
        return {"partnership": report.partnership, "is_shown": is_shown}


class MyPart(PartView, FillIn):
    pass


class MyPartCheck(PartView, CheckAndSend):
    pass
