"""The sample's documents, built for tests that only read them, and their parts."""

from functools import cache

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.assembly.build import build, find
from reports.models import Report
from tests import sample_copy


@cache
def built(address):
    """The document of the sample at an address, built once; its rows are gone again."""
    with transaction.atomic():
        sample_copy.insert()
        document = build(find(address))
        transaction.set_rollback(True)
    return document


def every_document():
    """All documents of the sample."""
    with transaction.atomic():
        sample_copy.insert()
        reports = Report.objects.select_related("partnership")
        addresses = [report.path for report in reports]
        transaction.set_rollback(True)
    return [built(address) for address in addresses]


def section(document, key):
    return next(one for one in document.sections if one.key == key)


def block(document, key, template):
    return next(b for b in section(document, key).blocks if b.template == template)


def cells(table):
    """The words of every row of a table."""
    return [[cell.before + cell.text for cell in row.cells] for row in table.rows]


def queries_for(report):
    report = Report.objects.select_related("partnership__police_area").get(pk=report.pk)
    with CaptureQueriesContext(connection) as found:
        build(report)
    return len(found)


def figures_of(key_figures) -> list[tuple[str, str, str]]:
    """What a reader sees of each key figure."""
    return [
        (item.figure.html, item.label.html, item.detail.html)
        for item in key_figures.items
    ]
