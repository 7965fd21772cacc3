"""A draft as a Word file, and a Word file returned with changes."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.text import slugify

from partnership.core.models.display import with_count
from partnership.core.records.lists.downloads import download
from partnership.core.text.word_file import MAX_BYTES, WordFileError, read_word
from reports.assembly.build import build
from reports.editor import word_changes
from reports.editor.preview import printed_tokens
from reports.editor.views import EditorView
from reports.errors import ReportNotRendered
from reports.models import Passage, ReviewComment
from reports.publication.word import as_docx, bookmark_of
from reports.text.draft import draft_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordFileForm(forms.Form):
    file = forms.FileField(
        label="Word file",
        help_text="A .docx file that you downloaded from this document, up to 20 MB.",
        error_messages={"required": "Select a Word file"},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError("The Word file must be 20 MB or smaller")
        try:
            self.cleaned_data["word"] = read_word(file)
        except WordFileError as error:
            raise ValidationError(str(error)) from None
        return file


class WordDownload(EditorView):
    """The draft as a Word file."""

    def get(self, request, pk):
        try:
            content = as_docx(build(self.report))
        except ReportNotRendered as error:
            context = {"report": self.report, "problems": error.problems}
            return render(request, "editor/cannot_open.html", context, status=409)
        name = slugify(f"{self.report.document_type} {self.report.period} draft")
        return download(content, DOCX, f"{name}.docx")


class WordReturn(EditorView):
    """Upload a returned Word file, and apply the changes that are chosen.

    The file is not stored: the page that lists its changes carries the returned texts.
    """

    def get(self, request, pk):
        return self.page(WordFileForm())

    def post(self, request, pk):
        if "apply" in request.POST:
            return self.apply(request.POST)
        form = WordFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        file = form.cleaned_data["word"]
        returned = word_changes.compare(self.report, draft_of(self.report), file)
        return self.page(form, returned=returned)

    def page(self, form, status=200, **context):
        context |= {"report": self.report, "form": form}
        return render(self.request, "editor/word_return.html", context, status=status)

    @transaction.atomic
    def apply(self, data):
        draft = draft_of(self.report)
        changed = wanted = 0
        taken = set(data.getlist("change"))
        rows = {r.key: r for r in self.report.passages.select_for_update()}
        for key, row in rows.items():
            returned = data.get(f"returned-{bookmark_of(key)}")
            keys = {
                value.partition(":")[2]
                for value in taken
                if value.partition(":")[0] == bookmark_of(key)
            }
            if returned is None or not keys:
                continue
            wanted += len(keys)
            changed += self.change(row, keys, returned, draft)
        comments = self.add_comments(data)
        messages.success(self.request, _summary(changed, comments))
        if skipped := wanted - changed:
            were = with_count(skipped, "change was", "changes were")
            messages.error(
                self.request,
                f"{were} not added because the text has changed since you "
                "uploaded the file, or would not be valid. Upload the file again.",
            )
        return redirect("editor:report", self.report.pk)

    def change(self, row: Passage, keys, returned, draft) -> int:
        """Apply the valid changes to a text; return how many."""
        figures = printed_tokens(draft, [row.body])
        body, count = word_changes.apply_changes(row.body, keys, returned, figures)
        if not count:
            return 0
        row.body = body
        try:
            row.full_clean(exclude=["report", "signed_by"])
        except ValidationError:
            return 0
        row._change_reason = "Changes from a Word file"
        row.save()
        return count

    def add_comments(self, data) -> int:
        chosen = data.getlist("comment")
        for number in chosen:
            ReviewComment.objects.create(
                report=self.report,
                author_name=data.get(f"author-{number}", "")[:120] or "Word file",
                section_key=data.get(f"section-{number}", "")[:80],
                section_title=data.get(f"title-{number}", "")[:300],
                quote=data.get(f"quote-{number}", ""),
                body=data.get(f"body-{number}", ""),
            )
        return len(chosen)


def _summary(changed, comments) -> str:
    parts = [
        with_count(count, name)
        for count, name in ((changed, "change"), (comments, "comment"))
        if count
    ]
    return (
        f"Added {' and '.join(parts)} from the Word file." if parts else "No changes."
    )
