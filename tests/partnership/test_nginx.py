"""The configuration of nginx in the guide: pages from files, the rest from Django."""

import gzip
import urllib.error
import urllib.request

import pytest
from django.conf import settings as project

from partnership.core.releases import services
from partnership.core.stored_pages import folder
from tests.builders import a_home_partnership, a_measure, a_user, an_observation
from tests.nginx import NGINX, running
from tests.server import ServerHandler

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]
URL = "/measures/lamps/"


@pytest.fixture
def measure(settings, tmp_path):
    """A published measure, whose page is stored as files."""
    settings.SHOW_DRAFTS = False
    settings.PUBLIC_PAGES_ROOT = tmp_path / "public-pages"
    measure, user = a_measure(name="Lamps lit", code="lamps"), a_user()
    an_observation(measure=measure, value=12)
    services.release("partnership", a_home_partnership().code, user)
    services.release("measure", "lamps", user)
    return measure


@pytest.fixture
def nginx(measure, live_server, tmp_path):
    """The address of nginx in front of the live server."""
    with running(tmp_path, live_server.url) as port:
        yield f"http://127.0.0.1:{port}"


def get(url, **headers):
    """The status, headers and body of an answer, also of an error."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=names)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def parts(header):
    """The directives of a header, whose order means nothing."""
    return {part.strip() for part in header.split(";")}


def test_nginx_sends_pages_from_files_and_asks_django_for_the_rest(
    nginx, live_server, client, measure
):
    client.handler = ServerHandler()
    status, headers, body = get(nginx + URL)
    from_django = client.get(URL)

    assert (status, body) == (200, from_django.content)
    assert "ETag" in headers and "Last-Modified" in headers
    for name in ["Cache-Control", "Content-Security-Policy", "X-Frame-Options"]:
        assert parts(headers[name]) == parts(from_django[name]), name
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    compressed = get(nginx + URL, Accept_Encoding="gzip")
    assert compressed[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed[2]) == body
    assert get(nginx + URL, If_None_Match=headers["ETag"])[0] == 304
    # A mark in the file shows who answers.
    page = folder.root() / "current/pages/measures/lamps/index.html"
    page.write_text("From a file.")
    assert get(nginx + URL)[2] == b"From a file."
    assert b"Lamps lit" in get(f"{nginx}{URL}?sort=area")[2]
    cookie = f"{project.SESSION_COOKIE_NAME}=abc"
    assert b"Lamps lit" in get(nginx + URL, Cookie=cookie)[2]
    assert get(f"{nginx}/nothing/")[0] == 404
    assert get(f"{nginx}/current/pages/measures/lamps/")[0] == 404


def test_withdrawn_page_is_not_served_on_the_next_request(nginx, measure):
    assert get(nginx + URL)[0] == 200

    services.withdraw("measure", "lamps", a_user(), "Counted twice.")
    status, _headers, body = get(nginx + URL)

    assert status == 410
    assert b"Counted twice." in body
