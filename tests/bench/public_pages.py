"""A published page against a static file of the same size, both through one server.

The rate of pages: a ratio of 0.5 means half as many in a second as static files.
"""

import socket
import tempfile
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory, override_settings

from partnership.core.releases import services
from partnership.core.stored_pages import build, folder, versions
from partnership.core.stored_pages.answer import StoredPages
from partnership.core.values.financial_years import first_day, last_day
from reports.publication.rendering.pdf import render_pdf
from tests.bench.timing import Rate, Wait
from tests.builders import (
    a_home_partnership,
    a_measure,
    a_user,
    an_area,
    an_observation,
)
from tests.nginx import NGINX, running

# In a transaction, the connection would stay open from one request to the next.
COMMITS = True
REQUESTS = 200
# All that is asked of nginx is in files.
NO_DJANGO = "http://127.0.0.1:9"
URL = "/measures/lamps/"
STATIC = "/static/bench.html"
PRINTED = (
    '<!doctype html><html lang="en"><head><title>Plan</title></head>'
    f"<body><h1>Plan</h1>{'<p>All partners agree.</p>' * 1000}</body></html>"
)
AT_MOST_ONE_QUERY = {"sqlite": 0.6, "postgresql": 0.45}


def comparisons():
    from django.db import connection

    with (
        tempfile.TemporaryDirectory() as root,
        tempfile.TemporaryDirectory() as static,
        override_settings(
            DEBUG=False,
            SHOW_DRAFTS=False,
            PUBLIC_PAGES_ROOT=root,
            STATIC_ROOT=static,
            STATICFILES_DIRS=[],
            WHITENOISE_AUTOREFRESH=False,
            WHITENOISE_USE_FINDERS=False,
            ALLOWED_HOSTS=["*"],
        ),
    ):
        publish_page()
        make_static_copy(Path(static))
        application = StoredPages(get_wsgi_application())
        page, file = requests_for(application, URL), requests_for(application, STATIC)
        goal = AT_MOST_ONE_QUERY[connection.vendor]
        yield Rate("Rate of a published page / static file", page, file, goal)
        etag = page()["ETag"]
        unchanged = requests_for(application, URL, status=304, HTTP_IF_NONE_MATCH=etag)
        yield Rate("Rate of an unchanged page / published page", unchanged, page, 1)
        with override_settings(PUBLIC_PAGES_CHECK=False):
            yield Rate("Rate of a page without query / static file", page, file, 0.95)
        if NGINX:
            yield from through_nginx()
        yield Wait("Readers’ wait while 10 PDFs are made / idle", make_pdfs, page, 2)


def through_nginx():
    """Pages and static files as nginx sends them, as the guide configures it."""
    with tempfile.TemporaryDirectory() as own, running(Path(own), NO_DJANGO) as port:
        page, file = from_nginx(port, URL), from_nginx(port, STATIC)
        yield Rate("Rate of a page through nginx / static file", page, file, 0.9)


def from_nginx(port, path):
    """Ask for a file a number of times on one connection, without waiting in between.

    The work of this process then hardly counts.
    """
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"]
    request = "\r\n".join([*lines, "", ""]).encode()
    last = "\r\n".join([*lines, "Connection: close", "", ""]).encode()

    def ask():
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request * (REQUESTS - 1) + last)
            answer = connection.makefile("rb").read()
        assert answer.count(b"HTTP/1.1 200 OK") == REQUESTS

    return ask


def make_pdfs():
    """One after the other in child processes, as the worker makes them."""
    for number in range(10):
        render_pdf(PRINTED, f"bench-{number}", "Plan")


def publish_page():
    """A page of a measure with many figures: about 100 KB, or 10 KB as sent."""
    measure, user = a_measure(name="Lamps lit", code="lamps"), a_user()
    area = an_area()
    for year in range(1900, 2018):
        starts_on, ends_on = first_day(year), last_day(year)
        of = {"area": area, "starts_on": starts_on, "ends_on": ends_on}
        an_observation(measure=measure, value=year, **of)
    services.release("partnership", a_home_partnership().code, user)
    services.release("measure", "lamps", user)
    build.build([URL])


def make_static_copy(static: Path):
    stored = folder.root() / versions.current() / "pages" / "measures/lamps/index.html"
    for ending in ["", ".gz", ".br"]:
        content = Path(f"{stored}{ending}").read_bytes()
        (static / f"bench.html{ending}").write_bytes(content)


def requests_for(application, path, status=200, **more):
    """Ask for a page a number of times; the function returns the last headers."""
    environ = RequestFactory(
        headers={"Accept-Encoding": "gzip, deflate, br"}
    )._base_environ(PATH_INFO=path, **more)
    found = {}

    def start_response(line, headers, exc_info=None):
        found.clear()
        found.update(headers, status=line)

    def ask():
        for _ in range(REQUESTS):
            response = application(dict(environ), start_response)
            size = sum(len(part) for part in response)
            getattr(response, "close", lambda: None)()
        assert found["status"].startswith(str(status)), found
        assert size or status == 304
        return found

    return ask
