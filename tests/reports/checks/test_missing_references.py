"""What a text leans on without showing it."""

import pytest

from reports.checks.registry import CHECKS
from reports.text.draft import draft_of
from tests.builders import (
    a_contribution,
    a_coverage,
    a_group,
    a_home_partnership,
    a_partnership,
    a_report,
    an_area,
)
from tests.reports.checks.trying import assert_found, assert_silent
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def test_strategies_counted_and_not_listed_are_found():
    faulty = ["<p>There are over twenty major new and expected strategies.</p>"]
    sound = [
        "<p>There are twenty strategies, in [@section assessment].</p>",
        "<p>The 2016-17 strategies were written.</p>",
        "<p>There are twenty strategies:</p><ul><li>one</li><li>another</li></ul>",
    ]
    report = a_testshire_report()

    assert_found(report, "number-of", faulty, is_error=False)
    assert_silent(report, "number-of", sound)


def test_assessment_without_a_reference_is_found():
    faulty = ["<p>All were subject to an Equality Impact Assessment.</p>"]
    sound = [
        "<p>All were subject to an Equality Impact Assessment in May 2011.</p>",
        '<p>All had <a href="https://example.org/eia">an assessment</a>.</p>',
        "<p>The yearly assessment shows the main trends.</p>",
    ]
    report = a_testshire_report()

    assert_found(report, "claim-without-source", faulty, is_error=False)
    assert_silent(report, "claim-without-source", sound)


def an_update(body):
    """A police area’s update to which a district contributes `body`."""
    police = an_area(code="testland", kind="police-area")
    home = a_home_partnership(police_area=police)
    district = an_area(name="Mill Vale", kind="district", parent=police)
    csp = a_partnership(name="Mill Vale CSP", police_area=police)
    a_coverage(partnership=csp, area=district)
    a_group(name="Testshire Oversight Committee", partnership=home)
    a_group(name="Mill Vale Steering Group", partnership=csp)
    report = a_report(
        document_type="panel-update", partnership=home, period="2016-06-22", year=2016
    )
    a_contribution(report=report, partnership=csp, year=2016, body=body)
    return report


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>The Testshire Oversight Committee meets twice a year.</p>", 1),
        ("<p>It reports to the Testshire Oversight Committee.</p>", 0),
        ("<p>The Mill Vale Steering Group meets twice a year.</p>", 0),
    ],
)
def test_countys_group_described_among_a_districts_news_is_found(body, count):
    draft = draft_of(an_update(body))

    assert any(
        "meets" in words.text or "reports" in words.text for words in draft.words
    )
    assert len(CHECKS["contribution-of-another-year"].issues(draft)) == count
