"""Public pages are sent from stored bytes until something is published."""

import gzip
from unittest.mock import Mock
from wsgiref.util import FileWrapper

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from partnership import wsgi
from partnership.core.releases import services
from partnership.core.stored_pages import answer, build, folder, middleware, versions
from tests.builders import a_home_partnership, a_measure, a_user, an_observation
from tests.server import ServerHandler

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.handler = ServerHandler()
    return client


def stored(path):
    """Whether a page of the present version is stored."""
    return (folder.root() / versions.current() / "headers" / path.lstrip("/")).exists()


@pytest.fixture
def measure(settings, tmp_path):
    """A published measure."""
    settings.SHOW_DRAFTS = False
    settings.PUBLIC_PAGES_ROOT = tmp_path / "pages"
    measure, user = a_measure(name="Lamps lit", code="lamps"), a_user()
    an_observation(measure=measure, value=12)
    services.release("partnership", a_home_partnership().code, user)
    services.release("measure", "lamps", user)
    return measure


URL = "/measures/lamps/"
HTTPS = {"X-Forwarded-Proto": "https"}


def test_second_reader_gets_the_same_bytes_with_one_query(
    client, measure, django_assert_num_queries
):
    first = client.get(URL)
    with django_assert_num_queries(1):
        again = client.get(URL)

    assert again.is_from_store
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Last-Modified" in again
    assert not again.cookies


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", "", bytes),
    ],
)
def test_page_is_sent_compressed(client, measure, accepted, encoding, read):
    plain = client.get(URL).content

    response = client.get(URL, headers={"Accept-Encoding": accepted})

    assert response.get("Content-Encoding", "") == encoding
    assert read(response.content) == plain
    assert "Accept-Encoding" in response["Vary"]


def test_unchanged_page_is_not_sent_again(client, measure, django_assert_num_queries):
    client.get(URL)
    etag = client.get(URL)["ETag"]

    with django_assert_num_queries(1):
        again = client.get(URL, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_withdrawn_page_is_not_served_on_the_next_request(client, measure):
    assert client.get(URL).status_code == client.get(URL).status_code == 200

    services.withdraw("measure", "lamps", a_user(), "Counted twice.")

    assert client.get(URL).status_code == 410
    assert "Lamps lit" not in client.get("/measures/").content.decode()


def test_publication_rebuilds_pages(client, measure):
    client.get(URL)
    measure.observations.update(value=345)
    assert "345" not in client.get(URL).content.decode()

    services.release("measure", "lamps", a_user())

    assert "345" in client.get(URL).content.decode()


def test_signed_in_users_and_queries_are_not_answered_from_the_store(client, measure):
    client.get(URL)
    client.get("/measures/?q=lamps")
    assert not stored("/measures/index.html")

    client.force_login(a_user(name="Mo Member"))
    assert "Mo Member" in client.get(URL).content.decode()
    client.get("/funding/")
    assert not stored("/funding/index.html")


def test_page_made_before_a_publication_is_not_stored_after_it(client, measure):
    before = versions.current()
    response = client.get("/priorities/")
    versions.begin()

    middleware.store(response, before, "priorities/index.html")

    assert not stored("/priorities/index.html")
    assert not (folder.root() / "current").exists()


def test_pages_that_are_not_public_or_not_found_are_not_stored(client, measure):
    for url in ["/account/sign-in/", "/nothing/", "/staff/", "/mine/"]:
        client.get(url)
        assert not stored(f"{url}index.html")


def test_drafts_are_not_stored(client, measure, settings):
    settings.SHOW_DRAFTS = True
    client.get("/priorities/")

    assert not stored("/priorities/index.html")


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret/", "/a/../../secret.json", "/.git/", "/a//b/", "/a\\b/", "/a\0/"),
        *(
            "/documents",
            "/a/index.html",
            "/page.php",
            f"/{'x' * 600}/",
            f"/{'é' * 150}/",
        ),
    ],
)
def test_addresses_that_are_not_file(path):
    assert folder.file_name(path) is None


def test_publishing_figures_makes_their_page_and_files(
    client, measure, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.release("measure", "lamps", a_user())  # no change, so nothing is made
        measure.observations.update(value=345)
        services.release("measure", "lamps", a_user())

    for name in ["index.html", "index.html.gz", "index.html.br"]:
        assert (folder.root() / "current" / "pages" / "measures/lamps" / name).exists()
    assert stored("data/measure/lamps.csv")
    page = folder.root() / "current" / "pages" / "measures/lamps/index.html"
    assert "345" in page.read_text()


def test_worker_makes_all_pages_and_removes_former_ones(client, measure):
    former = versions.current()
    client.get(URL)
    versions.begin()

    build.enqueue_missing_pages()

    for name in ["index.html", "measures/index.html", "robots.txt", "sitemap.xml"]:
        assert stored(name)
    assert not (folder.root() / former).exists()
    assert folder.is_done(versions.current())


def test_withdrawal_takes_files_from_the_web_server(client, measure):
    client.get(URL)
    page = folder.root() / "current" / "pages" / "measures/lamps/index.html"
    assert page.exists()

    services.withdraw("measure", "lamps", a_user(), "Counted twice.")

    assert not page.exists()
    assert client.get(URL).status_code == 410


def test_shared_folder_needs_no_query(
    client, measure, settings, django_assert_num_queries
):
    settings.PUBLIC_PAGES_CHECK = False
    first = client.get(URL)

    with django_assert_num_queries(0):
        again = client.get(URL)
        unchanged = client.get(URL, headers={"If-None-Match": again["ETag"]})
    assert (again.content, unchanged.status_code) == (first.content, 304)

    services.withdraw("measure", "lamps", a_user(), "Counted twice.")
    assert client.get(URL).status_code == 410


def test_migrating_rebuilds_pages(client, measure):
    client.get(URL)
    assert stored("/measures/lamps/index.html")

    versions.renew_after_migrate()

    assert not stored("/measures/lamps/index.html")


def test_large_file_is_sent_in_parts(client, measure, monkeypatch):
    whole = client.get(URL).content
    monkeypatch.setattr(answer, "SENT_WHOLE", 100)
    environ = RequestFactory()._base_environ(PATH_INFO=URL)

    _status, headers, body = answer.stored_answer(environ)

    assert isinstance(body, FileWrapper)
    assert b"".join(body) == whole
    body.close()
    assert dict(headers)["Content-Length"] == str(len(whole))


def test_header_of_a_page_is_sent_without_the_page(client, measure):
    whole = client.get(URL)

    response = client.head(URL)

    assert response.is_from_store
    assert (response.content, response["Content-Length"]) == (
        b"",
        str(len(whole.content)),
    )


def test_reader_without_https_is_sent_to_it(client, measure, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.handler = ServerHandler()
    for _ in range(2):
        assert client.get(URL, secure=True, headers=HTTPS).status_code == 200

    assert client.get(URL, headers=HTTPS).is_from_store
    for headers in [{}, {"X-Forwarded-Proto": "http"}]:
        assert client.get(URL, headers=headers).status_code == 301


def test_page_has_the_headers_of_secure_pages(client, measure, settings):
    settings.SECURE_HSTS_SECONDS = 100
    client.handler = ServerHandler()
    pages = [client.get(URL, secure=True) for _ in range(2)]

    for page in pages:
        assert page["Strict-Transport-Security"] == "max-age=100"
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Referrer-Policy"] == "same-origin"


def test_reader_without_https_does_not_decide_for_others(client, measure, settings):
    settings.SECURE_HSTS_SECONDS = 100
    client.handler = ServerHandler()
    name = "Strict-Transport-Security"

    assert name not in client.get(URL)
    for _ in range(2):
        assert client.get(URL, secure=True)[name] == "max-age=100"
        assert name not in client.get(URL)
    assert name not in folder.headers_of(versions.current(), f"{URL[1:]}index.html")


@pytest.fixture
def marked(client, measure):
    """The stored page, with a mark in its file that shows who answers."""
    client.get(URL)
    page = folder.root() / "current/pages/measures/lamps/index.html"
    page.write_text("From a file.")
    return b"From a file."


def test_wsgi_application_sends_stored_pages(marked, monkeypatch):
    monkeypatch.setattr(WSGIHandler, "__call__", Mock(side_effect=AssertionError))
    environ = RequestFactory()._base_environ(PATH_INFO=URL)

    assert b"".join(wsgi.application(environ, Mock())) == marked


def test_django_sends_stored_pages(marked):
    assert Client().get(URL).content == marked


@pytest.mark.parametrize("handler", [ServerHandler, ClientHandler])
def test_host_of_another_site_is_refused(client, measure, handler):
    client.handler = handler()
    assert client.get(URL, headers={"Host": "testserver:8000"}).status_code == 200

    response = client.get(URL, headers={"Host": "elsewhere.example.org"})

    assert response.status_code == 400


def test_page_that_is_stored_is_not_made_again(measure, monkeypatch):
    made = Mock(wraps=middleware.store)
    monkeypatch.setattr(middleware, "store", made)
    build.build([URL])
    before = made.call_count
    build.build([URL])
    assert made.call_count == before > 0

    first = build.build_all(versions.current())
    before = made.call_count
    assert build.build_all(versions.current()) == first
    assert made.call_count == before


def test_stored_page_is_never_replaced(measure):
    page = versions.current(), "priorities/index.html"
    folder.write(*page, b"first", {"ETag": "1"})
    folder.write(*page, b"second", {"ETag": "2"})

    with folder.open_page(*page) as file:
        assert file.read() == b"first"
    assert folder.headers_of(*page) == {"ETag": "1"}


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_connection_that_the_server_has_ended_is_replaced(measure):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server.")
    version = versions.current()
    other = connection.copy()
    with other.cursor() as cursor:
        pid = connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()

    assert versions.current() == version


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_pool_of_connections_may_forget_the_prepared_query(measure):
    version = versions.current()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")

    assert versions.current() == versions.current() == version
