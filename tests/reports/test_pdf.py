"""The PDF: what is in its bytes, how its pages fall, and what its maker refuses."""

import logging
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pikepdf
import pytest
import tinyhtml5
import weasyprint

from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.publication import rendering
from reports.publication.rendering.pdf import render_pdf, static_folders
from reports.publication.rendering.quick_html import QuickHTML, tree_of
from reports.publication.rendering.worker import lay_out, static_file
from tests.builders import a_passage
from tests.reports.page_breaks import holes, parted
from tests.reports.pages import parsed
from tests.reports.papers import every_document
from tests.reports.pdf_words import pages_of, ua_problems
from tests.reports.small_documents import a_document
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Test</title>
<meta name="description" content="A test"></head><body><h1>Test</h1>{}</body></html>"""


@pytest.fixture(scope="session")
def pdf(agreement_pdf):
    with pikepdf.open(agreement_pdf) as opened:
        yield opened


@pytest.fixture(scope="session")
def pages(agreement_pdf):
    """Each page's lines, without its head and its foot."""
    text = subprocess.run(
        ["pdftotext", "-layout", agreement_pdf, "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pages = text.removesuffix("\f").split("\f")
    lines = [[s for line in page.splitlines() if (s := line.strip())] for page in pages]
    return [lines[0], *(page[1:-1] for page in lines[1:])]


@pytest.fixture(scope="session")
def outline(pdf):
    """(level, title, page) of each entry; pages are counted from 1."""

    def walk(items, level=1):
        for item in items:
            page = pikepdf.Page(item.destination[0])
            yield level, item.title, page.index + 1
            yield from walk(item.children, level + 1)

    with pdf.open_outline() as opened:
        return list(walk(opened.root))


def words(text):
    return " ".join(text.split())


def test_it_conforms_to_pdf_ua(agreement_pdf):
    assert ua_problems(agreement_pdf) == []


def test_introductions_stay_with_what_they_lead_to_on_full_pages(agreement_pdf):
    assert parted(agreement_pdf) == []
    assert holes(agreement_pdf) == {}


def test_html_is_parsed_as_the_layout_engine_does():
    odd = "<p>a &amp; b<br>\u00a0 c <b>d<i>e</b>f</i></p><table><tr><td>g"
    texts = [rendering.print_html(document) for document in every_document()]

    for html in [*texts, PAGE.format(odd)]:
        theirs = tinyhtml5.parse(html, namespace_html_elements=False)
        assert list(_parts(tree_of(html))) == list(_parts(theirs))
    whole = weasyprint.HTML(string="<p>a")
    assert vars(QuickHTML("<p>a", "static:", None)).keys() == vars(whole).keys()


def _parts(element, depth=0):
    """Every element with its text and attributes, but what declares namespaces."""
    attributes = {k: v for k, v in element.attrib.items() if not k.endswith("xmlns")}
    yield depth, element.tag, attributes, element.text, element.tail
    for child in element:
        yield from _parts(child, depth + 1)


@pytest.mark.long
def test_same_data_give_the_same_bytes(agreement, agreement_pdf, monkeypatch):
    """In another process, whose sets and dicts begin from another seed."""
    first = agreement_pdf.read_bytes()
    monkeypatch.setenv("PYTHONHASHSEED", "1")

    assert rendering.as_pdf(agreement).content == first


def test_outline_is_the_headings(agreement, outline):
    page = parsed(rendering.print_html(agreement))
    headings = [
        (int(heading.tag[1]), words(" ".join(heading.itertext())))
        for heading in page.xpath("//h1|//h2|//h3")
    ]

    assert [(level, words(title)) for level, title, _ in outline] == headings


def test_contents_give_the_page_of_each_section(outline, pages):
    stands = {
        re.sub(r"^(\d+) ", r"Section \1 ", words(title)): page
        for level, title, page in outline
        if level == 2 and title != "Contents"
    }
    [listed] = [page for page in pages if page[0] == "Contents"]
    found = [re.match(r"(\d+)\s+(.+)", words(line)) for line in listed]

    assert {match[2]: int(match[1]) for match in found if match} == stands


def test_references_give_the_page_of_their_target(outline, pages):
    text = words(" ".join(" ".join(page) for page in pages))
    stands = {words(title).split(" ")[0]: page for _, title, page in outline}
    found = re.findall(r"[Ss]ection (\d) \(page (\d+)\)", text)

    assert len(found) > 3
    for number, page in found:
        assert stands[number] == int(page)


def test_every_page_has_its_number_and_title(pdf, agreement_pdf):
    count = len(pdf.pages)
    text = subprocess.run(
        ["pdftotext", "-layout", agreement_pdf, "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\f")

    assert count == 1 + sum(
        f"{number} of {count}" in page for number, page in enumerate(text, start=1)
    )
    assert "Draft – not agreed" in text[0]
    assert all("DRAFT" in page for page in text[1:count])


def test_it_has_title_language_and_author(pdf, agreement):
    with pdf.open_metadata() as data:
        assert data["dc:title"] == "Draft: Community Safety Agreement 2016-17"
        assert data["dc:creator"] == ["Safer Oxfordshire Partnership"]
        assert data["dc:description"] == agreement.description
        assert data["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked


def test_it_has_no_date_no_script_and_nothing_attached(pdf):
    """A date would make other bytes of the same data."""
    assert "/CreationDate" not in pdf.docinfo
    names = pdf.Root.get("/Names", {})
    assert "/EmbeddedFiles" not in names
    assert "/JavaScript" not in names
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary):
            assert entry.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm")


def test_every_page_is_a4(pdf):
    for page in pdf.pages:
        left, bottom, right, top = map(float, page.mediabox)
        assert (round(right - left), round(top - bottom)) == (595, 842)


def test_only_our_own_fonts_are_in_it(agreement_pdf):
    listed = subprocess.run(
        ["pdffonts", agreement_pdf], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]

    assert listed
    for line in listed:
        assert re.match(r"[A-Z]{6}\+Public-Sans", line), line
        assert re.search(r"\byes yes yes\b", line), line


def test_no_page_is_nearly_empty(pages):
    short = {
        number: page
        for number, page in enumerate(pages, start=1)
        if len(page) < 6 or sum(map(len, page)) < 200
    }

    assert short == {}


def test_no_heading_is_last_on_a_page(outline, pages):
    by_page = {}
    for _level, title, page in outline:
        by_page.setdefault(page, set()).add(words(title))

    for number, page in enumerate(pages[1:], start=2):
        last = words(page[-1])
        assert not any(title.endswith(last) for title in by_page.get(number, ())), last


def test_sections_share_a_page_if_they_have_room(tmp_path):
    path = tmp_path / "short.pdf"
    long = "<p>Words of a paragraph.</p>" * 40
    texts = {"One": "<p>A.</p>", "Two": "<p>B.</p>", "Three": long, "Four": "<p>D.</p>"}
    path.write_bytes(rendering.as_pdf(a_document(texts)).content)

    text = [set(page.text.split()) for page in pages_of(path)]
    [shared] = [page for page in text if "A." in page]

    assert {"One", "Two", "B.", "Three", "paragraph."} <= shared
    # The head of the next page names the section that runs on.
    assert {"Three", "paragraph."} <= text[text.index(shared) + 1]


def test_agreement_is_as_long_as_it_should_be(pages):
    """The real one has some thirty; ours says the same on fewer."""
    assert 18 <= len(pages) <= 30


class TestRefusals:
    @pytest.mark.parametrize(
        "address",
        [
            "http://127.0.0.1:1/x.png",
            "https://example.org/x.png",
            "file:///etc/hostname",
            "/etc/hostname",
            "../settings.py",
            "static:../settings.py",
            "static:../../partnership/settings.py",
            "static:/etc/hostname",
            "static:none.png",
            "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
            "ftp://example.org/x.png",
            "//example.org/x.png",
        ],
    )
    def test_nothing_but_our_static_files_is_fetched(self, address, tmp_path):
        [complaint] = complaints_of(f'<img src="{address}" alt="x">', tmp_path)

        assert complaint.endswith("is not one of our static files.")

    def test_what_the_child_process_refuses_is_an_error_with_its_location(self):
        shown = refused(PAGE.format('<img src="file:///etc/hostname" alt="x">'))

        assert shown.startswith("Here: The PDF could not be created: ")
        assert "is not one of our static files." in shown

    @pytest.mark.parametrize(
        "markup",
        [
            '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">',
            "<style>@import url(file:///etc/hostname);</style>",
            "<style>@font-face{font-family:x;src:url(http://127.0.0.1:1/x)}p{font-family:x}"
            "</style><p>x</p>",
            '<a rel="attachment" href="file:///etc/hostname">x</a>',
            '<p style="background:url(https://example.org/x.png)">x</p>',
            '<svg><image href="file:///etc/hostname" width="9" height="9"/></svg>',
        ],
    )
    def test_no_other_url_is_fetched(self, markup, tmp_path):
        assert complaints_of(markup, tmp_path)

    def test_file_of_ours_is_served(self, tmp_path):
        folders = static_folders()

        assert static_file("css/print.css", folders)
        assert static_file("css/../css/print.css", folders)
        assert static_file("../settings.py", folders) is None
        (tmp_path / "link").symlink_to("/etc/hostname")
        assert static_file("link", [str(tmp_path)]) is None

    def test_line_of_the_engines_log_is_a_failure(self):
        shown = refused(PAGE.format('<p style="colour: blue">x</p>'))

        assert shown.startswith(
            "Here: The PDF could not be created: Ignored `colour: blue`"
        )

    def test_every_warning_of_the_engine_is_reported(self):
        shown = refused(PAGE.format('<p style="colour: blue; size: big">x</p>'))

        assert len(shown.splitlines()) == 2


def complaints_of(markup, folder):
    """What the layout engine complains of, asked for in this process."""
    job = {
        "html": PAGE.format(markup),
        "identifier": "id",
        "target": str(folder / "document.pdf"),
        "static": static_folders(),
    }
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(one, one.handlers, one.propagate) for one in loggers]
    try:
        return lay_out(job)["complaints"]
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate


def refused(html):
    with pytest.raises(ReportNotRendered) as caught:
        render_pdf(html, "id", "Here")
    return str(caught.value)


def test_renderer_gives_way_to_requests():
    code = (
        "import os; from reports.publication.rendering.worker import limit;"
        "before = os.nice(0); limit(2**33, 60); print(os.nice(0) > before)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout == b"True\n"


class TestRenderersThatFail:
    @pytest.fixture
    def worker(self, settings, tmp_path):
        """Puts another worker in the place of ours."""

        def put(code):
            folder = tmp_path / "reports" / "publication" / "rendering"
            folder.mkdir(parents=True)
            for package in [folder, folder.parent, folder.parent.parent]:
                (package / "__init__.py").touch()
            (folder / "worker.py").write_text(textwrap.dedent(code))
            settings.BASE_DIR = tmp_path

        return put

    @pytest.fixture(autouse=True)
    def folders(self, tmp_path, monkeypatch):
        """Where temporary files go; nothing may stay there."""
        place = tmp_path / "temporary"
        place.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(place))
        yield
        assert list(place.iterdir()) == []

    def test_hanging_renderer_is_stopped(self, worker, settings):
        worker("import time; time.sleep(60)")
        settings.PDF_TIMEOUT_SECONDS = 1
        begun = time.monotonic()

        shown = refused(PAGE.format(""))

        assert time.monotonic() - begun < 10
        assert shown.startswith("Here: The PDF took too long to create")
        assert shown.endswith("very large tables or lists and shorten them.")

    @pytest.mark.parametrize(
        ("code", "shown"),
        [
            (
                "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
                "needed too much memory or time",
            ),
            ("raise MemoryError", "needed too much memory or time"),
            ("raise RecursionError('too deep')", "could not be created (Recursion"),
            ("raise SystemExit(3)", "could not be created (exit status 3)"),
            ("print('Good morning')", "could not be created"),
            ("", "could not be created"),
        ],
    )
    def test_crashed_renderer_has_a_plain_error(self, worker, code, shown):
        worker(code)

        message = refused(PAGE.format(""))

        assert message.startswith("Here: The PDF ")
        assert shown in message
        assert message.endswith(("shorten them.", "or contact an administrator."))
        assert "\n" not in message

    def test_renderer_out_of_memory_is_reported(self, settings):
        settings.PDF_MEMORY_BYTES = 60 * 1024 * 1024

        assert refused(PAGE.format("")).endswith(
            ("shorten them.", "or contact an administrator.")
        )

    def test_incomplete_file_is_not_stored(self, worker):
        worker(
            """
            import json, sys
            job = json.load(sys.stdin)
            open(job["target"], "wb").write(b"%PDF-1.7 half")
            raise MemoryError
            """
        )

        assert "needed too much memory" in refused(PAGE.format(""))


ROW = "<tr>" + "<td>x</td>" * 20 + "</tr>"
BIG = {
    "a table as large as may be": "<table>" + ROW * 100 + "</table>",
    "many words": "<p>" + "lights " * 20000 + "</p>",
    "odd shapes": "<ul><li>" * 6
    + "x"
    + "</li></ul>" * 6
    + "<p>"
    + "w" * 3000
    + '</p><table><tr><td colspan="100000" rowspan="9999">x</td></tr></table>'
    + "<p>Ω≠ é ß Žluť 中文 עברית \u202e abc</p>",
}


@pytest.mark.long
@pytest.mark.parametrize("name", BIG)
def test_any_text_that_can_be_stored_can_be_printed(name):
    """Rich text is bounded, so the renderer meets nothing that it cannot finish."""
    report = a_testshire_report()
    a_passage(report=report, key="vision.text", body=BIG[name])

    assert rendering.as_pdf(build(report)).content.startswith(b"%PDF-")


def test_a_short_county_has_no_page_nearly_empty(tmp_path):
    path = Path(tmp_path / "short.pdf")
    path.write_bytes(rendering.as_pdf(build(a_testshire_report())).content)

    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout

    short = [page for page in text.split("\f")[1:-1] if len(page.split()) < 20]
    assert short == []
