"""Store all public pages as files now."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnership.core.stored_pages import build, versions


class Command(BaseCommand):
    help = (
        "Create all public pages as files now, instead of after the next publication. "
        "Use it after you restore a back-up or change settings."
    )

    def handle(self, **options):
        if settings.SHOW_DRAFTS:
            raise CommandError("This site shows drafts, so pages are not stored.")
        versions.begin()
        number = build.build_all(versions.current())
        self.stdout.write(f"{number} pages and files are ready.")
