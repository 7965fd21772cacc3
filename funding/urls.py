"""URLs of funding pages, returns and setting up the next year."""

from django.urls import path

from funding import views
from funding.allocations_table.views import AllocationsByYear, AllocationsTable
from funding.contributing.views import ReturnConfirm, ReturnUpdate
from funding.rollover.views import RolloverView

app_name = "funding"
urlpatterns = [
    path("funding/", views.FundDetail.as_view(), name="overview"),
    path("funding/lines/<slug:code>/", views.LineDetail.as_view(), name="line_detail"),
    path("funding/<slug:code>/", views.FundDetail.as_view(), name="fund_detail"),
    path(
        "staff/settlements/<int:pk>/table/",
        AllocationsTable.as_view(),
        name="allocations_table",
    ),
    path(
        "staff/allocations/by-year.xlsx",
        AllocationsByYear.as_view(),
        name="allocations_by_year",
    ),
    path("staff/next-year/", RolloverView.as_view(), name="rollover"),
    path("mine/returns/<int:pk>/", ReturnUpdate.as_view(), name="return_update"),
    path(
        "mine/returns/<int:pk>/check/", ReturnConfirm.as_view(), name="return_confirm"
    ),
]
