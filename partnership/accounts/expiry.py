"""Delete personal data that is older than its period; the worker does so once a day."""

from django.core.cache import cache
from django_tasks import task

from partnership.accounts import personal_data
from partnership.core.background.periodic import periodic

KEY = "expired-data-deleted"
DAY_SECONDS = 24 * 60 * 60


@periodic
def enqueue_deletion() -> None:
    if cache.add(KEY, True, DAY_SECONDS):
        delete_expired_data.enqueue()


@task
def delete_expired_data() -> None:
    personal_data.delete_expired()
