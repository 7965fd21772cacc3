"""The home page, the list of documents, and documents at their addresses."""

# One module, because the public pages of documents share their addresses and data.

import datetime as dt
import json
import re

import pytest
from django.urls import reverse

from partnership.core.files.names import size_in_words
from reports.blocks.empty import EmptyText
from reports.document.tree import Document, SectionNode, number
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import DraftPdf, Report
from reports.public import queries, views
from reports.publication import draft_pdfs
from reports.publication.listings import listing_of
from tests.builders import (
    a_draft_pdf,
    a_home_partnership,
    a_partnership,
    a_passage,
    a_priority,
    a_report,
    an_edition,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.testshire import a_testshire_report
from tests.responses import text

pytestmark = pytest.mark.django_db
ADDRESS = "/community-safety-agreement/2016-17"


@pytest.fixture
def broken(monkeypatch):
    """A home partnership's agreement that cannot be made whole."""

    def fail(report):
        raise ReportNotRendered(
            [
                BuildProblem(
                    "Foreword", "There is no funding line with the code “nothing”."
                )
            ]
        )

    for module in [views, draft_pdfs]:
        monkeypatch.setattr(module, "build", fail)
    return a_report(partnership=a_home_partnership())


@pytest.fixture
def agreement(monkeypatch, media_root):
    """A home partnership's agreement whose document is one short section."""
    report = a_report(partnership=a_home_partnership())

    def build(report):
        document = Document(
            report.document_type,
            "Community Safety Agreement",
            "Community Safety Agreement",
            report.period,
            report.partnership.name,
            "What was agreed.",
            notices=["Sample document."],
            sections=[
                SectionNode("foreword", "Foreword", "none", blocks=[EmptyText()])
            ],
        )
        number(document)
        return document

    for module in [views, draft_pdfs]:
        monkeypatch.setattr(module, "build", build)
    return report


# Addresses


@pytest.mark.parametrize(
    ("home", "kind", "period", "rest"),
    [
        (True, "community-safety-agreement", "2016-17", "2016-17"),
        (True, "community-safety-agreement", "2016-17/end-year", "2016-17/end-year"),
        (False, "community-safety-agreement", "2018-19", "north/2018-19"),
    ],
)
def test_report_has_one_url(home, kind, period, rest):
    build = a_home_partnership if home else a_partnership
    report = a_report(
        partnership=build(code="north"), document_type=kind, period=period
    )

    assert queries.draft_at(kind, rest) == report
    assert queries.rest_of_path(report) == rest
    assert queries.draft_at(kind, f"elsewhere/{rest}") is None
    assert queries.draft_at("no-such-kind", rest) is None
    if not home:
        assert queries.draft_at(kind, period) is None


def test_withdrawn_report_is_not_shown(client):
    a_report(partnership=a_home_partnership(), status=Report.Status.WITHDRAWN)

    assert client.get(f"{ADDRESS}/").status_code == 404
    assert "No documents match." in text(client.get("/documents/"))


def test_url_without_slash_redirects(client, agreement):
    response = client.get(ADDRESS)

    assert response.status_code == 301
    assert response["Location"] == f"{ADDRESS}/"


# The page


def test_page_shows_the_whole_document(client, agreement):
    page = text(client.get(f"{ADDRESS}/"))

    assert page.count("<h1>") == 1
    assert "<h1>Community Safety Agreement 2016-17</h1>" in page
    assert 'id="section-foreword"' in page
    assert ">Draft</strong>" in page
    assert "Sample document" in page
    assert "No PDF of this draft is available yet." in page
    assert "Create PDF" not in page


def test_page_is_public_and_cached(client, agreement):
    first = client.get(f"{ADDRESS}/")

    again = client.get(f"{ADDRESS}/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert not first.cookies


def test_page_has_no_inline_style_or_script(client, sample_data):
    page = text(client.get(f"{ADDRESS}/"))

    assert not re.search(r"<script(?! [^>]*src=\"/static/)", page)
    assert "<style" not in page
    assert " style=" not in page


def test_data_is_the_same_document(client, agreement):
    response = client.get(f"{ADDRESS}.json")

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["period"] == "2016-17"


def test_failed_document_shows_readers_no_details(client, broken):
    for ending, status in {"/": 200, ".json": 409, ".pdf": 409}.items():
        response = client.get(f"{ADDRESS}{ending}")

        assert response.status_code == status
        assert "This draft is not complete" in text(response)
        assert "no line" not in text(response)
        assert not response.cookies


def test_failed_document_shows_officers_the_errors(officer, broken):
    page = text(officer.get(f"{ADDRESS}/"))

    assert (
        "<strong>Foreword:</strong> There is no funding line with the code “nothing”."
    ) in page


# The PDF


@pytest.fixture
def stored(monkeypatch, agreement):
    """The agreement's stored PDF, which says what the agreement says."""
    draft_pdf = a_draft_pdf(report=agreement, pages=24)
    monkeypatch.setattr(draft_pdfs, "current", lambda document: draft_pdf)
    return draft_pdf


def test_stored_pdf_is_linked_with_its_size(client, stored):
    page = text(client.get(f"{ADDRESS}/"))
    response = client.get(f"{ADDRESS}.pdf")

    assert "(1 KB, 24 pages)" in page
    assert response["Content-Type"] == "application/pdf"
    assert "community-safety-agreement-2016-17.pdf" in response["Content-Disposition"]
    assert b"".join(response.streaming_content) == b"%PDF-1.7\n"
    assert response["ETag"] == f'"{stored.content_sha256}"'


def test_pdf_is_cached(client, stored):
    etag = f'"{stored.content_sha256}"'

    response = client.get(f"{ADDRESS}.pdf", headers={"If-None-Match": etag})

    assert response.status_code == 304


@pytest.fixture
def earlier(media_root):
    """Makes two stored PDFs of a report that say something older; gives the later."""

    def make(report):
        a_draft_pdf(report=report)
        later = a_draft_pdf(report=report, size=181_203)
        created_at = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
        DraftPdf.objects.exclude(pk=later.pk).update(
            created_at=created_at - dt.timedelta(9)
        )
        DraftPdf.objects.filter(pk=later.pk).update(created_at=created_at)
        return later

    return make


@pytest.fixture
def never_rendered(monkeypatch):
    """A reader's request must not make a PDF."""
    monkeypatch.setattr(
        "reports.publication.rendering.as_pdf", lambda document: pytest.fail()
    )


def etag(client):
    """Of the PDF that is given; its file is read to the end, and so closed."""
    response = client.get(f"{ADDRESS}.pdf")
    assert b"".join(response.streaming_content)
    return response["ETag"]


EARLIER = "PDF of an earlier draft, created on 22 November 2026, 181 KB"


def test_pdf_of_an_earlier_draft_is_offered_as_such(
    client, agreement, earlier, never_rendered
):
    draft_pdf = earlier(agreement)

    page = text(client.get(f"{ADDRESS}/"))
    response = client.get(f"{ADDRESS}.pdf")

    assert f'<a href="{ADDRESS}.pdf">{EARLIER}</a>' in page
    assert "Download the PDF" not in page
    assert response["ETag"] == f'"{draft_pdf.content_sha256}"'
    assert b"".join(response.streaming_content) == b"%PDF-1.7\n"


def test_officer_can_get_the_earlier_pdf_or_create_one(officer, agreement, earlier):
    earlier(agreement)

    page = text(officer.get(f"{ADDRESS}/"))

    assert EARLIER in page
    assert "Create PDF" in page


def test_pdf_of_the_current_text_is_preferred(client, stored, earlier):
    earlier(stored.report)

    page = text(client.get(f"{ADDRESS}/"))

    assert EARLIER not in page
    assert etag(client) == f'"{stored.content_sha256}"'


def test_missing_pdf_is_not_found(client, agreement, never_rendered):
    assert client.get(f"{ADDRESS}.pdf").status_code == 404


def test_failed_document_still_has_its_earlier_pdf(client, broken, earlier):
    draft_pdf = earlier(broken)

    assert EARLIER in text(client.get(f"{ADDRESS}/"))
    assert etag(client) == f'"{draft_pdf.content_sha256}"'


def test_officer_creates_the_pdf(officer, agreement, monkeypatch):
    made = []

    def make(report):
        made.append(report)
        return a_draft_pdf(report=report, pages=24)

    monkeypatch.setattr(draft_pdfs, "make", make)
    assert "Create PDF" in text(officer.get(f"{ADDRESS}/"))

    response = officer.post(f"{ADDRESS}.pdf", follow=True)

    assert made == [agreement]
    assert response.redirect_chain[-1][0] == f"{ADDRESS}/"


def test_pdf_of_a_document_published_meanwhile_leads_to_it(officer, agreement):
    an_edition(report=agreement, path=agreement.path)

    assert officer.post(f"{ADDRESS}.pdf").url == f"{ADDRESS}/"


def test_failed_pdf_shows_its_error(officer, media_root, agreement, monkeypatch):
    def fail(report):
        raise ReportNotRendered([BuildProblem("Layout", "It took too long.")])

    monkeypatch.setattr(draft_pdfs, "make", fail)

    response = officer.post(f"{ADDRESS}.pdf", follow=True)

    assert "Layout: It took too long." in text(response)


@pytest.mark.parametrize(
    ("size", "words"), [(9, "1 KB"), (184_203, "184 KB"), (1_240_000, "1.2 MB")]
)
def test_file_size(size, words):
    assert size_in_words(size) == words


# The lists


def test_home_shows_the_fullest_agreement_with_its_figures(client, sample_data):
    page = text(client.get("/"))

    assert "How Oxfordshire works together to reduce crime" in page
    assert 'href="/community-safety-agreement/2017-18/"' in page
    assert "1,025" in page
    assert page.index(f'href="{ADDRESS}/"') < page.index("1,025")


@pytest.mark.database
def test_home_filters_by_document_type_partnership_and_year(client, sample_data):
    page = text(client.get("/"))

    assert 'action="/documents/"' in page
    for name in ["kind", "partnership", "year"]:
        assert f'name="{name}"' in page
    found = text(client.get("/documents/", {"kind": "scrutiny-paper"}))
    assert "scrutiny-paper/2017-09-21" in found
    assert "strategy-summary/2011-14" not in found


def test_home_shows_the_years_priorities(client):
    home = a_home_partnership()
    a_report(partnership=home)
    a_priority(partnership=home, title="Less noise")
    a_priority(partnership=home, title="Of old", from_year=2012, to_year=2013)

    page = text(client.get("/"))

    assert "Less noise" in page
    assert "Of old" not in page


@pytest.mark.database
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"2016-17", "2015-16"}),
        ({"year": "2015-16"}, {"2015-16"}),
        ({"partnership": "north"}, {"2015-16"}),
        ({"kind": "community-safety-agreement"}, {"2016-17", "2015-16"}),
        ({"kind": "nonsense"}, set()),
    ],
)
def test_documents_are_filtered(client, query, found):
    a_report(partnership=a_home_partnership())
    a_report(partnership=a_partnership(code="north"), year=2015)

    page = text(client.get("/documents/", query))

    names = {f"Community Safety Agreement {year}" for year in found}
    for year in ["2016-17", "2015-16"]:
        name = f"Community Safety Agreement {year}"
        assert (f">{name}</a>" in page) == (name in names)
    assert ("Clear filters" in page) == bool(query)


@pytest.mark.database
@pytest.mark.parametrize("sort", ["kind", "-partnership", "year", "-year", "title"])
def test_documents_can_be_sorted_by_every_column(client, sort):
    a_report(partnership=a_home_partnership())

    assert "2016-17</a>" in text(client.get("/documents/", {"sort": sort}))


PAPER = {"document_type": "scrutiny-paper", "period": "2017-09-21", "year": 2017}


def test_paper_is_listed_with_its_day(client):
    a_report(partnership=a_home_partnership(), **PAPER)

    page = text(client.get("/documents/"))

    assert "21 September 2017</td>" in page
    assert "2017-18</td>" not in page


@pytest.mark.database
@pytest.mark.parametrize(
    ("sort", "periods"),
    [
        ("-year", ["2018-06-22", "2017-18", "2017-09-21", "2016-17"]),
        ("year", ["2016-17", "2017-09-21", "2017-18", "2018-06-22"]),
    ],
)
def test_documents_of_a_year_are_sorted_by_date(client, sort, periods):
    home = a_home_partnership()
    for kind, period in [
        ("community-safety-agreement", "2017-18"),
        ("panel-update", "2018-06-22"),
        ("scrutiny-paper", "2017-09-21"),
    ]:
        a_report(partnership=home, document_type=kind, period=period, year=2017)
    a_report(partnership=home)

    page = text(client.get("/documents/", {"sort": sort}))

    places = [page.index(f"/{period}/") for period in periods]
    assert places == sorted(places)


@pytest.mark.database
def test_home_leads_with_the_latest_published_agreement_else_the_fullest(client):
    home = a_home_partnership()
    full = a_report(partnership=home, year=2016)
    for key in ("a", "b"):
        a_passage(report=full, key=key, body="<p>Text.</p>")
    begun = a_report(partnership=home, year=2017)
    a_passage(report=begun, key="a", body="<p>Text.</p>")
    a_passage(report=begun, key="b", body_reason="not-given")
    assert queries.leading_agreement(queries.published()) == listing_of(full)

    older = a_report(partnership=home, year=2014)
    an_edition(report=older)

    assert queries.leading_agreement(queries.published()).path == older.path


@pytest.mark.database
def test_home_lists_the_agreement_first(client):
    home = a_home_partnership()
    newest = a_report(partnership=home, year=2018)
    before = a_report(partnership=home, year=2014)
    a_report(partnership=home, year=2013)
    paper = a_report(partnership=home, **PAPER)

    documents = queries.published()
    listed = queries.others_newest_first(documents, listing_of(newest))
    page = text(client.get("/"))

    assert listed[:2] == [listing_of(before), listing_of(paper)]
    assert listing_of(newest) not in listed
    assert "Scrutiny paper · 21 September 2017 · " in page


def test_home_lists_eight_documents_at_most(client):
    home = a_home_partnership()
    newest = a_report(partnership=home, year=2020)
    for year in range(2008, 2020):
        a_report(partnership=home, year=year)

    listed = queries.others_newest_first(queries.published(), listing_of(newest))
    assert [row.year for row in listed] == [*range(2019, 2011, -1)]


@pytest.mark.database
def test_document_list_query_count_does_not_grow(client):
    page = reverse("reports:document_list")
    assert_queries_do_not_grow(lambda: client.get(page), a_report, most=5)


@pytest.mark.database
def test_home_query_count_does_not_grow(client):
    home = a_home_partnership()
    a_report(partnership=home)

    assert_queries_do_not_grow(
        lambda: client.get("/"),
        lambda: a_report(partnership=a_partnership(county_partnership=home)),
        most=10,
    )


def test_real_site_shows_no_draft(client, settings):
    settings.SHOW_DRAFTS = False
    report = a_testshire_report()

    page = client.get(f"/{report.path}/")
    home = client.get("/").content.decode()

    assert page.status_code == 404
    assert report.path not in home
