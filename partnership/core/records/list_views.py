"""Lists of records: search, filters, order, totals, pages and downloads."""

from itertools import islice

from django.core.paginator import EmptyPage
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.views.generic import TemplateView, View
from django_tables2 import RequestConfig
from tablib import Dataset

from partnership.core.imports.formats import (
    EXPORT_FORMATS,
    safe_cell,
)
from partnership.core.models.display import (
    display_value,
    whole_number,
    with_count,
)
from partnership.core.records import bulk_actions
from partnership.core.records.filters import filters_class
from partnership.core.records.list_columns.tables import (
    final_column,
    related_paths,
    table_class,
)
from partnership.core.records.permissions import (
    RecordMixin,
    StaffRequiredMixin,
)
from partnership.core.values import money

FORMATS = {kind().get_extension(): kind for kind in EXPORT_FORMATS}
CHUNK = 2000
EXPORT_FAILED = "The file could not be created: "


class ListQuery:
    """The rows of a list, filtered and ordered as the URL says."""

    def __init__(self, record, request):
        self.record, self.request = record, request
        rows = record.model._default_manager.select_related(*related_paths(record))
        self.filters = filters_class(record)(
            request.GET, queryset=rows, request=request
        )
        self.table = table_class(record)(self.filters.qs)
        self.table.base_url = record.list_url
        RequestConfig(request, paginate=False).configure(self.table)
        ordered = self.table.data.data
        order = ordered.query.order_by or record.model._meta.ordering
        # A stable order, or a row could appear on 2 pages.
        self.table.data.data = ordered.order_by(*order, "pk")

    @property
    def rows(self):
        return self.table.data.data

    @property
    def is_filtered(self) -> bool:
        return any(True for _ in self.filters.chips)

    def totals(self):
        """Yield the total of all rows of the list, not just of the page, by year.

        Each is what the total is of, the number of rows and the pounds, as text.
        """
        total, rows = self.record.listing.total, self.filters.qs.order_by()
        columns = [(path, final_column(self.record.model, path)) for path in total.by]
        if total.rows:
            rows = total.rows(rows)
        sums = rows.values(*total.by).annotate(
            gbp_of_rows=Sum(total.field), number_of_rows=Count("pk")
        )
        for line in sums.order_by(*(f"-{path}" for path in total.by)):
            of = [display_value(column, line[path]) for path, column in columns]
            gbp = line["gbp_of_rows"]
            pounds = "not recorded" if gbp is None else money.pounds(gbp)
            rows_text = with_count(line["number_of_rows"], "row", "rows")
            yield ", ".join(of), rows_text, pounds

    def dataset(self):
        """Return the rows of all pages, with numbers as numbers."""
        shown = self.table.shown
        dataset = Dataset(
            headers=[bound.header for bound in self.table.columns],
            title=self.record.title,
        )
        rows = self.rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            self.table.read_tokens(chunk)
            for row in chunk:
                dataset.append([safe_cell(column.exported(row)) for column in shown])
        return dataset


def requested_page(request) -> int:
    """Return the page number in the URL, or 1 if it is not a number."""
    return max(whole_number(request.GET.get("page")) or 1, 1)


class RecordList(RecordMixin, TemplateView):
    template_name = "records/list.html"

    def get_context_data(self, **kwargs):
        query = ListQuery(self.record, self.request)
        table = query.table
        table.page = None
        try:
            table.paginate(page=requested_page(self.request))
        except EmptyPage:
            table.paginate(page=table.paginator.num_pages)
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
        kind = FORMATS[extension]()
        try:
            content = kind.export_data(ListQuery(record, request).dataset())
        except ValueError as error:
            return HttpResponse(
                f"{EXPORT_FAILED}{error}", status=422, content_type="text/plain"
            )
        response = HttpResponse(content, content_type=kind.CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{record}.{extension}"'
        return response


class RecordIndex(StaffRequiredMixin, TemplateView):
    """All types of record that the user may view, by group."""

    template_name = "records/index.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=self.groups, **kwargs)
