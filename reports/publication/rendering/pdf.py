"""Create PDFs in a child process with limited time and memory and no network.

The child (reports.publication.rendering.worker) reads one job as JSON and writes one
file. If it hangs, crashes or logs a warning, nothing is stored and the caller gets an
error.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from reports.errors import BuildProblem, ReportNotRendered

# Where the child process finds the pictures of the document.
FILES = "pictures"


@dataclass(frozen=True)
class Pdf:
    """A finished PDF: its bytes and how many pages it has."""

    content: bytes
    pages: int


def render_pdf(
    html: str, identifier: str, place: str, files: dict[str, bytes] | None = None
) -> Pdf:
    """Lay out print HTML, with its pictures at `static:FILES/<name>`.

    Raises ReportNotRendered with what to do.
    """
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        target = Path(folder) / "document.pdf"
        for name, content in (files or {}).items():
            path = Path(folder) / FILES / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        job = {
            "html": html,
            "identifier": identifier,
            "target": str(target),
            "static": [*static_folders(), folder],
            "memory": settings.PDF_MEMORY_BYTES,
            "seconds": settings.PDF_TIMEOUT_SECONDS,
        }
        answer = _ask(job, place)
        if answer["complaints"]:
            raise ReportNotRendered(
                BuildProblem(place, f"The PDF could not be created: {complaint}")
                for complaint in answer["complaints"]
            )
        return Pdf(target.read_bytes(), answer["pages"])


def static_folders() -> list[str]:
    """Folders of the project's static files, in search order."""
    folders = []
    for finder in get_finders():
        for storage in getattr(finder, "storages", {}).values():
            folders.append(str(storage.location))
    return folders


def _ask(job, place):
    """Run the child process, and turn any failure into one error."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.publication.rendering.worker"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            cwd=settings.BASE_DIR,
            timeout=settings.PDF_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = (
            "The PDF took too long to create. Check for very large tables or lists and "
            "shorten them."
        )
        raise ReportNotRendered([BuildProblem(place, message)]) from None
    if done.returncode != 0 or not done.stdout.startswith("{"):
        raise ReportNotRendered([BuildProblem(place, _died(done))])
    return json.loads(done.stdout)


def _died(done):
    last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
    if "MemoryError" in last[0] or done.returncode < 0:
        return (
            "The PDF needed too much memory or time. Check for very large tables or "
            "lists and shorten them."
        )
    return (
        f"The PDF could not be created ({last[0]}). Try again or contact an "
        "administrator."
    )
