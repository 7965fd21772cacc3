"""Check one document, or all of them, for errors and warnings.

Exit status: 0 no issues, 1 errors, 2 warnings only, 3 document not found.
"""

import json

from django.core.management.base import BaseCommand, CommandError

from reports import document_types
from reports.assembly.build import find
from reports.checks import services
from reports.models import Report

ERRORS, WARNINGS, NOT_FOUND = 1, 2, 3


class Command(BaseCommand):
    help = "Check a document, for example community-safety-agreement/2016-17, or all."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="TYPE/PERIOD", nargs="?")
        parser.add_argument("--all", action="store_true", help="Check every document.")
        parser.add_argument("--format", default="text", choices=["text", "json"])

    def handle(self, *args, address, format, **options):
        if bool(address) == options["all"]:
            raise CommandError("Give a document or use --all.", returncode=NOT_FOUND)
        results = [services.run(report) for report in self.reports(address)]
        if format == "json":
            data = [as_data(checked) for checked in results]
            text = json.dumps(data, ensure_ascii=False, indent=1)
        else:
            text = "\n\n".join(as_text(checked) for checked in results)
        self.stdout.write(text)
        if status := status_of(results):
            raise SystemExit(status)

    def reports(self, address):
        if not address:
            rows = Report.objects.filter(kind__in=document_types.DOCUMENT_TYPES)
            return rows.select_related("partnership__police_area")
        try:
            return [find(address)]
        except LookupError as error:
            raise CommandError(str(error), returncode=NOT_FOUND) from None


def status_of(results) -> int:
    """The exit status of the command for these check results."""
    if any(checked.stops for checked in results):
        return ERRORS
    return WARNINGS if any(checked.warnings for checked in results) else 0


def as_text(checked) -> str:
    """The check results of one document as lines, errors first."""
    errors, warnings = len(checked.stops), len(checked.warnings)
    lines = [
        f"{checked.report.path}: errors {errors}, warnings {warnings}, "
        f"accepted {len(checked.accepted)}."
    ]
    for finding in checked.to_do:
        weight = "Error" if finding.is_stop else "Warning"
        lines += [f"{weight}: {finding.what}", f"  {finding.cure}"]
        if finding.where:
            lines.append(f"  Section: {finding.where}")
    for finding, accepted in checked.accepted:
        lines += [f"Accepted: {finding.what}", f"  Reason: {accepted.reason}"]
    return "\n".join(lines)


def as_data(checked) -> dict:
    """The check results of one document as JSON data."""
    return {
        "document": checked.report.path,
        "errors": [_finding(finding) for finding in checked.stops],
        "warnings": [_finding(finding) for finding in checked.warnings],
        "accepted": [
            _finding(finding) | {"reason": accepted.reason}
            for finding, accepted in checked.accepted
        ],
    }


def _finding(finding) -> dict:
    names = ["check", "what", "where", "why", "cure", "excerpt", "offer"]
    return {name: getattr(finding, name) for name in names}
