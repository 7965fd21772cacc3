"""Assertions about the number of database queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_queries_do_not_grow(ask, add, most=None) -> None:
    """Assert that `ask` makes as many queries with 3 rows as with one.

    It may make up to `most`.
    """
    add()
    ask()  # fills the caches that last between requests
    few = count_queries(ask)
    add()
    add()
    ask()  # as above: what was added may have emptied them
    assert count_queries(ask) == few
    assert most is None or few <= most


def count_queries(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    assert getattr(response, "status_code", 200) == 200
    return len(queries)
