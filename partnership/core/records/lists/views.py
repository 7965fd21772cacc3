"""Lists of records: search, filters, order, totals, pages and downloads."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import EmptyPage
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from partnership.core.background import jobs
from partnership.core.models.display import whole_number
from partnership.core.records.lists import bulk_actions, download_jobs
from partnership.core.records.lists.downloads import download_dataset
from partnership.core.records.lists.query import FORMATS, ListQuery
from partnership.core.records.permissions import RecordMixin, StaffRequiredMixin


def paginate(table, request, **options) -> None:
    """Show the page of a table that the URL names, the first or the last."""
    page = max(whole_number(request.GET.get("page")) or 1, 1)
    try:
        table.paginate(page=page, **options)
    except EmptyPage:
        table.paginate(page=table.paginator.num_pages, **options)


class RecordList(RecordMixin, TemplateView):
    template_name = "records/list.html"

    def get_context_data(self, **kwargs):
        query = ListQuery(self.record, self.request)
        table = query.table
        table.page = None
        paginate(table, self.request)
        count = table.paginator.count
        filtered = query.is_filtered
        all_count = self.record.model._default_manager.count() if filtered else count
        table.caption = self.record.title
        table.with_checkboxes = bool(
            bulk_actions.available_actions(self.record, self.request.user)
        )
        parameters = self.request.GET.copy()
        parameters.pop("page", None)
        return super().get_context_data(
            filter=query.filters,
            table=table,
            count=count,
            all_count=all_count,
            is_filtered=filtered,
            totals=list(query.totals())
            if self.record.listing.total and count
            else None,
            total_position=self._total_position(table),
            actions=bulk_actions.available_actions(self.record, self.request.user),
            formats=[(kind().get_title(), name) for name, kind in FORMATS.items()],
            query=parameters.urlencode(),
            **kwargs,
        )

    def _total_position(self, table):
        """Return the number of columns before and after the total."""
        listing = self.record.listing
        if not listing.total:
            return None
        before = list(listing.columns).index(listing.total.field)
        return before, len(listing.columns) - before - 1


class ListDownload(RecordMixin, View):
    """Download the rows of a list, of all its pages."""

    def get(self, request, record, extension):
        if extension not in FORMATS:
            raise Http404
        query = ListQuery(record, request)
        if query.rows.count() > download_jobs.MANY_ROWS:
            job = download_jobs.start_download(
                request.user, record, extension, request.GET.urlencode()
            )
            return jobs.redirect_to(request, job)
        return download_dataset(query.dataset(), FORMATS[extension](), record)


class DownloadReady(RecordMixin, TemplateView):
    """A download that a worker has made; `is_file` sends the file itself."""

    template_name = "records/download_ready.html"
    is_file = False

    def get(self, request, record, key, extension):
        path = download_jobs.download_path(request.user, key, extension)
        if extension not in FORMATS or not default_storage.exists(path):
            messages.warning(request, "This download has expired. Start it again.")
            return redirect(record.list_url)
        if not self.is_file:
            return super().get(request, record=record, key=key, extension=extension)
        return FileResponse(
            default_storage.open(path),
            filename=f"{record}.{extension}",
            as_attachment=True,
            content_type=FORMATS[extension].CONTENT_TYPE,
        )


class RecordIndex(StaffRequiredMixin, TemplateView):
    """All types of record that the user may view, by group."""

    template_name = "records/index.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=self.groups, **kwargs)
