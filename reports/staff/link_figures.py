"""Link suggestions of a document: typed figures to link to data, several at once."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from partnership.core.models.display import with_count
from reports.checks.link_suggestions import link_suggestions
from reports.editor import link_figures
from reports.editor.document_view import DocumentView
from reports.text.draft import draft_of


class LinksForm(forms.Form):
    """The figures to link."""

    figure = forms.Field(
        widget=forms.SelectMultiple,
        error_messages={"required": "Select at least one figure"},
    )


class LinkFigures(DocumentView):
    """Every typed figure with one match in the data, before and after linking."""

    def show(self, selected, problems=(), **context):
        context |= {"report": self.report, "selected": selected, "problems": problems}
        context["selection_error"] = problems[0][0] if problems else ""
        status = 422 if problems else 200
        name = "documents/link_figures.html"
        return render(self.request, name, context, status=status)

    def back(self):
        return redirect("documents:check_results", self.report.pk)

    def get(self, request, pk):
        links = link_suggestions(draft_of(self.report))
        if not links:
            messages.info(request, "There are no typed figures to link.")
            return self.back()
        return self.show({link.key for link in links}, links=links)

    def post(self, request, pk):
        links = link_suggestions(draft_of(self.report))
        form = LinksForm(request.POST)
        if not form.is_valid():
            problem = form.errors["figure"][0]
            problems = [(problem, links[0].key if links else "")]
            return self.show(set(), problems, links=links)
        selected = set(form.cleaned_data["figure"])
        keys = selected & {link.key for link in links}
        linked = link_figures.link_figures(self.report, keys)
        count = with_count(len(linked), "figure")
        updated = "It" if len(linked) == 1 else "They"
        messages.success(
            request, f"{count} linked. {updated} will update with your data."
        )
        if missed := len(selected) - len(linked):
            count = with_count(missed, "figure was", "figures were")
            messages.warning(
                request, f"{count} not linked because the text has since changed."
            )
        return self.back()
