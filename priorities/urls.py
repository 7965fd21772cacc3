"""URLs of priorities and measures."""

from django.urls import path

from priorities import views

app_name = "priorities"
urlpatterns = [
    path("priorities/", views.PriorityList.as_view(), name="priority_list"),
    path(
        "priorities/<slug:code>/",
        views.PriorityDetail.as_view(),
        name="priority_detail",
    ),
    path("measures/", views.MeasureList.as_view(), name="measure_list"),
    path("measures/<slug:code>/", views.MeasureDetail.as_view(), name="measure_detail"),
]
