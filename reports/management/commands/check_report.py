"""Check one document, or all: what bars publication, and what wants an answer.

Exit status: 0 nothing to do, 1 stops, 2 unanswered warnings only, 3 no such document.
"""

import json

from django.core.management.base import BaseCommand, CommandError

from reports import document_types
from reports.assembly.build import find
from reports.checks import services
from reports.models import Report

STOPS, WARNINGS, NOT_FOUND = 1, 2, 3


class Command(BaseCommand):
    help = "Check a document, like community-safety-agreement/2016-17, or all."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="KIND/PERIOD", nargs="?")
        parser.add_argument("--all", action="store_true", help="Check every document.")
        parser.add_argument("--format", default="text", choices=["text", "json"])

    def handle(self, *args, address, format, **options):
        if bool(address) == options["all"]:
            raise CommandError(
                "Name one document, or give --all for every one.", returncode=NOT_FOUND
            )
        checked = [services.run(one) for one in self.reports(address)]
        if format == "json":
            told = [as_data(one) for one in checked]
            text = json.dumps(told, ensure_ascii=False, indent=1)
        else:
            text = "\n\n".join(as_text(one) for one in checked)
        self.stdout.write(text)
        if status := status_of(checked):
            raise SystemExit(status)

    def reports(self, address):
        if not address:
            rows = Report.objects.filter(kind__in=document_types.KINDS)
            return rows.select_related("partnership__police_area")
        try:
            return [find(address)]
        except LookupError as error:
            raise CommandError(str(error), returncode=NOT_FOUND) from None


def status_of(checked) -> int:
    if any(one.stops for one in checked):
        return STOPS
    return WARNINGS if any(one.warnings for one in checked) else 0


def as_text(checked) -> str:
    """The findings of one document as lines, stops first."""
    stops, warnings = len(checked.stops), len(checked.warnings)
    lines = [
        f"{checked.report.path}: stops {stops}, warnings {warnings}, "
        f"left with a reason {len(checked.left)}."
    ]
    for finding in checked.to_do:
        weight = "Stop" if finding.is_stop else "Warning"
        lines += [f"{weight}: {finding.what}", f"  {finding.cure}"]
        if finding.where:
            lines.append(f"  Place: {finding.where}")
    for finding, answer in checked.left:
        lines += [f"Left: {finding.what}", f"  Because: {answer.reason}"]
    return "\n".join(lines)


def as_data(checked) -> dict:
    return {
        "document": checked.report.path,
        "stops": [_finding(one) for one in checked.stops],
        "warnings": [_finding(one) for one in checked.warnings],
        "left": [
            _finding(one) | {"reason": answer.reason} for one, answer in checked.left
        ],
    }


def _finding(finding) -> dict:
    names = ["check", "what", "where", "why", "cure", "excerpt", "offer"]
    return {name: getattr(finding, name) for name in names}
