"""What was read of the data is remembered until a row of them changes."""

import pytest

from reports.text.data_state import data_state
from reports.text.draft import draft_of
from reports.text.knowledge import knowledge_of
from tests.builders import a_measure, an_observation
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
WORDS = "<p>In 2016-17 there were 4,000 lamp_figure in Testshire.</p>"


def lamp_figure(report):
    return an_observation(
        measure=a_measure(code="lamp_figure", name="Lamps"),
        area=report.partnership.areas.get(),
        value=4_000,
        starts_on="2016-04-01",
        ends_on="2017-03-31",
    )


def test_figure_that_changed_in_the_database_is_compared_again():
    report = draft_with(WORDS)
    row = lamp_figure(report)
    assert found(report, "typed-contradiction") == []
    type(row).objects.filter(pk=row.pk).update(value=5_000)
    (issue,) = found(report, "typed-contradiction")
    assert "5,000" in issue.message


def test_words_alone_leave_what_is_known_of_the_data():
    report = draft_with(WORDS)
    lamp_figure(report)
    first = draft_of(report)
    report.passages.update(body="<p>Other words.</p>")
    second = draft_of(type(report).objects.get(pk=report.pk))
    assert data_state(first) == data_state(second)
    assert knowledge_of(first) is knowledge_of(second)
