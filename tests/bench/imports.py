"""Importing observations against stock django-import-export, and against raw SQL."""

import datetime as dt
import io

from django.db import transaction
from import_export import resources
from import_export.fields import Field
from import_export.formats.base_formats import XLSX as STOCK_XLSX
from import_export.widgets import ForeignKeyWidget
from openpyxl import Workbook

from partnership.core.imports import preview
from partnership.core.imports.choices import Choices
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Area
from priorities.models import Measure, Observation
from tests import builders
from tests.bench.timing import Comparison

ROWS = 1_000
YEARS = range(1995, 2020)


def comparisons():
    """Stock reads, checks and saves row by row, twice; import_with_history is bulk.

    The ratio is the time of import_with_history as a share of stock's; 1/25 is 0.04.
    """
    data = workbook(*rows_of(ROWS))
    yield Comparison(
        "Import of 1,000 rows / stock", import_with_history(data), stock(data), 0.04
    )


def rows_of(count):
    """Create measures and areas; return headings and rows of new figures."""
    areas = [builders.an_area(code=f"bench-{n}").code for n in range(20)]
    measures = [
        builders.a_measure(code=f"bench-{n}").code
        for n in range(count // (len(areas) * len(YEARS)) + 1)
    ]
    rows = [
        [measure, area, f"{year}-{(year + 1) % 100:02}", n % 997, "a note"]
        for n, (measure, area, year) in enumerate(
            (m, a, y) for m in measures for a in areas for y in YEARS
        )
    ]
    return ["measure", "area", "period", "value", "note"], rows[:count]


def workbook(headings, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def import_with_history(data):
    """Read, match, check and preview; then read, check and save, with history."""
    record = RECORD_TYPES["observations"]

    def work():
        with transaction.atomic():
            first = preview.Reading(record, data, Choices(), file_name="bench.xlsx")
            preview.preview_of(record, first)
            second = preview.Reading(record, data, Choices(), file_name="bench.xlsx")
            preview.preview_of(record, second, is_saving=True)
            second.importer.save()
            assert second.result.problems == []
            transaction.set_rollback(True)

    return work


class StockResource(resources.ModelResource):
    """What a project without code of its own would have."""

    measure = Field("measure", "measure", ForeignKeyWidget(Measure, "code"))
    area = Field("area", "area", ForeignKeyWidget(Area, "code"))
    starts_on = Field("starts_on", "starts_on")
    ends_on = Field("ends_on", "ends_on")
    value = Field("value", "value")
    note = Field("note", "note")

    class Meta:
        model = Observation
        fields = ("measure", "area", "starts_on", "ends_on", "value", "note")
        import_id_fields = ("measure", "area", "starts_on")
        clean_model_instances = True
        use_transactions = True


def stock(data):
    def work():
        with transaction.atomic():
            for dry_run in (True, False):
                dataset = STOCK_XLSX().create_dataset(data)
                years = [int(period[:4]) for period in dataset["period"]]
                dataset.append_col(
                    [dt.date(y, 4, 1) for y in years], header="starts_on"
                )
                dataset.append_col(
                    [dt.date(y + 1, 3, 31) for y in years], header="ends_on"
                )
                result = StockResource().import_data(dataset, dry_run=dry_run)
                assert not result.has_errors()
                assert result.totals["new"] == len(dataset)
            transaction.set_rollback(True)

    return work
