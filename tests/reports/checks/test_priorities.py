import pytest

from partnership.models import Partnership
from priorities.models import Lead, Priority, Strand
from tests.builders import a_lead, a_priority, a_priority_link, an_achievement
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import an_annual_review
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


def first():
    return Priority.objects.get(code="priority-1")


def the_year_before(report, titles):
    return [
        a_priority(
            partnership=report.partnership,
            from_year=YEAR - 1,
            number=number,
            title=title,
        )
        for number, title in enumerate(titles, start=1)
    ]


@pytest.mark.parametrize(
    "name",
    ["priority-lead", "priority-numbers", "priority-not-continued", "priority-results"],
)
def test_sound_priorities_report_nothing(report, name):
    assert [issue for issue in found(report, name) if not issue.is_advice] == []


def test_supporter_is_not_a_lead(report):
    Lead.objects.filter(strand__priority=first()).update(role=Lead.Role.SUPPORT)

    (issue,) = found(report, "priority-lead")

    assert "1 priority" in issue.message


def test_lead_with_a_supporting_lead_is_not_reported(report):
    a_lead(strand=first().strands.get(), order=2, role=Lead.Role.SUPPORT)

    assert found(report, "priority-lead") == []


def test_progress_with_a_reason_warns(report):
    (issue,) = found(report, "priority-results")

    assert not issue.is_error
    assert issue.message.startswith("2 strands with a reason for no progress: ")


def test_priority_that_nobody_planned_is_an_error(report):
    first().strands.all().delete()

    stops = [one for one in found(report, "priority-results") if one.is_error]

    assert len(stops) == 2


def test_written_outcomes_and_progress_report_nothing(report):
    Strand.objects.update(progress="<p>It goes well.</p>", progress_reason="")

    assert found(report, "priority-results") == []


def test_priority_that_ended_with_a_reason_or_goes_on_reports_nothing(report):
    ended, merged, _longer = the_year_before(report, ["Parks", "Roads", "Rivers"])
    Priority.objects.filter(pk=ended.pk).update(ended_reason="Parks are safe.")
    Priority.objects.filter(title="Rivers").update(to_year=YEAR, number=3)
    a_priority_link(earlier=merged, later=first(), kind="merged")

    assert found(report, "priority-not-continued") == []


def test_review_accounts_for_its_own_year_in_the_next(report):
    review = an_annual_review(report.partnership)
    a_priority(partnership=report.partnership, from_year=YEAR + 1, title="New")

    (issue,) = found(review, "priority-not-continued")

    assert "2 priorities of 2016-17" in issue.message


def test_priority_of_which_nothing_is_reported_warns(report):
    review = an_annual_review(report.partnership)
    given = {"partnership": report.partnership, "year": YEAR}
    an_achievement(title="Locks", priority=first(), **given)

    (issue,) = found(review, "priority-results")

    assert issue.message == "1 priority of 2016-17 with no results: Brighter lights."


def test_progress_counts_as_reported(report):
    review = an_annual_review(report.partnership)
    Strand.objects.update(progress="<p>It goes well.</p>", progress_reason="")

    assert found(review, "priority-results") == []


def test_all_csps_together_are_one_lead(report):
    csp = report.partnership.csps.get()
    Partnership.objects.filter(pk=csp.pk).update(county_partnership=report.partnership)
    other = Partnership.objects.create(
        code="hill-csp",
        name="Hill Community Safety Partnership",
        short_name="Hill",
        kind="csp",
        police_area=csp.police_area,
        county_partnership=report.partnership,
    )
    a_lead(strand=first().strands.get(), order=2, partnership=other)

    assert found(report, "priority-lead") == []
