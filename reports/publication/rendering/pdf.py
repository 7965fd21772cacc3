"""PDFs, made in a child process that has little time, little memory and no network.

The child (reports.publication.rendering.worker) reads one job as JSON and writes one file. If it
hangs, dies or complains, nothing is kept and the caller gets a plain message.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from reports.errors import Problem, ReportNotRendered


@dataclass(frozen=True)
class Pdf:
    """A finished PDF: its bytes and how many pages it has."""

    content: bytes
    pages: int


def render_pdf(html: str, identifier: str, place: str) -> Pdf:
    """Lay out a print shell. Raises ReportNotRendered, saying what to do."""
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        target = Path(folder) / "document.pdf"
        job = {
            "html": html,
            "identifier": identifier,
            "target": str(target),
            "static": static_folders(),
            "memory": settings.PDF_MEMORY_BYTES,
            "seconds": settings.PDF_TIMEOUT_SECONDS,
        }
        answer = _ask(job, place)
        if answer["complaints"]:
            raise ReportNotRendered(
                Problem(place, f"The PDF was not made: {complaint}")
                for complaint in answer["complaints"]
            )
        return Pdf(target.read_bytes(), answer["pages"])


def static_folders() -> list[str]:
    """Where static files of the project lie, in the order in which they are found."""
    folders = []
    for finder in get_finders():
        for storage in getattr(finder, "storages", {}).values():
            folders.append(str(storage.location))
    return folders


def _ask(job, place):
    """Run the child. Whatever goes wrong becomes one message."""
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
        raise ReportNotRendered(
            [
                Problem(
                    place,
                    f"The PDF took longer than {settings.PDF_TIMEOUT_SECONDS} seconds "
                    "and was stopped. Look for a very large table or list in the words "
                    "and shorten it. Nothing was changed.",
                )
            ]
        ) from None
    if done.returncode != 0 or not done.stdout.startswith("{"):
        raise ReportNotRendered([Problem(place, _died(done))])
    return json.loads(done.stdout)


def _died(done):
    last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
    if "MemoryError" in last[0] or done.returncode < 0:
        return (
            "The PDF needed more memory or time than it may use and was stopped. Look "
            "for a very large table or list in the words and shorten it. Nothing was "
            "changed."
        )
    return f"The PDF could not be laid out ({last[0]}). Nothing was changed."
