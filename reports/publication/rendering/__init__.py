"""Render a document tree as a standalone HTML file, as JSON and as a PDF."""

import base64
import copy
import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from partnership.core.files.names import parse_name
from partnership.core.files.storage import read_stored
from reports.document import fonts, tree
from reports.document.figure_list import figures_of
from reports.document.files import with_sources
from reports.document.font_index import font_face
from reports.document.own_lists import has_started, printed_lists
from reports.document.own_tables import printed_tables
from reports.errors import BuildProblem, ReportNotRendered
from reports.publication.rendering.pdf import FILES, Pdf, render_pdf

__all__ = ["Pdf", "as_html", "as_json", "as_pdf", "print_html"]

PRINTED_FILE = re.compile(rf"static:{FILES}/([\w.-]+)")
DECORATIVE = re.compile(
    rf'<img src="(?P<address>static:{FILES}/(?P<name>[\w.-]+))" alt=""[^>]*>'
)
# Of a decorative picture in running text, in mm; a pixel as in CSS.
WIDEST, MM_PER_PIXEL = 126.0, 25.4 / 96
# A number that hangs before a line, and the text or inline element after it. Without
# a joiner, the number is left alone on its line if the rest fits exactly.
HANGING_NUMBER = re.compile(
    r'(<span class="no[^>]*>[^<]*</span>)(?=[^\s<]|<(?:a|strong|em|data|time)\b)'
)
WORD_JOINER = "\u2060"
FONT = re.compile(r'url\("?\.\./fonts/([\w.-]+)"?\)')
# Where a page finds fonts, like a style sheet next to it; browsers have emoji.
BROWSER = "../fonts"
EMOJI = "Noto Emoji"
# Stands for the style sheet until it is known which fonts the text needs.
CSS = "/* style sheet */"
# GOV.UK Frontend has rules for one old browser, in a form that is not valid CSS.
OLD_BROWSER, NO_BROWSER = "@media screen\ufffd", "@media not all"
# What every document is set in; the families of other scripts follow.
STACK = '"Public Sans","Public Sans Ext",sans-serif'


def as_json(document: tree.Document) -> str:
    """The tree and the list of its figures as JSON text, the same for the same data."""
    data = tree.as_json(document) | {"figures": figures_of(document)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_html(document: tree.Document) -> str:
    """A standalone HTML file, with its styles and fonts embedded."""
    html: str = render_to_string(
        "reports/document/standalone.html", {"document": document, "css": CSS}
    )
    css = _embedded(_static("css/public.css"))
    html = with_absolute_files(with_sources(html, _data_url), document.base)
    return with_other_fonts(html, BROWSER).replace(CSS, css, 1)


def print_html(document: tree.Document) -> str:
    """The HTML that the PDF is made from: the same blocks in the print template."""
    html: str = render_to_string(
        "reports/document/print.html", {"document": _for_paper(document)}
    )
    html = with_sources(html, lambda name: f"static:{FILES}/{name}")
    html = DECORATIVE.sub(_as_background, html)
    html = HANGING_NUMBER.sub(rf"\1{WORD_JOINER}", html)
    html = with_absolute_files(html, document.base)
    return with_other_fonts(fonts.printable_text(html), "static:fonts")


def _as_background(image: re.Match) -> str:
    """A decorative picture as the background of a box: no part of the PDF's text."""
    known = parse_name(image["name"])
    assert known is not None
    width = min(WIDEST, known.width * MM_PER_PIXEL)
    height = width * known.height / known.width
    return (
        f'<div class="decorative" style="background-image:url({image["address"]});'
        f'height:{height:.1f}mm;width:{width:.1f}mm"></div>'
    )


def with_absolute_files(html: str, base: str) -> str:
    """The markup with whole addresses of the document's files, to follow anywhere."""
    return html.replace(f'href="{base}files/', f'href="{settings.SITE_URL}{base}files/')


def _data_url(name: str) -> str:
    """A picture embedded in the page, for a stand-alone file."""
    found = parse_name(name)
    assert found is not None
    data = base64.b64encode(_content(name)).decode()
    return f"data:{found.media_type};base64,{data}"


def _content(name: str) -> bytes:
    try:
        return read_stored(name)
    except FileNotFoundError:
        message = "The picture is not stored here any more. Upload it again."
        raise ReportNotRendered([BuildProblem(name, message)]) from None


def with_other_fonts(html: str, folder: str) -> str:
    """The page with the fonts of every script that Public Sans lacks, if it has any."""
    faces = [
        face
        for face in fonts.other_faces(html)
        if folder != BROWSER or not face["family"].startswith(EMOJI)
    ]
    if not faces:
        return html
    families = "".join(
        f',"{family}"' for family in dict.fromkeys(f["family"] for f in faces)
    )
    stack = STACK.replace(",sans-serif", f"{families},sans-serif")
    rules = "".join(font_face(face, folder) for face in faces)
    style = f"<style>{rules}html,body{{font-family:{stack}}}</style>"
    return _embedded(
        html.replace(STACK, stack).replace("</head>", f"{style}</head>", 1)
    )


def _for_paper(document: tree.Document) -> tree.Document:
    """The document with the tables and lists of its texts laid out for paper."""
    texts = tree.rich_texts(document.sections)
    if not any("<table" in rich.html or has_started(rich.html) for rich in texts):
        return document
    document = copy.deepcopy(document)
    for rich in tree.rich_texts(document.sections):
        rich.html = printed_tables(printed_lists(rich.html), document.text_width)
    return document


def as_pdf(document: tree.Document) -> Pdf:
    """A tagged PDF (PDF/UA-1); the same document always gives the same bytes.

    Raises ReportNotRendered if it cannot be laid out.
    """
    html = print_html(document)
    files = {name: _content(name) for name in PRINTED_FILE.findall(html)}
    return render_pdf(html, document.path, document.full_title, files)


def _static(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(
            f"{name} has not been built. Run make run or make render."
        )
    # Sass adds a byte order mark to some sheets; a style element must not have one.
    css = Path(path).read_text(encoding="utf-8-sig")
    return css.replace(OLD_BROWSER, NO_BROWSER)


def _embedded(css: str) -> str:
    """Embed the fonts of a style sheet as data URLs."""

    def embed(match):
        path = finders.find(f"fonts/{match[1]}")
        data = base64.b64encode(Path(path).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{data})"

    return FONT.sub(embed, css)
