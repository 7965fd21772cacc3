"""Import pages: upload a file, preview and correct it, import complete, undo."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from partnership.core.background import jobs
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.columns import column_help
from partnership.core.imports.files import read_file
from partnership.core.imports.files.long_files import is_long
from partnership.core.imports.files.stored_upload import (
    EXPIRED,
    StoredUpload,
    UploadExpired,
)
from partnership.core.imports.files.uploads import ENDINGS, KINDS, check_upload
from partnership.core.imports.formats import IMPORT_FORMATS
from partnership.core.imports.previews import error_worksheet, preview, runs
from partnership.core.imports.previews.grouped_errors import (
    answer_to,
    correction_of,
    has_all_places,
)
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models import hooks
from partnership.core.models.display import whole_number, with_count
from partnership.core.models.imports import ImportRun
from partnership.core.records.forms.row_form import RENDERER
from partnership.core.records.importing import jobs as import_jobs
from partnership.core.records.importing import tables as import_tables
from partnership.core.records.importing.jobs import DATA_CHANGED
from partnership.core.records.lists.downloads import download_dataset
from partnership.core.records.lists.views import paginate
from partnership.core.records.permissions import RecordMixin, StaffRequiredMixin

FORMATS = {kind().get_extension(): kind for kind in IMPORT_FORMATS}
TABS = {"wrong": "Errors", "changed": "Changed", "new": "New"}
ROWS_PER_PAGE = 100
NOT_ALL_ERRORS = (
    "Only the first {:,} errors are listed, and of these the errors in “{}” were "
    "corrected. If there are others, correct them in the same way."
)


def file_hint() -> str:
    most = read_file.limits()
    return (
        f"{KINDS} file, up to {most.bytes // read_file.MEGABYTE} MB, "
        f"{most.rows:,} rows "
        f"and {most.columns} columns. There may be a title above the column headings."
    )


class FileForm(forms.Form):
    """A file field; the format is detected from the content of the file."""

    default_renderer = RENDERER

    file = forms.FileField(
        label="Spreadsheet",
        error_messages={
            "required": "Select a spreadsheet",
            "missing": "Select a spreadsheet",
            "invalid": "The file did not upload. Select it again",
            "empty": "The selected file is empty",
        },
        widget=forms.FileInput(
            attrs={"class": "govuk-file-upload", "accept": ",".join(ENDINGS)}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_hint()

    def clean_file(self):
        check_upload(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class ImportMixin(RecordMixin):
    """A page for users who may both add and change these records."""

    action = "import"

    @property
    def slug(self):
        return self.record.slug

    @property
    def resource(self):
        return RESOURCES[self.record.model]()


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
            file = form.cleaned_data["file"]
            data, name = file.read(), file.name
            about = (self.record.slug, request.user, data, name, {})
            if is_long(data):
                return jobs.redirect_to(request, import_jobs.start_preview(*about))
            upload = import_jobs.check(*about)
            # A file that was partly read can be corrected in its preview.
            if not upload.preview["refused"] or upload.preview["columns"]:
                return redirect(import_jobs.preview_url(upload))
            upload.drop()
            form.add_error("file", ValidationError(upload.preview["refused"]))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class UploadMixin:
    """A page about a previewed file; an expired one redirects to the start."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except UploadExpired as error:
            messages.warning(request, str(error))
            return redirect(import_jobs.start_url(self.slug))

    def get_upload(self):
        upload = StoredUpload.find(self.request.user, self.slug, self.kwargs["key"])
        if not upload.is_previewed:
            raise UploadExpired(EXPIRED)
        return upload


class PreviewMixin(UploadMixin):
    """The preview of a file, which can be corrected, saved or cancelled."""

    def post(self, request, **kwargs):
        upload = self.get_upload()
        if upload.is_done:  # posted twice
            return redirect(import_jobs.preview_url(upload))
        if "drop" in request.POST:
            upload.drop()
            messages.success(request, "Import cancelled. Nothing was imported.")
            return redirect(self.cancelled_url)
        if "confirm" not in request.POST:
            return self.preview_again(upload, self.choices(upload))
        if self.is_wrong(upload.preview):
            return redirect(import_jobs.preview_url(upload))
        counts = upload.preview["counts"]
        if import_jobs.saves_long(counts["new"] + counts["changed"]):
            job = import_jobs.start_save(request.user, upload)
            return jobs.redirect_to(request, job)
        try:
            return redirect(import_jobs.save(upload))
        except (preview.Changed, UploadExpired):
            return self.saved_or_changed()

    def preview_again(self, upload, choices):
        """Preview the file again, in the worker if it is long."""
        if not is_long(upload.data):
            new = import_jobs.check_again(upload, choices)
            return redirect(import_jobs.preview_url(new))
        job = import_jobs.start_preview(
            *(upload.preview["record"], upload.user, upload.data),
            *(upload.preview["file"], choices, upload),
        )
        return jobs.redirect_to(self.request, job)

    def saved_or_changed(self):
        """Show the result if a second request saved it; otherwise preview again."""
        upload = self.get_upload()
        if upload.is_done:
            return redirect(import_jobs.preview_url(upload))
        messages.warning(self.request, DATA_CHANGED)
        return self.preview_again(upload, upload.preview["choices"])


class ImportPreview(PreviewMixin, ImportMixin, TemplateView):
    """Preview what a file will change; after the import, show what it changed."""

    template_name = "records/import_preview.html"

    def get_context_data(self, **kwargs):
        upload = self.get_upload()
        preview_data, counts = upload.preview, upload.preview["counts"]
        listed = counts | {"wrong": preview_data.get("error_count", 0)}
        tabs = [tab for tab in TABS if listed[tab]]
        current = self.request.GET.get("show", "")
        current = current if current in tabs else next(iter(tabs), "")
        count = counts["new"] + counts["changed"]
        questions = preview_data["questions"]
        questions_text = with_count(len(questions), "question")
        wrong = preview_data["wrong_rows"]
        title = f"There is a problem with {with_count(wrong, 'row')}"
        title = title if wrong else "There is a problem"
        is_asked = bool(questions and not wrong)
        return super().get_context_data(
            upload=upload,
            preview=preview_data,
            choices=preview_data["choices"],
            counts=counts,
            current_tab=current,
            tabs=[(tab, TABS[tab], listed[tab]) for tab in tabs],
            table=self.table(upload, current) if current else None,
            count=count,
            count_text=self._with_noun(count),
            same_text=self._with_noun(counts["same"]),
            error_title=f"Answer {questions_text}" if is_asked else title,
            is_asked=is_asked,
            questions=[
                (question, import_tables.error_table(upload, key, self.record))
                for question in questions
                for key in [question["key"]]
            ],
            questions_text=questions_text,
            is_wrong=self.is_wrong(preview_data),
            lacks_figures=self.lacks_figures(preview_data),
            columns=preview.column_options(self.record),
            missing=self.missing(preview_data),
            encodings=self.encodings(upload),
            step=3 if upload.is_done else 2,
            form=FileForm(),
            formats=list(FORMATS),
            **kwargs,
        )

    def _with_noun(self, number):
        return with_count(number, self.record.singular, self.record.plural)

    def lacks_figures(self, preview_data):
        """Whether no column of the file has the figures of the list."""
        figures = {figure.heading for figure in self.resource.figures}
        return bool(figures.intersection(preview_data["missing"]))

    def missing(self, preview_data):
        """Return the key columns that the file lacks, with what they may be."""
        if preview_data.get("done"):
            return []
        figures = {figure.heading for figure in self.resource.figures}
        names = [*preview_data["missing"], *preview_data["given"]]
        names = [name for name in names if name not in figures]
        options = column_help.options_of(self.resource, names)
        return [
            (name, preview_data["given"].get(name, ""), options.get(name, []))
            for name in names
        ]

    def encodings(self, upload):
        if not upload.preview["encodings"] or upload.is_done:
            return []
        return list(preview.encoding_samples(upload).items())

    def table(self, upload, tab):
        table = import_tables.build_table(upload, tab, self.record)
        paginate(table, self.request, per_page=ROWS_PER_PAGE)
        return table

    @property
    def cancelled_url(self):
        return self.record.list_url

    def choices(self, upload):
        form = ChoicesForm(self.request.POST, upload)
        choices = form.choices().to_json()
        if form.left_out:
            messages.warning(self.request, form.left_out)
        return choices

    @staticmethod
    def is_wrong(preview_data):
        return bool(preview_data["counts"]["wrong"] or preview_data["refused"])


class ChoicesForm:
    """The choices that a form of the preview page adds to those already made."""

    def __init__(self, data, upload):
        self.data, self.before = data, preview.choices_of(upload)
        self.upload = upload
        self.errors = upload.preview["errors"]
        self.error_count = upload.preview.get("error_count", 0)
        self.left_out = ""  # the warning about errors that are not corrected

    def choices(self):
        """Return the choices with what was posted."""
        data = self.data
        if "reset" in data:
            return Choices(sheet=self.before.sheet, encoding=self.before.encoding)
        if "sheet" in data and data["sheet"] != self.before.sheet:
            return self.before.of_sheet(data["sheet"])
        answers = self._named("answer-")
        questions = self.upload.preview["questions"]
        self.corrections = [
            answer_to(question, answers[question["key"]])
            for question in questions
            if question["key"] in answers
        ]
        changes = {
            "given": self.before.given | self._named("given-"),
            "answers": self.before.answers | answers,
        }
        if any(name.startswith("column-") for name in data):
            changes["columns"] = self._columns()
        if "heading_row" in data:
            changes |= self._frame()
        if "encoding" in data:
            changes["encoding"] = data["encoding"]
        changes |= self._fixes()
        corrections = [*self.before.corrections, *self.corrections]
        return self.before.changed(**changes, corrections=corrections)

    def _named(self, prefix):
        return {
            name.removeprefix(prefix): value.strip()
            for name, value in self.data.items()
            if name.startswith(prefix) and value.strip()
        }

    def _columns(self):
        """Return the columns that differ from what was found, and earlier choices."""
        found = dict(self.before.columns)
        for name, value in self.data.items():
            letter = name.removeprefix("column-")
            if name != letter and value != self.data.get(f"found-{letter}", ""):
                found[letter] = value
        return found

    def _frame(self):
        return {
            "heading_row": self._number("heading_row"),
            "heading_rows": whole_number(self.data.get("heading_rows", ""), digits=1),
            "last_row": self._number("last_row"),
            "with_hidden": "with_hidden" in self.data,
        }

    def _number(self, name):
        return whole_number(self.data.get(name, "").strip(), digits=7) or None

    def _fixes(self):
        """Return corrected cells, of one error or of all in a column, and rows out."""
        cells, same = dict(self.before.cells), dict(self.before.same)
        out = set(self.before.rows_out)
        for number, error in enumerate(self.errors):
            if f"leave-{number}" in self.data:
                out.update(error["rows"])
            value = self._correction(number, error)
            if value is None:
                continue
            for fixed in self._errors_like(number, error):
                self.corrections.append(correction_of(fixed, value))
                if has_all_places(fixed):
                    cells |= dict.fromkeys(fixed["cells"], value)
                else:
                    words = {" ".join(fixed["value"].split()): value}
                    same[fixed["column"]] = same.get(fixed["column"], {}) | words
        return {"cells": cells, "same": same, "rows_out": sorted(out)}

    def _correction(self, number, error):
        """Return the value entered for an error, or None if there is none."""
        if value := self.data.get(f"choice-{number}", "").strip():
            return "" if value == import_tables.LEAVE_BLANK else value
        value = self.data.get(f"cell-{number}", error["value"]).strip()
        return None if value == error["value"].strip() else value

    def _errors_like(self, number, error):
        """Return the errors that are corrected together with one."""
        if f"whole-{number}" not in self.data:
            return [error]
        column, listed = error["column"], [e for e in self.errors if not e["question"]]
        if self.error_count > len(listed):
            self.left_out = NOT_ALL_ERRORS.format(len(listed), column)
        return [e for e in self.errors if e["column"] == column]


class TemplateDownload(ImportMixin, View):
    """Download a blank template, or one with the current records."""

    with_records = False

    def get(self, request, record, extension):
        if extension not in FORMATS:
            raise Http404
        dataset, name = column_help.empty(self.resource), f"{record}-template"
        if self.with_records:
            dataset, name = self.resource.export(), record
        return download_dataset(dataset, FORMATS[extension](), name)


class ErrorFileDownload(UploadMixin, ImportMixin, View):
    """Download the uploaded file with a column of the errors in each row."""

    def get(self, request, record, key, extension):
        upload = self.get_upload()
        if extension not in FORMATS or not upload.preview["counts"]["wrong"]:
            raise Http404
        dataset = error_worksheet.worksheet_with_errors(record, upload)
        name = f"{record}-with-errors"
        return download_dataset(dataset, FORMATS[extension](), name)


class ImportList(StaffRequiredMixin, TemplateView):
    """All imports: who, when, which file, and the result."""

    template_name = "records/imports.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        table = import_tables.RunTable(runs.runs_for(user), user=user)
        table.caption = "Imports"
        table.empty_text = "Nothing has been imported yet."
        paginate(table, self.request, per_page=50)
        running = import_jobs.in_progress(user)
        return super().get_context_data(table=table, running=running, **kwargs)


class ImportReport(StaffRequiredMixin, TemplateView):
    """One import with its report, and undoing it."""

    template_name = "records/import_report.html"

    def get_run(self):
        return get_object_or_404(runs.runs_for(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, reasons=None, **kwargs):
        run = kwargs.pop("run", None) or self.get_run()
        may_undo = runs.may_undo(self.request.user, run)
        if reasons is None:
            reasons = runs.newer_changes(run) if may_undo and not run.undone_at else []
        saved = runs.versions_for(self.request.user, run)
        return super().get_context_data(
            run=run,
            lists=import_tables.lists_of(saved),
            next_steps=[] if run.undone_at else hooks.run(hooks.NEXT_STEPS, run),
            table=None if run.undone_at else import_tables.saved_table(saved),
            changed_text=with_count(run.counts.get("changed", 0), "record"),
            new_text=with_count(run.counts.get("new", 0), "record"),
            reasons=reasons,
            may_undo=may_undo,
            **kwargs,
        )

    def post(self, request, pk):
        run = self.get_run()
        if not runs.may_undo(request.user, run):
            raise PermissionDenied
        if import_jobs.saves_long(run.count):
            job = import_jobs.start_undo(request.user, run)
            return jobs.redirect_to(request, job)
        try:
            runs.undo(run, request.user)
        except runs.UndoError as error:
            context = self.get_context_data(run=run, reasons=error.reasons)
            return self.render_to_response(context, status=409)
        except ImportRun.DoesNotExist:
            raise Http404 from None
        messages.success(request, f"{run} undone.")
        return redirect("records:import_report", pk)
