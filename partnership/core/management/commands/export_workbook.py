"""Write all lists as one workbook, which import_workbook reads."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnership.core.imports.county import county_workbook
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.values import financial_years


class Command(BaseCommand):
    help = "Write all records, or those of one partnership or year, as one workbook."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="for example county.xlsx")
        parser.add_argument("--partnership", help="the code or name of a partnership")
        parser.add_argument("--year", help="a financial year, for example 2016-17")
        parser.add_argument(
            "--starter", action="store_true", help="an empty workbook to fill in"
        )

        parser.add_argument(
            "--files", metavar="ZIP", help="also write pictures, supplements and logos"
        )

    def handle(self, *args, **options):
        try:
            year = options["year"] and financial_years.parse(options["year"])
            partnership = options["partnership"] and self._partnership(
                options["partnership"]
            )
            data = county_workbook.write(partnership, year, options["starter"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        Path(options["file"]).write_bytes(data)
        self.stdout.write(f"{options['file']} written.")
        if options["files"]:
            self._write_files(options["files"], partnership, year)

    def _write_files(self, path, partnership, year):
        with Path(path).open("wb") as stream:
            missing = county_workbook.write_files(stream, partnership, year)
        self.stdout.write(f"{path} written.")
        for name in missing:
            self.stderr.write(f"Not in the ZIP file, because it is not stored: {name}")

    @staticmethod
    def _partnership(name):
        model = RECORD_TYPES["partnerships"].model
        code = Lookups().code(model, name)
        return model._default_manager.get(code=code)
