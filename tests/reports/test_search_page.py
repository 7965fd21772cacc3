"""The search page: published documents and pages, with links to their sections."""

import datetime as dt
import html
import re

import pytest

from partnership.core.models import SearchEntry
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from reports.assembly.build import find
from reports.public import search_index
from reports.publication import publish
from tests.builders import (
    a_home_partnership,
    a_priority,
    a_search_entry,
    a_user,
    an_alias,
)
from tests.crawling import body
from tests.reports.publishing_help import fake_pdfs, replace_checks
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[\w-]+")


@pytest.fixture
def site(settings):
    settings.SHOW_DRAFTS = False


def results(client, **query):
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_published_sections_are_found_and_withdrawn_ones_are_not(
    client, site, sample_data, monkeypatch, media_root
):
    replace_checks(monkeypatch)
    fake_pdfs(monkeypatch)
    user, report = a_user(), find("community-safety-agreement/2016-17")
    assert "No results" in results(client, q="burglaries")

    publish.publish(report, user)
    page = results(client, q="reoffending", kind="community-safety-agreement")
    assert 'href="/community-safety-agreement/2016-17/#section-' in page
    assert "<mark>" in page
    link = page.partition('href="/community-safety-agreement/2016-17/#')[2]
    anchor = link.partition('"')[0]
    document = body(client.get("/community-safety-agreement/2016-17/"))
    assert f'id="{anchor}"' in document

    # Nothing is found that is not printed, such as the data of drawings.
    printed = set(WORD.findall(html.unescape(TAG.sub(" ", document))))
    for entry in SearchEntry.objects.filter(source=report.path):
        assert set(WORD.findall(entry.body)) <= printed
    # The name of a column is in its heading, and not again in each cell.
    plans = SearchEntry.objects.get(source=report.path, anchor="section-plans").body
    assert plans.count("At 1 April 2016") == 1

    publish.withdraw(report, user, "It was about another year.")
    page = results(client, q="reoffending", kind="community-safety-agreement")
    assert "/community-safety-agreement/2016-17/#" not in page


def test_released_pages_are_found_until_they_are_withdrawn(client, site):
    home, user = a_home_partnership(name="Safer Testshire"), a_user()

    services.release("partnership", home.code, user)
    assert f'href="/partnerships/{home.code}/"' in results(client, q="safer testshire")

    services.withdraw("partnership", home.code, user, "Counted twice.")
    assert "No results" in results(client, q="safer testshire")


def test_records_are_found_by_what_their_pages_print(client, site):
    a_testshire_report()
    user = a_user()
    for kind in KINDS.values():
        for key in kind.titles():
            services.release(kind.name, key, user)

    entries = SearchEntry.objects.all()
    assert {entry.kind for entry in entries} == {*KINDS}
    for entry in entries:
        page = html.unescape(TAG.sub(" ", body(client.get(entry.url))))
        printed = set(WORD.findall(page.casefold()))
        found = set(WORD.findall(entry.body.casefold()))
        # A year of funding is found by who received it, whom another page names.
        recipient = "Mill Vale Community Safety Partnership"
        if entry.kind == "funding-year":
            found -= set(recipient.casefold().split())
        assert found <= printed, (entry.kind, entry.body)


def test_other_names_of_a_record_are_found_while_it_has_them(client, site):
    home, user = a_home_partnership(name="Safer Testshire"), a_user()
    services.release("partnership", home.code, user)

    alias = an_alias(kind="partnership", record_code=home.code, name="Crimewatchers")
    page = results(client, q="crimewatchers")
    assert f'href="/partnerships/{home.code}/"' in page
    assert "Other name: <mark>Crimewatchers</mark>" in page

    alias.from_on, alias.to_on = dt.date(2014, 4, 1), dt.date(2016, 3, 31)
    alias.save()
    page = results(client, q="crimewatchers")
    assert "from 1 April 2014 until 31 March 2016: <mark>Crimewatchers</mark>" in page

    alias.delete()
    assert "No results" in results(client, q="crimewatchers")


def test_other_name_of_a_priority_is_that_of_its_years(client, site):
    row = a_priority(from_year=2016)
    for name, to_on in (
        ("Crimewatchers", "2016-04-01"),
        ("Lamplighters", "2016-03-31"),
    ):
        an_alias(kind="priority", record_code=row.code, name=name, to_on=to_on)
    services.release("priority", row.code, a_user())

    assert f'href="/priorities/{row.code}/"' in results(client, q="crimewatchers")
    assert "No results" in results(client, q="lamplighters")


def test_rebuilt_index_is_the_same_and_has_drafts_only_where_they_are_shown(
    client, settings
):
    a_testshire_report()
    settings.SHOW_DRAFTS = False
    assert search_index.rebuild() == 0

    settings.SHOW_DRAFTS = True
    assert search_index.rebuild() > 10
    assert "Draft" in results(client, q="thefts")
    settings.SHOW_DRAFTS = False
    assert "No results" in results(client, q="thefts")
    assert SearchEntry.objects.filter(is_draft=False).count() == 0


def test_results_have_pages(client, site):
    for number in range(45):
        a_search_entry(title=f"Crime {number:02}")

    first, last = results(client, q="crime"), results(client, q="crime", page="3")

    assert "45 pages for “crime”." in first
    assert first.count("<mark>") + first.count('class="name"') >= 20
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="next"' not in last and 'rel="prev"' in last


@pytest.mark.parametrize(
    "query",
    [
        {"q": "crime", "page": "-1"},
        {"q": "crime", "page": "9" * 5000},
        {"q": "x" * 500},
        {"q": "crime", "kind": "nonsense", "year": "zz"},
        {"q": '"', "page": "²"},
    ],
)
def test_odd_queries_give_a_page(client, site, query):
    a_search_entry(title="Crime")

    assert "<h1>Search</h1>" in results(client, **query)


def test_every_public_page_has_the_box(client, site):
    for url in ["/", "/documents/", "/priorities/", "/funding/", "/nothing/"]:
        assert 'role="search" aria-label="Site"' in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        *(("/search/?q=crime", False), ("/search/?q=crime&year=2016-17", True)),
        *(("/documents/", False), ("/documents/?kind=nonsense", True)),
        *(("/measures/?q=theft&theme=", False), ("/measures/?theme=Theft", True)),
        ("/compare/", True),
    ],
)
def test_filters_are_folded_unless_one_is_set(client, site, address, is_open):
    form = body(client.get(address)).partition('class="filters"')[2]

    assert ('<details class="menu" open>' in form) == is_open
