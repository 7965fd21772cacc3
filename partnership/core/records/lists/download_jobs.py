"""Downloads of long lists: a worker makes the file, and a page shows progress."""

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from partnership.core.background import jobs
from partnership.core.background.jobs import JobFailed, JobResult, job
from partnership.core.imports.files.uploads import FOLDER
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.lists.query import FORMATS, ListQuery
from partnership.core.values.fingerprints import fingerprint

# A worker makes downloads with more rows.
MANY_ROWS = 10_000


def start_download(user, record, extension: str, query: str):
    return jobs.start(
        "list-download",
        key=f"list-download:{user.pk}:{record.slug}:{extension}:{fingerprint(query)}",
        title=f"Download of {record.plural}",
        user=user,
        back_url=record.list_url,
        user_id=user.pk,
        slug=record.slug,
        extension=extension,
        query=query,
    )


@job("list-download")
def make_download(progress, *, user_id, slug, extension, query) -> JobResult:
    """Write the rows of a list to a file that is stored for an hour."""
    record = RECORD_TYPES[slug]
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if user is None or not record.has_permission(user, "view"):
        raise JobFailed("You can no longer view this list.")
    progress.update(step="Writing the file")
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", user, QueryDict(query)
    try:
        content = FORMATS[extension]().export_data(ListQuery(record, request).dataset())
    except ValueError as error:
        raise JobFailed(f"The file cannot be written. {error}") from None
    key = uuid4().hex
    default_storage.save(download_path(user, key, extension), ContentFile(content))
    return JobResult(reverse("records:download_ready", args=[slug, key, extension]))


def download_path(user, key, extension) -> str:
    # The name includes the user, so that no other user's key can open the file.
    return f"{FOLDER}/{user.pk}-{key}.{extension}"
