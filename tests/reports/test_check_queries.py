"""Checks ask the database as often for thirty figures as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks import services
from reports.text.data_state import REMEMBERED
from tests.reports.checks.checking import draft_with


def queries_of(report) -> int:
    REMEMBERED.clear()
    with CaptureQueriesContext(connection) as queries:
        services.run(type(report).objects.get(pk=report.pk))
    return len(queries)


@pytest.mark.django_db
def test_query_count_does_not_grow_with_figures():
    message = "<p>{} were recorded.</p>"
    figure = "[=value thefts testshire 2015]"
    report = draft_with(message.format(figure))
    with_one = queries_of(report)
    report.passages.filter(key="vision.text").update(
        body=message.format(", ".join([figure] * 30))
    )
    assert queries_of(report) == with_one


@pytest.mark.django_db
def test_changed_text_is_read_again():
    report = draft_with("<p>The plan is to be confirmed.</p>")
    before = {one.message for one in services.run(report).open_issues}
    report.passages.filter(key="vision.text").update(body="<p>The plan is ready.</p>")
    after = {one.message for one in services.run(report).open_issues}
    assert "“to be confirmed” is a placeholder." in before - after
