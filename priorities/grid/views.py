"""The page of the grid."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from partnership.core.models.display import with_count
from partnership.core.models.registry import record_type_of
from partnership.core.records.forms.fingerprint import pack
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.shortcuts import get_row_or_404
from partnership.core.values import financial_years
from partnership.core.values.calendar import Frequency
from priorities.grid.forms import GridForm, kind_of, year_of
from priorities.models import Measure, Observation
from priorities.queries.derived import PARTS


class MeasureGrid(RecordMixin, TemplateView):
    """Enter the figures of a year for all areas; blank ones are left alone."""

    template_name = "priorities/grid.html"
    action = "change"
    record_model = Observation

    def form(self, data=None):
        # Locked while figures are saved, so that no one else can save the same cells.
        of_measures, is_saving = record_type_of(Measure), data is not None
        measure = get_row_or_404(of_measures, self.kwargs["pk"], for_update=is_saving)
        query = self.request.GET
        return GridForm(
            data,
            measure=measure,
            kind=kind_of(measure, query.get("kind", "")),
            year=year_of(query.get("year", ""), timezone.localdate()),
        )

    def get_context_data(self, form=None, **kwargs):
        form = form or self.form()
        return super().get_context_data(
            form=form,
            measure=form.measure,
            year=financial_years.label(form.year),
            before=financial_years.label(form.year - 1),
            after=financial_years.label(form.year + 1),
            kinds=Frequency.choices,
            adds_up=form.measure.adds_up != Measure.AddsUp.NONE and form.kind in PARTS,
            began=pack(form.began),
            problems=form.problems if form.is_bound else [],
            address=self.request.get_full_path(),
            **kwargs,
        )

    @transaction.atomic
    def post(self, request, **kwargs):
        if not self.has_permission("add"):
            raise PermissionDenied
        form = self.form(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=422)
        number = form.save()
        messages.success(request, f"{with_count(number, 'figure')} saved.")
        return redirect(request.get_full_path())
