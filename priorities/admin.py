"""Admin pages for priorities and measures."""

from django.contrib import admin

from partnership.admin.base import (
    RecordAdmin,
    RecordInline,
    WordsInline,
    YearFilter,
    period_column,
    year_column,
)
from priorities import resources
from priorities.models import (
    Achievement,
    CommissionersPlan,
    Comparison,
    Lead,
    Measure,
    Objective,
    Observation,
    Priority,
    PriorityLink,
    ReportedChange,
    Strand,
    Target,
)


def figure_column(name):
    """Return a list column of a number, or the reason there is none."""

    @admin.display(description=name, ordering=name)
    def column(row):
        value = getattr(row, name)
        return row.get_reason_display() if value is None else f"{value.normalize():,f}"

    return column


class ObjectiveInline(RecordInline):
    model = Objective


@admin.register(CommissionersPlan)
class CommissionersPlanAdmin(RecordAdmin):
    resource_classes = [resources.CommissionersPlanResource]
    list_display = [
        "title",
        "code",
        "area",
        year_column("from_year"),
        year_column("to_year"),
    ]
    list_select_related = ["area"]
    search_fields = ["title", "code"]
    inlines = [ObjectiveInline]


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    resource_classes = [resources.ObjectiveResource]
    list_display = ["number", "text", "plan", "code"]
    list_display_links = ["text"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["text", "code"]


class StrandInline(WordsInline):
    model = Strand
    show_change_link = True


class SuccessionInline(RecordInline):
    model = PriorityLink
    fk_name = "earlier"
    verbose_name_plural = "replaced by"


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    resource_classes = [resources.PriorityResource]
    list_display = [
        "number",
        "title",
        "partnership",
        year_column("from_year", "from"),
        year_column("to_year", "to"),
    ]
    list_display_links = ["title"]
    list_filter = [("from_year", YearFilter), "partnership"]
    list_select_related = ["partnership"]
    search_fields = ["title", "theme", "code"]
    inlines = [StrandInline, SuccessionInline]


@admin.register(PriorityLink)
class SuccessionAdmin(RecordAdmin):
    resource_classes = [resources.PriorityLinkResource]
    list_display = ["earlier", "later", "kind"]
    list_filter = ["kind"]
    list_select_related = ["earlier", "later"]
    search_fields = ["earlier__title", "later__title"]


class LeadInline(RecordInline):
    model = Lead


@admin.register(Strand)
class StrandAdmin(RecordAdmin):
    resource_classes = [resources.StrandResource]
    list_display = ["priority", "order", "title", "progress_on"]
    list_filter = [("priority__from_year", YearFilter)]
    list_select_related = ["priority"]
    search_fields = ["priority__title", "title"]
    inlines = [LeadInline]


@admin.register(Lead)
class LeadAdmin(RecordAdmin):
    resource_classes = [resources.LeadResource]
    list_display = ["strand", "order", "role", "partner", "partnership", "group"]
    list_filter = ["role"]
    list_select_related = ["strand__priority", "partner", "partnership", "group"]
    search_fields = ["strand__priority__title", "partner__name", "group__name"]


class ObservationInline(RecordInline):
    model = Observation
    show_change_link = True
    fields = ["area", "period_kind", "starts_on", "ends_on"]
    fields += ["value", "reason", "qualifier", "note"]


class TargetInline(RecordInline):
    model = Target


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    resource_classes = [resources.MeasureResource]
    list_display = ["name", "code", "theme", "unit", "desired_direction"]
    list_filter = ["theme", "unit"]
    search_fields = ["name", "code", "theme"]
    inlines = [ObservationInline, TargetInline]


class FiguresAdmin(RecordAdmin):
    """Pages of records about a measure in an area over a period."""

    list_filter = ["period_kind", "area"]
    list_select_related = ["measure", "area"]
    search_fields = ["measure__name", "measure__code", "area__name"]


@admin.register(Observation)
class ObservationAdmin(FiguresAdmin):
    resource_classes = [resources.ObservationResource]
    list_display = [
        "measure",
        "area",
        period_column,
        figure_column("value"),
        "qualifier",
    ]


@admin.register(ReportedChange)
class StatedChangeAdmin(FiguresAdmin):
    resource_classes = [resources.ReportedChangeResource]
    list_display = ["measure", "area", "since", period_column, "direction"]
    list_display += [figure_column("amount"), "in_points"]

    @admin.display(description="base period", ordering="base_ends_on")
    def since(self, change):
        return change.base.label


@admin.register(Comparison)
class ComparisonAdmin(FiguresAdmin):
    resource_classes = [resources.ComparisonResource]
    list_display = ["measure", "area", "against", period_column, "result", "trend"]
    list_select_related = ["measure", "area", "against"]


@admin.register(Target)
class TargetAdmin(FiguresAdmin):
    resource_classes = [resources.TargetResource]
    list_display = [
        "measure",
        "area",
        period_column,
        "comparison",
        figure_column("value"),
    ]


@admin.register(Achievement)
class AchievementAdmin(RecordAdmin):
    resource_classes = [resources.AchievementResource]
    list_display = ["title", "code", "partnership", year_column("year"), "priority"]
    list_filter = [("year", YearFilter), "partnership"]
    list_select_related = ["partnership", "priority"]
    search_fields = ["title", "code", "body"]
