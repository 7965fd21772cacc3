"""URLs of the dashboard, at the root of the staff area, and of the help page."""

from django.urls import path

from reports.staff.dashboard import Dashboard
from reports.staff.help import Help

app_name = "staff"
urlpatterns = [
    path("", Dashboard.as_view(), name="dashboard"),
    path("help/", Help.as_view(), name="help"),
]
