"""Filters above the lists, built from the record declarations."""

from functools import cache
from html import escape

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q

from partnership.core.models import hooks, registry
from partnership.core.models.display import label_of
from partnership.core.pages.forms import govuk_class
from partnership.core.records.forms.widgets import Select
from partnership.core.records.lists.columns.tables import final_column
from partnership.core.text.rich_text import RichTextField
from partnership.core.values import financial_years
from partnership.core.values.financial_years import FinancialYearField


class RecordFilters(django_filters.FilterSet):
    """A text search and selects; all are query parameters of the URL."""

    def get_form_class(self):
        form_class = super().get_form_class()
        for name, field in form_class.base_fields.items():
            field.widget.attrs["class"] = govuk_class(field.widget)
            field.label = self.filters[name].label
        return form_class

    @property
    def chips(self):
        """Yield the text of each active filter and the URL without it."""
        if not self.form.is_valid():
            return
        for name, value in self.form.cleaned_data.items():
            if value in (None, ""):
                continue
            rest = self.data.copy()
            for parameter in (name, "page"):
                rest.pop(parameter, None)
            text = f"{self.form.fields[name].label}: {self._value_text(name, value)}"
            yield text, f"?{rest.urlencode()}"

    def _value_text(self, name, value):
        field = self.form.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(value, models.Model):
            return str(dict(field.choices).get(value, value))
        return str(value)


class NamedChoiceField(django_filters.fields.ModelChoiceField):
    widget = Select


class NamedFilter(django_filters.ModelChoiceFilter):
    field_class = NamedChoiceField


class YearFilter(django_filters.ChoiceFilter):
    """A financial year, written 2016-17 in the query string and in the list."""

    def filter(self, queryset, value):
        year = financial_years.parse(value) if value else None
        return super().filter(queryset, year)


class YesNoFilter(django_filters.ChoiceFilter):
    def filter(self, queryset, value):
        return super().filter(queryset, value == "yes") if value else queryset


class SearchFilter(django_filters.CharFilter):
    """Match rows that contain every word in a searched column or other name, each once.

    A word that is a year, such as 2016-17, also matches rows of that year. A row that
    covers several years matches each of them.
    """

    def __init__(self, columns, years_in=(), **kwargs):
        super().__init__(max_length=100, widget=forms.SearchInput, **kwargs)
        self.columns, self.years_in = columns, years_in

    def filter(self, queryset, value):
        rows = queryset.model._default_manager.order_by()
        for word in (value or "").split():
            match = self._in_year(word)
            for path in self.columns:
                is_html = isinstance(final_column(queryset.model, path), RichTextField)
                typed = escape(word, quote=False) if is_html else word
                match |= Q(**{f"{path}__icontains": typed})
            for also in hooks.ALSO_MATCHED:
                match |= also(queryset.model, word)
            if any(_has_many_values(queryset.model, path) for path in self.columns):
                # A join would list a person once for each of their posts.
                match = Q(pk__in=rows.filter(match).values("pk"))
            queryset = queryset.filter(match)
        return queryset

    def _in_year(self, word):
        try:
            year = financial_years.parse(word)
        except ValueError:
            return Q()
        match = Q()
        for path in self.years_in:
            match |= Q(**{path: year})
            last = f"{path.removesuffix('from_year')}to_year"
            if path.endswith("from_year") and last in self.years_in:
                match |= Q(**{f"{path}__lte": year, f"{last}__gte": year})
        return match


def _has_many_values(model, path) -> bool:
    """Whether a path from the model can lead to several values for one row."""
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


def years_shown(record):
    """Return the financial year columns that a list shows or is filtered by."""
    paths = dict.fromkeys([*record.listing.columns, *record.listing.filters])
    columns = {path: final_column(record.model, path) for path in paths}
    return [
        p for p, column in columns.items() if isinstance(column, FinancialYearField)
    ]


def _years_of(record, path):
    def choices():
        rows = record.model._default_manager.order_by().exclude(**{path: None})
        years = rows.values_list(path, flat=True).distinct()
        labels = map(financial_years.label, sorted(years, reverse=True))
        return [(label, label) for label in labels]

    return choices


def _used(record, path, related):
    """Offer only rows that are in use, with the relations that their names need."""

    def rows(request):
        target = registry.record_type_of(related)
        # For each row, one look in an index: a list may have very many records.
        used = record.model._default_manager.order_by().filter(**{path: OuterRef("pk")})
        all_rows = target.rows if target else related._default_manager.all()
        return all_rows.filter(Exists(used))

    return rows


def filter_for(record, path):
    column = final_column(record.model, path)
    label = record.fields.labels.get(path) or label_of(column)
    if isinstance(column, FinancialYearField):
        return YearFilter(
            field_name=path,
            label=label,
            choices=_years_of(record, path),
            empty_label="All years",
            widget=Select,
        )
    if column.is_relation:
        return NamedFilter(
            field_name=path,
            label=label,
            queryset=_used(record, path, column.related_model),
            empty_label="All",
        )
    if isinstance(column, models.BooleanField):
        return YesNoFilter(
            field_name=path,
            label=label,
            choices=[("yes", "Yes"), ("no", "No")],
            empty_label="All",
            widget=Select,
        )
    if path in record.fields.choices:
        return django_filters.ChoiceFilter(
            field_name=path,
            label=label,
            choices=record.fields.choices[path],
            empty_label="All",
            widget=Select,
        )
    if isinstance(column, models.IntegerField) and not column.choices:
        return django_filters.AllValuesFilter(
            field_name=path, label=label, empty_label="All", widget=Select
        )
    choices = [(value, text) for value, text in column.flatchoices if value]
    return django_filters.ChoiceFilter(
        field_name=path, label=label, choices=choices, empty_label="All", widget=Select
    )


@cache
def filters_class(record):
    filters = {
        "q": SearchFilter(record.listing.search, years_shown(record), label="Search")
    }
    for path in record.listing.filters:
        filters[path] = filter_for(record, path)
    meta = type("Meta", (), {"model": record.model, "fields": []})
    return type(
        f"{record.model.__name__}Filters", (RecordFilters,), filters | {"Meta": meta}
    )
