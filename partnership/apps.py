"""The base app: partners and partnerships, and what other apps share."""

from importlib import import_module

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Partnership"

    def ready(self):
        for name in [
            "accounts.admin",
            "accounts.expiry",
            "accounts.signals",
            "partners.aliases",
            "partners.integrity",
            "partners.releases",
            "partners.resources",
            "partners.records",
        ]:
            import_module(f"partnership.{name}")
