"""Import pages: upload a file, preview the changes, import complete."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from partnership.core.imports import column_help, preview
from partnership.core.imports.formats import IMPORT_FORMATS
from partnership.core.imports.read_file import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    MEGABYTE,
)
from partnership.core.imports.resource import RESOURCES
from partnership.core.imports.stored_upload import (
    StoredUpload,
    UploadExpired,
)
from partnership.core.imports.uploads import kind_of_upload
from partnership.core.models.display import with_count
from partnership.core.records import import_tables
from partnership.core.records.forms import Renderer
from partnership.core.records.list_views import (
    EXPORT_FAILED,
    requested_page,
)
from partnership.core.records.permissions import RecordMixin

FORMATS = {kind().get_extension(): kind for kind in IMPORT_FORMATS}
DATA_CHANGED = (
    "Someone changed the data after your preview, so nothing was imported. Check the "
    "new preview."
)
TABS = {"wrong": "Errors", "changed": "Changed", "new": "New"}


class FileForm(forms.Form):
    """A file field; the format is detected from the content of the file."""

    default_renderer = Renderer

    file = forms.FileField(
        label="Spreadsheet",
        help_text=f"XLSX or CSV file, up to {MAX_BYTES // MEGABYTE} MB, {MAX_ROWS:,} "
        f"rows and {MAX_COLUMNS} columns. The first row must contain column headings.",
        error_messages={
            "required": "Select a spreadsheet",
            "missing": "Select a spreadsheet",
            "invalid": "The file did not upload. Select it again",
            "empty": "The selected file is empty",
        },
        widget=forms.FileInput(
            attrs={"class": "govuk-file-upload", "accept": ".csv,.xlsx"}
        ),
    )

    def clean_file(self):
        self.kind = kind_of_upload(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class ImportMixin(RecordMixin):
    """A page for users who may both add and change these records."""

    action = "import"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["record"].model not in RESOURCES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def resource(self):
        return RESOURCES[self.record.model]()

    def open_preview(self, upload):
        return redirect("records:import_preview", self.record, upload.key)


class ImportUpload(ImportMixin, TemplateView):
    """Describe the spreadsheet, and accept an upload."""

    template_name = "records/import.html"

    def get_context_data(self, form=None, **kwargs):
        resource = self.resource
        table = import_tables.ColumnTable(column_help.columns_of(resource))
        table.caption = f"Columns for {self.record.plural}"
        return super().get_context_data(
            form=form or FileForm(),
            table=table,
            keys=column_help.keys_of(resource),
            step=1,
            formats=[(kind().get_title(), name) for name, kind in FORMATS.items()],
            **kwargs,
        )

    def post(self, request, record):
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            upload = self.preview_upload(form)
            preview_data = upload.preview
            # The file may have another worksheet that can be imported.
            if not preview_data["refused"] or len(preview_data["sheets"]) > 1:
                return self.open_preview(upload)
            upload.drop()
            form.add_error("file", ValidationError(preview_data["refused"]))
        return self.render_to_response(self.get_context_data(form=form))

    def preview_upload(self, form):
        file = form.cleaned_data["file"]
        return preview.check(
            self.record, self.request.user, file.read(), name=file.name, kind=form.kind
        )


class StoredUploadMixin(ImportMixin):
    """A page about a previewed file; an expired one redirects to the start."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except UploadExpired as error:
            messages.warning(request, str(error))
            return redirect(self.record.import_url)

    def get_upload(self):
        return StoredUpload.find(self.request.user, self.record, self.kwargs["key"])


class ImportPreview(StoredUploadMixin, TemplateView):
    """Preview what a file will change; after the import, show what it changed."""

    template_name = "records/import_preview.html"

    def get_context_data(self, **kwargs):
        upload = self.get_upload()
        preview_data, counts = upload.preview, upload.preview["counts"]
        tabs = [tab for tab in TABS if counts[tab]]
        current = self.request.GET.get("show", "")
        current = current if current in tabs else next(iter(tabs), "")
        count = counts["new"] + counts["changed"]
        return super().get_context_data(
            upload=upload,
            preview=preview_data,
            counts=counts,
            current_tab=current,
            tabs=[(tab, TABS[tab], counts[tab]) for tab in tabs],
            table=self.table(upload, current) if current else None,
            count=count,
            rows_text=with_count(count, "row", "rows"),
            error_rows_text=with_count(counts["wrong"], "row", "rows"),
            is_wrong=bool(counts["wrong"] or preview_data["refused"]),
            step=3 if upload.is_done else 2,
            form=FileForm(),
            formats=list(FORMATS),
            **kwargs,
        )

    def table(self, upload, tab):
        table = import_tables.build_table(upload, tab, self.record)
        try:
            table.paginate(page=requested_page(self.request))
        except EmptyPage:
            table.paginate(page=table.paginator.num_pages)
        return table

    def post(self, request, record, key):
        upload = self.get_upload()
        if upload.is_done:  # posted twice
            return self.open_preview(upload)
        if "drop" in request.POST:
            upload.drop()
            messages.success(request, "Import cancelled. Nothing was imported.")
            return redirect(record.list_url)
        if "sheet" in request.POST:
            return self.open_preview(
                preview.again(record, upload, request.POST["sheet"])
            )
        if upload.preview["refused"] or upload.preview["counts"]["wrong"]:
            return self.open_preview(upload)
        try:
            preview.save(record, upload)
        except (preview.Changed, UploadExpired):
            return self.preview_again()
        return self.open_preview(upload)

    def preview_again(self):
        """Show the result if a second request saved it; otherwise preview again."""
        upload = self.get_upload()
        if not upload.is_done:
            upload = preview.again(self.record, upload)
            messages.warning(self.request, DATA_CHANGED)
        return self.open_preview(upload)


class FileDownloadMixin:
    """A file to download."""

    def file_response(self, dataset, extension, name):
        try:
            content = FORMATS[extension]().export_data(dataset)
        except ValueError as error:
            return HttpResponse(
                f"{EXPORT_FAILED}{error}", status=422, content_type="text/plain"
            )
        response = HttpResponse(content, content_type=FORMATS[extension].CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
        return response


class TemplateDownload(ImportMixin, FileDownloadMixin, View):
    """Download a blank template, or one with the current records."""

    with_records = False

    def get(self, request, record, extension):
        if extension not in FORMATS:
            raise Http404
        if self.with_records:
            return self.file_response(self.resource.export(), extension, record)
        return self.file_response(
            column_help.empty(self.resource), extension, f"{record}-template"
        )


class ErrorFileDownload(StoredUploadMixin, FileDownloadMixin, View):
    """Download the uploaded file with a column of the errors in each row."""

    def get(self, request, record, key, extension):
        upload = self.get_upload()
        if extension not in FORMATS or not upload.preview["counts"]["wrong"]:
            raise Http404
        dataset = preview.with_errors(upload)
        return self.file_response(dataset, extension, f"{record}-with-errors")
