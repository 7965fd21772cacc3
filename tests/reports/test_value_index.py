"""The index from values to figures of the data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import FundingLine
from reports.assembly.build_context import context_for
from reports.figures.grammar import tokens_in
from reports.text.build_value_index import (
    add_counts,
    index_of,
)
from reports.text.numbers import numbers_in
from tests.builders import a_carry_forward, a_measure, an_observation
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def ranked(report, text):
    context = context_for(report)
    index = index_of(context)
    add_counts(index, context)
    (number,) = numbers_in(text)
    return [one.token for one in index.ranked(number, text)]


def test_a_value_finds_its_token():
    report = a_testshire_report()
    assert ranked(report, "1,233") == ["[=value thefts testshire 2015]"]


def test_a_change_is_found_as_printed_and_as_a_number():
    report = a_testshire_report()
    change = "change value thefts testshire 2014 2015"
    assert ranked(report, "Thefts rose by 56%")[0] == f"[={change} | percent]"
    assert ranked(report, "There were 443 more") == [f"[={change} | number]"]


def test_thousands_find_the_amount_that_rounds_to_them():
    report = a_testshire_report()
    line = FundingLine.objects.get()
    a_carry_forward(code="lamps", line=line, amount_gbp=52800, qualifier="just-under")
    assert "[=carried lamps]" in ranked(report, "They carried £53k over")


def test_count_is_found_by_its_noun():
    report = a_testshire_report()
    assert ranked(report, "We agreed two priorities") == ["[=count priorities 2016-17]"]


def test_period_in_the_text_comes_first():
    report = a_testshire_report()
    measure = a_measure(code="lamps", name="Lamps")
    for year in (2015, 2016):
        an_observation(
            measure=measure,
            area=report.partnership.areas.get(),
            value=512,
            starts_on=f"{year}-04-01",
            ends_on=f"{year + 1}-03-31",
        )
    assert ranked(report, "There were 512 in 2015-16")[0].endswith("2015-16]")
    assert ranked(report, "There were 512 in 2016-17")[0].endswith("2016-17]")


def test_every_token_prints_the_text_of_the_index():
    report = a_testshire_report()
    context = context_for(report)
    index = index_of(context)
    add_counts(index, context)
    figures = [one for rows in index.by_subject.values() for one in rows if one.token]
    assert len(figures) > 10
    for one in figures:
        assert context.resolver.figure(tokens_in(one.token)[0]).text == one.words


def test_query_count_does_not_grow_with_records():
    report = a_testshire_report()

    def asked():
        context = context_for(report)
        context.resolver.ledgers, context.area  # noqa: B018
        with CaptureQueriesContext(connection) as queries:
            index_of(context)
        return len(queries)

    few = asked()
    for _ in range(5):
        an_observation(area=report.partnership.areas.get())
    assert asked() == few
