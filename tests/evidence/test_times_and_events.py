"""Relative times, dates without a year, the past and the future confused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from reports.models import FrontMatter
from reports.text.draft import draft_of
from tests.builders import a_group, a_home_partnership, a_report
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


@evidence(
    "1.90",
    prevented="the date of a meeting is a date field, and empty lines are refused",
    fault="A meeting’s date without a year, and an empty “Division(s):”",
)
def test_meetings_date_has_its_year_and_front_matter_its_words():
    home = a_home_partnership()
    report = a_report(
        document_type="strategy-summary",
        partnership=home,
        period="2016-19",
        year=2016,
        dated_on=dt.date(2017, 9, 21),
        presented_to=a_group(name="Scrutiny Committee", partnership=home),
    )

    assert draft_of(report).document.meeting == "Scrutiny Committee, 21 September 2017"
    with pytest.raises(ValidationError, match="value"):
        FrontMatter(report=report, key="areas-affected", value="").full_clean()


@evidence(
    "1.64",
    flagged="document-date",
    fault="A title with 2016-17 above a text that attaches 2017/18",
)
def test_title_and_attached_agreement_of_two_years_are_flagged():
    report = draft_with(
        "<p>The Agreement 2017/8 is attached.</p>", title="Agreement 2016-17"
    )

    (issue,) = found(report, "document-date")
    assert "2017/8" in issue.message
