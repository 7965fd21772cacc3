"""The rows of a list for the parameters of its URL, with totals, and as a file."""

from django.db.models import Count, Sum
from django_tables2 import RequestConfig

from partnership.core.imports.formats import EXPORT_FORMATS
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.display import display_value, with_count
from partnership.core.records.lists.columns.tables import (
    final_column,
    related_paths,
    table_class,
)
from partnership.core.records.lists.filters import filters_class
from partnership.core.records.lists.long_lists import ListRows
from partnership.core.values import money

FORMATS = {kind().get_extension(): kind for kind in EXPORT_FORMATS}


class ListQuery:
    """The rows of a list, filtered and ordered by the parameters of the URL."""

    def __init__(self, record, request):
        self.record, self.request = record, request
        rows = record.model._default_manager.select_related(*related_paths(record))
        self.filters = filters_class(record)(
            request.GET, queryset=rows, request=request
        )
        self.table = table_class(record)(ListRows(self.filters.qs))
        self.table.base_url = record.list_url
        RequestConfig(request, paginate=False).configure(self.table)
        ordered = self.table.data.data
        order = ordered.query.order_by or record.model._meta.ordering
        # Without a stable order, a row could appear on 2 pages.
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
            rows_text = with_count(line["number_of_rows"], "row")
            yield ", ".join(of), rows_text, pounds

    def dataset(self):
        """Return the rows of all pages as an import of the list reads them."""
        return RESOURCES[self.record.model]().export(queryset=self.rows)
