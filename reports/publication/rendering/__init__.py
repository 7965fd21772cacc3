"""Render a document tree as a standalone HTML file, as JSON and as a PDF."""

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
    """A standalone HTML file, with its styles and fonts embedded."""
    return render_to_string(
        "reports/document/standalone.html",
        {"document": document, "css": _embedded(_static("css/public.css"))},
    )


def print_html(document: tree.Document) -> str:
    """The HTML that the PDF is made from: the same blocks in the print template."""
    return render_to_string("reports/document/print.html", {"document": document})


def as_pdf(document: tree.Document) -> Pdf:
    """A tagged PDF (PDF/UA-1); the same document always gives the same bytes.

    Raises ReportNotRendered if it cannot be laid out.
    """
    return render_pdf(print_html(document), document.path, document.full_title)


def _static(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(
            f"{name} has not been built. Run make run or make render."
        )
    # Sass adds a byte order mark to some sheets; a style element must not have one.
    return Path(path).read_text(encoding="utf-8-sig")


def _embedded(css: str) -> str:
    """Embed the fonts of a style sheet as data URLs."""

    def embed(match):
        path = finders.find(f"fonts/{match[1]}")
        data = base64.b64encode(Path(path).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{data})"

    return FONT.sub(embed, css)
