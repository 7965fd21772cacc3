"""Check results of one document: fixing issues, accepting and reopening warnings."""

import csv

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from partnership.core.imports.formats import safe_cell
from partnership.core.models.display import with_count
from partnership.core.pages.actions import ActionsMixin
from reports.checks import acceptance, services
from reports.checks.services import CheckResult
from reports.editor import link_figures
from reports.editor.document_view import DocumentView
from reports.staff.issue_rows import IssueRow, grouped, row_id, row_of

# Values of the `show` parameter, one for each tab of the page.
TABS = ["to-do", "errors", "warnings", "accepted", "advice"]
GROUPS = ["section", "kind"]
HEADINGS = [
    *("Severity", "Section", "Issue", "Why it matters", "How to fix it"),
    *("Reason for accepting", "Accepted by"),
]
OTHER_REASON = "other"


class ReasonForm(forms.Form):
    """A reason for accepting warnings: one of the list, or another."""

    reason = forms.CharField(required=False)
    other_reason = forms.CharField(required=False)

    @property
    def entered_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        is_other = reason in {"", OTHER_REASON}
        return self.cleaned_data["other_reason"] if is_other else reason


class IssueForm(ReasonForm):
    """The fields that all forms for one issue have."""

    issue = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(required=False)

    def __init__(self, data):
        super().__init__(data, auto_id=f"{row_id(data.get('issue', ''))}-%s")


class SelectedForm(ReasonForm):
    """A reason for accepting the selected warnings."""

    warning = forms.Field(
        widget=forms.SelectMultiple,
        error_messages={"required": "Select at least one warning"},
    )


class CheckResults(ActionsMixin, DocumentView):
    """All issues of one document, to be worked through in place."""

    def get(self, request, pk):
        result = services.run(self.report)
        acceptance.record_warnings(self.report, result.all_warnings)
        return self.page(result)

    @property
    def tab(self) -> str:
        tab = self.request.GET.get("show", "")
        return tab if tab in TABS else TABS[0]

    @property
    def group_by(self) -> str:
        by = self.request.GET.get("group", "")
        return by if by in GROUPS else GROUPS[0]

    def page(self, result: CheckResult, form=None, issue=""):
        """Show the issues, and what was wrong with the form of one or of several."""
        rows = self.rows(result)
        for row in rows:
            row.form = form if row.id == issue else None
        context = {
            "report": self.report,
            "checked": result,
            "checked_at": timezone.localtime(),
            "tab": self.tab,
            "group_by": self.group_by,
            "groups": grouped(result, rows, self.group_by),
            "can_accept": any(row.issue.is_warning for row in rows)
            and self.tab != "accepted",
            "reasons": acceptance.COMMON_REASONS,
            "may_set_checks": self.request.user.has_perm("reports.change_checksetting"),
            "form": form,
            "selected_form": None if issue else form,
        }
        name = "documents/check_results.html"
        return render(self.request, name, context, status=422 if form else 200)

    def row_to_change(self, result, wanted: str) -> IssueRow | None:
        """The issue that was posted, from whichever tab."""
        every = [(issue, None) for issue in [*result.open_issues, *result.advice]]
        for issue, accepted in [*every, *result.accepted]:
            if issue.fingerprint == wanted:
                return row_of(self.report, issue, accepted)
        return None

    def rows(self, result) -> list[IssueRow]:
        if self.tab == "accepted":
            return [row_of(self.report, issue, row) for issue, row in result.accepted]
        shown = {
            "to-do": result.open_issues,
            "errors": result.errors,
            "warnings": result.warnings,
            "advice": result.advice,
        }
        return [row_of(self.report, issue) for issue in shown[self.tab]]

    def run_action(self, action, method):
        result = services.run(self.report)
        if action == "accept-several":
            return method(result)
        form = IssueForm(self.request.POST)
        if not form.is_valid():
            return self.page(result, form)
        data = form.cleaned_data
        row = self.row_to_change(result, data["issue"])
        if row is None:
            messages.info(self.request, "This issue has already been fixed.")
            return self.back()
        try:
            method(row, form)
        except ValueError as error:
            form.add_error("reason" if action == "accept" else "text", str(error))
            return self.page(result, form, row.id)
        return self.back(data["next"])

    def do_accept(self, row, form):
        acceptance.accept_warning(
            self.report, row.issue, form.entered_reason, self.request.user
        )
        messages.success(self.request, f"Warning accepted: {row.issue.message}")

    def do_reopen(self, row, form):
        acceptance.reopen_warning(self.report, row.issue)
        messages.success(self.request, f"Warning reopened: {row.issue.message}")

    def do_apply(self, row, form):
        if not row.repairs:
            raise ValueError("You need to fix this in the editor")
        link_figures.replace_excerpts(
            [repair.excerpt for repair in row.repairs],
            [repair.text for repair in row.repairs],
        )
        messages.success(self.request, f"Fixed: {row.issue.message}")

    def do_edit(self, row, form):
        text = form.cleaned_data["text"]
        if not row.editable:
            raise ValueError("You need to fix this in the editor")
        if not text:
            raise ValueError("Enter the new text")
        link_figures.replace_excerpts(row.editable, [text] * len(row.editable))
        messages.success(self.request, f"Changed “{row.editable[0].text}” to “{text}”.")

    def do_accept_several(self, result):
        form = SelectedForm(self.request.POST, auto_id="several-%s")
        if result.warnings:
            first = f"{row_id(result.warnings[0].fingerprint)}-select"
            form.fields["warning"].widget.attrs["id"] = first
        if not form.is_valid():
            return self.page(result, form)
        selected = form.cleaned_data["warning"]
        chosen = [issue for issue in result.warnings if issue.fingerprint in selected]
        if not chosen:
            messages.info(self.request, "These issues have already been fixed.")
            return self.back()
        try:
            acceptance.accept_warnings(
                self.report, chosen, form.entered_reason, self.request.user
            )
        except ValueError as error:
            form.add_error("reason", str(error))
            return self.page(result, form)
        count = with_count(len(chosen), "warning")
        messages.success(self.request, f"{count} accepted.")
        return self.back()

    def back(self, next_id=""):
        parameters = [
            f"{name}={value}"
            for name, value, usual in (
                ("show", self.tab, TABS[0]),
                ("group", self.group_by, GROUPS[0]),
            )
            if value != usual
        ]
        address = reverse("documents:check_results", args=[self.report.pk])
        query = f"?{'&'.join(parameters)}" if parameters else ""
        anchor = f"#{next_id}" if next_id.startswith("issue-") else ""
        return redirect(f"{address}{query}{anchor}")


class CheckResultsFile(DocumentView):
    """The check results as a CSV file, in the order of the page."""

    def get(self, request, pk):
        name = f"check-results-{self.report.file_stem}.csv"
        response = HttpResponse(
            "\ufeff",  # a byte order mark, so that Excel reads UTF-8
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        writer = csv.writer(response)
        writer.writerow(HEADINGS)
        result = services.run(self.report)
        for issue in [*result.open_issues, *result.advice]:
            writer.writerow(cells(issue))
        for warning, accepted in result.accepted:
            writer.writerow(cells(warning, accepted))
        return response


def cells(issue, accepted=None) -> list[str]:
    severity = "Accepted" if accepted else issue.severity.capitalize()
    where = "; ".join(dict.fromkeys(place.where for place in issue.places))
    cells = [severity, where, issue.message, issue.explanation, issue.hint]
    if accepted:
        cells += [accepted.reason, str(accepted.accepted_by or "")]
    else:
        cells += ["", ""]
    return [safe_cell(cell) for cell in cells]
