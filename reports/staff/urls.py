"""Addresses of a document's pages in the workplace, below /office/documents/."""

from django.urls import path

from reports.staff.bulk_views import (
    BindAll,
    LeaveSeveral,
)
from reports.staff.check_results import (
    Findings,
    FindingsFile,
)
from reports.staff.draft_pdf import (
    DraftPdf,
    DraftPdfFile,
)
from reports.staff.publish import (
    Preview,
    Publish,
)

app_name = "documents"
urlpatterns = [
    path("<int:pk>/findings/", Findings.as_view(), name="findings"),
    path("<int:pk>/findings/bind/", BindAll.as_view(), name="bind_all"),
    path("<int:pk>/findings/leave/", LeaveSeveral.as_view(), name="leave_several"),
    path("<int:pk>/findings.csv", FindingsFile.as_view(), name="findings_file"),
    path("<int:pk>/preview/", Preview.as_view(), name="preview"),
    path("<int:pk>/pdf/", DraftPdf.as_view(), name="pdf"),
    path("<int:pk>/draft.pdf", DraftPdfFile.as_view(), name="pdf_file"),
    path("<int:pk>/publish/", Publish.as_view(), name="publish"),
]
