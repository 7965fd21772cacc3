"""URLs of the staff area, the same for every type of record."""

from django.urls import path, register_converter

from partnership.core.models.registry import RecordTypeConverter
from partnership.core.records import (
    autosave_views,
    bulk_actions,
    delete,
    edit_views,
    history_views,
    list_views,
)
from partnership.core.records import import_views as imports

register_converter(RecordTypeConverter, "record")

app_name = "records"
urlpatterns = [
    path("all/", list_views.RecordIndex.as_view(), name="index"),
    path("history/", history_views.RecentChanges.as_view(), name="recent_changes"),
    path("presence/", autosave_views.RecordPresence.as_view(), name="presence"),
    path("draft/", autosave_views.SaveDraft.as_view(), name="save_draft"),
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
