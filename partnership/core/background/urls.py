"""URLs of background work."""

from django.urls import path

from partnership.core.background import views

app_name = "background"
urlpatterns = [
    path("jobs/<uuid:pk>/", views.JobPage.as_view(), name="job"),
    path("background/", views.BackgroundWork.as_view(), name="work"),
]
