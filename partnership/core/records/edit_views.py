"""The page of one record and its linked records, saved all together or not at all."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnership.core.concurrency.autosave import as_posted, forget, keep, kept_words
from partnership.core.concurrency.fingerprint import packed
from partnership.core.models import hooks
from partnership.core.models.display import whole_number
from partnership.core.records import delete_rows, formset_data, history_views, merge
from partnership.core.records.form_fingerprint import State
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.record_form import Sheet
from partnership.core.records.shortcuts import row_or_404
from partnership.core.text.removed_markup import sentence

ADD, MOVE = "add-", "move-"


class RowPage(RecordMixin, TemplateView):
    """Base view for adding and editing a record."""

    template_name = "records/form.html"

    def sheet(self, row, data=None):
        return Sheet(self.record, row, data, only=self.may_edit)

    def may_edit(self, children):
        """Whether the user may edit these linked records: as on their own pages."""
        label = children.model._meta
        user = self.request.user
        return all(
            user.has_perm(f"{label.app_label}.{action}_{label.model_name}")
            for action in ["add", "change", "delete"]
        )

    def page(self, sheet, **kwargs):
        row = sheet.row
        sent = sheet.data or {}
        began = sent.get("began") or packed(State(self.record, row).marks)
        is_new = row._state.adding
        context = self.get_context_data(
            sheet=sheet,
            row=row,
            is_new=is_new,
            began=began,
            problems=sheet.problems,
            first_parts=self.boxes(sheet, last=False),
            last_parts=self.boxes(sheet, last=True),
            follows=[] if is_new else hooks.ask(hooks.FOLLOWS, row),
            kept=None if sheet.form.is_bound else kept_words(self.request),
            address=self.request.path,
            is_read_only=not is_new and not self.may("change"),
            **kwargs,
        )
        return self.render_to_response(context)

    def boxes(self, sheet, last):
        """Return the parts of the form before, or after, the linked records."""
        return [
            (part, list(sheet.form.box_rows(part.fields)))
            for part in self.record.parts
            if part.last == last
        ]

    def opened(self, row):
        """Return the page as stored, or with the user's draft if requested."""
        draft = kept_words(self.request) if "draft" in self.request.GET else None
        if draft is None:
            return self.page(self.sheet(row))
        sheet = self.sheet(row, as_posted(draft))
        sheet.quiet()
        return self.page(sheet, brought_back=True)

    def rearranged(self, sheet):
        """Return the page with a row added or moved if requested, otherwise None."""
        sent = self.request.POST
        for formset in sheet.every_set(removed=True):
            if f"{ADD}{formset.prefix}" in sent:
                data = formset_data.with_one_more(sheet, formset)
            elif asked := sent.get(f"{MOVE}{formset.prefix}"):
                data = formset_data.with_moved(sheet, formset, asked)
            else:
                continue
            other = self.sheet(sheet.row, data)
            other.quiet()
            return self.page(other)
        return None

    def saved(self, sheet, made):
        row = sheet.save()
        forget(self.request)
        deed = "added" if made else "saved"
        messages.success(self.request, f"“{row}” {deed}.")
        for told in hooks.ask(hooks.REMARKS, row):
            messages.warning(self.request, told.words)
        for words in self.sheet(row_or_404(self.record, row.pk)).notices:
            messages.warning(self.request, words)
        if found := sheet.left_out:
            messages.warning(self.request, sentence(found))
        if "again" in self.request.POST:
            return redirect(self.record.new_address)
        return redirect(self.record.address(row.pk))


class New(RowPage):
    action = "add"

    def get(self, request, record):
        return self.opened(self.begun(request))

    def begun(self, request):
        """Return a new row with the related rows that the URL names."""
        row = self.record.model()
        for name in self.record.names:
            column = row._meta.get_field(name)
            value = whole_number(request.GET.get(name))
            if column.many_to_one and value is not None:
                if column.related_model._default_manager.filter(pk=value).exists():
                    setattr(row, column.attname, value)
        return row

    def post(self, request, record):
        sheet = self.sheet(record.model(), request.POST)
        if page := self.rearranged(sheet):
            return page
        with transaction.atomic():
            if sheet.is_valid():
                return self.saved(sheet, made=True)
        return self.page(sheet)


class Edit(RowPage):
    """Edit a record; opening it needs the view permission, saving the change one."""

    def needed(self, request):
        return "change" if request.method == "POST" else "view"

    def get(self, request, record, pk):
        return self.opened(row_or_404(record, pk))

    def post(self, request, record, pk):
        with transaction.atomic():
            row = row_or_404(record, pk, for_update=True)
            return self.take(row, request.POST)

    def take(self, row, data):
        """Save what was posted, or show why it cannot be saved."""
        record = self.record
        comparison = merge.Comparison(record, row, data.get("began"))
        if comparison.gone:
            data = formset_data.without_gone(data, comparison)
        sheet = self.sheet(row, data)
        if page := self.rearranged(sheet):
            return page
        if not sheet.is_valid():
            return self.page(sheet)
        comparison.read(sheet)
        if comparison.moved or comparison.gone:
            asked = {one.key for one in comparison.clashes} - merge.chosen(data)
            if asked or data.get("joined") != comparison.state.digest:
                return self.conflict(comparison, data)
            again = merge.joined(data, comparison, sheet)
            sheet = self.sheet(row_or_404(record, row.pk), again)
            if not sheet.is_valid():
                return self.page(sheet)
        found = delete_rows.removals(sheet)
        if delete_rows.are_barred(found):
            return self.page(sheet)
        if asked := delete_rows.to_ask(found, data):
            return self.asked(asked, row, data)
        return self.saved(sheet, made=False)

    def asked(self, removals, row, data):
        """Show what else would be deleted with the removed rows, before saving."""
        keep(self.request.user, self.request.path, data)
        sent = self.sent(data, left=("csrfmiddlewaretoken",))
        return self.render(
            "records/confirm_remove_rows.html",
            200,
            row=row,
            removals=removals,
            sent=sent,
        )

    @staticmethod
    def sent(data, left):
        """Return the posted data, to be posted again from a confirmation page."""
        return [
            (name, value)
            for name, values in data.lists()
            if not name.startswith(left)
            for value in values
        ]

    def render(self, template, status, **context):
        return self.response_class(
            request=self.request,
            template=[template],
            context=self.get_context_data(**context),
            using=self.template_engine,
            status=status,
        )

    def conflict(self, comparison, data):
        """Show both versions side by side; save nothing, but keep the user's draft."""
        row = row_or_404(self.record, self.kwargs["pk"])
        keep(self.request.user, self.request.path, data)
        left = merge.CHOICE, "joined", delete_rows.CONFIRMED, "csrfmiddlewaretoken"
        return self.render(
            "records/conflict.html",
            409,
            row=row,
            comparison=comparison,
            latest=history_views.latest_change(self.record, row),
            sent=self.sent(data, left),
        )
