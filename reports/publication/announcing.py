"""Announce each edition, each withdrawal and figures that are published alone."""

from django.db.models.signals import post_save

from partnership.core.models import Release
from reports.models import Edition, Withdrawal
from reports.publication.subscriptions import announce


def connect() -> None:
    post_save.connect(_edition_saved, Edition, dispatch_uid="announce.edition")
    post_save.connect(_withdrawn, Withdrawal, dispatch_uid="announce.withdrawal")
    post_save.connect(_release_saved, Release, dispatch_uid="announce.release")


def _edition_saved(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(edition=instance)


def _withdrawn(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(withdrawal=instance)


def _release_saved(instance, created, raw=False, **kwargs):
    is_alone = created and not instance.source
    if not raw and (is_alone or instance.withdrawn_at):
        announce(release=instance)
