"""Contributions to reports as tasks of the partnerships that submit them."""

from partnership.contributing.submissions import (
    Answer,
    Submission,
)
from partnership.core.values.missing import Reason
from reports import document_types
from reports.publication import listings

RELATED = ["report__partnership", "partnership"]


class ContributionSubmission(Submission):
    fields = ["body", "body_reason"]
    reason_field = "body_reason"
    url_name = "reports:my_contribution"
    check_url_name = "reports:my_contribution_check"

    @property
    def title(self) -> str:
        return f"{self.document}: {self.row.partnership.short_name}"

    @property
    def document(self) -> str:
        report = self.row.report
        is_known = document_types.is_known(report)
        return listings.title_of(report) if is_known else str(report)

    @property
    def about(self) -> str:
        return self.year

    @property
    def is_requested(self) -> bool:
        return bool(self.row.requested_on or self.row.due_on)

    @property
    def is_started(self) -> bool:
        return bool(self.row.body or self.chosen_reason)

    @property
    def closed_label(self) -> str:
        return "Reviewed" if self.row.reviewed_on else ""

    @property
    def answers(self) -> list[Answer]:
        if reason := self.chosen_reason:
            return [Answer("Reason there is no text", text=Reason(reason).label)]
        return [Answer("Your contribution", html=self.row.body)]

    @property
    def missing(self) -> list[tuple[str, str]]:
        if self.is_started:
            return []
        return [
            ("body", "Enter your contribution, or select a reason there is no text")
        ]
