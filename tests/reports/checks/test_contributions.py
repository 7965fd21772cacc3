import pytest

from partnership.core.values.missing import Reason
from tests.builders import a_priority, an_achievement
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_panel_update
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db
WORDS = "<p>Thefts were [=value thefts testshire 2015].</p>"


def an_update(home, body=WORDS, year=YEAR, **kwargs):
    """What the panel is sent: the CSP's part, and a sound one of the county's."""
    report = a_panel_update(home, body=body, year=year, **kwargs)
    report.contributions.create(partnership=home, year=YEAR, body=WORDS)
    return report


def csp_priority(home, **kwargs):
    given = {"theme": "Theft", "title": "Lock up", "to_year": YEAR} | kwargs
    return a_priority(partnership=home.csps.get(), **given)


def an_answer(home, priority):
    csp = home.csps.get()
    return an_achievement(partnership=csp, year=YEAR, priority=priority)


def answer_for_the_county(home):
    for row in home.priorities.all():
        row.theme = "Safety"
        row.save()
        an_achievement(partnership=home, year=YEAR, priority=row)


NAMES = [
    "contribution-missing",
    "contribution-of-another-year",
    "contribution-incomplete",
    "priority-not-linked",
]


@pytest.mark.parametrize("name", NAMES)
def test_sound_contributions_report_nothing(home, name):
    an_answer(home, csp_priority(home))
    answer_for_the_county(home)

    assert found(an_update(home), name) == []


def test_contribution_that_was_never_asked_for_is_an_error(home):
    report = an_update(home)
    report.contributions.exclude(partnership=home).delete()

    (issue,) = found(report, "contribution-missing")

    assert issue.is_error


def test_missing_contribution_with_a_reason_warns(home):
    report = an_update(home, body="", body_reason=Reason.NOT_AVAILABLE)

    (issue,) = found(report, "contribution-missing")

    assert not issue.is_error
    assert issue.message.endswith("(not available).")


def test_contributions_that_only_list_are_named_together(home):
    csp_priority(home)

    (issue,) = found(an_update(home), "contribution-incomplete", "progress")

    assert issue.message.startswith("2 contributions with no progress on any priority")
