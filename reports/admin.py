"""Admin pages for reports; editions are read-only."""

from django.contrib import admin, messages

from partnership.admin.base import (
    TOLD,
    RecordAdmin,
    RecordInline,
    WordsInline,
    YearFilter,
    year_column,
)
from reports import document_types
from reports.assembly.passage_labels import passage_label
from reports.errors import ReportNotRendered
from reports.models import (
    AcceptedWarning,
    Contribution,
    DraftPdf,
    Edition,
    FrontMatter,
    HeadlineFigure,
    Passage,
    Recommendation,
    Report,
    SectionOverride,
)
from reports.public import queries
from reports.publication import draft_pdfs
from reports.staff import resources


class KindFilter(admin.AllValuesFieldListFilter):
    """A filter that shows document types by name."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            # A code, or “panel-update (3)” if the list shows counts.
            code, blank, count = str(choice["display"]).partition(" ")
            if code in document_types.DOCUMENT_TYPES:
                choice["display"] = f"{document_types.get(code).name}{blank}{count}"
            yield choice


class PlaceMixin:
    """Passages with the name of their section next to the key, read in one query."""

    readonly_fields = ["place"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("report__partnership")

    @admin.display(description="section", ordering="key")
    def place(self, passage):
        return passage_label(passage)


class FrontMatterInline(RecordInline):
    model = FrontMatter


class SectionInline(RecordInline):
    model = SectionOverride


class HeadlineFigureInline(RecordInline):
    model = HeadlineFigure


class RecommendationInline(RecordInline):
    model = Recommendation


class PassageInline(PlaceMixin, WordsInline):
    model = Passage
    fields = ["key", "place", "body", "body_reason", "reason_note", "signed_by"]
    fields += ["sample_note"]
    show_change_link = True


class ContributionInline(WordsInline):
    model = Contribution
    show_change_link = True


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    """`status` is read-only: it changes by publishing, which is not done here."""

    resource_classes = [resources.ReportResource]
    list_display = ["document", "partnership", "period", year_column("year"), "status"]
    list_filter = [
        ("kind", KindFilter),
        ("year", YearFilter),
        "status",
        ("partnership", admin.RelatedOnlyFieldListFilter),
    ]
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
    actions = ["make_pdfs"]

    @admin.display(ordering="kind")
    def document(self, report):
        return (
            queries.title_of(report)
            if report.kind in document_types.DOCUMENT_TYPES
            else str(report)
        )

    @admin.action(
        description="Create PDFs for selected documents", permissions=["change"]
    )
    def make_pdfs(self, request, queryset):
        """Create each PDF separately, so that one failure does not stop the rest."""
        for report in queryset.select_related("partnership__police_area"):
            try:
                pages = draft_pdfs.make(report).pages
            except ReportNotRendered as error:
                messages.error(request, f"{report}: PDF not created.")
                for problem in error.problems[:TOLD]:
                    messages.error(request, f"{report}: {problem}")
            else:
                messages.success(request, f"{report}: PDF created, {pages} pages.")


class PartAdmin(RecordAdmin):
    """Base for the admin of records that belong to a report."""

    list_filter = [("report__kind", KindFilter), ("report__year", YearFilter)]
    list_select_related = ["report"]
    search_fields = ["report__kind", "report__title", "report__period"]


@admin.register(FrontMatter)
class FrontMatterAdmin(PartAdmin):
    resource_classes = [resources.FrontMatterResource]
    list_display = ["report", "key", "value"]


@admin.register(SectionOverride)
class SectionAdmin(PartAdmin):
    resource_classes = [resources.SectionResource]
    list_display = ["report", "key", "title", "is_hidden", "hidden_reason"]


@admin.register(Passage)
class PassageAdmin(PlaceMixin, PartAdmin):
    resource_classes = [resources.PassageResource]
    fields = ["report", *PassageInline.fields]
    list_display = ["key", "place", "report", "body_reason", "sample_note"]
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
    list_display = [
        "report",
        "partnership",
        "requested_on",
        "received_on",
        "reviewed_on",
    ]
    list_select_related = ["report", "partnership"]


class KeptAdmin(admin.ModelAdmin):
    """Base for read-only records."""

    list_per_page = 50
    list_select_related = ["report"]
    search_fields = ["report__kind", "report__period"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class PublicationAdmin(KeptAdmin):
    list_display = ["report", "number", "is_current", "published_at", "published_by"]
    list_select_related = ["report", "published_by"]


@admin.register(DraftPdf)
class RenditionAdmin(KeptAdmin):
    list_display = ["report", "created_at", "pages", "size"]


@admin.register(AcceptedWarning)
class AcceptanceAdmin(KeptAdmin):
    list_display = ["report", "found", "reason", "accepted_by", "accepted_at"]
    list_select_related = ["report", "accepted_by"]
