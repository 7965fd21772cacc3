"""Check results of one document: fixing issues, accepting and reopening warnings."""

import csv
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from partnership.core.imports.formats import safe_cell
from partnership.core.models.display import with_count
from reports.checks import acceptance, check_settings, services
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
SETTINGS = "reports.change_checksetting"


@dataclass
class Submitted:
    """What was entered, and what was wrong with it: messages with their fields."""

    row: str = ""
    selected: set[str] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def error_at(self, name: str) -> str:
        return next((message for message, at in self.problems if at == name), "")


class CheckResults(DocumentView):
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

    def page(self, result: CheckResult, submitted: Submitted | None = None):
        submitted = submitted or Submitted()
        rows = self.rows(result)
        for row in rows:
            if row.id == submitted.row:
                row.values = submitted.values
                row.error, row.error_at = submitted.problems[0]
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
            "may_set_checks": self.request.user.has_perm(SETTINGS),
            "submitted": submitted,
            "problems": submitted.problems,
            "several_reason_error": submitted.error_at("several-reason"),
            "selection_error": submitted.error_at("several"),
        }
        name = "documents/check_results.html"
        status = 422 if submitted.problems else 200
        return render(self.request, name, context, status=status)

    def row_to_change(self, result) -> IssueRow | None:
        """The issue that was posted, from whichever tab."""
        wanted = self.request.POST.get("issue", "")
        for issue in [*result.open_issues, *result.advice]:
            if issue.fingerprint == wanted:
                return row_of(self.report, issue)
        for issue, accepted in result.accepted:
            if issue.fingerprint == wanted:
                return row_of(self.report, issue, accepted)
        return None

    def rows(self, result) -> list[IssueRow]:
        if self.tab == "accepted":
            return [row_of(self.report, one, row) for one, row in result.accepted]
        shown = {
            "to-do": result.open_issues,
            "errors": result.errors,
            "warnings": result.warnings,
            "advice": result.advice,
        }
        return [row_of(self.report, issue) for issue in shown[self.tab]]

    def post(self, request, pk):
        result = services.run(self.report)
        if request.POST.get("do") == "accept-several":
            return self.accept_several(result)
        row = self.row_to_change(result)
        if row is None:
            messages.info(request, "This issue has already been fixed.")
            return self.back()
        values = {name: request.POST.get(name, "") for name in FIELDS}
        try:
            self.perform(request.POST.get("do"), row, values)
        except ValueError as error:
            at = "text" if request.POST.get("do") in {"edit", "apply"} else "reason"
            problem = (str(error), f"{row.id}-{at}")
            return self.page(result, Submitted(row.id, set(), values, [problem]))
        return self.back(request.POST.get("next", ""))

    def perform(self, action, row, values):
        actions = {
            "accept": self.accept,
            "reopen": self.reopen,
            "apply": self.apply,
            "edit": self.edit,
            "switch-off": self.switch_off,
        }
        if action not in actions:
            raise ValueError("Select an action")
        actions[action](row, values)

    def accept(self, row, values):
        reason = entered_reason(values)
        acceptance.accept_warning(self.report, row.issue, reason, self.request.user)
        messages.success(self.request, f"Warning accepted: {row.issue.message}")

    def reopen(self, row, values):
        acceptance.reopen_warning(self.report, row.issue)
        messages.success(self.request, f"Warning reopened: {row.issue.message}")

    def apply(self, row, values):
        if not row.repairs:
            raise ValueError("You need to fix this in the editor")
        link_figures.replace_excerpts(
            [repair.excerpt for repair in row.repairs],
            [repair.text for repair in row.repairs],
        )
        messages.success(self.request, f"Fixed: {row.issue.message}")

    def edit(self, row, values):
        text = values["text"].strip()
        if not row.editable:
            raise ValueError("You need to fix this in the editor")
        if not text:
            raise ValueError("Enter the new text")
        link_figures.replace_excerpts(row.editable, [text] * len(row.editable))
        messages.success(self.request, f"Changed “{row.editable[0].text}” to “{text}”.")

    def switch_off(self, row, values):
        if not self.request.user.has_perm(SETTINGS):
            raise PermissionDenied
        if not row.issue.is_advice:
            raise ValueError("Only advice can be switched off")
        check_settings.switch_off_advice(row.issue.check, values["reason"])
        title = services.CHECKS[row.issue.check].title
        messages.success(self.request, f"Advice switched off: {title}")

    def accept_several(self, result):
        warnings = result.warnings
        selected = set(self.request.POST.getlist("warning"))
        chosen = [issue for issue in warnings if issue.fingerprint in selected]
        values = {name: self.request.POST.get(name, "") for name in FIELDS}
        problems = []
        if not chosen:
            at = row_id(warnings[0]) + "-select" if warnings else ""
            problems.append(("Select at least one warning", at))
        try:
            if not problems:
                acceptance.accept_warnings(
                    self.report, chosen, entered_reason(values), self.request.user
                )
        except ValueError as error:
            problems.append((str(error), "several-reason"))
        if problems:
            return self.page(result, Submitted("", selected, values, problems))
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


# What the forms of one issue send.
FIELDS = ["text", "reason", "other_reason"]


def entered_reason(values) -> str:
    """The reason chosen from the list, or the one that was entered."""
    if values["reason"] == OTHER_REASON or not values["reason"]:
        return values["other_reason"]
    return values["reason"]


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
