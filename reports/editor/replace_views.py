"""The page to find and replace words in a document."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render

from partnership.core.models.display import with_count
from reports.editor.replace import find_matches, replace_matches
from reports.editor.views import EditorView

MAX_LENGTH = 200


class Replace(EditorView):
    """Find words, preview each place, and replace those that are selected."""

    def get(self, request, pk):
        words = request.GET.get("find", "")[:MAX_LENGTH]
        match_case = "case" in request.GET
        context = {
            "report": self.report,
            "find": words,
            "replacement": request.GET.get("with", "")[:MAX_LENGTH],
            "match_case": match_case,
            "matches": find_matches(self.report, words, match_case),
        }
        return render(request, "editor/replace.html", context)

    def post(self, request, pk):
        data = request.POST
        try:
            with transaction.atomic():
                count = replace_matches(
                    self.report,
                    data.get("find", "")[:MAX_LENGTH],
                    data.get("with", "")[:MAX_LENGTH],
                    "case" in data,
                    set(data.getlist("match")),
                )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Replaced in {with_count(count, 'place')}.")
        return redirect("editor:replace", self.report.pk)
