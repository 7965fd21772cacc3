"""What the checks find in each draft, in a line for the page of the year."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from reports import kinds
from reports.checks import services
from reports.models import Report
from reports.workplace.links import cure_address


@dataclass(frozen=True)
class Summary:
    """One draft: its stops and unanswered warnings, and what to do first."""

    report: Report
    stops: int
    warnings: int
    first: str
    first_address: str

    @property
    def address(self) -> str:
        return reverse("documents:findings", args=[self.report.pk])


def summaries(reports: Iterable[Report]) -> list[Summary]:
    """The counts of each report as they are now, those with most stops first.

    Nothing is kept: a figure changed a moment ago may have made a finding, and a kept
    count would not know.
    """
    found = [summary(one) for one in reports if one.kind in kinds.KINDS]
    return sorted(found, key=lambda one: (-one.stops, -one.warnings))


def summary(report: Report) -> Summary:
    checked = services.run(report)
    first = next(iter(checked.to_do), None)
    return Summary(
        report,
        len(checked.stops),
        len(checked.warnings),
        first.what if first else "",
        cure_address(report, first) if first else "",
    )
