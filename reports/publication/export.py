"""Write a document to a file, atomically."""

import os
import tempfile
from pathlib import Path

from reports.assembly.build import build
from reports.models import Report
from reports.publication import draft_pdfs, rendering
from reports.publication.word import as_docx

FORMATS = ("html", "pdf", "docx", "json")


def render(report: Report, format: str) -> bytes:
    """A report in one of FORMATS. Raises ReportNotRendered."""
    document = build(report)
    if format == "pdf":
        with draft_pdfs.make(report, document).pdf.open("rb") as stored:
            return stored.read()
    if format == "docx":
        return as_docx(document)
    made = rendering.as_html if format == "html" else rendering.as_json
    return made(document).encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file atomically: to a temporary file first, then move it into place.

    Raises OSError if the file cannot be written.
    """
    folder = path.parent
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
