"""Write one document to a file, or to standard output."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.assembly.build import find
from reports.errors import ReportNotRendered
from reports.publication.export import FORMATS, render, write_whole


class Command(BaseCommand):
    help = (
        "Write a document, for example community-safety-agreement/2016-17, to a file."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="TYPE/PERIOD")
        parser.add_argument("--format", default="html", metavar="|".join(FORMATS))
        parser.add_argument(
            "--output", metavar="FILE", help="Default: standard output."
        )

    def handle(self, *args, address, format, output, **options):
        if format not in FORMATS:
            raise CommandError(
                f"Unknown format “{format}”. Choose from: {', '.join(FORMATS)}."
            )
        try:
            report = find(address)
            content = render(report, format)
        except (LookupError, ReportNotRendered, OSError) as error:
            raise CommandError(str(error)) from None
        self._write(output, content)

    def _write(self, output, content):
        if not output:
            sys.stdout.buffer.write(content)
            return
        try:
            write_whole(Path(output), content)
        except OSError as error:
            raise CommandError(
                f"{output} cannot be written: {error.strerror or error}."
            ) from None
        self.stdout.write(f"{output} ({len(content):,} bytes)")
