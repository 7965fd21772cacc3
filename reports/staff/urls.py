"""URLs of a document's pages in the staff area."""

from django.urls import path

from reports.staff.bulk_views import (
    AcceptWarnings,
    LinkFigures,
)
from reports.staff.check_results import (
    CheckResults,
    CheckResultsFile,
)
from reports.staff.draft_pdf import (
    DraftPdfFile,
    DraftPdfPage,
)
from reports.staff.publish import (
    Preview,
    Publish,
)

app_name = "documents"
urlpatterns = [
    path("<int:pk>/check-results/", CheckResults.as_view(), name="check_results"),
    path("<int:pk>/check-results/link/", LinkFigures.as_view(), name="link_figures"),
    path(
        "<int:pk>/check-results/accept/",
        AcceptWarnings.as_view(),
        name="accept_warnings",
    ),
    path(
        "<int:pk>/check-results.csv",
        CheckResultsFile.as_view(),
        name="check_results_file",
    ),
    path("<int:pk>/preview/", Preview.as_view(), name="preview"),
    path("<int:pk>/pdf/", DraftPdfPage.as_view(), name="pdf"),
    path("<int:pk>/draft.pdf", DraftPdfFile.as_view(), name="pdf_file"),
    path("<int:pk>/publish/", Publish.as_view(), name="publish"),
]
