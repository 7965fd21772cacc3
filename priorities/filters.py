"""Filters above the lists of priorities and measures, from the rows listed."""

from django import forms

from partnership.core.pages.forms import GovukForm
from partnership.core.values import financial_years
from partnership.core.values.names import sort_key


class PriorityFilters(GovukForm):
    """Filters by year and partnership; only those of listed priorities are offered."""

    year = forms.ChoiceField(required=False)
    partnership = forms.ChoiceField(required=False)

    def __init__(self, rows, data):
        super().__init__(data or None)
        self.rows = rows
        years = {y for r in rows for y in range(r["from_year"], r["to_year"] + 1)}
        labels = [financial_years.label(year) for year in sorted(years, reverse=True)]
        named = {r["partnership"]["code"]: r["partnership"]["name"] for r in rows}
        partnerships = sorted(named.items(), key=lambda pair: sort_key(pair[1]))
        self.fields["year"].choices = [("", "All years"), *((y, y) for y in labels)]
        self.fields["partnership"].choices = [("", "All partnerships"), *partnerships]

    def matching(self) -> list[dict]:
        """The rows that match; none if a filter has an unknown value."""
        if not self.is_bound:
            return self.rows
        if not self.is_valid():
            return []
        year, partnership = self.cleaned_data["year"], self.cleaned_data["partnership"]
        start = financial_years.parse(year) if year else None
        return [
            row
            for row in self.rows
            if (start is None or row["from_year"] <= start <= row["to_year"])
            and partnership in ("", row["partnership"]["code"])
        ]


class MeasureFilters(GovukForm):
    """Filters by name, area and theme.

    Only areas with figures are offered.
    """

    q = forms.CharField(
        required=False, max_length=100, label="Name", widget=forms.SearchInput
    )
    area = forms.ChoiceField()
    theme = forms.ChoiceField(required=False)

    def __init__(self, areas, themes, data):
        super().__init__(data)
        by_name = sorted(areas.items(), key=lambda pair: pair[1])
        self.fields["area"].choices = by_name
        self.fields["theme"].choices = [
            ("", "All themes"),
            *((t, t) for t in sorted(themes)),
        ]

    def named(self, rows):
        """Return the rows whose measure has every search word in its name."""
        words = self.cleaned_data["q"].casefold().split()
        return [r for r in rows if all(word in r["sort_name"] for word in words)]
