"""Addresses of the home page and of documents, which stay what they are.

A document of the home partnership is at /<kind>/<period>/, another partnership's at
/<kind>/<partnership>/<period>/; a period may hold a slash. With .pdf or .json in
place of the last slash the same address gives the other formats.
"""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("documents/", views.ReportList.as_view(), name="document_list"),
    path("<slug:kind>/<path:rest>.pdf", views.ReportPdf.as_view(), name="document_pdf"),
    path(
        "<slug:kind>/<path:rest>.json",
        views.ReportJson.as_view(),
        name="document_json",
    ),
    path("<slug:kind>/<path:rest>/", views.ReportPage.as_view(), name="document"),
]
