"""Rendering: a document tree as a stand-alone HTML file, as JSON, and as a PDF."""

import base64
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reports.document import tree
from reports.document.figure_list import figures_of
from reports.publication.rendering.pdf import (
    Pdf,
    render_pdf,
)

__all__ = ["Pdf", "as_html", "as_json", "as_pdf", "print_html"]

FONT = re.compile(r'url\("?\.\./fonts/([\w.-]+)"?\)')


def as_json(document: tree.Document) -> str:
    """The tree and the list of its figures as JSON text, the same for the same data."""
    data = tree.as_json(document) | {"figures": figures_of(document)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_html(document: tree.Document) -> str:
    """A file that is complete on its own: its style and its fonts are inside."""
    return render_to_string(
        "reports/document/standalone.html",
        {"document": document, "css": _embedded(_static("css/public.css"))},
    )


def print_html(document: tree.Document) -> str:
    """What the PDF is made from: the same blocks in the shell for paper."""
    return render_to_string("reports/document/print.html", {"document": document})


def as_pdf(document: tree.Document) -> Pdf:
    """A tagged PDF (PDF/UA-1); the same document gives the same bytes.

    Raises ReportNotRendered with a plain message if it cannot be laid out.
    """
    return render_pdf(print_html(document), document.path, document.full_title)


def _static(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(
            f"{name} is not built yet: run make run or make render."
        )
    # Sass begins some sheets with a byte order mark, which no style element bears.
    return Path(path).read_text(encoding="utf-8-sig")


def _embedded(css: str) -> str:
    """Fonts of the reader's style sheet as data, because the file stands alone."""

    def embed(match):
        path = finders.find(f"fonts/{match[1]}")
        data = base64.b64encode(Path(path).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{data})"

    return FONT.sub(embed, css)
