"""Announce each edition and each withdrawal as soon as it is stored."""

from django.db.models.signals import post_save

from reports.models import Edition, Withdrawal
from reports.publication.subscriptions import announce


def connect() -> None:
    post_save.connect(_edition_saved, Edition, dispatch_uid="announce.edition")
    post_save.connect(_withdrawn, Withdrawal, dispatch_uid="announce.withdrawal")


def _edition_saved(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(edition=instance)


def _withdrawn(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(withdrawal=instance)
