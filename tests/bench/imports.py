"""Importing observations against stock django-import-export, and against raw SQL."""

import ctypes
import datetime as dt
import gc
import io
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from import_export import resources
from import_export.fields import Field
from import_export.formats.base_formats import XLSX as STOCK_XLSX
from import_export.widgets import ForeignKeyWidget
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from partnership.core.imports.previews import preview
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Area
from priorities.models import Measure, Observation
from tests import builders
from tests.bench.timing import Comparison, Rate

ROWS, MANY_ROWS, STOCK_ROWS = 10_000, 100_000, 500
YEARS = range(1995, 2020)
KEY = ["measure_id", "area_id", "period_kind", "starts_on", "ends_on"]
LONGEST = {"sqlite": 3.5, "postgresql": 2.5}


def comparisons():
    """Stock reads, checks and saves row by row, twice; import_with_history is bulk."""
    in_this_process = connection.vendor == "sqlite"
    few = {"in_this_process": in_this_process, "rounds": 3}
    rows = rows_of(MANY_ROWS)
    many = import_with_history(workbook(rows))
    # First, because later work leaves the process larger than this needs.
    yield Memory("MiB for an import of 100,000 rows", many, many, 70)
    data, stock_data = workbook(rows[:ROWS]), workbook(rows[:STOCK_ROWS])
    yield Rate(
        "Rate of an import of 10,000 rows / stock",
        import_with_history(data),
        stock(stock_data),
        25,
        times=ROWS / STOCK_ROWS,
        **few,
    )
    with_sql = raw_sql(workbook(rows))
    longest = LONGEST[connection.vendor]
    yield Comparison("Import of 100,000 rows / SQL", many, with_sql, longest, **few)


class Memory(Comparison):
    """The memory that some work takes at most, over what the process held before it."""

    def ratio(self) -> float:
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # what setting up has freed is no base
        Path("/proc/self/clear_refs").write_text("5")  # begin a new peak
        before = memory("VmRSS")
        self.work()
        return memory("VmHWM") - before


def memory(name) -> float:
    """Return an entry of Linux’s account of this process, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def rows_of(count):
    """Create measures and areas; return rows of new figures."""
    areas = [builders.an_area(code=f"bench-{n}").code for n in range(100)]
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
    return rows[:count]


def workbook(rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [["measure", "area", "period", "value", "note"], *rows]:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def import_with_history(data):
    """Read, match, check and preview; then save, with history and for undo."""
    record = RECORD_TYPES["observations"]
    user = builders.a_user()

    def work():
        with transaction.atomic():
            upload = preview.check(record, user, data, name="bench.xlsx")
            assert upload.preview["error_count"] == 0
            preview.save(record, upload)
            assert upload.preview["done"]
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


def raw_sql(data):
    """Read the file, check it and save figures and versions without a library."""
    sqlite = connection.vendor == "sqlite"
    columns = [field.column for field in Observation._meta.concrete_fields[1:]]
    plain = Observation()
    start = {
        field.column: field.get_db_prep_save(getattr(plain, field.attname), connection)
        for field in Observation._meta.concrete_fields[1:]
    }
    upsert = (
        f"INSERT INTO {{table}} ({', '.join(columns)}) {{source}} ON CONFLICT "
        f"({', '.join(KEY)}) DO UPDATE SET value = excluded.value, note = excluded.note"
    )
    versions = (
        f"INSERT INTO priorities_historicalobservation (id, {', '.join(columns)}, "
        "history_date, history_type, history_relation_id) SELECT id, "
        f"{', '.join(columns)}, %s, '+', id FROM priorities_observation"
    )

    def checked():
        codes = [
            dict(model.objects.values_list("code", "pk")) for model in (Measure, Area)
        ]
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        _, *rows = book.get_sheet_by_index(0).to_python()
        seen = set()
        for measure, area, period, value, note in rows:
            year = int(period[:4])
            assert period == f"{year}-{(year + 1) % 100:02}"
            key = codes[0][measure], codes[1][area], year
            assert key not in seen and value >= 0 and len(note) <= 400
            seen.add(key)
            found = start | {"measure_id": key[0], "area_id": key[1]}
            found |= {"starts_on": f"{year}-04-01", "ends_on": f"{year + 1}-03-31"}
            found |= {"value": str(Decimal(str(value))), "note": note}
            yield tuple(found.values())

    def work():
        table = "priorities_observation"
        with transaction.atomic(), connection.cursor() as cursor:
            list(checked())  # the preview
            if sqlite:
                places = f"VALUES ({', '.join(['%s'] * len(columns))})"
                cursor.executemany(upsert.format(table=table, source=places), checked())
            else:
                copy(cursor, columns, checked())
                source = f"SELECT {', '.join(columns)} FROM incoming"
                cursor.execute(upsert.format(table=table, source=source))
            cursor.execute(versions, [timezone.now()])
            transaction.set_rollback(True)

    return work


def copy(cursor, columns, rows):
    cursor.execute(
        f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {', '.join(columns)} "
        "FROM priorities_observation WITH NO DATA"
    )
    lines = (
        "\t".join("\\N" if value is None else str(value) for value in row)
        for row in rows
    )
    cursor.copy_expert(
        f"COPY incoming ({', '.join(columns)}) FROM STDIN",
        io.StringIO("\n".join(lines)),
    )
