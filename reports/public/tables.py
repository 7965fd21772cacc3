"""The table of documents."""

from django.urls import reverse
from django.utils.html import format_html

from partnership.core.pages.tables import (
    Column,
    PeriodColumn,
    Table,
)
from reports.models import Report
from reports.public import queries


class DateColumn(PeriodColumn):
    """The date of a paper, or the years of other documents."""

    look = "short"


class ReportTable(Table):
    caption = "Documents"

    title = Column("Document", orderable=False, empty_values=())
    kind = Column("Document type")
    partnership = Column("Partnership", accessor="partnership__name")
    year = DateColumn("Year or date", accessor="period_label")
    status = Column("Status", orderable=False)

    class Meta(Table.Meta):
        model = Report
        fields = ["title", "kind", "partnership", "year", "status"]
        order_by = "-year"
        empty_text = "No documents match."

    def order_year(self, queryset, is_descending):
        """By reporting year, then by period, then by document type."""
        order = ["-year", "-period"] if is_descending else ["year", "period"]
        return queryset.order_by(*order, "kind", "partnership__name"), True

    def render_title(self, record):
        url = reverse(
            "reports:document", args=[record.kind, queries.rest_of_path(record)]
        )
        link = format_html('<a href="{}">{}</a>', url, queries.title_of(record))
        if not record.summary:
            return link
        return format_html('{} <span class="second">{}</span>', link, record.summary)

    def render_kind(self, record):
        return queries.document_type_name(record)
