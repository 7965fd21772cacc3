"""Filters above the list of documents."""

import django_filters

from partnership.core.pages.filters import (
    Filters,
    YearFilter,
)
from partnership.models import Partnership
from reports import document_types
from reports.models import Report


def report_years():
    years = Report.objects.order_by("-year").values_list("year", flat=True)
    return years.distinct()


def partnerships_with_reports(request):
    return Partnership.objects.filter(reports__isnull=False).distinct()


class ReportFilters(Filters):
    kind = django_filters.ChoiceFilter(
        choices=lambda: [
            (document_type.code, document_type.name)
            for document_type in document_types.DOCUMENT_TYPES.values()
        ],
        label="Document type",
        empty_label="All document types",
    )
    partnership = django_filters.ModelChoiceFilter(
        queryset=partnerships_with_reports,
        to_field_name="code",
        label="Partnership",
        empty_label="All partnerships",
    )
    year = YearFilter(
        starts=report_years, filter_year=lambda rows, year: rows.filter(year=year)
    )

    class Meta:
        model = Report
        fields = ["kind", "partnership", "year"]
