"""The base app: partners and partnerships, and what other apps share."""

from importlib import import_module

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Partnership"

    def ready(self):
        for name in [
            "accounts.admin",
            "accounts.signals",
            "partners.integrity",
            "partners.resources",
            "partners.records",
        ]:
            import_module(f"partnership.{name}")
