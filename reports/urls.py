"""URLs of the home page and of documents. Public URLs never change.

A document of the home partnership is at /<kind>/<period>/, another partnership's at
/<kind>/<partnership>/<period>/; a period may contain a slash. With .pdf or .json
instead of the last slash, the same URL returns the other formats. Each edition has its
own URL, /…/edition/1/, and /…/editions/ lists them.
"""

from django.urls import path

from reports.contributing import views as contributing_views
from reports.public import views

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("documents/", views.ReportList.as_view(), name="document_list"),
    path("mine/", contributing_views.Mine.as_view(), name="mine"),
    path(
        "mine/parts/<int:pk>/",
        contributing_views.MyContribution.as_view(),
        name="my_contribution",
    ),
    path(
        "mine/parts/<int:pk>/check/",
        contributing_views.CheckMyContribution.as_view(),
        name="my_contribution_check",
    ),
    path(
        "<slug:kind>/<path:rest>/editions/",
        views.Editions.as_view(),
        name="editions",
    ),
    path(
        "<slug:kind>/<path:rest>/edition/<int:number>.json",
        views.EditionJson.as_view(),
        name="edition_json",
    ),
    path(
        "<slug:kind>/<path:rest>/edition/<int:number>.pdf",
        views.EditionPdf.as_view(),
        name="edition_pdf",
    ),
    path(
        "<slug:kind>/<path:rest>/edition/<int:number>/",
        views.EditionPage.as_view(),
        name="edition",
    ),
    path("<slug:kind>/<path:rest>.pdf", views.ReportPdf.as_view(), name="document_pdf"),
    path(
        "<slug:kind>/<path:rest>.json",
        views.ReportJson.as_view(),
        name="document_json",
    ),
    path("<slug:kind>/<path:rest>/", views.ReportPage.as_view(), name="document"),
]
