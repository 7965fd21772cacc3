"""Write the public site as files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.public import export_site


class Command(BaseCommand):
    help = "Write the public site into an empty folder, for any web server."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        if settings.SHOW_DRAFTS:
            raise CommandError("Set SHOW_DRAFTS=0 first: drafts are not exported.")
        if settings.DEBUG:
            raise CommandError("Set DEBUG=0 first: its error pages are not exported.")
        try:
            export_site.prepare(folder)
            number = export_site.export(folder)
        except export_site.NotExported as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{number} files written to {folder}.")
