"""Checking a document takes less time than writing it, however many figures it has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.assembly.build import build
from reports.checks import services
from reports.models import Report
from reports.publication.rendering import as_html
from tests.reports.checks.checking import draft_with
from tests.timing import ratio_below

AGREEMENT = {"kind": "community-safety-agreement", "year": 2016}


@pytest.mark.speed
def test_checking_the_agreement_takes_less_time_than_writing_it(sample_data):
    def checked():
        services.run(Report.objects.get(**AGREEMENT))

    def written():
        as_html(build(Report.objects.get(**AGREEMENT)))

    assert ratio_below(1, checked, written) < 1


def queries_of(report) -> int:
    with CaptureQueriesContext(connection) as queries:
        services.run(Report.objects.get(pk=report.pk))
    return len(queries)


@pytest.mark.django_db
def test_query_count_does_not_grow_with_figures():
    told = "<p>{} were recorded.</p>"
    figure = "[=value thefts testshire 2015]"
    report = draft_with(told.format(figure))
    with_one = queries_of(report)
    report.passages.filter(key="vision.words").update(
        body=told.format(", ".join([figure] * 30))
    )
    assert queries_of(report) == with_one


@pytest.mark.django_db
def test_changed_text_is_read_again():
    report = draft_with("<p>The plan is to be confirmed.</p>")
    before = {one.what for one in services.run(report).to_do}
    report.passages.filter(key="vision.words").update(body="<p>The plan is ready.</p>")
    after = {one.what for one in services.run(report).to_do}
    assert "“to be confirmed” stands in the text." in before - after
