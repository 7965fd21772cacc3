"""Shares, standings, tests, ratings and quotations."""

import pytest

from tests.reports.checks.trying import assert_found, assert_silent
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

FAULTY = {
    "comparison-without-figures": [
        "<p>A third of all complaints were about taxis.</p>",
        "<p>The majority of the calls came at night.</p>",
        "<p>The custody rate is better than national and regional rates.</p>",
        "<p>Crime is below the average of the region.</p>",
        "<p>The borough has the second lowest rate of crime.</p>",
    ],
    "claim-without-source": [
        "<p>This is statistically better than England’s 38%.</p>",
        "<p>The force was rated as outstanding in all that it does.</p>",
        "<p>In 2017 the force was graded good.</p>",
    ],
}
SOUND = {
    "comparison-without-figures": [
        "<p>A third of all complaints, 31 of 93, were about taxis.</p>",
        "<p>A third of all complaints were about taxis; the count is not given.</p>",
        "<p>The custody rate of 3.7% is better than the national rate of 6%.</p>",
        "<p>The shop is below the bridge.</p>",
        "<p>The borough has the second lowest rate of hate crime, 2.1 per 1,000.</p>",
    ],
    "claim-without-source": [
        "<p>By a test at the 5% level it is statistically better.</p>",
        "<p>Among statistical neighbours it was 33%.</p>",
        "<p>In 2017 the inspectorate rated the force as outstanding.</p>",
        "<p>The work was good.</p>",
    ],
}


@pytest.mark.parametrize("name", FAULTY)
def test_claim_without_what_it_needs_is_found(name):
    report = a_testshire_report()

    assert_found(report, name, FAULTY[name], is_error=False)
    assert_silent(report, name, SOUND[name])
