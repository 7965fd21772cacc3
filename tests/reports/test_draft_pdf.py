"""The PDF of a draft, made when an officer asks for it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from reports.models import DraftPdf
from reports.publication.rendering import Pdf
from tests.partnership.records.helpers import an_officer
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.fixture
def officer(client):
    client.force_login(an_officer())
    return client


@pytest.fixture
def made(monkeypatch):
    """Stands in for the renderer; lists what it was asked for."""
    asked = []

    def render_it(document):
        asked.append(document)
        return Pdf(b"%PDF-1.7 " + str(len(asked)).encode(), 3)

    monkeypatch.setattr("reports.publication.rendering.as_pdf", render_it)
    return asked


def at(report, name="pdf"):
    return reverse(f"documents:{name}", args=[report.pk])


def test_page_says_that_one_waits_and_makes_nothing_yet(officer, report, made):
    page = officer.get(at(report))

    assertContains(page, "Create PDF")
    assertContains(page, "up to 30 seconds")
    assert not made


def test_button_makes_the_pdf_and_opens_it(officer, report, made):
    answer = officer.post(at(report))

    assertRedirects(answer, at(report, "pdf_file"), fetch_redirect_response=False)
    file = officer.get(at(report, "pdf_file"))
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 1"


def test_script_is_told_where_the_pdf_is(officer, report, made):
    answer = officer.post(at(report), headers={"Accept": "application/json"})

    assert answer.json() == {"made": at(report, "pdf_file")}


def test_pdf_that_is_there_is_not_made_again(officer, report, made):
    officer.post(at(report))

    assertRedirects(
        officer.get(at(report)), at(report, "pdf_file"), fetch_redirect_response=False
    )
    assert len(made) == 1


def test_draft_that_changed_meanwhile_is_made_anew(officer, report, made):
    officer.post(at(report))
    report.passages.filter(key="resourcing.words").update(body="<p>Other.</p>")

    answer = officer.get(at(report, "pdf_file"))

    assertRedirects(answer, at(report))


def test_what_keeps_it_from_being_made_is_told(officer, report, made):
    row = report.passages.filter(key="resourcing.words")
    row.update(body="<p>[=totl safety-fund 2016-17]</p>")

    for page in [officer.get(at(report)), officer.post(at(report))]:
        assertContains(page, "Did you mean total?", status_code=409)
    told = officer.post(at(report), headers={"Accept": "application/json"})
    assert told.status_code == 409
    assert not DraftPdf.objects.exists()


def test_editor_leads_to_it(officer, report):
    page = officer.get(reverse("editor:section", args=[report.pk, "introduction"]))

    assertContains(page, f'href="{at(report)}"')


def test_section_leads_to_where_notes_of_its_table_are_written(officer, report):
    page = officer.get(reverse("editor:section", args=[report.pk, "resourcing"]))
    settlement = report.partnership.settlements.get(year=report.year)

    assertContains(page, "Edit tables in this section")
    assertContains(page, reverse("funding:edit_table", args=[settlement.pk]))
    without = officer.get(reverse("editor:section", args=[report.pk, "foreword"]))
    assert "Edit tables" not in without.content.decode()
