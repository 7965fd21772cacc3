"""URLs of the dashboard, at the root of the staff area, and of the help page."""

from django.urls import path

from reports.staff.dashboard import Dashboard
from reports.staff.due_views import FiguresDue, MyWork
from reports.staff.followers import Followers
from reports.staff.help import Help
from reports.staff.releases import ReleaseDetail, ReleaseList, ReleasePreview
from reports.staff.search import StaffSearch

app_name = "staff"
urlpatterns = [
    path("", Dashboard.as_view(), name="dashboard"),
    path("published-figures/", ReleaseList.as_view(), name="releases"),
    path(
        "published-figures/<slug:kind>/<path:key>/preview/",
        ReleasePreview.as_view(),
        name="release_preview",
    ),
    path(
        "published-figures/<slug:kind>/<path:key>/",
        ReleaseDetail.as_view(),
        name="release",
    ),
    path("followers/", Followers.as_view(), name="followers"),
    path("search/", StaffSearch.as_view(), name="search"),
    path("figures-due/", FiguresDue.as_view(), name="figures_due"),
    path("my-work/", MyWork.as_view(), name="my_work"),
    path("help/", Help.as_view(), name="help"),
]
