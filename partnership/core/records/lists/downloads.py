"""Responses that a browser saves as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

EXPORT_FAILED = "The file could not be created: "


def download(content: bytes, content_type: str, filename: str) -> HttpResponse:
    disposition = content_disposition_header(True, filename)
    headers = {"Content-Disposition": disposition or ""}
    return HttpResponse(content, content_type=content_type, headers=headers)


def download_dataset(dataset, file_format, name) -> HttpResponse:
    """Return a dataset as a file, or the reason why it cannot be created."""
    try:
        content = file_format.export_data(dataset)
    except ValueError as error:
        message = f"{EXPORT_FAILED}{error}"
        return HttpResponse(message, status=422, content_type="text/plain")
    filename = f"{name}.{file_format.get_extension()}"
    return download(content, file_format.CONTENT_TYPE, filename)
