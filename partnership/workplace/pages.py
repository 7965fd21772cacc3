"""The page of one row: a form with what belongs to it, saved whole or not at all."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnership.leftout import sentence
from partnership.workplace import following, histories, joining
from partnership.workplace.access import RecordMixin
from partnership.workplace.drafts import as_posted, forget, keep, kept_words
from partnership.workplace.forms import Sheet
from partnership.workplace.rows import row_or_404
from partnership.workplace.state import State, packed

ADD = "add-"


class RowPage(RecordMixin, TemplateView):
    """What a new row and a row that is there have in common."""

    template_name = "work/form.html"

    def sheet(self, row, data=None):
        return Sheet(self.record, row, data, only=self.may_edit)

    def may_edit(self, children):
        """Whether the rows below may be edited here: as on their own pages."""
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
            parts=[
                (part, list(sheet.form.box_rows(part.fields)))
                for part in self.record.parts
            ],
            blanks=[(c, fs, sheet.blank(fs)) for c, fs in sheet.formsets],
            follows=[] if is_new else following.ask(following.FOLLOWS, row),
            kept=None if sheet.form.is_bound else kept_words(self.request),
            address=self.request.path,
            is_read_only=not is_new and not self.may("change"),
            **kwargs,
        )
        return self.render_to_response(context)

    def opened(self, row):
        """The page as it is stored, or with the words that were kept, if asked for."""
        draft = kept_words(self.request) if "draft" in self.request.GET else None
        if draft is None:
            return self.page(self.sheet(row))
        sheet = self.sheet(row, as_posted(draft))
        sheet.quiet()
        return self.page(sheet, brought_back=True)

    def enlarged(self, sheet):
        """The page with one row more, if that is what was asked for."""
        for _, formset in sheet.formsets:
            name = f"{ADD}{formset.prefix}"
            if name in self.request.POST:
                larger = self.sheet(sheet.row, joining.with_one_more(sheet, formset))
                larger.quiet()
                return self.page(larger, focus=formset.prefix)
        return None

    def saved(self, sheet, made):
        row = sheet.save()
        forget(self.request)
        deed = "added" if made else "saved"
        messages.success(self.request, f"“{row}” is {deed}.")
        for told in following.ask(following.REMARKS, row):
            messages.warning(self.request, told.words)
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
        """An empty row, with what the address already says of it."""
        row = self.record.model()
        for name in self.record.names:
            column = row._meta.get_field(name)
            value = request.GET.get(name, "")
            if column.many_to_one and value.isdigit():
                if column.related_model._default_manager.filter(pk=value).exists():
                    setattr(row, column.attname, int(value))
        return row

    def post(self, request, record):
        sheet = self.sheet(record.model(), request.POST)
        if page := self.enlarged(sheet):
            return page
        with transaction.atomic():
            if sheet.is_valid():
                return self.saved(sheet, made=True)
        return self.page(sheet)


class Edit(RowPage):
    """Whoever may see a row can open it; saving needs more."""

    def needed(self, request):
        return "change" if request.method == "POST" else "view"

    def get(self, request, record, pk):
        return self.opened(row_or_404(record, pk))

    def post(self, request, record, pk):
        with transaction.atomic():
            row = row_or_404(record, pk, for_update=True)
            return self.take(row, request.POST)

    def take(self, row, data):
        """Save what was sent, or show what keeps it from being saved."""
        record = self.record
        comparison = joining.Comparison(record, row, data.get("began"))
        if comparison.gone:
            data = joining.without_gone(data, comparison)
        sheet = self.sheet(row, data)
        if page := self.enlarged(sheet):
            return page
        if not sheet.is_valid():
            return self.page(sheet)
        comparison.read(sheet)
        if comparison.moved or comparison.gone:
            asked = {one.key for one in comparison.clashes} - joining.chosen(data)
            if asked or data.get("joined") != comparison.state.digest:
                return self.conflict(comparison, data)
            again = joining.joined(data, comparison, sheet)
            sheet = self.sheet(row_or_404(record, row.pk), again)
            if not sheet.is_valid():
                return self.page(sheet)
        return self.saved(sheet, made=False)

    def conflict(self, comparison, data):
        """Both versions side by side; nothing is saved and nothing is lost."""
        row = row_or_404(self.record, self.kwargs["pk"])
        keep(self.request.user, self.request.path, data)
        left = joining.CHOICE, "joined", "csrfmiddlewaretoken"
        sent = [
            (name, value)
            for name, values in data.lists()
            if not name.startswith(left)
            for value in values
        ]
        context = self.get_context_data(
            row=row,
            comparison=comparison,
            latest=histories.latest_change(self.record, row),
            sent=sent,
        )
        return self.response_class(
            request=self.request,
            template=["work/conflict.html"],
            context=context,
            using=self.template_engine,
            status=409,
        )
