"""Addresses of the editor, below /staff/documents/."""

from django.urls import path

from reports.editor import (
    file_views,
    record_text_views,
    replace_views,
    views,
    word_views,
)

app_name = "editor"
urlpatterns = [
    path("<int:pk>/edit/", views.Editor.as_view(), name="report"),
    path("<int:pk>/edit/<slug:key>/", views.SectionEditor.as_view(), name="section"),
    path(
        "<int:pk>/edit/<slug:key>/preview/",
        views.SectionPreview.as_view(),
        name="preview",
    ),
    path("<int:pk>/draft.docx", word_views.WordDownload.as_view(), name="word"),
    path("<int:pk>/word/", word_views.WordReturn.as_view(), name="word_return"),
    path("<int:pk>/replace/", replace_views.Replace.as_view(), name="replace"),
    path("<int:pk>/sections/", views.Sections.as_view(), name="sections"),
    path("<int:pk>/files/", file_views.Files.as_view(), name="files"),
    path("<int:pk>/pictures/", file_views.Pictures.as_view(), name="pictures"),
    path("figures/", record_text_views.FindFigures.as_view(), name="find_figures"),
    path("figures/read/", record_text_views.ReadFigures.as_view(), name="read_figures"),
    path(
        "references/",
        record_text_views.FindReferences.as_view(),
        name="find_references",
    ),
]
