"""Admin pages for funding, with warnings about sums that differ."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.text import capfirst

from funding import resources
from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    FundingLineChange,
    MonitoringReturn,
    Settlement,
)
from funding.queries.differences import (
    WHAT_TO_DO,
    differences,
)
from partnership.admin.base import (
    RecordAdmin,
    RecordInline,
    YearFilter,
    pounds_column,
    year_column,
)
from partnership.core.values import financial_years


def warn_of_differences(request, settlement):
    """Show a warning for each sum of a settlement that differs."""
    for sentence in differences(settlement):
        messages.warning(request, f"{sentence} {WHAT_TO_DO}")


class DifferenceWarningsMixin:
    """Show warnings about settlements whose sums differ after an import."""

    def process_result(self, result, request):
        response = super().process_result(result, request)
        for settlement in Settlement.objects.select_related("fund", "partnership"):
            for sentence in differences(settlement):
                messages.warning(request, f"{settlement}: {sentence} {WHAT_TO_DO}")
        return response


@admin.register(Fund)
class FundAdmin(RecordAdmin):
    resource_classes = [resources.FundResource]
    list_display = ["name", "code", "funder", "from_on", "to_on"]
    list_select_related = ["funder"]
    search_fields = ["name", "code"]


class AllocationInline(RecordInline):
    model = Allocation
    show_change_link = True
    fields = ["line", "amount_gbp", "reason", "in_line", "qualifier", "note"]
    fields += ["difference_explained"]
    ordering = ["line__order", "line__code"]
    classes = ["two-line"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"note", "difference_explained"}:
            # On a second line, which has no column headings.
            label = capfirst(db_field.verbose_name)
            attrs = {"rows": 2, "aria-label": label}
            kwargs["widget"] = AdminTextareaWidget(attrs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Settlement)
class SettlementAdmin(DifferenceWarningsMixin, RecordAdmin):
    resource_classes = [resources.SettlementResource]
    list_display = ["named", "partnership", pounds_column("total_gbp", "total")]
    list_display += ["agreed_on"]
    list_filter = [
        ("year", YearFilter),
        "fund",
        ("partnership", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["fund", "partnership"]
    search_fields = ["fund__name", "partnership__name"]
    inlines = [AllocationInline]

    @admin.display(description="fund and year", ordering="year")
    def named(self, settlement):
        return f"{settlement.fund} {financial_years.label(settlement.year)}"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        warn_of_differences(request, form.instance)

    def change_view(self, request, object_id, *args, **kwargs):
        settlement = self.get_object(request, object_id)
        if request.method == "GET" and settlement is not None:
            warn_of_differences(request, settlement)
        return super().change_view(request, object_id, *args, **kwargs)


class LineChangeInline(RecordInline):
    model = FundingLineChange
    fk_name = "earlier"
    verbose_name_plural = "replaced by"


@admin.register(FundingLine)
class LineAdmin(RecordAdmin):
    resource_classes = [resources.FundingLineResource]
    list_display = ["label", "code", "fund", "partnership", "parent", "order"]
    list_filter = ["fund", "partnership"]
    list_select_related = ["fund", "partnership", "parent"]
    search_fields = ["label", "short_label", "code"]
    inlines = [LineChangeInline]


@admin.register(FundingLineChange)
class LineChangeAdmin(RecordAdmin):
    resource_classes = [resources.FundingLineChangeResource]
    list_display = ["earlier", "later", "kind", year_column("year")]
    list_filter = ["kind", ("year", YearFilter)]
    list_select_related = ["earlier", "later"]
    search_fields = ["earlier__label", "later__label"]


@admin.register(Allocation)
class AllocationAdmin(DifferenceWarningsMixin, RecordAdmin):
    resource_classes = [resources.AllocationResource]
    list_display = ["line", "fund", "year", pounds_column("amount_gbp"), "qualifier"]
    list_filter = [("settlement__year", YearFilter), "settlement__fund"]
    list_select_related = ["line", "settlement__fund"]
    search_fields = ["line__label", "line__code", "note"]

    @admin.display(ordering="settlement__fund")
    def fund(self, allocation):
        return allocation.settlement.fund

    @admin.display(ordering="settlement__year")
    def year(self, allocation):
        return year_column("year")(allocation.settlement)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        warn_of_differences(request, obj.settlement)


@admin.register(CarryForward)
class CarryForwardAdmin(RecordAdmin):
    resource_classes = [resources.CarryForwardResource]
    list_display = [
        "purpose",
        "code",
        "line",
        year_column("from_year", "year of the grant"),
    ]
    list_display += [year_column("to_year", "year spent"), pounds_column("amount_gbp")]
    list_filter = [("from_year", YearFilter)]
    list_select_related = ["line"]
    search_fields = ["purpose", "code", "line__label"]


@admin.register(MonitoringReturn)
class ReturnAdmin(RecordAdmin):
    resource_classes = [resources.MonitoringReturnResource]
    list_display = ["line", year_column("year"), "kind", "due_on", "received_on"]
    list_display += ["accepted_on", pounds_column("spent_gbp", "amount spent to date")]
    list_filter = [("year", YearFilter), "kind"]
    list_select_related = ["line"]
    search_fields = ["line__label", "line__code"]
