"""The addresses of the dashboard, /office/ itself, and of the help beside it."""

from django.urls import path

from reports.staff.dashboard import Dashboard
from reports.staff.help import Help

app_name = "dashboard"
urlpatterns = [
    path("", Dashboard.as_view(), name="home"),
    path("help/", Help.as_view(), name="help"),
]
