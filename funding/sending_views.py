"""A contributor's returns: filled in, read through, sent."""

from funding import sending
from funding.models import Return
from funding.sending_forms import ReturnForm
from partnership.contributing.views import (
    CheckAndSend,
    FillIn,
    OwedView,
)


class ReturnView(OwedView):
    owed = sending.OwedReturn
    form_class = ReturnForm
    template = "mine/return_side.html"

    def mine(self):
        rows = Return.objects.led_by(self.request.user)
        return rows.select_related(*sending.RELATED)

    def more(self, owed):
        last = sending.last_sent(owed.row, self.mine())
        return {
            "partnership": owed.row.line.partnership,
            "grant": sending.grant_of(owed.row),
            "counts": sending.counts_of(owed.row),
            "last": self.owed(last, owed.today) if last else None,
        }


class MyReturn(ReturnView, FillIn):
    pass


class MyReturnCheck(ReturnView, CheckAndSend):
    pass
