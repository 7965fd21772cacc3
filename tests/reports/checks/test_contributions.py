import datetime as dt

import pytest

from partnership.core.values.missing import Reason
from tests.builders import a_priority, an_achievement
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_panel_update
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
WORDS = "<p>Thefts were [=value thefts testshire 2015].</p>"


@pytest.fixture
def home():
    return a_testshire_report().partnership


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
    "contribution-without-priorities",
    "contribution-off-its-priorities",
    "contribution-without-figures",
]


@pytest.mark.parametrize("name", NAMES)
def test_sound_contributions_pass_in_silence(home, name):
    an_answer(home, csp_priority(home))
    answer_for_the_county(home)

    assert found(an_update(home), name) == []


def test_contribution_that_nobody_sent_stops(home):
    (finding,) = found(an_update(home, body=""), "contribution-missing")

    assert finding.is_stop
    assert finding.what == (
        "There is no contribution from Mill Vale Community Safety Partnership, and "
        "nothing says why."
    )


def test_contribution_that_was_never_asked_for_stops(home):
    report = an_update(home)
    report.contributions.filter(partnership=home).delete()

    (finding,) = found(report, "contribution-missing")

    assert finding.is_stop


def test_missing_contribution_with_a_reason_warns(home):
    report = an_update(home, body="", body_reason=Reason.NOT_AVAILABLE)

    (finding,) = found(report, "contribution-missing")

    assert not finding.is_stop
    assert finding.what.endswith("(not available).")


def test_late_contribution_warns(home):
    report = an_update(
        home, due_on=dt.date(2016, 8, 1), received_on=dt.date(2016, 8, 9)
    )

    (finding,) = found(report, "contribution-missing")

    assert finding.what.endswith("was due on 1 August 2016 and came on 9 August 2016.")


def test_contribution_about_another_year_warns(home):
    (finding,) = found(an_update(home, year=2013), "contribution-of-another-year")

    assert finding.what.endswith("is about 2013-14, not 2016-17.")


def test_priorities_of_a_plan_that_ended_warn(home):
    csp_priority(home, from_year=YEAR - 3, to_year=YEAR - 1)

    (finding,) = found(an_update(home), "contribution-of-another-year")

    assert finding.what.endswith("names ended with 2015-16.")


def test_contribution_without_priorities_warns(home):
    answer_for_the_county(home)

    (finding,) = found(an_update(home), "contribution-without-priorities")

    assert finding.what.startswith("1 contribution of 2 names no priorities: Mill Vale")


def test_priority_of_which_nothing_is_told_warns(home):
    answer_for_the_county(home)
    an_answer(home, csp_priority(home))
    csp_priority(home, number=2, title="Light up")

    (finding,) = found(an_update(home), "contribution-without-priorities")

    assert finding.what.endswith("reports nothing on 1 of 2 priorities: Light up.")


def test_contributions_that_only_list_are_named_together(home):
    csp_priority(home)

    (finding,) = found(an_update(home), "contribution-without-priorities")

    assert finding.what.startswith(
        "2 contributions of 2 list priorities and say nothing"
    )


def test_achievement_under_none_of_its_priorities_warns(home):
    answer_for_the_county(home)
    csp_priority(home)
    an_answer(home, None)

    (finding,) = found(an_update(home), "contribution-off-its-priorities")

    assert "Mill Vale Community Safety Partnership (1)" in finding.what


def test_priorities_without_a_theme_warn(home):
    answer_for_the_county(home)
    an_answer(home, csp_priority(home, theme=""))

    (finding,) = found(an_update(home), "contribution-off-its-priorities")

    assert finding.what.startswith("None of the priorities says which theme")


def test_contribution_without_a_figure_warns(home):
    (finding,) = found(an_update(home, body="<p>All is well.</p>"), NAMES[-1])

    assert finding.what == (
        "1 contribution of 2 tells no figure: Mill Vale Community Safety Partnership."
    )
