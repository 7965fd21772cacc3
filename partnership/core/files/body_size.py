"""How large the body of a request may be."""

from django.conf import settings
from django.urls import Resolver404, resolve

from partnership.core.request_user import signed_in_user


def is_too_large(request) -> bool:
    """Whether a body is larger than this request may have, before any of it is read."""
    length = content_length(request)
    # The view and the user are only looked up for a body that may be too large.
    return length > settings.ANONYMOUS_BODY_BYTES and length > limit_of(request)


def content_length(request) -> int:
    """The length that the client states; what it sends beyond that is not read."""
    try:
        return max(int(request.META.get("CONTENT_LENGTH") or 0), 0)
    except ValueError:
        return 0


def limit_of(request) -> int:
    """How many bytes this request may have."""
    if signed_in_user(request):
        return settings.SIGNED_IN_BODY_BYTES
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return settings.ANONYMOUS_BODY_BYTES
    view_class = getattr(view, "view_class", view)
    return getattr(view_class, "max_body_bytes", settings.ANONYMOUS_BODY_BYTES)
