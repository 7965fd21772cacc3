"""URLs of priorities, objectives and measures."""

from django.urls import path

from priorities import views
from priorities.grid.views import MeasureGrid

app_name = "priorities"
urlpatterns = [
    path("priorities/", views.PriorityList.as_view(), name="priority_list"),
    path(
        "priorities/<slug:code>/",
        views.PriorityDetail.as_view(),
        name="priority_detail",
    ),
    path("objectives/", views.ObjectiveList.as_view(), name="objective_list"),
    path(
        "objectives/<slug:code>/",
        views.ObjectiveDetail.as_view(),
        name="objective_detail",
    ),
    path("staff/measures/<int:pk>/grid/", MeasureGrid.as_view(), name="grid"),
    path("measures/", views.MeasureList.as_view(), name="measure_list"),
    path("measures/<slug:code>/", views.MeasureDetail.as_view(), name="measure_detail"),
]
