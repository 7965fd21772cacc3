"""Addresses of the officers' workplace, the same for every kind of row."""

from django.urls import path, register_converter

from partnership.workplace import acting, deleting, drafts, histories, lists, pages
from partnership.workplace.imports import views as imports
from partnership.workplace.registry import RecordConverter

register_converter(RecordConverter, "record")

app_name = "work"
urlpatterns = [
    path("all/", lists.Index.as_view(), name="index"),
    path("history/", histories.AllHistory.as_view(), name="all_history"),
    path("presence/", drafts.Present.as_view(), name="presence"),
    path("draft/", drafts.KeepDraft.as_view(), name="draft"),
    path("draft/drop/", drafts.DropDraft.as_view(), name="drop_draft"),
    path("<record:record>/", lists.RecordList.as_view(), name="list"),
    path("<record:record>/new/", pages.New.as_view(), name="new"),
    path("<record:record>/act/", acting.Act.as_view(), name="act"),
    path(
        "<record:record>/export.<slug:extension>",
        lists.Download.as_view(),
        name="export",
    ),
    path("<record:record>/import/", imports.Start.as_view(), name="import"),
    path(
        "<record:record>/import/template.<slug:extension>",
        imports.Template.as_view(),
        name="import_template",
    ),
    path(
        "<record:record>/import/rows.<slug:extension>",
        imports.Template.as_view(filled=True),
        name="import_rows",
    ),
    path(
        "<record:record>/import/<slug:key>/",
        imports.Check.as_view(),
        name="import_check",
    ),
    path(
        "<record:record>/import/<slug:key>/problems.<slug:extension>",
        imports.Problems.as_view(),
        name="import_problems",
    ),
    path("<record:record>/<int:pk>/", pages.Edit.as_view(), name="edit"),
    path("<record:record>/<int:pk>/delete/", deleting.Delete.as_view(), name="delete"),
    path(
        "<record:record>/<int:pk>/history/", histories.History.as_view(), name="history"
    ),
    path(
        "<record:record>/<int:pk>/history/<int:version>/",
        histories.BringBack.as_view(),
        name="bring_back",
    ),
]
