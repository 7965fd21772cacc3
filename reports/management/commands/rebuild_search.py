"""Rebuild the search index of the public pages."""

from django.core.cache import cache
from django.core.management.base import BaseCommand

from partnership.core.models import SearchEntry
from reports.public import search_index
from reports.publication.data_fingerprint import data_fingerprint

# What the index was built from; publishing keeps it up to date after that.
BUILT_FROM = "search-index-built-from"


class Command(BaseCommand):
    help = "Rebuild the search index of the public pages."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Do nothing if data and code have not changed since it was built.",
        )

    def handle(self, *args, if_changed=False, **options):
        fingerprint = data_fingerprint()
        is_current = cache.get(BUILT_FROM) == fingerprint
        if if_changed and is_current and SearchEntry.objects.exists():
            self.stdout.write("The search index is up to date.")
            return
        number = search_index.rebuild()
        cache.set(BUILT_FROM, fingerprint, None)
        self.stdout.write(f"The search index has {number} entries.")
