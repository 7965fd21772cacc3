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
        import_module("partnership.core.records.download_jobs")
        import_module("partnership.core.records.import_jobs")
        import_module("partnership.core.history.audit").connect()
        import_module("partnership.core.stored_pages.build")
        versions = import_module("partnership.core.stored_pages.versions")
        after_migrate = {
            "stored_pages": versions.renew_after_migrate,
            **{
                module.rpartition(".")[2]: import_module(
                    f"partnership.core.{module}"
                ).install_after_migrate
                for module in [
                    "models.immutable",
                    "models.data_changes",
                    "search.index",
                ]
            },
        }
        for name, receiver in after_migrate.items():
            post_migrate.connect(receiver, sender=self, dispatch_uid=f"core.{name}")
        changes = import_module("partnership.core.models.data_changes")
        pre_migrate.connect(
            changes.remove_before_migrate, sender=self, dispatch_uid="core.no_triggers"
        )
