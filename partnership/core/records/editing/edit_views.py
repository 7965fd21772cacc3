"""The page of one record and its linked records, saved all together or not at all."""

from uuid import uuid4

from django.contrib import messages
from django.core.validators import slug_re
from django.db import transaction
from django.db.models import SlugField
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnership.core.concurrency import unsaved_text
from partnership.core.concurrency.autosave import (
    as_post_data,
    delete_draft,
    get_draft,
    save_draft,
)
from partnership.core.files.fields import posted
from partnership.core.models import hooks
from partnership.core.models.display import whole_number
from partnership.core.models.places import place_field, places_after_last
from partnership.core.records.editing import delete_rows, history_views
from partnership.core.records.forms import formset_data, merge
from partnership.core.records.forms.fingerprint import FormFingerprint, pack
from partnership.core.records.forms.record_form import RecordForm
from partnership.core.records.forms.row_form import form_class
from partnership.core.records.forms.same_name import of_same_name
from partnership.core.records.forms.sent_twice import SentForm
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.shortcuts import get_row_or_404
from partnership.core.text.removed_markup import removed_markup_notice

ADD, MOVE = "add-", "move-"
ANOTHER = "is_another"


class RecordFormView(RecordMixin, TemplateView):
    """Base view for adding and editing a record."""

    template_name = "records/form.html"

    def build_form(self, row, data=None):
        return RecordForm(self.record, row, data, only=self.can_edit)

    def posted(self):
        """The submitted data, with the names of uploaded files."""
        request = self.request
        return posted(request.POST, request.FILES, form_class(self.record))

    def can_edit(self, inline):
        """Whether the user may edit these linked records, as on their own pages."""
        label = inline.model._meta
        user = self.request.user
        return all(
            user.has_perm(f"{label.app_label}.{action}_{label.model_name}")
            for action in ["add", "change", "delete"]
        )

    def page(self, record_form, **kwargs):
        row = record_form.row
        sent = record_form.data or {}
        began = sent.get("began") or pack(
            FormFingerprint(self.record, row, sent).fingerprints
        )
        is_new, problems = row._state.adding, record_form.problems
        context = self.get_context_data(
            record_form=record_form,
            row=row,
            is_new=is_new,
            began=began,
            form_id=(sent.get("form_id") or uuid4().hex) if is_new else "",
            problems=problems,
            folds=is_new and self.record.is_folded and not record_form.form.is_bound,
            first_fieldsets=self.fieldsets(record_form, after_inlines=False),
            last_fieldsets=self.fieldsets(record_form, after_inlines=True),
            more_tabs=hooks.TABS,
            affected_drafts=[] if is_new else hooks.run(hooks.AFFECTED_DRAFTS, row),
            draft=None if record_form.form.is_bound else get_draft(self.request),
            url=self.request.path,
            is_read_only=not is_new and not self.has_permission("change"),
            **kwargs,
        )
        return self.render_to_response(context, status=422 if problems else 200)

    def fieldsets(self, record_form, after_inlines):
        """Return the parts of the form before, or after, the linked records."""
        return [
            (fieldset, list(record_form.form.field_rows(fieldset.fields)))
            for fieldset in self.record.fieldsets
            if fieldset.after_inlines == after_inlines
        ]

    def open_page(self, row):
        """Return the page as stored, or with the user's draft if requested."""
        draft = get_draft(self.request) if "draft" in self.request.GET else None
        if draft is None:
            return self.page(self.build_form(row))
        record_form = self.build_form(row, as_post_data(draft))
        record_form.clear_errors()
        return self.page(record_form, is_restored=True)

    def rearrange(self, record_form):
        """Return the page with a row added or moved if requested, otherwise None."""
        sent = self.request.POST
        for formset in record_form.all_formsets(removed=True):
            if f"{ADD}{formset.prefix}" in sent:
                data = formset_data.add_row(record_form, formset)
            elif asked := sent.get(f"{MOVE}{formset.prefix}"):
                data = formset_data.move_row(record_form, formset, asked)
            else:
                continue
            other = self.build_form(record_form.row, data)
            other.clear_errors()
            return self.page(other)
        return None

    def save(self, record_form, is_new):
        row = record_form.save()
        return self.saved(row, is_new, record_form.removed_markup)

    def saved(self, row, is_new, removed_markup=()):
        """Redirect to the page of a saved record, with a message."""
        delete_draft(self.request)
        action = "added" if is_new else "saved"
        messages.success(self.request, f"“{row}” {action}.")
        for message in hooks.messages_after_save([row]):
            messages.warning(self.request, message)
        for notice in self.build_form(get_row_or_404(self.record, row.pk)).notices:
            messages.warning(self.request, notice)
        if removed_markup:
            messages.warning(self.request, removed_markup_notice(removed_markup))
        if "again" in self.request.POST:
            return redirect(self.record.add_url)
        return redirect(self.record.edit_url(row.pk))

    @staticmethod
    def resubmitted(data, exclude):
        """Return the posted data, to be posted again from a confirmation page."""
        return [
            (name, value)
            for name, values in data.lists()
            if not name.startswith(exclude)
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


class RecordCreate(RecordFormView):
    action = "add"

    def get(self, request, record):
        return self.open_page(self.new_row(request))

    def new_row(self, request):
        """Return a new row with the related rows and slugs that the URL names."""
        row = self.record.model()
        if place_field(self.record.model):
            row.order = next(places_after_last(self.record.model))
        for name in self.record.field_names:
            column = row._meta.get_field(name)
            value = whole_number(request.GET.get(name))
            if column.many_to_one and value is not None:
                if column.related_model._default_manager.filter(pk=value).exists():
                    setattr(row, column.attname, value)
            elif isinstance(column, SlugField):
                named = request.GET.get(name, "")
                if slug_re.match(named) and len(named) <= column.max_length:
                    setattr(row, name, named)
        return row

    def post(self, request, record):
        record_form = self.build_form(record.model(), self.posted())
        if page := self.rearrange(record_form):
            return page
        with transaction.atomic():
            sent = SentForm(request)
            if row := sent.added_row(record.rows):
                return self.saved(row, is_new=True)
            if record_form.is_valid():
                if page := self.ask_if_same(record_form):
                    return page
                answer = self.save(record_form, is_new=True)
                sent.remember(record.rows, record_form.row)
                return answer
        return self.page(record_form)

    def ask_if_same(self, record_form):
        """Ask about records of the same name before another is added, if any."""
        record, row, data = self.record, record_form.row, record_form.data
        same = [] if ANOTHER in data else of_same_name(record, row)
        if not same:
            return None
        save_draft(self.request.user, self.request.path, data)
        found = [(other, record.edit_url(other.pk)) for other in same]
        sent = self.resubmitted(data, exclude=(*unsaved_text.HIDDEN,))
        return self.render(
            "records/same_name.html", 200, row=row, found=found, sent=sent
        )


class RecordUpdate(RecordFormView):
    """Edit a record; opening it needs the view permission, saving the change one."""

    def required_action(self, request):
        return "change" if request.method == "POST" else "view"

    def get(self, request, record, pk):
        return self.open_page(get_row_or_404(record, pk))

    def post(self, request, record, pk):
        data = self.posted()
        with transaction.atomic():
            row = get_row_or_404(record, pk, for_update=True)
            return self.update(row, data)

    def update(self, row, data):
        """Save the posted data, or return the page that says why it was not saved."""
        comparison = merge.Comparison(self.record, row, data.get("began"))
        data = formset_data.drop_deleted_rows(data, comparison)
        record_form = self.build_form(row, data)
        if page := self.rearrange(record_form):
            return page
        if not record_form.is_valid():
            return self.page(record_form)
        comparison.read(record_form)
        if comparison.is_stale:
            if not comparison.is_resolved(data):
                return self.show_conflict(comparison, data)
            record_form = self.merged_form(comparison, record_form)
            if not record_form.is_valid():
                return self.page(record_form)
        return self.delete_and_save(record_form, data)

    def merged_form(self, comparison, record_form):
        """Return the form with the other user's changes, as this user has chosen."""
        row = get_row_or_404(self.record, record_form.row.pk)
        data = merge.merged(record_form.data, comparison, record_form)
        return self.build_form(row, data)

    def delete_and_save(self, record_form, data):
        """Save a valid form, unless it removes rows that are used or need confirming.

        `data` is what was posted, before it was merged.
        """
        deletions = delete_rows.row_deletions(record_form)
        if delete_rows.any_blocked(deletions):
            return self.page(record_form)
        if unconfirmed := delete_rows.unconfirmed(deletions, data):
            return self.confirm_deletions(unconfirmed, record_form.row, data)
        return self.save(record_form, is_new=False)

    def confirm_deletions(self, deletions, row, data):
        """Show what else would be deleted with the removed rows, before saving."""
        save_draft(self.request.user, self.request.path, data)
        return self.render(
            "records/confirm_remove_rows.html",
            200,
            row=row,
            deletions=deletions,
            sent=self.resubmitted(data, exclude=(*unsaved_text.HIDDEN,)),
        )

    def show_conflict(self, comparison, data):
        """Show both versions side by side; save nothing, but keep the user's draft."""
        row = get_row_or_404(self.record, self.kwargs["pk"])
        save_draft(self.request.user, self.request.path, data)
        exclude = merge.CHOICE, "merged", delete_rows.CONFIRMED, *unsaved_text.HIDDEN
        return self.render(
            "records/conflict.html",
            409,
            row=row,
            comparison=comparison,
            latest=history_views.latest_change(self.record, row),
            sent=self.resubmitted(data, exclude),
        )
