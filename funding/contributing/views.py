"""Pages for contributors to fill in and submit their monitoring returns."""

from funding.contributing import services
from funding.contributing.forms import ReturnForm
from funding.models import MonitoringReturn
from partnership.contributing.views import (
    CheckAndSend,
    FillIn,
    OwedView,
)


class ReturnView(OwedView):
    """Base view of a return of the signed-in user."""

    owed = services.OwedReturn
    form_class = ReturnForm
    template = "contributing/return_sidebar.html"

    def mine(self):
        rows = MonitoringReturn.objects.led_by(self.request.user)
        return rows.select_related(*services.RELATED)

    def more(self, owed):
        last = services.last_sent(owed.row, self.mine())
        return {
            "partnership": owed.row.line.partnership,
            "grant": services.grant_of(owed.row),
            "counts": services.counts_of(owed.row),
            "last": self.owed(last, owed.today) if last else None,
        }


class ReturnUpdate(ReturnView, FillIn):
    """Fill in a return."""


class ReturnConfirm(ReturnView, CheckAndSend):
    """Check the answers of a return and submit it."""
