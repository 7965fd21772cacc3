"""Answer anonymous requests for public pages from stored files.

After WhiteNoise, which has static files, and before sessions. Pages of `ReaderMixin`
are stored at publication (`build`), or when they are first read, and sent until
something is published or withdrawn.
"""

import logging
import os
from functools import lru_cache

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from partnership.core.pages.exported import is_exported
from partnership.core.stored_pages import folder, versions
from partnership.core.values.fingerprints import file_sha256

logger = logging.getLogger(__name__)

# A proxy may keep the page, but asks each time whether it is still the same.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# Larger files are sent in parts.
SENT_WHOLE = 512 * 1024
ENCODINGS = [("br", ".br"), ("gzip", ".gz")]
# Those of one response; and links to a later edition, which a web server cannot send.
NOT_STORED_WITH = {"Link", "Set-Cookie"}
LEFT_OUT = {"ETag", "Content-Length", "Cache-Control", "Content-Encoding"}


class StoredPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = folder.file_name(request.path_info) if may_be_stored(request) else None
        if name is None:
            return self.get_response(request)
        check = settings.PUBLIC_PAGES_CHECK
        version = versions.current() if check else folder.linked_version()
        answer = stored_answer(request, version, name) if version else None
        if answer is not None:
            return answer
        version = version if check else versions.current()
        response = self.get_response(request)
        if version and request.method == "GET" and may_store(response, name):
            return store(request, response, version, name)
        return response


def may_be_stored(request) -> bool:
    """Whether the answer is the same for everyone: no query, no signed-in user."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and not settings.SHOW_DRAFTS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not is_exported(request)
    )


def may_store(response, name: str) -> bool:
    disposition = response.get("Content-Disposition", "")
    return (
        response.status_code == 200
        and getattr(response, "is_public_page", False)
        and not response.cookies
        and not any(header in response for header in NOT_STORED_WITH)
        and "Cookie" not in response.get("Vary", "")
        # A web server would show it as a page of the site.
        and not (name.endswith(".html") and disposition.startswith("attachment"))
    )


def store(request, response, version: str, name: str) -> HttpResponse:
    """Store a response, unless something was published meanwhile, and return it."""
    body = response.getvalue()
    if response.streaming:
        response.streaming_content = [body]
    headers = {key: value for key, value in response.items() if key not in LEFT_OUT}
    headers |= {
        "ETag": f'"{file_sha256(body)[:32]}"',
        "Last-Modified": http_date(timezone.now().timestamp()),
        "Cache-Control": CACHE_CONTROL,
    }
    patch_vary_headers(response, ["Accept-Encoding"])
    headers["Vary"] = response["Vary"]
    try:
        with versions.locked(version) as is_current:
            if is_current:
                folder.write(version, name, body, headers)
                folder.make_current(version)
    except OSError:
        logger.exception("The page %s could not be stored", name)
    for key in ["ETag", "Last-Modified", "Cache-Control"]:
        response[key] = headers[key]
    return response


def stored_answer(request, version: str, name: str):
    """The stored page as a response, or None if it is not stored."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    try:
        headers = folder.headers_of(version, name)
        if known and headers["ETag"] in parse_etags(known.replace("W/", "")):
            return unchanged(version, name)
        file, encoding = open_accepted(version, name, accepted)
        size = os.fstat(file.fileno()).st_size
        if size > SENT_WHOLE:
            return FileResponse(file, headers=headers_of(version, name, encoding))
        with file:
            return StoredPage(file.read(), headers_of(version, name, encoding), size)
    except OSError:
        return None


def unchanged(version, name):
    response = HttpResponseNotModified()
    set_headers(response, headers_of_unchanged(version, name))
    return response


@lru_cache(maxsize=5000)
def headers_of_unchanged(version, name) -> ResponseHeaders:
    headers = folder.headers_of(version, name)
    names = ["ETag", "Last-Modified", "Cache-Control", "Vary"]
    return ResponseHeaders({name: headers[name] for name in names})


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
def headers_of(version, name, encoding) -> ResponseHeaders:
    """The headers of a page in an encoding. Raises OSError if it is not stored."""
    headers = ResponseHeaders(folder.headers_of(version, name))
    if encoding:
        headers["Content-Encoding"] = encoding
    return headers


def set_headers(response, headers: ResponseHeaders) -> None:
    """Add headers that were put together for an earlier response.

    Checking each of them takes as long as reading the file, and Django has no copy
    without it.
    """
    response.headers._store = headers._store | response.headers._store


class StoredPage(HttpResponse):
    def __init__(self, body, headers, size):
        super().__init__(body, content_type=headers["Content-Type"])
        set_headers(self, headers)
        self.headers["Content-Length"] = str(size)
