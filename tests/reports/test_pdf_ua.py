"""PDFs are checked against PDF/UA-1 when they are published."""

import pytest

from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.models import Edition
from reports.publication import pdf_ua, rendering
from reports.publication import publish as publishing
from tests.reports.publishing_help import a_publisher, fake_pdfs, replace_checks
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


@pytest.fixture
def report(monkeypatch):
    replace_checks(monkeypatch)
    return a_testshire_report()


def result_is(monkeypatch, result):
    monkeypatch.setattr(pdf_ua, "check", lambda content: result)


def test_pdf_that_fails_is_not_published(report, monkeypatch):
    fake_pdfs(monkeypatch)
    result_is(monkeypatch, pdf_ua.PdfUaResult(True, ["rule 7.1-9, 1 times: a title"]))

    with pytest.raises(ReportNotRendered, match="not accessible.*7.1-9"):
        publishing.publish(report, a_publisher())

    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("result", "stored", "words"),
    [
        (pdf_ua.PdfUaResult(True), "passed", "checked against PDF/UA-1 with veraPDF"),
        (pdf_ua.NOT_CHECKED, "not-run", "was not checked against PDF/UA-1"),
    ],
)
def test_page_says_whether_it_was_checked(
    report, monkeypatch, client, result, stored, words
):
    fake_pdfs(monkeypatch)
    result_is(monkeypatch, result)

    edition, _ = publishing.publish(report, a_publisher())

    assert edition.pdf_ua_check == stored
    page = client.get(f"/{report.path}/editions/").content.decode()
    assert words in page


@pytest.mark.parametrize("answer", [b"", b"not JSON", b"{}"])
def test_check_that_does_not_finish_counts_as_not_run(monkeypatch, settings, answer):
    settings.CHECK_PDF_UA = True
    monkeypatch.setattr(pdf_ua, "is_installed", lambda: True)

    class FakeProcess:
        stdout = answer

    monkeypatch.setattr(pdf_ua.subprocess, "run", lambda *args, **kwargs: FakeProcess)

    assert pdf_ua.check(b"%PDF-") == pdf_ua.NOT_CHECKED


@pytest.mark.long
@pytest.mark.pdf
@pytest.mark.slow
def test_real_edition_passes_and_an_untagged_pdf_does_not(report, settings):
    if not pdf_ua.is_installed():
        pytest.skip("veraPDF is not installed")
    settings.CHECK_PDF_UA = True
    document = build(report, is_edition=True)
    import datetime as dt

    document.edition = publishing._mark(2, dt.datetime.now(dt.UTC), "A sum.")

    good = pdf_ua.check(rendering.as_pdf(document).content)
    from weasyprint import HTML

    bad = pdf_ua.check(HTML(string="<p>Not tagged").write_pdf())

    assert good == pdf_ua.PdfUaResult(True)
    assert bad.is_checked and bad.has_failed
