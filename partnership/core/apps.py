"""Configuration of the core app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "partnership.core"
    label = "core"
    verbose_name = "Core"

    def ready(self):
        import_module("partnership.core.background.emails")
        import_module("partnership.core.records.lists.download_jobs")
        import_module("partnership.core.records.importing.jobs")
        import_module("partnership.core.history.audit").connect()
        import_module("partnership.core.stored_pages.build")
        versions = import_module("partnership.core.stored_pages.versions")
        changes = import_module("partnership.core.models.data_changes")
        after_migrate = {
            "stored_pages": versions.renew_after_migrate,
            "immutable": import_module("partnership.core.models.immutable").install,
            "data_changes": changes.install,
            "index": import_module("partnership.core.search.index").install,
        }
        for name, receiver in after_migrate.items():
            post_migrate.connect(receiver, sender=self, dispatch_uid=f"core.{name}")
        pre_migrate.connect(
            changes.remove_before_migrate, sender=self, dispatch_uid="core.no_triggers"
        )
