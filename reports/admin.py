"""The administration's pages of reports; what was published can only be looked at."""

from django.contrib import admin

from partnership.admin.base import (
    RecordAdmin,
    RecordInline,
    WordsInline,
    YearFilter,
    year_column,
)
from reports import resources
from reports.models import (
    Contribution,
    FrontMatter,
    HeadlineFigure,
    Passage,
    Publication,
    Recommendation,
    Rendition,
    Report,
    Section,
)


class FrontMatterInline(RecordInline):
    model = FrontMatter


class SectionInline(RecordInline):
    model = Section


class HeadlineFigureInline(RecordInline):
    model = HeadlineFigure


class RecommendationInline(RecordInline):
    model = Recommendation


class PassageInline(WordsInline):
    model = Passage
    show_change_link = True


class ContributionInline(WordsInline):
    model = Contribution
    show_change_link = True


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    """`status` moves by publishing, which is not done here."""

    resource_classes = [resources.ReportResource]
    list_display = ["kind", "partnership", "period", year_column("year"), "status"]
    list_filter = ["kind", ("year", YearFilter), "status", "partnership"]
    list_select_related = ["partnership"]
    search_fields = ["kind", "title", "period", "partnership__name"]
    readonly_fields = ["status"]
    inlines = [
        FrontMatterInline,
        HeadlineFigureInline,
        PassageInline,
        SectionInline,
        RecommendationInline,
        ContributionInline,
    ]


class PartAdmin(RecordAdmin):
    """Rows that are a part of one report."""

    list_filter = ["report__kind", ("report__year", YearFilter)]
    list_select_related = ["report"]
    search_fields = ["report__kind", "report__title", "report__period"]


@admin.register(FrontMatter)
class FrontMatterAdmin(PartAdmin):
    resource_classes = [resources.FrontMatterResource]
    list_display = ["report", "key", "value"]


@admin.register(Section)
class SectionAdmin(PartAdmin):
    resource_classes = [resources.SectionResource]
    list_display = ["report", "key", "title", "is_off", "off_reason"]


@admin.register(Passage)
class PassageAdmin(PartAdmin):
    resource_classes = [resources.PassageResource]
    list_display = ["key", "report", "body_reason", "sample_note"]
    search_fields = ["key", "body", *PartAdmin.search_fields]


@admin.register(HeadlineFigure)
class HeadlineFigureAdmin(PartAdmin):
    resource_classes = [resources.HeadlineFigureResource]
    list_display = ["label", "figure", "report", "order"]


@admin.register(Recommendation)
class RecommendationAdmin(PartAdmin):
    resource_classes = [resources.RecommendationResource]
    list_display = ["text", "report", "number", "addressed_to"]
    list_select_related = ["report", "addressed_to"]


@admin.register(Contribution)
class ContributionAdmin(PartAdmin):
    resource_classes = [resources.ContributionResource]
    list_display = ["report", "partnership", "asked_on", "received_on", "reviewed_on"]
    list_select_related = ["report", "partnership"]


class KeptAdmin(admin.ModelAdmin):
    """What was made once: nobody adds, changes or deletes it here."""

    list_per_page = 50
    list_select_related = ["report"]
    search_fields = ["report__kind", "report__period"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Publication)
class PublicationAdmin(KeptAdmin):
    list_display = ["report", "number", "is_current", "published_at", "published_by"]
    list_select_related = ["report", "published_by"]


@admin.register(Rendition)
class RenditionAdmin(KeptAdmin):
    list_display = ["report", "made_at", "pages", "size"]
