"""No odd input makes an error of the server: every address, both methods.

Each part of an address, each parameter and each field of a form gets values that no
page expects. Every value is sent, and every address gets one of them in the quick test
and five in the long one.
"""

import re
from itertools import cycle, islice

import pytest
from django.urls import NoReverseMatch

from tests import role_table
from tests.signing_in import sign_in, user_with_roles

pytestmark = pytest.mark.django_db

# Already quoted: some are no valid UTF-8.
FEW = ["%00", "9" * 40, "%ed%a0%80", "%F0%9F%92%A5'%22%3Cb%3E"]
MANY = [
    *FEW,
    *("%01", "%1b%5b2J", "%7f", "%0d%0aSet-Cookie:a=b", "%ff", "%c0%af", "%E2%80%AE"),
    *("-1", "0", "1e9", "1.5", "NaN", "Infinity", "%D9%A1", "9223372036854775808"),
    *("'", "%22", "%3Cscript%3E", "%25", "%25s", "%7B%7D", "[]", "{{7*7}}", "%5C"),
    *("..%2f..%2fetc%2fpasswd", "a" * 4000, "null", "None", "true", "%20", "a%20b"),
    *("2016-17", "2016-99", "0000-01", "9999-00", "%2B", "%26", "%3D", "%23", "%3F"),
]
PARAMETERS = [
    *("page", "year", "kind", "partnership", "q", "query", "show", "group", "sort"),
    *("order", "action", "next", "section", "from_year", "place", "record", "code"),
    *("user", "model", "since", "area", "priority", "status", "from", "to", "edition"),
    *("old", "new", "format", "type", "date", "row", "key", "text", "token", "sheet"),
]
FIELDS = [
    *("do", "row", "email", "sha256", "name", "user", "place", "next", "year", "code"),
    *("section", "body", "quote", "reason", "why", "change_note", "date_day", "time"),
    *("date_month", "date_year", "issue", "text", "token", "login", "password"),
    *("action", "back", "sheet", "form-TOTAL_FORMS", "file", "key", "next-section"),
]
ROUTES = [
    route
    for route in role_table.routes()
    # Django's own pages, and addresses that only a signature makes valid.
    if route.address != role_table.ADMIN
]
PART = re.compile(r"<\w+>")


def addresses(route, value):
    """The address with each part replaced by the value, one after the other."""
    parts = PART.findall(route.address)
    for number in range(len(parts)):
        count = iter(range(len(parts)))
        yield PART.sub(
            lambda found, number=number, count=count: (
                value if next(count) == number else "1"
            ),
            route.address,
        )


def fails(client, method, address, data=""):
    if method == "get":
        response = client.get(address)
    else:
        form = "application/x-www-form-urlencoded"
        response = client.post(address, data, content_type=form)
    if response.streaming:
        list(response.streaming_content)
    return response.status_code >= 500 and f"{method} {address[:200]} {data[:80]}"


def send_everything(client, values, each):
    """Send to every address as many of the values, taken in turn; return what fails."""
    client.raise_request_exception = False
    found, turns = [], cycle(values)
    for route in ROUTES:
        try:
            own = route.url()
        except NoReverseMatch:
            own = None
        for value in islice(turns, each):
            for address in addresses(route, value):
                found.append(fails(client, route.method, address))
            if own is None:
                continue
            pairs = "&".join(f"{name}={value}" for name in PARAMETERS)
            found.append(fails(client, "get", f"{own}?{pairs}"))
            found.append(fails(client, "get", f"{own}?{value}={value}"))
            if route.method == "post":
                pairs = "&".join(f"{name}={value}" for name in FIELDS)
                found.append(fails(client, "post", own, pairs))
                found.append(fails(client, "post", own, f"{value}={value}"))
    return [one for one in found if one]


@pytest.fixture(params=["nobody", "admin"])
def visitor(request, client):
    if request.param == "admin":
        sign_in(client, user_with_roles("admin", "contributor", "member"))
    return client


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch, media_root):
    from reports.errors import BuildProblem, ReportNotRendered

    def fail(document):
        raise ReportNotRendered([BuildProblem("Layout", "Not in this test.")])

    monkeypatch.setattr("reports.publication.rendering.as_pdf", fail)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", ["nobody"], indirect=True)
def test_odd_input_causes_no_server_error(visitor):
    assert send_everything(visitor, FEW, each=1) == []


@pytest.mark.long
@pytest.mark.database
def test_odd_inputs_cause_no_server_errors(visitor):
    assert send_everything(visitor, MANY, each=5) == []


def test_control_characters_never_reach_a_page(client):
    for route in ROUTES:
        for address in addresses(route, "%00"):
            assert client.get(address).status_code in {404, 405}, address
