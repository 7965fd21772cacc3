"""Start a document from last year's, and review what was carried over."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.safestring import mark_safe

from partnership.core.models.display import with_count
from partnership.core.models.registry import edit_url
from partnership.core.pages.actions import ActionsMixin
from reports.assembly.carry_over import (
    WORD_FILE,
    carry_over,
    earlier_document,
    mark_as_read,
    recommendation_key,
    to_carry,
    undo,
    unmoved,
    unread,
    unread_recommendations,
)
from reports.assembly.passage_labels import (
    in_outline_order,
    passage_label,
    section_key_of,
)
from reports.document.prose import Composer
from reports.editor.document_view import DocumentView
from reports.figures.available import available_figures
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver


class ReadForm(forms.Form):
    """The texts that are still correct."""

    key = forms.Field(
        widget=forms.SelectMultiple,
        error_messages={"required": "Select at least one text"},
    )


class CarryOver(ActionsMixin, DocumentView):
    """What can be carried over, and then the texts to review."""

    def get(self, request, pk):
        return self.page()

    def page(self, problem=""):
        source = earlier_document(self.report)
        texts = in_outline_order(self.report, unread(self.report))  # read once
        missing = unmoved(self.report, source) if source else {}
        labels = _labels(self.report) if missing else {}
        words = _as_printed(self.report, texts)
        rows = [
            {
                "key": row.key,
                "label": passage_label(row),
                "words": words[row.pk] or f"No text: {row.get_body_reason_display()}.",
                "from": row.carried_from,
                "url": _section_url(row),
                "unmoved": [labels.get(c, c) for c in missing.get(row.key, [])],
            }
            for row in texts
        ]
        rows += [
            {
                "key": recommendation_key(row),
                "label": f"Recommendation {row.number}",
                "words": linebreaks_filter(row.text),
                "from": row.carried_from,
                "url": edit_url(row),
            }
            for row in unread_recommendations(self.report)
        ]
        context = {
            "report": self.report,
            "source": source,
            "rows": rows,
            "from_word": sum(row.carried_from == WORD_FILE for row in texts),
            "to_carry": len(to_carry(self.report, source)) if source else 0,
            "problems": [(problem, "read-1")] if problem else [],
        }
        status = 422 if problem else 200
        return render(self.request, "documents/carry_over.html", context, status=status)

    def do_read(self):
        form = ReadForm(self.request.POST)
        if not form.is_valid():
            return self.page(form.errors["key"][0])
        number = mark_as_read(self.report, form.cleaned_data["key"])
        return self.redirect_with(f"{with_count(number, 'text')} marked as reviewed.")

    def do_undo(self):
        return self.redirect_with(f"{with_count(undo(self.report), 'text')} removed.")

    def do_start(self):
        source = earlier_document(self.report)
        if source is None:
            messages.error(self.request, "There is no earlier document to start from")
            return redirect("documents:carry_over", self.report.pk)
        result = carry_over(self.report, source)
        texts = with_count(result.texts, "text")
        figures = with_count(result.moved, "linked figure")
        return self.redirect_with(
            f"{texts} carried over. {figures} updated to {self.report.years_label}."
        )

    def redirect_with(self, message):
        messages.success(self.request, message)
        return redirect("documents:carry_over", self.report.pk)


def _labels(report) -> dict[str, str]:
    """The labels of figures, by their codes."""
    return {
        figure.token(style): figure.label
        for figure in available_figures(Resolver(report.partnership, report=report))
        for style in ("", *figure.styles)
    }


def _section_url(passage) -> str:
    """The page to edit a text; empty if the document has no section for it."""
    key = section_key_of(passage)
    return reverse("editor:section", args=[passage.report_id, key]) if key else ""


def _as_printed(report, passages) -> dict[int, str]:
    """Each text with its figures, by the key of its passage."""
    tokens = [token for row in passages for token in tokens_in(row.body)]
    composer = Composer(Resolver(report.partnership, tokens, report=report))
    return {
        row.pk: mark_safe(composer.rich(row.body, "", level=4).html) for row in passages
    }
