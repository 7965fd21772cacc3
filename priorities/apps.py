"""Configuration of the priorities app."""

from importlib import import_module

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "priorities"
    verbose_name = "Priorities and measures"

    def ready(self):
        for name in [
            "integrity",
            "releases",
            "measure_releases",
            "resources",
            "records.priorities",
            "records.measures",
        ]:
            import_module(f"priorities.{name}")
