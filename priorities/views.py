"""Public pages of priorities, objectives and measures."""

from itertools import groupby

from django.views.generic import ListView, TemplateView
from django_tables2 import RequestConfig

from partnership.core.pages.mixins import FilteredListMixin, ReaderMixin
from partnership.core.releases.queries import public_rows
from partnership.core.releases.views import ReleasedPage
from partnership.models.wording import local
from partnership.partners.public import public_home
from priorities.filters import MeasureFilters, PriorityFilters
from priorities.measure_releases import areas_with_figures, public_themes
from priorities.queries.measured import CONTINUES, with_earlier
from priorities.tables import (
    MeasureTable,
    ObservationTable,
    PriorityTable,
    ReportedChangeTable,
    ResultTable,
)


class PriorityList(FilteredListMixin, ListView):
    """All priorities, with filters."""

    template_name = "priorities/priority_list.html"
    table_class = PriorityTable

    def get_queryset(self):
        rows = public_rows("priority")
        self.form = PriorityFilters(rows, self.request.GET)
        return self.form.matching()

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.empty_text = local("No {priority.plural} match.")
        return table


class PriorityDetail(ReleasedPage):
    """One priority with its strands, leads, links and measures."""

    template_name = "priorities/priority_detail.html"
    kind, context_name = "priority", "priority"

    def get_context_data(self, **kwargs):
        rows = public_rows("priority")
        later = _replacing(rows, self.key)
        self.content = _with_newer(self.content, later=later)
        priority = self.content
        area = _area_of(priority["partnership"]["code"])
        codes = _continued(rows, self.key)
        found = latest_rows(area["code"]) if area else []
        table = MeasureTable(
            [row for row in found if row["priority"] in codes], orderable=False
        )
        table.caption = local("Measures for this {priority}")
        if area:
            table.caption += f", {area['name']}"
        measures = [
            row
            for row in public_rows("measure", priority_theme__code__in=codes)
            if row["priority"] in codes
        ]
        return super().get_context_data(
            table=table,
            measures=measures,
            contributing=_contributing_to(rows, self.key),
            **kwargs,
        )


class ObjectiveList(ReaderMixin, TemplateView):
    """The objectives of each Commissioner's plan, the latest plan first."""

    template_name = "priorities/objective_list.html"

    def get_context_data(self, **kwargs):
        rows = sorted(
            public_rows("objective"),
            key=lambda row: (row["plan"]["name"], row["plan"]["code"], row["number"]),
            reverse=True,
        )
        plans = [
            (plan, list(objectives)[::-1])
            for plan, objectives in groupby(rows, lambda row: row["plan"]["name"])
        ]
        return super().get_context_data(plans=plans, **kwargs)


class ObjectiveDetail(ReleasedPage):
    """One objective, with data from the priorities that support it.

    Their measures and funding are what the public sees now.
    """

    template_name = "priorities/objective_detail.html"
    kind, context_name = "objective", "objective"

    def get_context_data(self, **kwargs):
        later = [
            row
            for row in public_rows("objective")
            if self.key in row.get("replaces", [])
        ]
        priorities = [
            row
            for row in public_rows("priority")
            if self.key in row.get("supports", [])
        ]
        self.content = _with_newer(self.content, later=later, priorities=priorities)
        supporting = {row["code"] for row in self.content["priorities"]}
        measures = [
            row
            for row in public_rows("measure", priority_theme__code__in=supporting)
            if row["priority"] in supporting
        ]
        return super().get_context_data(measures=measures, **kwargs)


def _with_newer(content: dict, **newer: list[dict]) -> dict:
    """The content of a page, with links of records published after it.

    `newer` are published records that say that they are linked with this one.
    """
    merged = {
        name: list({row["code"]: row for row in [*content[name], *rows]}.values())
        for name, rows in newer.items()
    }
    return content | merged


def _public_row(kind: str, code: str) -> dict | None:
    """What the public sees now of a linked record, for its name."""
    if not code:
        return None
    only = {"code__in": [code]} if kind == "measure" else {}
    return next((row for row in public_rows(kind, **only) if row["code"] == code), None)


def _continued(rows: list[dict], priority: str) -> set[str]:
    """The codes of a published priority and of the earlier ones that it continues."""
    earlier = {
        row["code"]: [
            link["code"] for link in row["earlier"] if link["kind"] in CONTINUES
        ]
        for row in rows
    }
    return {*with_earlier([priority], earlier)}


def _replacing(rows: list[dict], priority: str) -> list[dict]:
    """The published priorities that replace one, with the kind of change."""
    return [
        {**row, "kind": link["kind"]}
        for row in rows
        for link in row["earlier"]
        if link["code"] == priority
    ]


def _contributing_to(rows: list[dict], priority: str) -> list[dict]:
    """The published priorities of districts that contribute to one of the county."""
    return [
        {**row, "kind": row["partnership"]["short_name"]}
        for row in rows
        if priority in {other["code"] for other in row["contributes_to"]}
    ]


def _area_of(partnership: str) -> dict | None:
    """The first area of a partnership, as published."""
    for row in public_rows("partnership"):
        if row["code"] == partnership:
            return row["place"]
    return None


def latest_rows(area: str, **where) -> list[dict]:
    """The latest published figures in an area, with the measure's code and name.

    `where` selects measures, for example `theme="Health"`.
    """
    return [
        {
            **latest,
            **{
                name: row[name]
                for name in ["code", "name", "theme", "order", "priority"]
            },
            "sort_name": row["name"].casefold(),
        }
        for row in sorted(
            public_rows("measure", area=area),
            key=lambda row: (row["order"], row["name"]),
        )
        if all(row[name] == value for name, value in where.items())
        for latest in row["latest"]
        if latest["area_code"] == area
    ]


class MeasureList(FilteredListMixin, ListView):
    """The latest figures of every measure in one area."""

    template_name = "priorities/measure_list.html"
    table_class = MeasureTable

    def get_queryset(self):
        """Rows of the selected area, or the home partnership's; none if unknown."""
        self.home = public_home()
        area = self.home.place if self.home else None
        usual = {"area": area["code"]} if area else {}
        self.form = MeasureFilters(
            areas_with_figures(), public_themes(), {**usual, **self.request.GET.dict()}
        )
        self.area_name = area["name"] if area else ""
        if not self.form.is_valid():
            return []
        chosen = self.form.cleaned_data
        self.area_name = dict(self.form.fields["area"].choices)[chosen["area"]]
        where = {"theme": chosen["theme"]} if chosen["theme"] else {}
        return self.form.named(latest_rows(chosen["area"], **where))

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.caption = (
            f"Measures for {self.area_name}" if self.area_name else "Measures"
        )
        table.empty_text = self.empty_text
        return table

    @property
    def empty_text(self):
        """The message if nothing matches."""
        words = self.form.cleaned_data.get("q")
        if not words or not self.form.is_valid():
            return "No measures match. Try another area or theme."
        return (
            f"No measures for {self.area_name} match “{words}”. Try a different "
            "search, area or theme."
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(home=self.home, **kwargs)


class MeasureDetail(ReleasedPage):
    """One measure with its figures, targets, changes and comparisons."""

    template_name = "priorities/measure_detail.html"
    kind, context_name = "measure", "measure"

    def get_context_data(self, **kwargs):
        figures = self.content["figures"]
        has_counts = any(row["has_denominator"] for row in figures)
        table = ObservationTable(figures, exclude=() if has_counts else ("counts",))
        table.caption = "All figures"
        RequestConfig(self.request).configure(table)
        return super().get_context_data(
            table=table,
            part_of=_public_row("measure", self.content["part_of"]),
            priority=_public_row("priority", self.content["priority"]),
            results=ResultTable(self.content["targets"]),
            reported_changes=ReportedChangeTable(self.content["changes"]),
            **kwargs,
        )
