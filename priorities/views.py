"""Public pages of priorities and measures."""

from django.db.models import Prefetch
from django.urls import reverse
from django.views.generic import DetailView, ListView
from django_filters.views import FilterView
from django_tables2 import RequestConfig, SingleTableMixin

from partnership.core.pages.mixins import ReaderMixin
from partnership.models import Partnership
from priorities.filters import MeasureFilters, PriorityFilters
from priorities.models import Lead, Measure, Priority, PriorityLink, Strand
from priorities.queries.assessment import area_of
from priorities.queries.change_summary import change_summaries
from priorities.queries.latest import latest_in
from priorities.queries.target_results import target_results
from priorities.tables import (
    MeasureTable,
    ObservationTable,
    PriorityTable,
    ReportedChangeTable,
    ResultTable,
)


class PriorityList(ReaderMixin, SingleTableMixin, FilterView):
    """All priorities, with filters."""

    template_name = "priorities/priority_list.html"
    table_class = PriorityTable
    filterset_class = PriorityFilters
    queryset = Priority.objects.select_related("partnership").prefetch_related(
        Prefetch("earlier_links", PriorityLink.objects.select_related("earlier"))
    )

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.empty_text = "No priorities match."
        table.clear_url = reverse("priorities:priority_list")
        return table


class PriorityDetail(ReaderMixin, DetailView):
    """One priority with its strands, leads, links and measures."""

    template_name = "priorities/priority_detail.html"
    slug_field = slug_url_kwarg = "code"
    queryset = Priority.objects.select_related("partnership").prefetch_related(
        "objectives__plan",
        Prefetch("earlier_links", PriorityLink.objects.select_related("earlier")),
        Prefetch("later_links", PriorityLink.objects.select_related("later")),
        Prefetch("strands", Strand.objects.order_by("order")),
        Prefetch(
            "strands__leads",
            Lead.objects.select_related("partner", "partnership", "group"),
        ),
    )

    def get_context_data(self, **kwargs):
        area = area_of(self.object.partnership)
        table = MeasureTable(
            latest_in(area, priority_theme=self.object) if area else [],
            orderable=False,
        )
        table.caption = f"Measures for this priority, {area}"
        return super().get_context_data(table=table, **kwargs)


class MeasureList(ReaderMixin, SingleTableMixin, ListView):
    """The latest figures of every measure in one area."""

    template_name = "priorities/measure_list.html"
    table_class = MeasureTable

    def get_queryset(self):
        """Rows of the selected area, or the home partnership's; none if unknown."""
        self.home = Partnership.objects.home()
        self.area = area_of(self.home) if self.home else None
        usual = {"area": self.area.code} if self.area else {}
        self.form = MeasureFilters({**usual, **self.request.GET.dict()})
        if not self.form.is_valid():
            return []
        self.area = self.form.cleaned_data["area"]
        theme = self.form.cleaned_data["theme"]
        rows = latest_in(self.area, **({"theme": theme} if theme else {}))
        return self.form.named(rows)

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.caption = f"Measures for {self.area}" if self.area else "Measures"
        table.empty_text = self.empty_text
        table.clear_url = reverse("priorities:measure_list")
        return table

    @property
    def empty_text(self):
        """The message if nothing matches."""
        words = self.form.cleaned_data.get("q")
        if not words or not self.form.is_valid():
            return "No measures match. Try another area or theme."
        return (
            f"No measures for {self.area} match “{words}”. Try a different search, "
            "area or theme."
        )

    def get_context_data(self, **kwargs):
        chosen = {"form": self.form, "is_bound": bool(self.request.GET)}
        return super().get_context_data(home=self.home, filter=chosen, **kwargs)


class MeasureDetail(ReaderMixin, DetailView):
    """One measure with its figures, targets, changes and comparisons."""

    template_name = "priorities/measure_detail.html"
    slug_field = slug_url_kwarg = "code"
    queryset = Measure.objects.select_related("priority_theme", "part_of")

    def get_context_data(self, **kwargs):
        measure = self.object
        rows = measure.observations.select_related("area", "measure")
        figures = list(rows)
        counted = any(row.denominator is not None for row in figures)
        observations = ObservationTable(rows, exclude=() if counted else ("counts",))
        observations.caption = "All figures"
        RequestConfig(self.request).configure(observations)
        changes = list(measure.reported_changes.select_related("area", "measure"))
        return super().get_context_data(
            table=observations,
            change_summaries=change_summaries(measure, figures, changes),
            results=ResultTable(target_results(measure)),
            reported_changes=ReportedChangeTable(changes),
            comparisons=measure.comparisons.select_related("area", "against"),
            **kwargs,
        )
