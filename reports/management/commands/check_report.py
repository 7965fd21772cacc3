"""Check one document, or all of them, for errors and warnings.

Exit status: 0 no issues, 1 errors, 2 warnings only, 3 document not found.
"""

import json

from django.core.management.base import BaseCommand, CommandError

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
            return Report.objects.known().select_related("partnership__police_area")
        try:
            return [find(address)]
        except LookupError as error:
            raise CommandError(str(error), returncode=NOT_FOUND) from None


def status_of(results) -> int:
    """The exit status of the command for these check results."""
    if any(checked.errors for checked in results):
        return ERRORS
    return WARNINGS if any(checked.warnings for checked in results) else 0


def as_text(checked) -> str:
    """The check results of one document as lines, errors first."""
    errors, warnings = len(checked.errors), len(checked.warnings)
    lines = [
        f"{checked.report.path}: errors {errors}, warnings {warnings}, "
        f"accepted {len(checked.accepted)}, advice {len(checked.advice)}, "
        f"figures to link {len(checked.links)}."
    ]
    for issue in checked.open_issues:
        severity = issue.severity.capitalize()
        lines += [f"{severity}: {issue.message}", f"  {issue.hint}"]
        places = dict.fromkeys(place.where for place in issue.places if place.where)
        lines += [f"  Section: {where}" for where in places]
    for issue, accepted in checked.accepted:
        lines += [f"Accepted: {issue.message}", f"  Reason: {accepted.reason}"]
    return "\n".join(lines)


def as_data(checked) -> dict:
    """The check results of one document as JSON data."""
    return {
        "document": checked.report.path,
        "errors": [_as_json(issue) for issue in checked.errors],
        "warnings": [_as_json(issue) for issue in checked.warnings],
        "accepted": [
            _as_json(issue) | {"reason": accepted.reason}
            for issue, accepted in checked.accepted
        ],
        "advice": [_as_json(issue) for issue in checked.advice],
        "links": [_link(link) for link in checked.links],
    }


def _link(link) -> dict:
    """A link suggestion: the typed figure, its sentence, and the figure it is."""
    return {
        "excerpt": link.excerpt,
        "sentence": link.lead + link.excerpt + link.tail,
        "where": link.words.place,
        "replacement": link.token,
        "figure": link.description,
    }


def _as_json(issue) -> dict:
    names = "check message where explanation hint excerpt replacement".split()
    data = {name: getattr(issue, name) for name in names}
    return data | {"places": [place.where for place in issue.places]}
