"""URLs of funding pages and of setting up the next year."""

from django.urls import path

from funding import views
from funding.allocations_table import views as edit_views
from funding.contributing import views as sending_views
from funding.rollover import views as next_year_views

app_name = "funding"
urlpatterns = [
    path("funding/", views.FundLedger.as_view(), name="ledger"),
    path("funding/<slug:code>/", views.FundLedger.as_view(), name="fund_ledger"),
    path(
        "staff/settlements/<int:pk>/table/",
        edit_views.EditLines.as_view(),
        name="edit_table",
    ),
    path("staff/next-year/", next_year_views.NextYear.as_view(), name="next_year"),
    path("mine/returns/<int:pk>/", sending_views.MyReturn.as_view(), name="my_return"),
    path(
        "mine/returns/<int:pk>/check/",
        sending_views.MyReturnCheck.as_view(),
        name="my_return_check",
    ),
]
