"""Check results of one document: fixing issues, accepting and reopening warnings."""

import csv
from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from partnership.core.imports.formats import safe_cell
from partnership.core.text.token_validation import text_fields
from reports.checks import services
from reports.checks.finding import Finding
from reports.checks.services import Checked
from reports.editor import link_figures
from reports.models import AcceptedWarning
from reports.staff.bulk_views import linkable
from reports.staff.edit_links import (
    fix_url,
    text_url,
)
from reports.staff.mixins import DocumentView

# Values of the `show` parameter, one for each tab of the page.
TABS = ["to-do", "errors", "warnings", "accepted"]
HEADINGS = [
    *("Severity", "Section", "Issue", "Why it matters", "How to fix it"),
    *("Reason for accepting", "Accepted by"),
]


@dataclass(frozen=True)
class IssueRow:
    """One issue on the page, with its links and the actions it allows."""

    finding: Finding
    fix_url: str
    text_url: str
    accepted: AcceptedWarning | None = None
    reason: str = ""
    error: str = ""
    similar: int = 1

    @property
    def id(self) -> str:
        return f"finding-{self.finding.fingerprint[:12]}"

    @property
    def fix_label(self) -> str:
        """The label of the button that fixes the issue; empty if there is none."""
        if not can_replace(self.finding):
            return ""
        if self.finding.offer.startswith("[="):
            return "Link to data"
        return f"Use “{self.finding.offer_words or self.finding.offer}”"


def can_replace(finding: Finding) -> bool:
    """Whether the text at fault can be replaced by the check's suggested text."""
    words = finding.words
    return bool(
        finding.offer
        and finding.excerpt
        and words is not None
        and words.row is not None
        and words.field in text_fields(type(words.row))
    )


class CheckResults(DocumentView):
    """All issues of one document, by severity, in the order of the text."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked: Checked, fault: IssueRow | None = None):
        tab = self.request.GET.get("show", "")
        self.warnings_of_check = Counter(warning.check for warning in checked.warnings)
        context = {
            "report": self.report,
            "checked": checked,
            "linkable": len(linkable(checked)),
            "checked_at": timezone.localtime(),
            "tab": tab if tab in TABS else TABS[0],
            "stops": [self.row(error) for error in checked.stops],
            "warnings": [self.row(warning, fault) for warning in checked.warnings],
            "accepted": [
                self.row(warning, accepted=accepted)
                for warning, accepted in checked.accepted
            ],
            "by_section": by_section(checked),
            "fault": fault,
        }
        status = 422 if fault else 200
        name = "documents/check_results.html"
        return render(self.request, name, context, status=status)

    def row(self, finding, fault=None, accepted=None, **submitted):
        if fault is not None and fault.finding == finding:
            return fault
        return IssueRow(
            finding,
            fix_url(self.report, finding),
            text_url(self.report, finding),
            accepted,
            similar=self.warnings_of_check[finding.check],
            **submitted,
        )

    def post(self, request, pk):
        checked = services.run(self.report)
        self.warnings_of_check = Counter(warning.check for warning in checked.warnings)
        fingerprint = request.POST.get("finding", "")
        issues = [*checked.to_do, *(warning for warning, _ in checked.accepted)]
        finding = next((i for i in issues if i.fingerprint == fingerprint), None)
        if finding is None:
            messages.info(request, "This issue has already been fixed.")
            return self.back()
        reason = request.POST.get("reason", "")
        try:
            self.perform(request.POST.get("do"), finding, reason)
        except ValueError as error:
            row = self.row(finding, reason=reason, error=str(error))
            return self.page(checked, row)
        return self.back()

    def perform(self, action, finding, reason):
        if action == "accept":
            services.accept_warning(self.report, finding, reason, self.request.user)
            messages.success(self.request, f"Warning accepted: {finding.what}")
        elif action == "reopen":
            services.reopen_warning(self.report, finding)
            messages.success(self.request, f"Warning reopened: {finding.what}")
        elif action == "replace":
            self.replace(finding)
        else:
            raise ValueError("Select an action")

    def replace(self, finding):
        if not can_replace(finding):
            raise ValueError("You need to fix this in the editor.")
        words = finding.words
        link_figures.link_figure(
            words.row, words.field, finding.excerpt, finding.occurrence, finding.offer
        )
        messages.success(self.request, f"Fixed: {finding.what}")

    def back(self):
        tab = self.request.GET.get("show", "")
        address = reverse("documents:check_results", args=[self.report.pk])
        return redirect(f"{address}?show={tab}" if tab in TABS else address)


def by_section(checked: Checked) -> list[tuple[str, str, int, int]]:
    """Key, title, errors and warnings of each section that has any, in order.

    Issues outside any section, or in a hidden one, count for the whole document.
    """
    sections = checked.draft.sections
    titles = {section.key: section.title or "Front sheet" for section in sections}
    titles[""] = "Whole document"
    stops, warnings = (
        Counter(issue.key if issue.key in titles else "" for issue in issues)
        for issues in (checked.stops, checked.warnings)
    )
    return [
        (key, title, stops[key], warnings[key])
        for key, title in titles.items()
        if stops[key] or warnings[key]
    ]


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
        checked = services.run(self.report)
        for finding in checked.to_do:
            writer.writerow(cells(finding))
        for warning, accepted in checked.accepted:
            writer.writerow(cells(warning, accepted))
        return response


def cells(finding, accepted=None) -> list[str]:
    severity = "Accepted" if accepted else "Error" if finding.is_stop else "Warning"
    cells = [severity, finding.where, finding.what, finding.why, finding.cure]
    if accepted:
        cells += [accepted.reason, str(accepted.accepted_by or "")]
    else:
        cells += ["", ""]
    return [safe_cell(cell) for cell in cells]
