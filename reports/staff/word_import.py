"""Start a document from a Word file: upload, preview, save, import its tables."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe

from partnership.core.imports.files.stored_upload import StoredUpload, UploadExpired
from partnership.core.imports.previews import preview as previews
from partnership.core.models.display import whole_number, with_count
from partnership.core.models.imports import ImportRun
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.text import rich_text
from partnership.core.text.html import to_text
from partnership.core.text.pasting.read import read_pasted
from partnership.core.text.word_file import read_word
from reports.checks.link_suggestions import link_suggestions
from reports.editor.document_view import DocumentView
from reports.editor.word_import import matching, saving
from reports.editor.word_import.headings import outline_of
from reports.editor.word_views import WordFileForm
from reports.text.draft import draft_of

EXCERPT = 160
# Characters of HTML: about 500 pages.
LONGEST = 3_000_000
TOO_LONG = "The Word file is too long. Split it and import the parts one at a time"
CHANGED = (
    "Someone else has changed the text of this document. Nothing was saved. Check the "
    "list again, then select Import into draft"
)


class WordImportView(DocumentView):
    """A page for users who may import the texts and sections of documents."""

    permission_required = [
        "reports.change_report",
        "reports.add_passage",
        "reports.change_passage",
        "reports.add_sectionoverride",
        "reports.change_sectionoverride",
    ]

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except UploadExpired as error:
            messages.warning(request, str(error))
            return redirect("documents:word_import", kwargs["pk"])

    @property
    def slug(self):
        return f"word-{self.report.pk}"

    @cached_property
    def draft(self):
        return draft_of(self.report)

    def page(self, name, status=200, **context):
        context["report"] = self.report
        if not self.draft.sections:
            context["problems"], name = self.draft.problems, "editor/cannot_open.html"
            status = 409
        return render(self.request, name, context, status=status)


class WordImport(WordImportView):
    """Upload a Word file whose headings become the sections of a document."""

    def get(self, request, pk):
        return self.upload_page(WordFileForm())

    def upload_page(self, form, status=200):
        form.fields["file"].help_text = "A .docx file, up to 20 MB."
        return self.page("documents/word_import.html", status, form=form)

    def post(self, request, pk):
        form = WordFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.upload_page(form, 422)
        if not self.draft.sections:
            return self.upload_page(form)
        word = form.cleaned_data["word"]
        if len(word.html) > LONGEST:
            form.add_error("file", TOO_LONG)
            return self.upload_page(form, 422)
        outline = outline_of(word)
        if not outline.parts:
            form.add_error("file", "The Word file has no text. Select a different file")
            return self.upload_page(form, 422)
        file = form.cleaned_data["file"]
        file.seek(0)
        parts, tables = self.guesses(outline)
        preview = {
            **{"record": self.slug, "file": file.name, "parts": parts},
            **{"tables": tables},
        }
        upload = StoredUpload.create(request.user, file.read(), preview)
        return redirect("documents:word_import_preview", pk, upload.key)

    def guesses(self, outline):
        targets = matching.targets_of(self.draft)
        partnership = self.report.partnership
        names = [partnership.name, partnership.short_name]
        parts = matching.guess_parts(outline, targets, names)
        records = matching.importable_lists(self.draft, self.request.user)
        return parts, matching.guess_tables(outline, parts, targets, records)


class WordImportPreview(WordImportView):
    """Where each heading and table of the file will go; nothing is saved yet."""

    @cached_property
    def upload(self):
        return StoredUpload.find(self.request.user, self.slug, self.kwargs["key"])

    @cached_property
    def outline(self):
        return outline_of(read_word(io.BytesIO(self.upload.data)))

    @cached_property
    def records(self):
        return matching.importable_lists(self.draft, self.request.user)

    @cached_property
    def targets(self):
        return matching.targets_of(self.draft)

    def get(self, request, pk, key):
        if self.upload.is_done:
            return self.result_page()
        preview = self.upload.preview
        return self.preview_page(saving.Choices(preview["parts"], preview["tables"]))

    def preview_page(self, choices, problems=(), status=200):
        outline = self.outline
        return self.page(
            "documents/word_import_preview.html",
            status,
            upload=self.upload,
            problems=[(message, f"part-{number}") for message, number in problems],
            parts=[
                self.part(*found)
                for found in enumerate(
                    zip(outline.parts, choices.parts, strict=True), 1
                )
            ],
            tables=[
                {"table": table, "choice": choice, "rows": table.rows[:6]}
                for table, choice in zip(outline.tables, choices.tables, strict=True)
            ],
            targets=self.targets,
            records=self.records,
            replaces=choices.replaces,
            has_text=any(target.has_text for target in self.targets),
            state=saving.texts_fingerprint(self.report),
        )

    def part(self, number, found):
        part, choice = found
        tables = [content for content in part.contents if isinstance(content, int)]
        pasted = read_pasted(part.html(self.outline.tables, tables))
        for kind in saving.NOT_MENTIONED:
            pasted.changes.counts.pop(kind, None)
        text = " ".join(to_text(pasted.html).split())
        shown = text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"
        return {
            "title": part.title,
            "level": part.level,
            "choice": choice,
            "excerpt": shown,
            "words": with_count(len(text.split()), "word"),
            "html": mark_safe(rich_text.clean(pasted.html)) if shown != text else "",
            "changes": pasted.message,
            "tables": [number + 1 for number in tables],
            "is_first": number == 1,
        }

    def post(self, request, pk, key):
        if self.upload.is_done:
            if "table" in request.POST:
                return self.import_table(request.POST["table"])
            return redirect("documents:word_import_preview", pk, key)  # posted twice
        if "drop" in request.POST:
            self.upload.drop()
            messages.success(request, "Import cancelled. Nothing was saved.")
            return redirect("records:edit", "documents", pk)
        choices = self.posted()
        state = request.POST.get("state", "")
        try:
            saving.save(self.report, self.upload, self.outline, choices, state)
        except saving.Changed:
            return self.preview_page(choices, [(CHANGED, 1)], 409)
        except saving.TextErrors as error:
            problems = [(message, number + 1) for message, number in error.problems]
            return self.preview_page(choices, problems, 422)
        return redirect("documents:word_import_preview", pk, key)

    def posted(self) -> saving.Choices:
        """The posted choices; a choice that is not offered is replaced by the guess."""
        data, preview = self.request.POST, self.upload.preview
        allowed = {matching.TO + target.key for target in self.targets}
        allowed |= {matching.ABOVE, matching.NEW, matching.OUT}
        tables = {matching.IN_TEXT, matching.OUT}
        tables |= {matching.DATA + record.slug for record in self.records}

        def chosen(name, guesses, offered):
            found = [data.get(f"{name}-{n}", "") for n in range(1, len(guesses) + 1)]
            return [
                choice if choice in offered else guess
                for choice, guess in zip(found, guesses, strict=True)
            ]

        return saving.Choices(
            chosen("part", preview["parts"], allowed),
            chosen("table", preview["tables"], tables),
            data.get("existing") == "replace",
        )

    def result_page(self):
        preview = self.upload.preview
        return self.page(
            "documents/word_import_done.html",
            run=ImportRun.objects.filter(pk=preview["run"]).first(),
            file=preview["file"],
            data=[
                {**table, "record": RECORD_TYPES[table["list"]]}
                for table in preview["data"]
            ],
            links=len(link_suggestions(self.draft)),
        )

    def import_table(self, number):
        """Open the import of a list with the cells of a table of the file."""
        tables = self.upload.preview["data"]
        at = whole_number(number)
        if at is None or at >= len(tables):
            raise Http404
        table = tables[at]
        record = RECORD_TYPES[table["list"]]
        if not record.has_permission(self.request.user, "import"):
            raise PermissionDenied
        name = f"{table['caption'] or 'Table'}.html"
        upload = previews.check(
            record, self.request.user, table["sheet"].encode(), name=name[:200]
        )
        refused = upload.preview["refused"]
        if refused and not upload.preview["columns"]:
            upload.drop()
            messages.error(self.request, f"{record.title}: {refused}")
            return redirect(
                "documents:word_import_preview", self.report.pk, self.kwargs["key"]
            )
        return redirect("records:import_preview", record, upload.key)
