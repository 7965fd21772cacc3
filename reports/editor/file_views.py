"""Pages of a document's pictures and supplements, and uploads from the editor."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import render

from partnership.core.models.registry import BY_MODEL
from reports.editor import files
from reports.editor.views import EditorView
from reports.models import Picture, Supplement


class Files(EditorView):
    """The pictures and supplements of a document, with links to add and edit them."""

    permission_required = ["reports.view_picture", "reports.view_supplement"]

    def get(self, request, pk):
        context = {
            "report": self.report,
            "pictures": [
                (row, BY_MODEL[Picture].edit_url(row.pk), files.token_of(row))
                for row in self.report.pictures.all()
            ],
            "supplements": [
                (row, BY_MODEL[Supplement].edit_url(row.pk))
                for row in self.report.supplements.all()
            ],
            "picture_type": BY_MODEL[Picture],
            "supplement_type": BY_MODEL[Supplement],
        }
        return render(request, "editor/files.html", context)


class Pictures(EditorView):
    """Pictures for the editor: those there are, and a new one by POST."""

    permission_required = ["reports.change_passage", "reports.add_picture"]

    def get(self, request, pk):
        rows = self.report.pictures.all()
        return JsonResponse({"options": [files.as_option(row) for row in rows]})

    def post(self, request, pk):
        try:
            picture = files.add_picture(
                self.report, request.POST, request.FILES.get("file")
            )
        except ValidationError as error:
            sentences = [
                line for lines in error.message_dict.values() for line in lines
            ]
            return JsonResponse({"errors": sentences}, status=422)
        return JsonResponse(files.as_option(picture), status=201)
