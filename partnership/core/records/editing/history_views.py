"""History pages: of one record, with versions to restore, and of all records."""

import datetime as dt
from collections import defaultdict

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.views.generic import TemplateView

from partnership.core.history import changes as history
from partnership.core.history import recent as recent_changes
from partnership.core.models import registry
from partnership.core.models.display import with_count
from partnership.core.models.hooks import LinkedText
from partnership.core.pages.forms import GovukForm
from partnership.core.records.editing.delete import name_of, words_for
from partnership.core.records.editing.related_versions import related_versions
from partnership.core.records.editing.restoring import (
    deleted_references,
    deleted_with,
    links_to,
    restore,
)
from partnership.core.records.forms.fingerprint import FormFingerprint
from partnership.core.records.forms.row_form import RENDERER
from partnership.core.records.forms.widgets import Select
from partnership.core.records.permissions import RecordMixin, StaffRequiredMixin
from partnership.core.values.date_input import DateField
from partnership.core.values.dates import full_moment

LIMIT = 100
VERSIONS_ON_A_PAGE = 50


def latest_change(record, row):
    """Return who last changed a row or a linked record, and when; or None."""
    keys = defaultdict(list)
    for instance in [row, *FormFingerprint(record, row).rows.values()]:
        keys[type(instance)].append(instance.pk)
    newest = [
        model.history.filter(id__in=ids).select_related("history_user").first()
        for model, ids in keys.items()
    ]
    known = [entry for entry in newest if entry is not None]
    if not known:
        return None
    entry = max(known, key=lambda entry: entry.history_date)
    return {
        "who": str(entry.history_user or history.NOBODY),
        "when": full_moment(entry.history_date),
    }


class RecordHistory(RecordMixin, TemplateView):
    """Every version of one row, which may have been deleted."""

    template_name = "records/history.html"

    def get_context_data(self, **kwargs):
        versions = related_versions(self.record, self.kwargs["pk"], self.can_view)
        row = self.record.rows.filter(pk=self.kwargs["pk"]).first()
        if row is None and not self.own_versions(versions):
            raise Http404
        page = Paginator(versions, VERSIONS_ON_A_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            row=row,
            page=page,
            title=self.record.naming.history_title(row)
            if row
            else self.own_versions(versions)[0].title,
            versions=[(version, self.can_restore(version, row)) for version in page],
            first=versions[-1] if versions else None,
            **kwargs,
        )

    def own_versions(self, versions):
        return [version for version in versions if version.record is self.record]

    def can_view(self, record) -> bool:
        return record.has_permission(self.request.user, "view")

    def can_restore(self, version, row) -> bool:
        """What was deleted with the record is only restored with it."""
        if row is None and version.record is not self.record:
            return False
        may = version.record.has_permission(self.request.user, "change")
        return may and version.can_be_restored


class RestoreVersion(RecordMixin, TemplateView):
    """Restore a version as a new change, after showing what it will change."""

    template_name = "records/restore_version.html"

    def required_action(self, request):
        rows = self.record.model._default_manager.filter(pk=self.kwargs["pk"])
        return "change" if rows.exists() else "add"

    def get_context_data(self, **kwargs):
        entry = self.entry()
        row = self.record.rows.filter(pk=entry.id).first()
        older = (
            None if row is None else next(iter(history.read(row.history.all())), None)
        )
        names = history.names_in(self.record.model, [e for e in (entry, older) if e])
        linked = dict.fromkeys(name_of(link.row) for link in links_to(entry))
        return super().get_context_data(
            entry=entry,
            row=row,
            moment=full_moment(entry.history_date),
            title=history.title_of(self.record, entry, names),
            changes=history.changes(entry, older, names),
            with_it=_names(entry, names),
            linked=[LinkedText(name) for name in linked],
            **kwargs,
        )

    def entry(self):
        entries = self.record.model.history.filter(
            id=self.kwargs["pk"], history_id=self.kwargs["version"]
        )
        found = history.read(entries.exclude(history_type=history.DELETED))
        if not found:
            raise Http404
        return found[0]

    def post(self, request, record, pk, version):
        entry = self.entry()
        if missing := deleted_references(entry.instance):
            return self.refuse(missing)
        below = deleted_with(entry)
        try:
            row = restore(record, entry)
        except ValidationError as error:
            return self.refuse(error.messages)
        messages.success(
            request,
            f"“{row}” has been restored to the version from "
            f"{full_moment(entry.history_date)}{_more(below)}.",
        )
        return redirect(record.edit_url(pk))

    def refuse(self, problems):
        context = self.get_context_data(problems=problems)
        return self.render_to_response(context, status=409)


def _more(below) -> str:
    """The other records that were restored, as text."""
    records = with_count(len(below), "record")
    return f", with {records} below it" if below else ""


def _names(deleted, names) -> list[LinkedText]:
    """The names of records that were deleted with one, each with its parent's name."""
    found = []
    known = {(deleted.instance_type, deleted.id): history.former_name(deleted, names)}
    for entry in deleted_with(deleted):
        model = entry.instance_type
        name = history.former_name(entry, history.names_in(model, [entry]) | known)
        known[model, entry.id] = name
        found.append(LinkedText(f"{capfirst(words_for(model)[0])}: {name}"))
    return found


class HistoryFilters(GovukForm):
    """Filter by user, type of record and date."""

    default_renderer = RENDERER

    who = forms.ModelChoiceField(
        get_user_model().objects.all(),
        required=False,
        empty_label="Anyone",
        widget=Select,
        label="User",
    )
    what = forms.ChoiceField(required=False, widget=Select, label="Type of record")
    day = DateField(required=False, label="Date")

    def __init__(self, *args, records, **kwargs):
        super().__init__(*args, **kwargs)
        types = [(record.slug, record.title) for record in records]
        self.fields["what"].choices = [("", "All records"), *types]


class RecentChanges(StaffRequiredMixin, TemplateView):
    """Recent changes to all records that the user may view."""

    template_name = "records/recent_changes.html"

    def get_context_data(self, **kwargs):
        records = [record for group in self.groups.values() for record in group]
        form = HistoryFilters(self.request.GET, records=records)
        chosen = form.cleaned_data if form.is_valid() else {}
        if chosen.get("what"):
            records = [registry.RECORD_TYPES[chosen["what"]]]
        versions = recent_changes.recent(
            LIMIT,
            models={record.model for record in records},
            by=chosen.get("who"),
            day=chosen.get("day"),
        )
        return super().get_context_data(
            form=form,
            versions=versions,
            days=group_by_day(versions),
            is_filtered=any(chosen.values()),
            limit=LIMIT,
            **kwargs,
        )


def group_by_day(versions) -> list[tuple[dt.date, list]]:
    """Group versions by date, newest first."""
    found: dict = {}
    for version in versions:
        day = timezone.localdate(version.entry.history_date)
        found.setdefault(day, []).append(version)
    return list(found.items())
