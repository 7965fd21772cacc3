"""Import a workbook with a sheet for each list, as one."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.core.files.bundles import store_bundle
from partnership.core.imports.county import county_import
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.models.imports import ImportRun
from partnership.core.values.fingerprints import file_sha256

MAX_PRINTED = 20


class Command(BaseCommand):
    help = (
        "Import a workbook with a sheet for each list. Sheets are recognised by name "
        "or columns and may be in any order. Everything is saved, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--files",
            metavar="ZIP",
            help="the pictures, supplements and logos that the workbook names",
        )
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}")
        data = path.read_bytes()
        try:
            choices = self._stored_files(options["files"])
            report = self._import(data, path.name, options["dry_run"], choices)
        except SpreadsheetError as error:
            if options["format"] == "json":
                refused = _as_row("", "", errors=[str(error)], skipped="refused")
                self.stdout.write(json.dumps([refused], indent=2, ensure_ascii=False))
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        if options["format"] == "json":
            self.stdout.write(
                json.dumps(_as_data(report), indent=2, ensure_ascii=False)
            )
        else:
            self._print(report, options["dry_run"])
        if report.is_wrong:
            raise CommandError("Nothing was imported.")

    @staticmethod
    def _stored_files(path):
        if not path:
            return {}
        if not Path(path).is_file():
            raise CommandError(f"There is no file {path}")
        with Path(path).open("rb") as file:
            return {county_import.FILES: store_bundle(file)}

    @staticmethod
    def _import(data, name, dry_run, choices):
        if dry_run:
            return county_import.check(data, file_name=name, choices=choices)
        with transaction.atomic():
            run = ImportRun(file_name=name[:255], sha256=file_sha256(data))
            report = county_import.import_book(
                data, file_name=name, choices=choices, run=run
            )
            if report.is_wrong:
                transaction.set_rollback(True)
            elif report.count:
                run.counts = report.counts
                run.save()
        return report

    def _print(self, report, dry_run):
        for note in report.notes:
            self.stdout.write(note)
        for found in report.lists:
            counts = found.counts
            line = f"{found.record.title}: "
            line += found.skipped or (
                f"{counts.get('new', 0):,} new, {counts.get('changed', 0):,} changed, "
                f"{counts.get('same', 0):,} unchanged"
            )
            self.stdout.write(line)
            for error in found.errors[:MAX_PRINTED]:
                self.stdout.write(f"  {error}")
            if len(found.errors) > MAX_PRINTED:
                more = len(found.errors) - MAX_PRINTED
                self.stdout.write(f"  and {more:,} more errors")
        if not report.is_wrong:
            verb = "would be imported" if dry_run else "imported"
            self.stdout.write(f"{report.count:,} rows {verb}.")


def _as_data(report):
    note = "The worksheet was not read because it matches no list, or more than one"
    return [
        _as_row("", name, notes=[note], skipped="no list") for name in report.unread
    ] + [
        _as_row(
            found.record.slug,
            found.sheet,
            counts=found.counts,
            notes=found.notes,
            errors=[str(error) for error in found.errors],
            skipped=found.skipped,
        )
        for found in report.lists
    ]


def _as_row(slug, sheet, **about):
    empty = {"counts": {}, "notes": [], "errors": [], "skipped": ""}
    return {"list": slug, "sheet": sheet} | empty | about
