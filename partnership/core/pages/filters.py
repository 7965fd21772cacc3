"""Filters for public lists: selects whose values are in the query string."""

import django_filters

from partnership.core.pages.forms import govuk_class
from partnership.core.values import financial_years


class Filters(django_filters.FilterSet):
    """A filter set whose inputs have GOV.UK classes."""

    def get_form_class(self):
        form_class = super().get_form_class()
        for name, field in form_class.base_fields.items():
            field.widget.attrs["class"] = govuk_class(field.widget)
            field.label = self.filters[name].label
        return form_class


class YearFilter(django_filters.ChoiceFilter):
    """A financial year, written 2016-17 in the query string and in the list.

    `starts` returns the years to select from; `filter_year(queryset, year)` filters
    by year.
    """

    def __init__(self, *, starts, filter_year, **kwargs):
        self.filter_year = filter_year
        kwargs.setdefault("label", "Year")
        kwargs.setdefault("empty_label", "All years")

        def choices():
            return [
                (financial_years.label(y), financial_years.label(y)) for y in starts()
            ]

        super().__init__(choices=choices, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return self.filter_year(queryset, financial_years.parse(value))
