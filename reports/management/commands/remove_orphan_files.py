"""Find stored files that belong to no edition or draft PDF, and delete them."""

import datetime as dt

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from reports.publication.verification import orphan_files


class Command(BaseCommand):
    help = "List files left over from interrupted work; with --delete, delete them."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true")
        parser.add_argument(
            "--older-than",
            type=int,
            default=60,
            metavar="MINUTES",
            help="Leave out newer files, which may be in use (default: 60).",
        )

    def handle(self, *args, delete, older_than, **options):
        names = orphan_files(dt.timedelta(minutes=older_than))
        for name in names:
            if delete:
                default_storage.delete(name)
            self.stdout.write(f"{'Deleted' if delete else 'Found'} {name}")
        if not names:
            self.stdout.write("No files are left over.")
