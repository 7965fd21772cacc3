"""Write every document as HTML and PDF into a folder, a line for each file."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports import rendering, renditions
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.services import build
from reports.writing import write_whole


class Command(BaseCommand):
    help = "Write all documents, named KIND-PERIOD.html and .pdf, into a folder."

    def add_arguments(self, parser):
        parser.add_argument("--output-dir", default="build", metavar="FOLDER")

    def handle(self, *args, output_dir, **options):
        folder = Path(output_dir)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made: {error.strerror}.") from None
        failed = [report for report in _reports() if not self._write(report, folder)]
        if failed:
            raise CommandError(f"{len(failed)} could not be written; see above.")

    def _write(self, report, folder):
        try:
            document = build(report)
            rows = [
                ("html", lambda: rendering.as_html(document).encode()),
                ("pdf", lambda: _pdf(report, document)),
            ]
            for suffix, make in rows:
                begun = time.monotonic()
                path = folder / f"{report.file_stem}.{suffix}"
                write_whole(path, make())
                self.stdout.write(f"  {path} ({time.monotonic() - begun:.1f} s)")
        except (ReportNotRendered, OSError) as error:
            self.stderr.write(f"  {report.path}: {error}")
            return False
        return True


def _reports():
    return Report.objects.select_related("partnership__police_area").order_by("pk")


def _pdf(report, document):
    with renditions.make(report, document).pdf.open("rb") as stored:
        return stored.read()
