"""The page for setting up the next year."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from funding.models import Allocation, Settlement
from funding.rollover.services import Rollover, last_year
from partnership.core.models.display import with_count
from partnership.core.models.registry import record_type_of
from partnership.core.values import financial_years
from partnership.models import Partnership
from priorities.models import Lead, Priority, PriorityLink, Strand

CREATED_MODELS = [Priority, PriorityLink, Strand, Lead, Settlement, Allocation]


class RolloverView(TemplateView):
    """Carry over the selected priorities and funds."""

    template_name = "funding/rollover.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not record_type_of(Priority).has_permission(request.user, "view"):
            raise Http404
        if not all(
            record_type_of(model).has_permission(request.user, "add")
            for model in CREATED_MODELS
        ):
            raise PermissionDenied
        asked = request.GET.get("partnership", "")
        known = Partnership.objects.filter(code=asked).first() if asked else None
        self.partnership = known or Partnership.objects.home()
        return super().dispatch(request, *args, **kwargs)

    def year(self):
        """Return the requested year, or the last with priorities or a settlement."""
        try:
            return financial_years.parse(self.request.GET.get("year", ""))
        except ValueError:
            pass
        return last_year(self.partnership)

    def get_context_data(self, rollover=None, **kwargs):
        year = self.year() if self.partnership else None
        if rollover is None and year is not None:
            rollover = Rollover(self.partnership, year)
        return super().get_context_data(
            rollover=rollover,
            partnership=self.partnership,
            year=financial_years.label(year) if year is not None else "",
            following=financial_years.label(year + 1) if year is not None else "",
            address=self.request.get_full_path(),
            **{"problems": [], **kwargs},
        )

    def post(self, request, *args, **kwargs):
        year = self.year() if self.partnership else None
        if year is None:
            raise Http404
        rollover = Rollover(self.partnership, year, request.POST)
        problems = [] if rollover.is_valid() else rollover.problems
        if not problems:
            try:
                priorities, lines = rollover.save()
            except ValidationError as error:
                problems = [(sentence, "") for sentence in error.messages]
            else:
                return self.done(priorities, lines, year + 1)
        context = self.get_context_data(rollover=rollover, problems=problems)
        return self.render_to_response(context)

    def done(self, priorities, lines, year):
        counts = " and ".join(
            [
                with_count(priorities, "priority", "priorities"),
                with_count(lines, "funding line", "funding lines"),
            ]
        )
        messages.success(
            self.request,
            f"{counts} carried over to {financial_years.label(year)}. You can edit "
            "them there.",
        )
        # Only this partnership's priorities were carried over.
        asked = {
            "from_year": financial_years.label(year),
            "partnership": self.partnership.pk,
        }
        address = reverse("records:list", args=["priorities"], query=asked)
        return redirect(address)
