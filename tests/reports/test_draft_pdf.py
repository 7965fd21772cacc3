"""The PDF of a draft, made when an officer asks for it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from reports.models import DraftPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


def at(report, name="pdf"):
    return reverse(f"documents:{name}", args=[report.pk])


def test_page_explains_the_wait_and_creates_nothing(officer, report, rendered):
    page = officer.get(at(report))

    assertContains(page, "Create PDF")
    assertContains(page, "up to 30 seconds")
    assert not rendered


def test_button_creates_and_opens_the_pdf(officer, report, rendered):
    answer = officer.post(at(report))

    assertRedirects(answer, at(report, "pdf_file"), fetch_redirect_response=False)
    file = officer.get(at(report, "pdf_file"))
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 number 1"


def test_existing_pdf_is_not_created_again(officer, report, rendered):
    officer.post(at(report))

    assertRedirects(
        officer.get(at(report)), at(report, "pdf_file"), fetch_redirect_response=False
    )
    assert len(rendered) == 1


def test_changed_draft_gets_a_new_pdf(officer, report, rendered):
    officer.post(at(report))
    report.passages.filter(key="resourcing.text").update(body="<p>Other.</p>")

    answer = officer.get(at(report, "pdf_file"))

    assertRedirects(answer, at(report))


def test_errors_that_prevent_the_pdf_are_shown(officer, report, rendered):
    row = report.passages.filter(key="resourcing.text")
    row.update(body="<p>[=totl safety-fund 2016-17]</p>")

    for page in [officer.get(at(report)), officer.post(at(report))]:
        assertContains(page, "Did you mean total?", status_code=409)
    assert not DraftPdf.objects.exists()


def test_editor_links_to_the_pdf(officer, report):
    page = officer.get(reverse("editor:section", args=[report.pk, "introduction"]))

    assertContains(page, f'href="{at(report)}"')


def test_section_links_to_the_notes_of_its_table(officer, report):
    page = officer.get(reverse("editor:section", args=[report.pk, "resourcing"]))
    settlement = report.partnership.settlements.get(year=report.year)

    assertContains(page, "Edit tables in this section")
    assertContains(page, reverse("funding:allocations_table", args=[settlement.pk]))
    without = officer.get(reverse("editor:section", args=[report.pk, "foreword"]))
    assert "Edit tables" not in without.content.decode()
