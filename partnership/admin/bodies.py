"""Admin pages for partners, groups, plans and duties."""

from django.contrib import admin

from partnership.admin.base import RecordAdmin, RecordInline, YearFilter, year_column
from partnership.models import (
    Duty,
    DutyEvidence,
    Group,
    Membership,
    Partner,
    RelatedPlan,
    Term,
)
from partnership.partners import resources


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    resource_classes = [resources.PartnerResource]
    list_display = ["name", "code", "kind", "statutory_role", "parent", "area"]
    list_filter = ["kind", "statutory_role"]
    list_select_related = ["parent", "area"]
    search_fields = ["name", "short_name", "code", "also_known_as"]


class MembershipInline(RecordInline):
    model = Membership


@admin.register(Group)
class GroupAdmin(RecordAdmin):
    resource_classes = [resources.GroupResource]
    list_display = ["name", "code", "kind", "partnership", "reports_to", "order"]
    list_filter = ["kind", "partnership"]
    list_select_related = ["partnership", "reports_to"]
    search_fields = ["name", "short_name", "code"]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    resource_classes = [resources.MembershipResource]
    list_display = ["group", "partner", "seat", "from_on", "to_on"]
    list_filter = ["group"]
    list_select_related = ["group", "partner"]
    search_fields = ["group__name", "partner__name"]


@admin.register(RelatedPlan)
class RelatedPlanAdmin(RecordAdmin):
    resource_classes = [resources.RelatedPlanResource]
    list_display = ["title", "code", "owner", "partnership", "covers"]
    list_filter = ["partnership"]
    list_select_related = ["owner", "partnership"]
    search_fields = ["title", "code"]

    @admin.display(description="years", ordering="first_year")
    def covers(self, plan):
        return plan.years_label


@admin.register(Duty)
class DutyAdmin(RecordAdmin):
    resource_classes = [resources.DutyResource]
    list_display = ["title", "code", "instrument", "provision", "falls_on"]
    list_filter = ["falls_on"]
    search_fields = ["title", "code", "instrument"]


@admin.register(DutyEvidence)
class DutyEvidenceAdmin(RecordAdmin):
    resource_classes = [resources.DutyEvidenceResource]
    list_display = ["duty", "partnership", year_column("year"), "reason", "done_on"]
    list_filter = [("year", YearFilter), "partnership"]
    list_select_related = ["duty", "partnership"]
    search_fields = ["duty__title", "evidence"]


@admin.register(Term)
class TermAdmin(RecordAdmin):
    resource_classes = [resources.TermResource]
    list_display = ["term", "stands_for"]
    search_fields = ["term", "stands_for", "meaning"]
