"""Public pages of partners and partnerships, and every public page."""

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.urls import reverse

from tests.builders import (
    a_coverage,
    a_group,
    a_home_partnership,
    a_membership,
    a_partner,
    a_partnership,
    a_website,
    an_area,
)
from tests.queries import assert_queries_do_not_grow
from tests.responses import text_at

LISTS = [
    "partnership:partner_list",
    "partnership:partnership_list",
    "partnership:accessibility",
    "priorities:priority_list",
    "priorities:measure_list",
    "funding:overview",
    "reports:home",
    "reports:document_list",
]
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("name", LISTS)
def test_page_opens_with_an_empty_database(client, name):
    assert "<h1>" in text_at(client, name)


@pytest.mark.parametrize("name", [*LISTS, "partnership:theme"])
def test_page_sets_no_cookie_and_is_sent_once(client, name):
    a_home_partnership()
    first = client.get(reverse(name))

    again = client.get(reverse(name), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")


@pytest.mark.parametrize("name", LISTS)
def test_page_has_no_inline_style_or_script(client, name):
    page = text_at(client, name)

    assert not re.search(r"<script(?![^>]* src=)", page)
    assert "<style" not in page
    assert " style=" not in page


@pytest.mark.parametrize("name", LISTS)
def test_page_refuses_post(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_theme_has_the_home_partnerships_colours(client):
    a_home_partnership(brand_colour="#123456", second_colour="#654321")

    response = client.get(reverse("partnership:theme"))

    assert response["Content-Type"].startswith("text/css")
    assert "--brand: #123456;" in response.content.decode()
    assert "--brand-2: #654321;" in response.content.decode()
    assert "max-age" in response["Cache-Control"]


def test_current_section_has_aria_current(client):
    page = text_at(client, "partnership:partner_list")
    below = text_at(client, "reports:compare")

    assert '<a href="/partners/" aria-current="page">Partners</a>' in page
    assert '<a href="/documents/" aria-current="true">Documents</a>' in below


def test_unknown_address_is_a_plain_page(client):
    response = client.get("/nothing/here/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_partner_is_listed_with_its_groups_once(client):
    partner = a_partner(name="Testshire Council")
    membership = a_membership(partner=partner)
    a_membership(partner=partner, group=membership.group, member_number=2)

    page = text_at(client, "partnership:partner_list")

    assert page.count(membership.group.name) == 1
    assert reverse("partnership:partner_detail", args=[partner.code]) in page


def test_what_has_ended_is_not_listed_and_its_page_says_until_when(client):
    ended = {"to_on": dt.date(2012, 3, 31)}
    partner = a_partner(name="Probation")
    a_membership(partner=partner, group=a_group(name="Old Board"), **ended)
    a_membership(partner=partner, group=a_group(name="Ended Group", **ended))
    a_partnership(name="Old Alliance", **ended)
    csp = a_partnership(name="Alliance")
    a_coverage(partnership=csp, area=an_area(name="Northwold"), **ended)
    a_coverage(partnership=csp, area=an_area(name="Southwold"))

    partners = text_at(client, "partnership:partner_list")
    page = text_at(client, "partnership:partner_detail", partner.code)
    csps = text_at(client, "partnership:partnership_list")

    assert "Old Board" not in partners
    assert page.count("</span> until 31 March 2012") == 2
    assert "until 31 March 2012" in csps
    assert ("Northwold" in csps, "Southwold" in csps) == (False, True)


def test_service_is_listed_under_its_partner_and_in_its_seat(client):
    council = a_partner(name="Testshire Council")
    service = a_partner(name="Public Health", parent=council)
    membership = a_membership(partner=council)
    membership.services.add(service)

    page = text_at(client, "partnership:partner_detail", service.code)

    assert membership.group.name in page
    assert "Represents Testshire Council" in page
    assert "Public Health" in text_at(
        client, "partnership:partner_detail", council.code
    )


def test_unknown_or_unpublished_partner_is_not_found(client, settings):
    unknown = reverse("partnership:partner_detail", args=["nobody"])
    known = reverse("partnership:partner_detail", args=[a_partner().code])

    assert client.get(unknown).status_code == 404
    assert client.get(known).status_code == 200
    settings.SHOW_DRAFTS = False
    assert client.get(known).status_code == 404


def test_partnership_page_has_areas_and_websites(client):
    home = a_home_partnership()
    csp = a_partnership(county_partnership=home)
    a_coverage(partnership=csp, area=an_area(name="North Testshire"))
    a_website(partnership=csp, url="https://north.example.org/")

    page = text_at(client, "partnership:partnership_detail", csp.code)

    assert "North Testshire" in page
    assert 'href="https://north.example.org/"' in page
    assert home.name in page


def test_partner_list_query_count_does_not_grow(client):
    a_home_partnership()

    # Partners; the groups of their seats and of their services'; the masthead.
    assert_queries_do_not_grow(
        lambda: text_at(client, "partnership:partner_list"),
        lambda: a_membership(partner=a_partner(parent=a_partner())),
        most=9,
    )


def test_partnership_list_query_count_does_not_grow(client):
    home = a_home_partnership()

    def add():
        csp = a_partnership(county_partnership=home)
        a_coverage(partnership=csp)
        a_website(partnership=csp)

    assert_queries_do_not_grow(
        lambda: text_at(client, "partnership:partnership_list"), add, most=6
    )


def test_partner_page_query_count_does_not_grow_with_memberships(client):
    partner = a_partner()

    def add():
        a_membership(partner=partner).services.add(a_partner(parent=partner))

    assert_queries_do_not_grow(
        lambda: text_at(client, "partnership:partner_detail", partner.code), add, most=8
    )


def test_page_without_problems_has_no_error_summary():
    page = Template("{% error_summary problems %}")
    assert not page.render(Context({"problems": None})).strip()
