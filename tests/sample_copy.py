"""The sample: loaded once in each process, then copied where a test asks for it."""

from functools import cache

from django.db import transaction

from reports.management import load_sample_data
from tests import row_copies


def insert():
    """Insert the rows of the sample, history included, into empty tables."""
    row_copies.insert(_copies())


@cache
def _copies():
    assert load_sample_data.is_empty(), (
        "The sample is read in tables that hold nothing else."
    )
    with transaction.atomic():
        load_sample_data.load()
        copies = row_copies.read()
        transaction.set_rollback(True)
    return copies
