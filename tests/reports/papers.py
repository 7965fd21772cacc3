"""The sample's papers, built for tests that only read them, and their facts."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.assembly.build import (
    build,
    find,
)
from reports.management import load_sample_data
from reports.models import Report
from tests import sample_copy
from tests.tools import check_facts

SHARED = settings.BASE_DIR.parent / "shared" / "facts"


def load(kind):
    """The sample, and the kind's own rows where they are not part of it yet."""
    sample_copy.insert()
    parts = sorted((settings.BASE_DIR / "fixtures" / "parts").glob(f"{kind}*.json"))
    if parts:
        call_command("loaddata", *map(str, parts), verbosity=0)
        for report in Report.objects.filter(document_type=kind):
            load_sample_data._load_words(report)


def built(address):
    """The document at an address; its rows are gone again."""
    with transaction.atomic():
        load(address.partition("/")[0])
        document = build(find(address))
        transaction.set_rollback(True)
    return document


def assert_facts(facts, path, exceptions, capsys):
    """Every fact is there, or the test says which are not."""
    failed = check_facts.main(facts, path, exceptions)

    assert failed == 0, capsys.readouterr().out


def section(document, key):
    return next(one for one in document.sections if one.key == key)


def block(document, key, template):
    return next(b for b in section(document, key).blocks if b.template == template)


def cells(table):
    """The words of every row of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


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
