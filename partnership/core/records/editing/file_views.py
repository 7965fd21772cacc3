"""Uploaded files in the staff area, for users who may view their records."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.generic import View

from partnership.core.files import storage
from partnership.core.files.fields import StoredFileField
from partnership.core.files.names import FileName, parse_name
from partnership.core.models.registry import RECORD_TYPES


def file_response(found: FileName, filename: str = "") -> HttpResponse:
    """A stored file: a picture to show, anything else to download.

    Raises Http404 if it is not stored.
    """
    try:
        content = storage.read_stored(found.name)
    except FileNotFoundError:
        raise Http404("This file does not exist.") from None
    response = HttpResponse(content, content_type=found.media_type)
    # A title can have several lines, and a header cannot.
    one_line = " ".join(filename.split())
    response["Content-Disposition"] = content_disposition_header(
        not found.is_image, one_line or found.name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{found.sha256}"'
    return response


class StoredFile(LoginRequiredMixin, View):
    """One stored file by its name."""

    def get(self, request, name):
        if not any(
            record.has_permission(request.user, "view") for record in with_files()
        ):
            raise PermissionDenied
        found = parse_name(name)
        if found is None:
            raise Http404("This file does not exist.")
        response = file_response(found)
        response["Cache-Control"] = "private, max-age=3600"
        return response


def with_files():
    """The record types that have uploaded files."""
    for record in RECORD_TYPES.values():
        if any(isinstance(f, StoredFileField) for f in record.model._meta.fields):
            yield record
