"""Requests for pages that are exported as files, which cannot receive forms."""

# No header that a reader sends can have this name.
MARK = "site.is_exported"


def is_exported(request) -> bool:
    return request is not None and MARK in request.META
