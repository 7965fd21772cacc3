"""What the checks found in one document, and answering it."""

import csv
from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from partnership.core.imports.formats import safe_cell
from partnership.core.text.token_validation import fields_with_words
from reports.checks import services
from reports.checks.finding import Finding
from reports.checks.services import Checked
from reports.editor import link_figures
from reports.models import Acceptance
from reports.staff.bulk_views import bindable
from reports.staff.edit_links import (
    cure_address,
    place_address,
)
from reports.staff.mixins import DocumentView

# Tabs of the page: what the address says, and how many findings each holds.
TABS = ["to-do", "stops", "warnings", "left"]
HEADINGS = ["Weight", "Where", "What", "Why", "What to do", "Left because", "Left by"]


@dataclass(frozen=True)
class Item:
    """One finding on the page, with what can be done about it there."""

    finding: Finding
    address: str
    place: str
    answer: Acceptance | None = None
    reason: str = ""
    error: str = ""
    alike: int = 1

    @property
    def id(self) -> str:
        return f"finding-{self.finding.fingerprint[:12]}"

    @property
    def cure_words(self) -> str:
        """What the button says that puts it right at once; empty if none can."""
        if not can_replace(self.finding):
            return ""
        if self.finding.offer.startswith("[="):
            return "Bind it"
        return f"Use “{self.finding.offer_words or self.finding.offer}”"


def can_replace(finding: Finding) -> bool:
    """Whether the letters at fault can give way to what the check offers."""
    words = finding.words
    return bool(
        finding.offer
        and finding.excerpt
        and words is not None
        and words.row is not None
        and words.field in fields_with_words(type(words.row))
    )


class Findings(DocumentView):
    """All findings of one document, by weight, in the order of the text."""

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
            messages.info(request, "That is put right already. Nothing was changed.")
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
            messages.success(self.request, f"Left with your reason: {finding.what}")
        elif what == "bring-back":
            services.bring_back(self.report, finding)
            messages.success(self.request, f"To do again: {finding.what}")
        elif what == "use":
            self.replace(finding)
        else:
            raise ValueError("Choose what should be done.")

    def replace(self, finding):
        if not can_replace(finding):
            raise ValueError("This is put right by hand, at its place.")
        words = finding.words
        place = finding.excerpt, finding.occurrence
        link_figures.bind(words.row, words.field, *place, finding.offer)
        messages.success(self.request, f"Put right: {finding.what}")

    def back(self):
        tab = self.request.GET.get("show", "")
        address = reverse("documents:check_results", args=[self.report.pk])
        return redirect(f"{address}?show={tab}" if tab in TABS else address)


def by_section(checked: Checked) -> list[tuple[str, str, int, int]]:
    """Key, title, stops and warnings of each section that has any, in order.

    What stands in no section, or in one that is not printed, is the whole document's.
    """
    titles = {one.key: one.title or "Front" for one in checked.draft.sections}
    titles[""] = "The whole document"
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
    """The findings as a CSV file, in the order of the page."""

    def get(self, request, pk):
        name = f"findings-{self.report.file_stem}.csv"
        response = HttpResponse(
            "\ufeff",  # by this Excel knows the letters
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
    weight = "Left" if answer else "Stop" if finding.is_stop else "Warning"
    told = [weight, finding.where, finding.what, finding.why, finding.cure]
    told += [answer.reason, str(answer.accepted_by or "")] if answer else ["", ""]
    return [safe_cell(cell) for cell in told]
