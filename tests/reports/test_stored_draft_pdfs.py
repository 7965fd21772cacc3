"""Stored PDFs: created once for the same text, and kept if a new one fails."""

import os

import pytest

from reports.assembly.build import build
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import DraftPdf
from reports.publication import draft_pdfs
from reports.publication.export import render
from reports.publication.integrity import stored_pdfs_have_their_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


def stored(row):
    with row.pdf.open("rb") as file:
        return file.read()


def test_pdf_is_stored_with_its_size_and_pages(report, rendered):
    row = draft_pdfs.make(report)

    assert stored(row) == b"%PDF-1.7 number 1"
    assert (row.size, row.pages, row.report) == (17, 3, report)
    assert row.pdf.name.startswith("draft-pdfs/community-safety-agreement-2016-17-")
    assert draft_pdfs.latest(report) == row


def test_same_text_is_rendered_once(report, rendered):
    first, second = draft_pdfs.make(report), draft_pdfs.make(report)

    assert first == second
    assert len(rendered) == 1


def test_changed_text_is_rendered_again_and_the_old_file_remains(report, rendered):
    first = draft_pdfs.make(report)
    report.passages.filter(key="resourcing.text").update(body="<p>Other.</p>")

    second = draft_pdfs.make(report)

    assert first != second
    assert stored(first) != stored(second)
    assert draft_pdfs.latest(report) == second
    assert draft_pdfs.current(build(report)) == second


def test_changed_figure_is_a_changed_document(report, rendered):
    draft_pdfs.make(report)
    report.partnership.settlements.update(total_gbp=23999)

    assert draft_pdfs.current(build(report)) is None


def test_lost_file_is_created_again(report, rendered):
    row = draft_pdfs.make(report)
    row.pdf.storage.delete(row.pdf.name)
    assert len(list(stored_pdfs_have_their_file())) == 1

    again = draft_pdfs.make(report)

    assert stored(again) == b"%PDF-1.7 number 2"
    assert list(stored_pdfs_have_their_file()) == []
    assert DraftPdf.objects.get() == again


def test_simultaneous_requests_share_one_pdf(report, rendered, monkeypatch, media_root):
    first = draft_pdfs.make(report)
    monkeypatch.setattr("reports.publication.draft_pdfs.current", lambda *args: None)

    second = draft_pdfs.make(report)

    assert second == first
    assert len(list((media_root / "draft-pdfs").iterdir())) == 1


def test_failure_leaves_the_old_pdf_and_no_new_file(
    report, rendered, monkeypatch, media_root
):
    old = draft_pdfs.make(report)
    report.passages.filter(key="resourcing.text").update(body="<p>Other.</p>")

    def fails(document):
        raise ReportNotRendered([BuildProblem("Here", "It was stopped.")])

    monkeypatch.setattr("reports.publication.rendering.as_pdf", fails)

    with pytest.raises(ReportNotRendered):
        draft_pdfs.make(report)

    assert DraftPdf.objects.get() == old
    assert stored(old) == b"%PDF-1.7 number 1"
    assert len(list((media_root / "draft-pdfs").iterdir())) == 1


def test_style_sheet_is_part_of_the_hash(report, monkeypatch, tmp_path):
    document = build(report)
    sheet = tmp_path / "print.css"
    monkeypatch.setattr(
        "reports.publication.draft_pdfs.finders.find", lambda name: str(sheet)
    )
    sheet.write_text("a{}")
    first = draft_pdfs.digest(document)
    sheet.write_text("b{}")

    assert draft_pdfs.digest(document) != first


@pytest.mark.parametrize("format", ["html", "json", "pdf"])
def test_every_format_is_written(report, rendered, format):
    content = render(report, format)

    starts = {"html": b"<!DOCTYPE html>", "json": b"{", "pdf": b"%PDF-"}
    assert content.startswith(starts[format])


def test_stored_pdf_is_readable_by_its_owner_only(report, rendered):
    path = draft_pdfs.make(report).pdf.path

    assert os.stat(path).st_mode & 0o077 == 0
