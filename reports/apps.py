"""Configuration of the reports app."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"

    def ready(self):
        for name in [
            "publication.integrity",
            "assembly.validate_tokens",
            "assembly.used_by",
            "figures.as_text",
            "staff.resources",
            "staff.records",
        ]:
            import_module(f"reports.{name}")
