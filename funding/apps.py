"""Configuration of the funding app."""

from importlib import import_module

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    verbose_name = "Funding"

    def ready(self):
        for name in [
            "integrity",
            "resources",
            "records",
        ]:
            import_module(f"funding.{name}")
