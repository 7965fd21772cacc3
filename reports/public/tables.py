"""The table of documents."""

from django.urls import reverse
from django.utils.html import format_html

from partnership.core.pages.tables import Column, PeriodColumn, Table
from reports.public import queries


class DateColumn(PeriodColumn):
    """The date of a paper, or the years of other documents."""

    look = "short"


class ReportTable(Table):
    """List documents as readers see them, newest first."""

    caption = "Documents"

    title = Column("Document", orderable=False)
    type_name = Column("Document type")
    partnership = Column("Partnership")
    year = DateColumn("Year or date", accessor="period_label", order_by="sort_key")
    state = Column("Status", orderable=False)

    class Meta(Table.Meta):
        order_by = "-year"
        empty_text = "No documents match."

    def render_title(self, record):
        url = reverse(
            "reports:document",
            args=[record.document_type, queries.rest_of_path(record)],
        )
        link = format_html('<a href="{}">{}</a>', url, record.title)
        if not record.summary:
            return link
        return format_html('{} <span class="second">{}</span>', link, record.summary)
