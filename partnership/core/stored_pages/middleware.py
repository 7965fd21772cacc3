"""Store public pages that anonymous readers request, until something is published.

After WhiteNoise, which has static files, and before sessions. Pages of `ReaderMixin`
are stored at publication (`build`), or when they are first read. Requests that bypassed
`answer.StoredPages` also get stored pages from here.
"""

import logging

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from partnership.core.stored_pages import folder, versions
from partnership.core.stored_pages.answer import HSTS, answer_of, name_of
from partnership.core.values.fingerprints import file_sha256

logger = logging.getLogger(__name__)

# A proxy may keep the page, but asks each time whether it is still the same.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# Headers of one response only, and links to a later edition, which a web server cannot
# send.
NOT_STORED_WITH = {"Link", "Set-Cookie"}
LEFT_OUT = {"ETag", "Content-Length", "Cache-Control", "Content-Encoding", HSTS}


class StoredPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = name_of(request.META)
        version = versions.current() if name else ""
        if not version:
            return self.get_response(request)
        request.get_host()  # raises an error for hosts that are not allowed
        answer = answer_of(request.META, version, name)
        if answer is not None:
            return response_of(*answer)
        response = self.get_response(request)
        if request.method == "GET" and may_store(response, name):
            # Its headers are added after this, but belong to the page.
            SecurityMiddleware(self.get_response).process_response(request, response)
            return store(response, version, name)
        return response


def response_of(status: str, headers, body) -> HttpResponseBase:
    kind = HttpResponse if isinstance(body, list) else StreamingHttpResponse
    return kind(body, status=int(status[:3]), headers=dict(headers))


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


def store(response, version: str, name: str) -> HttpResponse:
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
