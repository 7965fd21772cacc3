"""Configuration of the reports app."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"

    def ready(self):
        for name in [
            "integrity",
            "wordcheck",
            "citations",
            "reading",
            "resources",
            "workplace_records",
        ]:
            import_module(f"reports.{name}")
