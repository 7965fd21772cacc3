"""The base app: who is in the partnership, and what every other app shares."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Partnership"

    def ready(self):
        # Every app may state what must hold in its data, how it checks words and what
        # these tell of; see partnership.integrity, .wordcheck and .citations.
        autodiscover_modules("integrity", "wordcheck", "citations")
        # What goes in and out as spreadsheets; see partnership.importing.
        autodiscover_modules("resources")
        # And what officers work on; see partnership.workplace.
        autodiscover_modules("workplace", "workplace_records", "reading")
        import_module("partnership.accounts.signals")
