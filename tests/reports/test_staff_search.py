"""Officers' own search: records, drafts, their text and people, within permissions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.core.models.registry import RECORD_TYPES
from reports.assembly.document_templates import new_type
from reports.models import Report
from reports.staff.search import excerpt
from tests.builders import (
    a_measure,
    a_partner,
    a_passage,
    a_person,
    a_user,
    an_alias,
)
from tests.reports.testshire import a_testshire_report
from tests.signing_in import sign_in, user_with_roles

pytestmark = pytest.mark.django_db
URL = "/staff/search/"


@pytest.fixture
def officer(client):
    sign_in(client, user_with_roles("officer"))
    return client


def found(client, words):
    response = client.get(URL, {"q": words})
    assert response.status_code == 200
    return response.content.decode()


def test_words_are_found_as_they_were_written(officer):
    a_passage(key="vision.text", body="<p>Seen at A&amp;E at night.</p>")

    assert "Seen at <mark>A&amp;E</mark> at night." in found(officer, "A&E")


def test_records_documents_text_and_people_are_found(officer):
    report = a_testshire_report()
    a_passage(report=report, key="vision.text", body="<p>Lanterns light the way.</p>")
    measure = a_measure(name="Lanterns lit")
    person = a_person(name="Lara Lanterns")

    page = found(officer, "lanterns")

    assert reverse("editor:section", args=[report.pk, "vision"]) in page
    assert "<mark>Lanterns</mark> light the way." in page
    assert reverse("records:edit", args=["measures", measure.pk]) in page
    assert reverse("records:edit", args=["people", person.pk]) in page
    assert reverse("editor:report", args=[report.pk]) in found(
        officer, report.document_type
    )


def test_other_names_are_found_in_the_search_and_in_lists(officer):
    """Whenever they were used, and in every script."""
    partner, other = a_partner(name="Thames Services"), a_partner(name="Downs Trust")
    names = {"name": "Nadzór Kuratorski الحماية", "to_on": "2014-05-31"}
    an_alias(kind="partner", record_code=partner.code, **names)

    for words in ("nadzór kuratorski", "الحماية", "services nadzór"):
        page = found(officer, words)
        assert reverse("records:edit", args=["partners", partner.pk]) in page
        assert reverse("records:edit", args=["partners", other.pk]) not in page
        rows = officer.get(RECORD_TYPES["partners"].list_url, {"q": words})
        assert list(rows.context["table"].data) == [partner]


def test_best_match_comes_first(officer):
    for name in ["A lamp post", "Lamp posts", "Lamp"]:
        a_partner(name=name)

    page = found(officer, "lamp")

    assert page.index(">Lamp<") < page.index("Lamp posts") < page.index("A lamp post")


def test_long_results_link_to_the_list(officer):
    for number in range(7):
        a_partner(name=f"Lamp {number}")

    page = found(officer, "lamp")

    assert "View all partners that match" in page
    assert "/staff/partners/?q=lamp" in page
    assert "Lamp 5" not in page


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_users_are_found_by_those_who_may_view_them(client, role):
    a_user(name="Lara Lantern", email="lara@example.org")
    sign_in(client, user_with_roles(role))

    assert ("lara@example.org" in found(client, "lantern")) == (role == "admin")


def test_number_of_queries_does_not_grow(officer, django_assert_max_num_queries):
    report = a_testshire_report()
    found(officer, "lamp")  # signs in
    for number in range(20):
        a_partner(name=f"Lamp {number}")
        a_measure(name=f"Lamp measure {number}")
        a_passage(report=report, key=f"lamp.{number}", body="<p>Lamp.</p>")

    with django_assert_max_num_queries(90):
        found(officer, "lamp")


def test_blank_and_odd_words_are_not_errors(officer):
    assert "No results for" in found(officer, "zyzzyva")
    for words in ["", "%", "(", "<script>", "x" * 5000]:
        assert "<script>alert" not in found(officer, words)


def test_excerpt_marks_words_and_is_safe():
    text = "Long ago " * 30 + "a <b>lamp</b> & a light."

    html = excerpt(text, "lamp")

    assert "&lt;b&gt;<mark>lamp</mark>&lt;/b&gt; &amp; a light." in html
    assert html.startswith("… ")


@pytest.mark.parametrize("url", [URL, "/staff/passages/"])
def test_template_of_each_document_is_read_with_its_texts(officer, url):
    report = a_testshire_report()
    template = new_type(report.partnership, "Newsletter")
    rows = Report.objects.filter(pk=report.pk)
    rows.update(template=template, document_type="newsletter")
    a_passage(report=report, key="vision.text", body="<p>Testshire lanterns.</p>")

    with CaptureQueriesContext(connection) as queries:
        officer.get(url, {"q": "Testshire"})

    assert not [q for q in queries if '"reports_documenttemplate"."id" =' in q["sql"]]
