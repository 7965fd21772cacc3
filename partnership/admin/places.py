"""Admin pages for areas and partnerships."""

from django.contrib import admin

from partnership.admin.base import RecordAdmin, RecordInline
from partnership.models import (
    Area,
    Coverage,
    GovernanceLink,
    Partnership,
    Website,
)
from partnership.partners import resources


@admin.register(Area)
class AreaAdmin(RecordAdmin):
    resource_classes = [resources.AreaResource]
    list_display = ["name", "code", "kind", "ons_code", "parent", "from_on", "to_on"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "ons_code"]


class CoverageInline(RecordInline):
    model = Coverage


class WebsiteInline(RecordInline):
    model = Website


class GovernanceLinkInline(RecordInline):
    model = GovernanceLink


@admin.register(Partnership)
class PartnershipAdmin(RecordAdmin):
    resource_classes = [resources.PartnershipResource]
    list_display = [
        "name",
        "code",
        "kind",
        "is_home",
        "police_area",
        "from_on",
        "to_on",
    ]
    list_filter = ["kind"]
    list_select_related = ["police_area"]
    search_fields = ["name", "short_name", "code"]
    inlines = [CoverageInline, WebsiteInline, GovernanceLinkInline]


@admin.register(Coverage)
class CoverageAdmin(RecordAdmin):
    resource_classes = [resources.CoverageResource]
    list_display = ["partnership", "area", "from_on", "to_on"]
    list_filter = ["partnership"]
    list_select_related = ["partnership", "area"]
    search_fields = ["partnership__name", "area__name"]


@admin.register(Website)
class WebsiteAdmin(RecordAdmin):
    resource_classes = [resources.WebsiteResource]
    list_display = ["url", "partnership", "label"]
    list_filter = ["partnership"]
    list_select_related = ["partnership"]
    search_fields = ["url", "label", "partnership__name"]


@admin.register(GovernanceLink)
class GovernanceLinkAdmin(RecordAdmin):
    resource_classes = [resources.GovernanceLinkResource]
    list_display = ["partnership", "between", "down", "up"]
    list_filter = ["between", "partnership"]
    list_select_related = ["partnership"]
    search_fields = ["partnership__name", "down", "up"]
