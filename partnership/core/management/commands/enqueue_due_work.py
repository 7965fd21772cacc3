"""Enqueue the work that is due now: for sites without `db_worker`."""

from django.core.management.base import BaseCommand

from partnership.core.background.periodic import enqueue_due_work


class Command(BaseCommand):
    help = (
        "Enqueue work that is due, such as emails to try again and scheduled "
        "publication. `db_worker` does this itself; run it every minute with any other "
        "task backend."
    )

    def handle(self, *args, **options):
        enqueue_due_work()
