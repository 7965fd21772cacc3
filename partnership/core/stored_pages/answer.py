"""Answer requests for stored pages before Django's handler sees them.

Making a request object and passing it through the middleware takes longer than reading
the page. Django answers what is not stored, or not the same for everyone.
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from wsgiref.util import FileWrapper

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http.request import split_domain_port, validate_host
from django.utils.http import parse_etags

from partnership.core.pages.exported import MARK
from partnership.core.stored_pages import folder, versions

# Larger files are sent in parts.
SENT_WHOLE = 512 * 1024
ENCODINGS = [("br", ".br"), ("gzip", ".gz")]
HSTS = "Strict-Transport-Security"
Answer = tuple[str, list[tuple[str, str]], Iterable[bytes]]
OF_UNCHANGED = ["ETag", "Last-Modified", "Cache-Control", "Vary"]


class StoredPages:
    """A WSGI application around another, which answers what is not stored."""

    def __init__(self, application):
        self.application = application
        self.only_secure = only_secure_headers()

    def __call__(self, environ, start_response):
        answer = stored_answer(environ)
        if answer is None:
            return self.application(environ, start_response)
        status, headers, body = answer
        if self.only_secure and is_secure(environ):
            headers = headers + self.only_secure
        start_response(status, headers)
        return body


def only_secure_headers() -> list[tuple[str, str]]:
    """What Django’s middleware adds to the answer to a request by https."""
    if not settings.SECURE_HSTS_SECONDS:
        return []
    value = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        value += "; includeSubDomains"
    if settings.SECURE_HSTS_PRELOAD:
        value += "; preload"
    return [(HSTS, value)]


def name_of(environ) -> str | None:
    """The file of a page, if its answer is the same for everyone.

    That is without a query and a session. Other requests are not answered from files,
    and their answers are not stored.
    """
    if (
        environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
        or environ.get("QUERY_STRING")
        or settings.SHOW_DRAFTS
        or settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")
        or MARK in environ
    ):
        return None
    return folder.file_name(environ.get("PATH_INFO", ""))


def is_refused(environ) -> bool:
    """Whether Django may refuse or redirect a request, whatever page it is for."""
    host = environ.get("HTTP_HOST", environ.get("SERVER_NAME", ""))
    return not is_allowed(host, tuple(settings.ALLOWED_HOSTS)) or (
        settings.SECURE_SSL_REDIRECT and not is_secure(environ)
    )


@lru_cache(maxsize=100)
def is_allowed(host: str, allowed_hosts: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed_hosts)


def is_secure(environ) -> bool:
    """Whether a request came by https, as Django decides it."""
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    if name and (scheme := environ.get(name)) is not None:
        return scheme.split(",", 1)[0].strip() == secure
    return environ.get("wsgi.url_scheme") == "https"


def stored_answer(environ) -> Answer | None:
    """The answer to a request, or None if it is Django’s."""
    name = name_of(environ)
    if name is None or is_refused(environ):
        return None
    try:
        check = settings.PUBLIC_PAGES_CHECK
        version = versions.current() if check else folder.linked_version()
    except (DatabaseError, InterfaceError):
        return None
    return answer_of(environ, version, name) if version else None


def answer_of(environ, version: str, name: str) -> Answer | None:
    """The status, headers and body of a page, or None if it is not stored."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    try:
        etag = folder.headers_of(version, name)["ETag"]
        if known and (known == etag or etag in parse_etags(known.replace("W/", ""))):
            return "304 Not Modified", [*headers_of_unchanged(version, name)], []
        return stored_page(environ, version, name)
    except OSError:
        return None


def stored_page(environ, version: str, name: str) -> Answer:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    file, encoding = open_accepted(version, name, accepted)
    size = os.fstat(file.fileno()).st_size
    headers = [*headers_of(version, name, encoding), ("Content-Length", str(size))]
    if environ["REQUEST_METHOD"] == "HEAD":
        file.close()
        return "200 OK", headers, []
    if size > SENT_WHOLE:
        return "200 OK", headers, environ.get("wsgi.file_wrapper", FileWrapper)(file)
    with file:
        return "200 OK", headers, [file.read()]


def open_accepted(version, name, accepted):
    """The stored page in the best encoding that is accepted, and the encoding."""
    for encoding, ending in ENCODINGS:
        if encoding in accepted:
            try:
                return folder.open_page(version, name, ending), encoding
            except OSError:
                continue
    return folder.open_page(version, name), ""


@lru_cache(maxsize=5000)
def headers_of(version, name, encoding) -> list[tuple[str, str]]:
    """The headers of a page in an encoding. Raises OSError if it is not stored."""
    headers = folder.headers_of(version, name)
    if encoding:
        headers = headers | {"Content-Encoding": encoding}
    return list(headers.items())


@lru_cache(maxsize=5000)
def headers_of_unchanged(version, name) -> list[tuple[str, str]]:
    headers = folder.headers_of(version, name)
    return [(name, headers[name]) for name in OF_UNCHANGED]
