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
from reports.staff.bulk_views import bindable
from reports.staff.edit_links import (
    cure_address,
    place_address,
)
from reports.staff.mixins import DocumentView

# Values of the `show` parameter, one for each tab of the page.
TABS = ["to-do", "stops", "warnings", "left"]
HEADINGS = [
    *("Severity", "Section", "Issue", "Why it matters", "How to fix it"),
    *("Reason for accepting", "Accepted by"),
]


@dataclass(frozen=True)
class Item:
    """One issue on the page, with its links and the actions it allows."""

    finding: Finding
    address: str
    place: str
    answer: AcceptedWarning | None = None
    reason: str = ""
    error: str = ""
    alike: int = 1

    @property
    def id(self) -> str:
        return f"finding-{self.finding.fingerprint[:12]}"

    @property
    def cure_words(self) -> str:
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


class Findings(DocumentView):
    """All issues of one document, by severity, in the order of the text."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked: Checked, fault: Item | None = None):
        tab = self.request.GET.get("show", "")
        self.kinds = Counter(one.check for one in checked.warnings)
        context = {
            "report": self.report,
            "checked": checked,
            "bindable": len(bindable(checked)),
            "checked_at": timezone.localtime(),
            "tab": tab if tab in TABS else TABS[0],
            "stops": [self.item(one) for one in checked.stops],
            "warnings": [self.item(one, fault) for one in checked.warnings],
            "left": [self.item(one, answer=row) for one, row in checked.left],
            "by_section": by_section(checked),
            "fault": fault,
        }
        status = 422 if fault else 200
        name = "documents/check_results.html"
        return render(self.request, name, context, status=status)

    def item(self, finding, fault=None, answer=None, **typed):
        if fault is not None and fault.finding == finding:
            return fault
        address = cure_address(self.report, finding)
        place = place_address(self.report, finding)
        alike = self.kinds[finding.check]
        return Item(finding, address, place, answer, alike=alike, **typed)

    def post(self, request, pk):
        checked = services.run(self.report)
        self.kinds = Counter(one.check for one in checked.warnings)
        wanted = request.POST.get("finding", "")
        everything = [*checked.to_do, *(one for one, _ in checked.left)]
        finding = next((one for one in everything if one.fingerprint == wanted), None)
        if finding is None:
            messages.info(request, "This issue has already been fixed.")
            return self.back()
        reason = request.POST.get("reason", "")
        try:
            self.answer(request.POST.get("do"), finding, reason)
        except ValueError as error:
            return self.page(
                checked, self.item(finding, reason=reason, error=str(error))
            )
        return self.back()

    def answer(self, what, finding, reason):
        if what == "leave":
            services.leave(self.report, finding, reason, self.request.user)
            messages.success(self.request, f"Warning accepted: {finding.what}")
        elif what == "bring-back":
            services.bring_back(self.report, finding)
            messages.success(self.request, f"Warning reopened: {finding.what}")
        elif what == "use":
            self.replace(finding)
        else:
            raise ValueError("Select an action")

    def replace(self, finding):
        if not can_replace(finding):
            raise ValueError("You need to fix this in the editor.")
        words = finding.words
        place = finding.excerpt, finding.occurrence
        link_figures.bind(words.row, words.field, *place, finding.offer)
        messages.success(self.request, f"Fixed: {finding.what}")

    def back(self):
        tab = self.request.GET.get("show", "")
        address = reverse("documents:check_results", args=[self.report.pk])
        return redirect(f"{address}?show={tab}" if tab in TABS else address)


def by_section(checked: Checked) -> list[tuple[str, str, int, int]]:
    """Key, title, errors and warnings of each section that has any, in order.

    Issues outside any section, or in a hidden one, count for the whole document.
    """
    titles = {one.key: one.title or "Front sheet" for one in checked.draft.sections}
    titles[""] = "Whole document"
    stops, warnings = (
        Counter(one.key if one.key in titles else "" for one in findings)
        for findings in (checked.stops, checked.warnings)
    )
    return [
        (key, title, stops[key], warnings[key])
        for key, title in titles.items()
        if stops[key] or warnings[key]
    ]


class FindingsFile(DocumentView):
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
        for finding, answer in checked.left:
            writer.writerow(cells(finding, answer))
        return response


def cells(finding, answer=None) -> list[str]:
    weight = "Accepted" if answer else "Error" if finding.is_stop else "Warning"
    told = [weight, finding.where, finding.what, finding.why, finding.cure]
    told += [answer.reason, str(answer.accepted_by or "")] if answer else ["", ""]
    return [safe_cell(cell) for cell in told]
