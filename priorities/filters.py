"""Filters above the lists of priorities and measures."""

import django_filters
from django import forms

from partnership.core.pages.filters import (
    Filters,
    YearFilter,
)
from partnership.models import Area, Partnership
from priorities.models import Measure, Priority


def priority_years():
    """Return each year covered by a priority, newest first."""
    spans = Priority.objects.order_by().values_list("from_year", "to_year").distinct()
    years = {year for first, last in spans for year in range(first, last + 1)}
    return sorted(years, reverse=True)


def partnerships_with_priorities(request):
    """Partnerships to offer in the filter."""
    return Partnership.objects.filter(priorities__isnull=False).distinct()


class PriorityFilters(Filters):
    """Filters by year and partnership."""

    year = YearFilter(
        starts=priority_years,
        filter_year=lambda rows, year: rows.filter(
            from_year__lte=year, to_year__gte=year
        ),
    )
    partnership = django_filters.ModelChoiceFilter(
        queryset=partnerships_with_priorities,
        to_field_name="code",
        label="Partnership",
        empty_label="All partnerships",
    )

    class Meta:
        model = Priority
        fields = ["year", "partnership"]


class MeasureFilters(forms.Form):
    """Filters by name, area and theme.

    Only areas with figures are offered.
    """

    q = forms.CharField(required=False, max_length=100, label="Name")
    area = forms.ModelChoiceField(
        Area.objects.filter(observations__isnull=False).distinct(),
        to_field_name="code",
        empty_label=None,
    )
    theme = forms.ChoiceField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        themes = (
            Measure.objects.exclude(theme="")
            .order_by("theme")
            .values_list("theme", flat=True)
            .distinct()
        )
        self.fields["theme"].choices = [("", "All themes"), *((t, t) for t in themes)]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = (
                "govuk-input" if name == "q" else "govuk-select"
            )
        self.fields["q"].widget.input_type = "search"

    def named(self, rows):
        """Return the rows whose measure has every search word in its name."""
        words = self.cleaned_data["q"].casefold().split()
        return [row for row in rows if all(word in row.sort_name for word in words)]
