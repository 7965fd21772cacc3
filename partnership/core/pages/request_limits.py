"""Middleware that refuses requests no page can answer: odd characters, large bodies."""

import re

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DataError
from django.http import Http404
from django.shortcuts import render

from partnership.core.files.body_size import is_too_large
from partnership.core.text.characters import visible
from partnership.core.values.disk_space import NO_SPACE, is_disk_full

# Tabs and line breaks are typed; other control characters are not, and PostgreSQL
# cannot store the first of them.
IN_PATH = re.compile(r"[\x00-\x1f\x7f]")
IN_VALUE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Messages of errors about values that the database or Python cannot handle.
UNREADABLE = re.compile(r"NUL \(0x00\)|integer string conversion")


class RejectControlCharacters:
    """Answer 404 to a path with a control character, and 400 to such a parameter.

    Invisible characters are removed from submitted forms. What still reaches the
    database, and cannot be stored there, is answered with 400.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if IN_PATH.search(request.path_info):
            raise Http404("The address has a control character.")
        for name, values in request.GET.lists():
            if any(IN_VALUE.search(text) for text in [name, *values]):
                raise BadRequest("A parameter has a control character.")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # A view without a token reads its body itself.
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            shown = request.POST.copy()
            for name, values in request.POST.lists():
                shown.setlist(name, [visible(value) for value in values])
            request.POST = shown

    def process_exception(self, request, exception):
        is_odd = isinstance(exception, ValueError) and UNREADABLE.search(str(exception))
        is_unstorable = isinstance(exception, DataError | UnicodeEncodeError)
        if is_disk_full(exception):
            return no_space(request)
        is_too_big = isinstance(exception, RequestDataTooBig)
        if is_odd or is_unstorable or is_too_big:
            return bad_request(request, exception)
        return None


def no_space(request):
    """The page for a request that failed because the disk is full."""
    return render(request, "507.html", {"message": NO_SPACE}, status=507)


def bad_request(request, exception):
    """The page for a request that a middleware could not read."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


class LimitBodySize:
    """Refuse a body that is too large before any of it is read or written to disk.

    A view may set `max_body_bytes` to receive larger ones.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_too_large(request):
            return render(request, "413.html", status=413)
        return self.get_response(request)
