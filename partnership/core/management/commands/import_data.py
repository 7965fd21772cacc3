"""Import spreadsheets into lists, as the import pages do."""

import json
from pathlib import Path
from types import SimpleNamespace

from django.core.management.base import BaseCommand, CommandError

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import commands
from partnership.core.models.registry import RECORD_TYPES


class Command(BaseCommand):
    help = (
        "Import spreadsheets. Without --list, the list is recognised from the file’s "
        "name or its columns. Exits with 1 if anything was not imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--list", choices=sorted(RECORD_TYPES), dest="slug")
        parser.add_argument("--sheet", default="", help="the worksheet to read")
        parser.add_argument(
            "--given",
            action="append",
            default=[],
            metavar="COLUMN=VALUE",
            help="a value for all rows of a column that the file does not have",
        )
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            metavar="COLUMN:QUESTION=ANSWER",
            help="an answer to a question that an earlier run printed",
        )
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        choices = Choices(
            sheet=options["sheet"],
            given=_pairs(options["given"], "--given"),
            answers=_pairs(options["answer"], "--answer"),
        )
        reports = []
        for name in options["files"]:
            path = Path(name)
            if not path.is_file():
                raise CommandError(f"There is no file {name}")
            options_of = SimpleNamespace(
                slug=options["slug"], choices=choices, dry_run=options["dry_run"]
            )
            reports.append(commands.import_file(path, options_of))
        if options["format"] == "json":
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        else:
            for report in reports:
                self.stdout.write("\n".join(commands.as_text(report)))
        if any(report["status"] == "refused" for report in reports):
            raise SystemExit(1)


def _pairs(items, option):
    pairs = {}
    for item in items:
        name, equals, value = item.rpartition("=")
        if not equals:
            raise CommandError(f"Write {option} as NAME=VALUE, not {item}")
        pairs[name] = value
    return pairs
