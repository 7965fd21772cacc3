"""The page to find and replace words in a document."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render

from partnership.core.models.display import with_count
from partnership.core.pages.forms import GovukForm, error_links
from reports.editor.replace import find_matches, replace_matches
from reports.editor.views import EditorView


class FindForm(GovukForm):
    """The words to find, and what to replace them with."""

    use_required_attribute = False
    find = forms.CharField(
        max_length=200,
        strip=False,
        error_messages={"required": "Enter the words to find"},
    )
    replacement = forms.CharField(
        label="Replace with", required=False, max_length=200, strip=False
    )
    match_case = forms.BooleanField(label="Match case", required=False)


class ReplaceForm(FindForm):
    """The same, with the places that are selected."""

    match = forms.Field(
        widget=forms.SelectMultiple(attrs={"id": "match-1"}),
        error_messages={"required": "Select at least one place"},
    )


class Replace(EditorView):
    """Find words, preview each place, and replace those that are selected."""

    def get(self, request, pk):
        return self.page(FindForm(request.GET if "find" in request.GET else None))

    def page(self, form):
        form.full_clean()
        found = form.cleaned_data if form.is_bound else {}
        words, match_case = found.get("find", ""), found.get("match_case", False)
        matches = find_matches(
            self.report, words, match_case, found.get("replacement", "")
        )
        problems = list(error_links(form))
        context = {
            "report": self.report,
            "form": form,
            "found": found,
            "matches": matches,
            "has_parts": not all(match.is_whole for match in matches),
            "problems": problems,
        }
        status = 422 if problems else 200
        return render(self.request, "editor/replace.html", context, status=status)

    def post(self, request, pk):
        form = ReplaceForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        data = form.cleaned_data
        try:
            with transaction.atomic():
                count = replace_matches(
                    self.report,
                    data["find"],
                    data["replacement"],
                    data["match_case"],
                    set(data["match"]),
                )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Replaced in {with_count(count, 'place')}.")
        return redirect("editor:replace", self.report.pk)
