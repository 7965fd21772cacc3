"""The page for setting up the next year."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from funding.rollover.parts import PARTS
from funding.rollover.services import Rollover, last_year
from partnership.core.models.display import with_count
from partnership.core.models.registry import record_type_of
from partnership.core.values import financial_years
from partnership.models import Partnership
from priorities.models import Priority


class RolloverView(TemplateView):
    """Choose what to carry over, preview it, and carry it over."""

    template_name = "funding/rollover.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not record_type_of(Priority).has_permission(request.user, "view"):
            raise Http404
        if not all(
            record_type_of(model).has_permission(request.user, "add")
            for part in PARTS
            for model in part.creates
        ):
            raise PermissionDenied
        code = request.GET.get("partnership", "")
        known = Partnership.objects.filter(code=code).first() if code else None
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
        try:
            # One at a time, so that a form sent twice carries over once.
            with transaction.atomic():
                Partnership.objects.select_for_update().get(pk=self.partnership.pk)
                return self.answer(Rollover(self.partnership, year, request.POST))
        except ValidationError as error:
            problems = [(sentence, "") for sentence in error.messages]
        rollover = Rollover(self.partnership, year, request.POST)
        rollover.is_valid()
        return self.page(rollover, problems=problems)

    def page(self, rollover, **context):
        context = self.get_context_data(rollover=rollover, **context)
        status = 422 if context["problems"] else 200
        return self.render_to_response(context, status=status)

    def answer(self, rollover):
        if not rollover.is_valid():
            return self.page(rollover, problems=rollover.problems)
        if "preview" in self.request.POST:
            return self.page(rollover, preview=rollover.preview())
        run = rollover.save(self.request.user)
        if run is None:
            messages.info(self.request, "Nothing was carried over.")
            return redirect(self.request.get_full_path())
        made = with_count(run.counts["new"], "record")
        label = financial_years.label(rollover.next)
        messages.success(self.request, f"{label} is set up: {made} added.")
        return redirect(reverse("records:import_report", args=[run.pk]))
