"""Configuration of the funding app."""

from importlib import import_module

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    verbose_name = "Funding"

    def ready(self):
        for name in [
            "integrity",
            "releases",
            "resources",
            "records",
            "rollover.priorities",
            "rollover.money",
            "rollover.expected",
        ]:
            import_module(f"funding.{name}")
