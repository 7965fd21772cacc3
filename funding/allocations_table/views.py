"""The page for editing a settlement's allocations as a table."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from funding import years_table
from funding.allocations_table.line_form import amount_of
from funding.allocations_table.lines import move, try_to_add
from funding.allocations_table.table import AllocationsForm
from funding.models import Allocation, Settlement
from funding.queries.differences import WHAT_TO_DO, differences
from partnership.core.concurrency.autosave import (
    as_post_data,
    delete_draft,
    get_draft,
    save_draft,
)
from partnership.core.imports.formats import XLSX
from partnership.core.models import hooks
from partnership.core.models.display import with_count
from partnership.core.models.registry import record_type_of
from partnership.core.records.forms.fingerprint import pack, unpack
from partnership.core.records.lists.downloads import download
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.shortcuts import get_row_or_404
from partnership.core.values import financial_years


class AllocationsMixin(RecordMixin):
    """Show a page about allocations to users who can view the list of them."""

    record_model = Allocation


class AllocationsByYear(AllocationsMixin, View):
    """Download all allocations with lines down and years across."""

    def get(self, request, **kwargs):
        name = "allocations-by-year.xlsx"
        return download(years_table.workbook(), XLSX.CONTENT_TYPE, name)


class AllocationsTable(AllocationsMixin, TemplateView):
    """Edit all lines of a settlement, saved together or not at all."""

    template_name = "funding/allocations_table.html"

    def required_action(self, request):
        return "change"

    def settlement(self, for_update=False):
        return get_row_or_404(record_type_of(Settlement), self.kwargs["pk"], for_update)

    def get(self, request, **kwargs):
        settlement = self.settlement()
        draft = get_draft(request) if "draft" in request.GET else None
        posted = as_post_data(draft) if draft else None
        table = AllocationsForm(settlement, posted)
        began = posted.get("began") if posted else pack(table.fingerprints)
        return self.page(table, began, is_restored=bool(draft))

    def page(self, table, began, status=200, **kwargs):
        context = self.get_context_data(
            table=table,
            settlement=table.settlement,
            year=financial_years.label(table.year),
            earlier=[financial_years.label(year) for year in table.earlier],
            began=began,
            address=self.request.path,
            follows=hooks.run(hooks.AFFECTED_DRAFTS, table.settlement),
            draft=None if table.posted else get_draft(self.request),
            **{"problems": [], "moved": "", **kwargs},
        )
        status = 422 if context["problems"] else status
        return self.render_to_response(context, status=status)

    def post(self, request, **kwargs):
        with transaction.atomic():
            table = AllocationsForm(self.settlement(for_update=True), request.POST)
            began = request.POST.get("began", "")
            if "totals" in request.POST:
                return self.page(table, began, worked_out=True)
            if "move" in request.POST:
                return self.move_line(table, began)
            if not table.is_valid():
                return self.page(table, began, problems=table.problems)
            if table.conflicts(unpack(began)):
                return self.show_conflicts(table, unpack(began))
            if problems := try_to_add(table.new_line, table.settlement):
                return self.page(table, began, problems=problems)
            number = table.save(unpack(began)) + table.new_line.is_filled
        delete_draft(request)
        messages.success(request, f"{with_count(number, 'line')} saved.")
        for sentence in differences(table.settlement):
            messages.warning(request, f"{sentence} {WHAT_TO_DO}")
        return redirect(request.path)

    def move_line(self, table, began):
        """Move a line, and show the table with what has been typed."""
        line = move(table.settlement, self.request.POST["move"])
        form = AllocationsForm(self.settlement(), self.request.POST)
        message = f"{line.label} moved." if line else ""
        return self.page(form, began, worked_out=True, moved=message)

    def show_conflicts(self, table, began):
        """Show the table again with the saved amounts beside conflicting lines.

        Saving again then overwrites the saved amounts.
        """
        save_draft(self.request.user, self.request.path, table.posted)
        conflicts = {row.key for row in table.conflicts(began)}
        merged = AllocationsForm(table.settlement, table.merged_data(began))
        for row in merged.lines:
            if row.key in conflicts:
                row.saved_by_other = amount_of(row.form.allocation).words
        began = pack(merged.fingerprints)
        return self.page(merged, began, status=409, has_conflicts=True)
