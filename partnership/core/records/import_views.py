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
    Gone,
    Kept,
)
from partnership.core.imports.uploads import kind_of_upload
from partnership.core.models.display import counted
from partnership.core.records import import_tables
from partnership.core.records.forms import Renderer
from partnership.core.records.list_views import (
    WRONG_ROWS,
    page_asked_for,
)
from partnership.core.records.permissions import RecordMixin

FORMATS = {kind().get_extension(): kind for kind in IMPORT_FORMATS}
OTHERS = (
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

    def opened(self, kept):
        return redirect("records:import_preview", self.record, kept.key)


class Start(ImportMixin, TemplateView):
    """Describe the spreadsheet, and accept an upload."""

    template_name = "records/import.html"

    def get_context_data(self, form=None, **kwargs):
        resource = self.resource
        table = import_tables.Columns(column_help.columns_of(resource))
        table.caption = f"Columns for {self.record.many}"
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
            kept = self.checked(form)
            told = kept.told
            # The file may have another worksheet that can be imported.
            if not told["refused"] or len(told["sheets"]) > 1:
                return self.opened(kept)
            kept.drop()
            form.add_error("file", ValidationError(told["refused"]))
        return self.render_to_response(self.get_context_data(form=form))

    def checked(self, form):
        file = form.cleaned_data["file"]
        return preview.check(
            self.record, self.request.user, file.read(), name=file.name, kind=form.kind
        )


class KeptMixin(ImportMixin):
    """A page about a previewed file; an expired one redirects to the start."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Gone as gone:
            messages.warning(request, str(gone))
            return redirect(self.record.import_address)

    def kept(self):
        return Kept.find(self.request.user, self.record, self.kwargs["key"])


class Check(KeptMixin, TemplateView):
    """Preview what a file will change; after the import, show what it changed."""

    template_name = "records/import_preview.html"

    def get_context_data(self, **kwargs):
        kept = self.kept()
        told, counts = kept.told, kept.told["counts"]
        shown = self.request.GET.get("show", "")
        tabs = [tab for tab in TABS if counts[tab]]
        shown = shown if shown in tabs else next(iter(tabs), "")
        touched = counts["new"] + counts["changed"]
        return super().get_context_data(
            kept=kept,
            told=told,
            counts=counts,
            shown=shown,
            tabs=[(tab, TABS[tab], counts[tab]) for tab in tabs],
            table=self.table(kept, shown) if shown else None,
            touched=touched,
            rows_touched=counted(touched, "row", "rows"),
            rows_wrong=counted(counts["wrong"], "row", "rows"),
            is_wrong=bool(counts["wrong"] or told["refused"]),
            step=3 if kept.is_done else 2,
            form=FileForm(),
            formats=list(FORMATS),
            **kwargs,
        )

    def table(self, kept, shown):
        table = import_tables.table_of(kept, shown, self.record)
        try:
            table.paginate(page=page_asked_for(self.request))
        except EmptyPage:
            table.paginate(page=table.paginator.num_pages)
        return table

    def post(self, request, record, key):
        kept = self.kept()
        if kept.is_done:  # posted twice
            return self.opened(kept)
        if "drop" in request.POST:
            kept.drop()
            messages.success(request, "Import cancelled. Nothing was imported.")
            return redirect(record.list_address)
        if "sheet" in request.POST:
            return self.opened(preview.again(record, kept, request.POST["sheet"]))
        if kept.told["refused"] or kept.told["counts"]["wrong"]:
            return self.opened(kept)
        try:
            preview.save(record, kept)
        except (preview.Changed, Gone):
            return self.not_saved()
        return self.opened(kept)

    def not_saved(self):
        """Show the result if a second request saved it; otherwise preview again."""
        kept = self.kept()
        if not kept.is_done:
            kept = preview.again(self.record, kept)
            messages.warning(self.request, OTHERS)
        return self.opened(kept)


class FileMixin:
    """A file to download."""

    def answer(self, dataset, extension, name):
        try:
            content = FORMATS[extension]().export_data(dataset)
        except ValueError as error:
            return HttpResponse(
                f"{WRONG_ROWS}{error}", status=422, content_type="text/plain"
            )
        response = HttpResponse(content, content_type=FORMATS[extension].CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
        return response


class Template(ImportMixin, FileMixin, View):
    """Download a blank template, or one with the current records."""

    filled = False

    def get(self, request, record, extension):
        if extension not in FORMATS:
            raise Http404
        if self.filled:
            return self.answer(self.resource.export(), extension, record)
        return self.answer(
            column_help.empty(self.resource), extension, f"{record}-template"
        )


class Problems(KeptMixin, FileMixin, View):
    """Download the uploaded file with a column of the errors in each row."""

    def get(self, request, record, key, extension):
        kept = self.kept()
        if extension not in FORMATS or not kept.told["counts"]["wrong"]:
            raise Http404
        made = preview.with_problems(kept)
        return self.answer(made, extension, f"{record}-with-errors")
