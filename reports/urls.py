"""URLs of the home page and of documents. Public URLs never change.

A document of the home partnership is at /<document type>/<period>/, that of another
partnership at /<document type>/<partnership>/<period>/; a period may contain a slash.
With .pdf or .json instead of the last slash, the same URL returns the other formats.
Each edition has its own URL, /…/edition/1/, and /…/editions/ lists them.
"""

from django.urls import path

from reports.contributing import shared
from reports.contributing import views as contributing_views
from reports.public import document_files, verify, views
from reports.public.atom import AtomFeed
from reports.public.az import AToZ
from reports.public.compare_views import Compare
from reports.public.follow import Confirm, Follow, Stop
from reports.public.open_data import views as open_data
from reports.public.search_views import Search
from reports.public.sitemap import Robots, Sitemap

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("sitemap.xml", Sitemap.as_view(), name="sitemap"),
    path("robots.txt", Robots.as_view(), name="robots"),
    path("a-to-z/", AToZ.as_view(), name="az"),
    path("data/", open_data.OpenData.as_view(), name="open_data"),
    path("data/openapi.json", open_data.OpenApi.as_view(), name="openapi"),
    path(
        "data/360giving.<str:extension>", open_data.Grants.as_view(), name="grants_data"
    ),
    path(
        "data/register.<str:extension>",
        open_data.Register.as_view(),
        name="register_data",
    ),
    path(
        "data/notices.<str:extension>", open_data.Notices.as_view(), name="notices_data"
    ),
    path(
        "data/document/<path:path>/edition/<int:number>/<slug:table>.<str:extension>",
        open_data.DocumentTables.as_view(),
        name="edition_table",
    ),
    path(
        "data/document/<path:path>/edition/<int:number>.<str:extension>",
        open_data.DocumentTables.as_view(),
        name="edition_tables",
    ),
    path(
        "data/document/<path:path>.<str:extension>",
        open_data.DocumentTables.as_view(),
        name="document_tables",
    ),
    path(
        "data/line/<slug:code>.<str:extension>",
        open_data.LineData.as_view(),
        name="line_data",
    ),
    path(
        "data/<slug:kind>/<path:key>.<str:extension>",
        open_data.RecordData.as_view(),
        name="record_data",
    ),
    path(
        "data/<slug:kind>.<str:extension>",
        open_data.ListData.as_view(),
        name="list_data",
    ),
    path("follow/", Follow.as_view(), name="follow"),
    path("follow/confirm/<str:token>/", Confirm.as_view(), name="confirm_subscription"),
    path("follow/stop/<str:token>/", Stop.as_view(), name="stop_subscription"),
    path("follow/<slug:scope>/<path:key>/", Follow.as_view(), name="follow_topic"),
    path("feeds/all.atom", AtomFeed.as_view(), name="feed"),
    path(
        "feeds/<slug:scope>/<path:key>.atom", AtomFeed.as_view(), name="feed_of_topic"
    ),
    path("compare/", Compare.as_view(), name="compare"),
    path("search/", Search.as_view(), name="search"),
    path("documents/", views.ReportList.as_view(), name="document_list"),
    path("verify/", verify.Verify.as_view(), name="verify"),
    path("mine/", contributing_views.Mine.as_view(), name="mine"),
    path("shared/", shared.SharedDrafts.as_view(), name="shared"),
    path("shared/<int:pk>/", shared.SharedDraft.as_view(), name="shared_draft"),
    path("shared/link/<str:token>/", shared.SharedLink.as_view(), name="shared_link"),
    path(
        "shared/link/<str:token>/files/<str:name>",
        shared.SharedLinkFile.as_view(),
        name="shared_link_file",
    ),
    path(
        "mine/contributions/<int:pk>/",
        contributing_views.MyContribution.as_view(),
        name="my_contribution",
    ),
    path(
        "mine/contributions/<int:pk>/check/",
        contributing_views.CheckMyContribution.as_view(),
        name="my_contribution_check",
    ),
    path(
        "<slug:document_type>/<path:rest>/files/<str:name>",
        document_files.DocumentFile.as_view(),
        name="document_file",
    ),
    path(
        "<slug:document_type>/<path:rest>/editions/",
        views.Editions.as_view(),
        name="editions",
    ),
    *(
        path(
            f"<slug:document_type>/<path:rest>/edition/<int:number>.{extension}",
            views.EditionFile.as_view(extension=extension),
            name=f"edition_{extension}",
        )
        for extension in ["json", "html", "pdf"]
    ),
    path(
        "<slug:document_type>/<path:rest>/edition/<int:number>/",
        views.EditionPage.as_view(),
        name="edition",
    ),
    path(
        "<slug:document_type>/<path:rest>.pdf",
        views.ReportPdf.as_view(),
        name="document_pdf",
    ),
    path(
        "<slug:document_type>/<path:rest>.json",
        views.ReportJson.as_view(),
        name="document_json",
    ),
    path(
        "<slug:document_type>/<path:rest>/", views.ReportPage.as_view(), name="document"
    ),
]
