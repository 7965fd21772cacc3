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
            "workplace",
        ]:
            import_module(f"funding.{name}")
