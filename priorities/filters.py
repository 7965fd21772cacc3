"""Filters above the lists of priorities and measures."""

import django_filters
from django import forms

from partnership.filters import Filters, YearFilter
from partnership.models import Area, Partnership
from priorities.models import Measure, Priority


def priority_years():
    """Every year in which some priority holds, newest first."""
    spans = Priority.objects.order_by().values_list("from_year", "to_year").distinct()
    held = {year for first, last in spans for year in range(first, last + 1)}
    return sorted(held, reverse=True)


def partnerships_with_priorities(request):
    return Partnership.objects.filter(priorities__isnull=False).distinct()


class PriorityFilters(Filters):
    year = YearFilter(
        starts=priority_years,
        keep=lambda rows, year: rows.filter(from_year__lte=year, to_year__gte=year),
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
    """Which area's figures, and which theme; the area has a figure for every choice."""

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
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-select"
