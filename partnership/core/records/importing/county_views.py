"""All lists in one workbook: download, upload, preview, correct, import."""

from tempfile import TemporaryFile

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import TemplateView, View

from partnership.core.background import jobs
from partnership.core.files.bundles import store_bundle
from partnership.core.imports.county import county_import, county_workbook
from partnership.core.imports.county.county_uploads import SLUG
from partnership.core.imports.files import read_file
from partnership.core.imports.files.long_files import is_long
from partnership.core.imports.formats import XLSX
from partnership.core.imports.previews.grouped_errors import answer_to, correction_of
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.models.display import with_count
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.importing import jobs as import_jobs
from partnership.core.records.importing.views import FileForm, PreviewMixin
from partnership.core.records.lists.downloads import download
from partnership.core.records.permissions import StaffRequiredMixin


class WorkbookForm(FileForm):
    """A workbook, and the files that it names."""

    files = forms.FileField(
        label="Pictures, supplements and logos",
        required=False,
        help_text="Optional. A ZIP file with the files that the workbook names in its "
        "columns “file” and “logo”. The workbook and the ZIP file together can be up "
        f"to {settings.SIGNED_IN_BODY_BYTES // read_file.MEGABYTE} MB. If they are "
        "larger, ask your administrator to use the command import_workbook.",
        error_messages={"empty": "The selected file is empty"},
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".zip"}),
    )

    def clean_files(self):
        file = self.cleaned_data["files"]
        return {county_import.FILES: store_bundle(file)} if file else {}


class WorkbookMixin(StaffRequiredMixin):
    """A page for users who may import at least one list."""

    slug = SLUG

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not any(
            record.has_permission(user, "import") for record in RECORD_TYPES.values()
        ):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class WorkbookUpload(WorkbookMixin, TemplateView):
    """Download the starter workbook or all records, and upload a workbook."""

    template_name = "records/workbook.html"

    def get_context_data(self, form=None, **kwargs):
        return super().get_context_data(
            form=form or WorkbookForm(), is_empty=county_import.is_empty(), **kwargs
        )

    def post(self, request):
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            file, files = form.cleaned_data["file"], form.cleaned_data["files"]
            data = file.read()
            about = (SLUG, request.user, data, file.name, files)
            try:
                if is_long(data):
                    return jobs.redirect_to(request, import_jobs.start_preview(*about))
                return redirect(import_jobs.preview_url(import_jobs.check(*about)))
            except SpreadsheetError as error:
                form.add_error("file", ValidationError(str(error)))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class WorkbookPreview(PreviewMixin, WorkbookMixin, TemplateView):
    """What a workbook will change in each list; errors can be corrected here."""

    template_name = "records/workbook_preview.html"

    cancelled_url = reverse_lazy("records:workbook")

    def get_context_data(self, **kwargs):
        upload = self.get_upload()
        found = upload.preview
        errors = sum(part["error_count"] for part in found["lists"])
        return super().get_context_data(
            upload=upload,
            preview=found,
            rows_text=with_count(found["count"], "record"),
            error_title="There is a problem: " + with_count(errors, "error"),
            **kwargs,
        )

    @staticmethod
    def is_wrong(preview_data):
        return preview_data["is_wrong"]

    def choices(self, upload):
        """Return the choices with the cells and answers that were posted."""
        choices = {
            slug: dict(found) for slug, found in upload.preview["choices"].items()
        }
        for part in upload.preview["lists"]:
            slug = part["slug"]
            sentences: list[str] = []
            cells = self._cells(part, sentences)
            answers = self._answers(part, sentences)
            if sentences:
                before = choices.get(slug, {})
                choices[slug] = before | {
                    "corrections": [*before.get("corrections", []), *sentences],
                    "cells": before.get("cells", {}) | cells,
                    "answers": before.get("answers", {}) | answers,
                }
        return choices

    def _cells(self, part, sentences) -> dict[str, str]:
        """Return the corrected cells of a list; add a sentence about each."""
        cells = {}
        for number, error in enumerate(part["errors"]):
            old = error["value"].strip()
            value = self.request.POST.get(f"cell:{part['slug']}:{number}", old).strip()
            if value != old:
                cells |= dict.fromkeys(error["cells"], value)
                sentences.append(correction_of(error, value))
        return cells

    def _answers(self, part, sentences) -> dict[str, str]:
        """Return the answers for a list; add a sentence about each."""
        answers = {}
        for question in part["questions"]:
            name = f"answer:{part['slug']}:{question['key']}"
            if answer := self.request.POST.get(name):
                answers[question["key"]] = answer
                sentences.append(answer_to(question, answer))
        return answers


class WorkbookDownload(WorkbookMixin, View):
    """The starter workbook, or all records that the user may view."""

    is_starter = False

    def get(self, request):
        try:
            content = county_workbook.write(
                user=request.user, is_starter=self.is_starter
            )
        except ValueError as error:
            return HttpResponse(str(error), status=422, content_type="text/plain")
        name = "starter" if self.is_starter else "all-records"
        return download(content, XLSX.CONTENT_TYPE, f"{name}.xlsx")


class WorkbookFiles(WorkbookMixin, View):
    """The files that the workbook of all records names, as a ZIP file."""

    def get(self, request):
        stream = TemporaryFile()  # the response closes it
        county_workbook.write_files(stream, user=request.user)
        stream.seek(0)
        return FileResponse(stream, as_attachment=True, filename="all-files.zip")
