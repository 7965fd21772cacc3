"""URLs of the staff area, the same for every type of record."""

from django.urls import path, register_converter

from partnership.core.models.registry import RecordTypeConverter
from partnership.core.records.editing import (
    autosave_views,
    delete,
    edit_views,
    file_views,
    history_views,
    paste_views,
)
from partnership.core.records.importing import county_views
from partnership.core.records.importing import views as imports
from partnership.core.records.lists import bulk_actions
from partnership.core.records.lists import views as list_views

register_converter(RecordTypeConverter, "record")

app_name = "records"
urlpatterns = [
    path("all/", list_views.RecordIndex.as_view(), name="index"),
    path("history/", history_views.RecentChanges.as_view(), name="recent_changes"),
    path("workbook/", county_views.WorkbookUpload.as_view(), name="workbook"),
    path(
        "workbook/starter.xlsx",
        county_views.WorkbookDownload.as_view(is_starter=True),
        name="workbook_starter",
    ),
    path(
        "workbook/all.xlsx",
        county_views.WorkbookDownload.as_view(),
        name="workbook_all",
    ),
    path(
        "workbook/files.zip",
        county_views.WorkbookFiles.as_view(),
        name="workbook_files",
    ),
    path(
        "workbook/<slug:key>/",
        county_views.WorkbookPreview.as_view(),
        name="workbook_preview",
    ),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/<int:pk>/", imports.ImportReport.as_view(), name="import_report"),
    path("presence/", autosave_views.RecordPresence.as_view(), name="presence"),
    path("draft/", autosave_views.SaveDraft.as_view(), name="save_draft"),
    path("files/<str:name>", file_views.StoredFile.as_view(), name="stored_file"),
    path("paste/", paste_views.CleanPaste.as_view(), name="paste"),
    path("draft/discard/", autosave_views.DiscardDraft.as_view(), name="discard_draft"),
    path("<record:record>/", list_views.RecordList.as_view(), name="list"),
    path("<record:record>/new/", edit_views.RecordCreate.as_view(), name="add"),
    path(
        "<record:record>/bulk/",
        bulk_actions.BulkActionView.as_view(),
        name="bulk_action",
    ),
    path(
        "<record:record>/export.<slug:extension>",
        list_views.ListDownload.as_view(),
        name="export",
    ),
    path(
        "<record:record>/download/<slug:key>.<slug:extension>",
        list_views.DownloadReady.as_view(is_file=True),
        name="download_file",
    ),
    path(
        "<record:record>/download/<slug:key>/<slug:extension>/",
        list_views.DownloadReady.as_view(),
        name="download_ready",
    ),
    path("<record:record>/import/", imports.ImportUpload.as_view(), name="import"),
    path(
        "<record:record>/import/template.<slug:extension>",
        imports.TemplateDownload.as_view(),
        name="import_template",
    ),
    path(
        "<record:record>/import/rows.<slug:extension>",
        imports.TemplateDownload.as_view(with_records=True),
        name="import_rows",
    ),
    path(
        "<record:record>/import/<slug:key>/",
        imports.ImportPreview.as_view(),
        name="import_preview",
    ),
    path(
        "<record:record>/import/<slug:key>/problems.<slug:extension>",
        imports.ErrorFileDownload.as_view(),
        name="import_errors",
    ),
    path("<record:record>/<int:pk>/", edit_views.RecordUpdate.as_view(), name="edit"),
    path(
        "<record:record>/<int:pk>/delete/", delete.RecordDelete.as_view(), name="delete"
    ),
    path(
        "<record:record>/<int:pk>/history/",
        history_views.RecordHistory.as_view(),
        name="history",
    ),
    path(
        "<record:record>/<int:pk>/history/<int:version>/",
        history_views.RestoreVersion.as_view(),
        name="restore",
    ),
]
