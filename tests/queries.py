"""That a page asks the database no more often when there are more rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_queries_do_not_grow(ask, add, most=None) -> None:
    """`ask` makes as many queries with three rows added as with one, and no more than
    `most`."""
    add()
    ask()  # after this, what is kept between requests is kept
    few = count_queries(ask)
    add()
    add()
    assert count_queries(ask) == few
    assert most is None or few <= most


def count_queries(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    assert getattr(response, "status_code", 200) == 200
    return len(queries)
