"""URLs of a document's pages in the staff area."""

from django.urls import path

from reports.staff.carry_over import CarryOver
from reports.staff.check_results import (
    CheckResults,
    CheckResultsFile,
)
from reports.staff.check_settings import ChecksPage
from reports.staff.differences import (
    DifferingEditions,
    DocumentDifferences,
    Feeds,
)
from reports.staff.draft_pdf import (
    DraftPdfFile,
    DraftPdfPage,
)
from reports.staff.link_figures import LinkFigures
from reports.staff.publish import (
    Preview,
    Publish,
)
from reports.staff.review import Review
from reports.staff.template_views import (
    TemplatePage,
    TemplateSection,
    TemplatesPage,
)
from reports.staff.word_import import WordImport, WordImportPreview

app_name = "documents"
urlpatterns = [
    path("checks/", ChecksPage.as_view(), name="checks"),
    path("templates/", TemplatesPage.as_view(), name="templates"),
    path("templates/<int:pk>/", TemplatePage.as_view(), name="template"),
    path(
        "templates/<int:pk>/<slug:key>/",
        TemplateSection.as_view(),
        name="template_section",
    ),
    path("<int:pk>/check-results/", CheckResults.as_view(), name="check_results"),
    path("<int:pk>/check-results/link/", LinkFigures.as_view(), name="link_figures"),
    path(
        "<int:pk>/check-results.csv",
        CheckResultsFile.as_view(),
        name="check_results_file",
    ),
    path("<int:pk>/preview/", Preview.as_view(), name="preview"),
    path("<int:pk>/pdf/", DraftPdfPage.as_view(), name="pdf"),
    path("<int:pk>/draft.pdf", DraftPdfFile.as_view(), name="pdf_file"),
    path("changed/", DifferingEditions.as_view(), name="differing_editions"),
    path("uses/<slug:record>/<int:pk>/", Feeds.as_view(), name="feeds"),
    path("<int:pk>/changes/", DocumentDifferences.as_view(), name="differences"),
    path("<int:pk>/review/", Review.as_view(), name="review"),
    path("<int:pk>/carry-over/", CarryOver.as_view(), name="carry_over"),
    path("<int:pk>/word-file/", WordImport.as_view(), name="word_import"),
    path(
        "<int:pk>/word-file/<slug:key>/",
        WordImportPreview.as_view(),
        name="word_import_preview",
    ),
    path("<int:pk>/publish/", Publish.as_view(), name="publish"),
]
