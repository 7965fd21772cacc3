"""Render every document to a folder as HTML and PDF, and print each file."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError

from partnership.core.values.fingerprints import fingerprint_of_parts
from reports.assembly.build import build
from reports.document.tree import Document
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.publication import draft_pdfs, rendering
from reports.publication.data_fingerprint import data_fingerprint
from reports.publication.export import write_whole

# How many child processes lay out PDFs at the same time.
AT_ONCE = 2
# The file in the output folder that says what its documents were made from.
STAMP = ".made-from"
SHEETS = ["css/public.css", "css/print.css"]


@dataclass
class Job:
    """One report: its document and the PDF being laid out, or its errors."""

    report: Report
    document: Document | None = None
    pdf: Future | None = None
    fault: ReportNotRendered | None = None


class Command(BaseCommand):
    help = "Render all documents to a folder as HTML and PDF."

    def add_arguments(self, parser):
        parser.add_argument("--output-dir", default="build", metavar="FOLDER")
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Do nothing if the folder has the documents for the current data.",
        )

    def handle(self, *args, output_dir, if_changed=False, **options):
        folder = Path(output_dir)
        if if_changed and _is_current(folder):
            self.stdout.write(f"  {folder} is up to date.")
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"{folder} cannot be created: {error.strerror}."
            ) from None
        with ThreadPoolExecutor(AT_ONCE) as pool:
            rows = Report.objects.select_related("partnership__police_area")
            jobs = [_begin(report, pool) for report in rows.order_by("pk")]
            failed = [job for job in jobs if not self._write(job, folder)]
        if failed:
            raise CommandError(
                f"{len(failed)} could not be written. See the errors above."
            )
        if if_changed:
            (folder / STAMP).write_text(_stamp(folder), encoding="utf-8")

    def _write(self, job, folder):
        try:
            if job.fault:
                raise job.fault
            stem = folder / job.report.file_stem
            self._put(f"{stem}.html", rendering.as_html(job.document).encode())
            pdf = job.pdf.result() if job.pdf else None
            draft_pdf = draft_pdfs.make(job.report, job.document, pdf)
            with draft_pdf.pdf.open("rb") as stored:
                self._put(f"{stem}.pdf", stored.read())
        except (ReportNotRendered, OSError) as error:
            self.stderr.write(f"  {job.report.path}: {error}")
            return False
        return True

    def _put(self, path, content):
        write_whole(Path(path), content)
        self.stdout.write(f"  {path} ({len(content) / 1000:,.0f} KB)")


def _begin(report, pool) -> Job:
    """Build in this thread, which has the database; lay out the PDF in the pool.

    The PDF is only laid out if it is not stored yet.
    """
    try:
        document = build(report)
    except ReportNotRendered as fault:
        return Job(report, fault=fault)
    if draft_pdfs.is_stored(document):
        return Job(report, document)
    return Job(
        report, document, pool.submit(rendering.as_pdf, draft_pdfs.dated(document))
    )


def _is_current(folder: Path) -> bool:
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == _stamp(folder)
    except OSError:
        return False


def _stamp(folder: Path) -> str:
    """A fingerprint of the data, code, templates, styles and the folder’s documents."""
    return fingerprint_of_parts(_stamp_parts(folder), length=32)


def _stamp_parts(folder: Path) -> Iterator[bytes]:
    yield data_fingerprint().encode()
    templates = settings.BASE_DIR / "templates"
    for path in sorted(templates.rglob("*.html")):
        yield path.read_bytes()
    sheets = [path for name in SHEETS if (path := finders.find(name))]
    for path in sheets:
        yield Path(path).read_bytes()
    for path in sorted(folder.glob("*-*.*")):
        yield f"{path.name} {path.stat().st_size}".encode()
