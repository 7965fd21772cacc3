"""The base app: who is in the partnership, and what every other app shares."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Partnership"

    def ready(self):
        # Every app may state what must hold in its data, and how it checks words; see
        # partnership.integrity and partnership.wordcheck.
        autodiscover_modules("integrity", "wordcheck")
