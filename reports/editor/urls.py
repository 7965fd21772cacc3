"""Addresses of the editor, below /office/documents/."""

from django.urls import path

from reports.editor import any_words, views

app_name = "editor"
urlpatterns = [
    path("<int:pk>/edit/", views.Editor.as_view(), name="report"),
    path("<int:pk>/edit/<slug:key>/", views.SectionEditor.as_view(), name="section"),
    path(
        "<int:pk>/edit/<slug:key>/preview/",
        views.SectionPreview.as_view(),
        name="preview",
    ),
    path("<int:pk>/sections/", views.Sections.as_view(), name="sections"),
    path("<int:pk>/figures/", views.Figures.as_view(), name="figures"),
    path("<int:pk>/references/", views.References.as_view(), name="references"),
    path("figures/", any_words.FindFigures.as_view(), name="find_figures"),
    path("figures/read/", any_words.ReadFigures.as_view(), name="read_figures"),
    path("references/", any_words.FindReferences.as_view(), name="find_references"),
]
