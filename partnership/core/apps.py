"""Configuration of the core app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "partnership.core"
    label = "core"
    verbose_name = "Core"

    def ready(self):
        import_module("partnership.core.background.emails")
        import_module("partnership.core.records.download_jobs")
        import_module("partnership.core.records.import_jobs")
        import_module("partnership.core.history.audit").connect()
        import_module("partnership.core.stored_pages.build")
        versions = import_module("partnership.core.stored_pages.versions")
        post_migrate.connect(
            versions.renew_after_migrate, sender=self, dispatch_uid="core.stored_pages"
        )
        immutable = import_module("partnership.core.models.immutable")
        post_migrate.connect(
            immutable.install_after_migrate, sender=self, dispatch_uid="core.immutable"
        )
        index = import_module("partnership.core.search.index")
        post_migrate.connect(
            index.install_after_migrate, sender=self, dispatch_uid="core.search"
        )
