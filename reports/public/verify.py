"""Check whether a reader's file is one that was published. The file is not stored."""

import hashlib
import re

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from partnership.core.pages.mixins import ReaderMixin
from reports.public.queries import withdrawal_of
from reports.publication.verification import find_by_sha256

MAX_BYTES = 50 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")
MISSING = "Select a file or enter a SHA-256 hash of 64 characters"


class HashedUpload:
    """What is left of an uploaded file: its SHA-256."""

    def __init__(self, sha256):
        self.sha256 = sha256


class HashingUploadHandler(FileUploadHandler):
    """Hashes a file while it arrives, without storing it."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > MAX_BYTES:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)

    def file_complete(self, file_size):
        return HashedUpload(self.digest.hexdigest()) if file_size else None


@method_decorator(csrf_exempt, name="dispatch")
class Verify(ReaderMixin, View):
    """The page that says how to check a file, and checks one.

    It needs no CSRF token, because it changes nothing.
    """

    http_method_names = ["get", "head", "options", "post"]
    max_body_bytes = MAX_BYTES + 100_000

    def get(self, request):
        return render(request, "reports/verify.html")

    def post(self, request):
        request.upload_handlers = [HashingUploadHandler(request)]
        file = request.FILES.get("file")
        entered = request.POST.get("sha256", "")
        digest = file.sha256 if file else entered.strip().lower()
        if not SHA256.fullmatch(digest):
            context = {"error": MISSING, "entered": entered}
            return render(request, "reports/verify.html", context, status=422)
        found = find_by_sha256(digest)
        context = {"digest": digest, "found": found}
        if found:
            context["withdrawal"] = withdrawal_of(found.edition)
        return render(request, "reports/verify.html", context)
