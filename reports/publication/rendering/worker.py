"""The child process that lays out one PDF. Run as a module, without Django.

Reads a job as JSON from standard input: html, identifier, target, static (folders),
memory (bytes) and seconds. Writes the PDF to the target and, to standard output, JSON
with `pages` and `complaints`: every warning that WeasyPrint logs, because it only logs
what it could not draw.
"""

import gc
import json
import logging
import mimetypes
import os
import resource
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

# A layout keeps its objects until it is finished, so garbage collection has no benefit.
SELDOM = (100_000, 50, 50)
# Requests go first: on a busy core they get three quarters of the time.
NICENESS = 5
# WeasyPrint compresses at level 9, which takes a tenth of the time for 3 % fewer bytes.
COMPRESSION_LEVEL = 6


class LogCollector(logging.Handler):
    """Collects what the layout engine logs."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def limit(memory: int, seconds: int) -> None:
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def static_file(name: str, folders: list[str]) -> Path | None:
    """A file inside one of the folders; None for anything outside them."""
    for folder in map(Path, folders):
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path
    return None


def make_fetcher(folders: list[str]):
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticOnlyFetcher(URLFetcher):
        """Serves `static:` URLs from the project's files and refuses all others."""

        def fetch(self, url, headers=None):
            scheme, _, name = url.partition(":")
            path = static_file(name, folders) if scheme == "static" else None
            if path is None:
                raise FatalURLFetchingError(f"{url} is not one of our static files.")
            kind, _ = mimetypes.guess_type(path)
            return URLFetcherResponse(
                url, path.read_bytes(), {"Content-Type": kind or "font/woff2"}
            )

    return StaticOnlyFetcher()


@contextmanager
def quick_compression():
    """Within the block, PDFs that this process writes are compressed at our level."""
    import pydyf

    pydyf.zlib = SimpleNamespace(
        compress=zlib.compress,
        compressobj=lambda level: zlib.compressobj(COMPRESSION_LEVEL),
    )
    try:
        yield
    finally:
        pydyf.zlib = zlib


def lay_out(job: dict) -> dict:
    """Create the PDF; return the number of pages and the layout engine's warnings."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        return _lay_out(job)
    finally:
        gc.set_threshold(*usual)


def _lay_out(job: dict) -> dict:
    from weasyprint.urls import FatalURLFetchingError

    from reports.publication.rendering.line_breaks import full_lines
    from reports.publication.rendering.quick_html import QuickHTML
    from reports.publication.rendering.tag_repairs import repaired_tags

    complaints = LogCollector()
    for name in ("weasyprint", "fontTools"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [complaints], False
    html = QuickHTML(job["html"], "static:", make_fetcher(job["static"]))
    try:
        # The variant is needed in both calls: without it here, the PDF is not tagged.
        with full_lines():
            document = html.render(pdf_variant="pdf/ua-1")
        with repaired_tags(), quick_compression():
            document.write_pdf(
                job["target"],
                pdf_variant="pdf/ua-1",
                pdf_identifier=job["identifier"].encode(),
            )
    except FatalURLFetchingError as error:  # a BaseException
        return {"pages": 0, "complaints": [str(error)]}
    return {"pages": len(document.pages), "complaints": complaints.lines}


def main() -> None:
    job = json.load(sys.stdin)
    limit(job["memory"], job["seconds"])
    json.dump(lay_out(job), sys.stdout)


if __name__ == "__main__":
    main()
