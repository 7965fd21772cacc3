import datetime as dt

import pytest

from partnership.core.values.missing import Reason
from partnership.models import Partnership
from priorities.models import Achievement, Lead, Priority, Strand
from tests.builders import (
    a_group,
    a_lead,
    a_partner,
    a_priority,
    a_priority_link,
    a_strand,
    an_achievement,
)
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import an_annual_review
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_testshire_report()


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
    [
        "priority-without-lead",
        "lead-has-ended",
        "priority-order",
        "priority-unaccounted",
        "priority-without-achievement",
    ],
)
def test_sound_priorities_pass_in_silence(report, name):
    assert found(report, name) == []


def test_priorities_without_a_lead_are_named_together(report):
    Lead.objects.all().delete()

    (finding,) = found(report, "priority-without-lead")

    assert finding.what == (
        "No lead is named for 2 priorities of 2016-17: Fewer thefts; Brighter lights."
    )


def test_one_who_supports_is_no_lead(report):
    Lead.objects.filter(strand__priority=first()).update(role=Lead.Role.SUPPORT)

    (finding,) = found(report, "priority-without-lead")

    assert "1 priority" in finding.what


def test_two_leads_of_one_part_warn(report):
    a_lead(strand=first().strands.get(), order=2, partner=a_partner(name="Council B"))

    (finding,) = found(report, "priority-without-lead")

    assert finding.what == (
        "“Fewer thefts” has 2 leads: Mill Vale Community Safety Partnership; Council "
        "B. Nothing says who leads what."
    )


def test_lead_beside_one_who_supports_is_silent(report):
    a_lead(strand=first().strands.get(), order=2, role=Lead.Role.SUPPORT)

    assert found(report, "priority-without-lead") == []


def test_lead_that_has_ended_warns(report):
    ended = a_group(name="Old Board", to_on=dt.date(2015, 12, 31))
    Lead.objects.filter(strand__priority=first()).update(partnership=None, group=ended)

    (finding,) = found(report, "lead-has-ended")

    assert (
        finding.what == "Old Board leads “Fewer thefts” and ended on 31 December 2015."
    )


def test_progress_with_a_reason_warns(report):
    (finding,) = found(report, "priority-without-outcome")

    assert not finding.is_stop
    assert finding.what.startswith("There is no progress yet for 2 parts")


def test_outcome_without_a_reason_stops(report):
    Strand.objects.filter(priority=first()).update(outcome="")

    stops = [one for one in found(report, "priority-without-outcome") if one.is_stop]

    assert [one.what for one in stops] == [
        "There is no outcome for 1 part of the priorities, and nothing says why: "
        "Fewer thefts."
    ]


def test_priority_that_nobody_planned_stops(report):
    first().strands.all().delete()

    stops = [one for one in found(report, "priority-without-outcome") if one.is_stop]

    assert len(stops) == 2


def test_written_outcomes_and_progress_are_silent(report):
    Strand.objects.update(progress="<p>It goes well.</p>", progress_reason="")

    assert found(report, "priority-without-outcome") == []


def test_gap_in_the_numbers_warns(report):
    Priority.objects.filter(code="priority-2").update(number=4)

    (finding,) = found(report, "priority-order")

    assert finding.what == "The priorities of 2016-17 are numbered 1, 4."


def test_priority_that_vanished_warns(report):
    the_year_before(report, ["Safer parks"])

    (finding,) = found(report, "priority-unaccounted")

    assert finding.what == (
        "Nothing says what became of 1 priority of 2015-16: Safer parks."
    )


def test_priority_that_ended_with_a_reason_or_goes_on_is_silent(report):
    ended, merged, _longer = the_year_before(report, ["Parks", "Roads", "Rivers"])
    Priority.objects.filter(pk=ended.pk).update(ended_reason="Parks are safe.")
    Priority.objects.filter(title="Rivers").update(to_year=YEAR, number=3)
    a_priority_link(earlier=merged, later=first(), kind="merged")

    assert found(report, "priority-unaccounted") == []


def test_priorities_that_all_come_back_unchanged_warn(report):
    before = the_year_before(report, ["Fewer thefts", "Brighter lights", "Quiet"])
    a_priority(partnership=report.partnership, from_year=YEAR, number=3, title="Quiet")
    for row in before:
        later = Priority.objects.get(from_year=YEAR, title=row.title)
        a_priority_link(earlier=row, later=later)

    (finding,) = found(report, "priority-unaccounted")

    assert finding.what == (
        "3 of 3 priorities of 2015-16 come back in 2016-17 in the same words."
    )


def test_review_accounts_for_its_own_year_in_the_next(report):
    review = an_annual_review(report.partnership)
    a_priority(partnership=report.partnership, from_year=YEAR + 1, title="New")

    (finding,) = found(review, "priority-unaccounted")

    assert "2 priorities of 2016-17" in finding.what


def test_priority_of_which_nothing_is_reported_warns(report):
    review = an_annual_review(report.partnership)
    told = {"partnership": report.partnership, "year": YEAR}
    an_achievement(title="Locks", priority=first(), **told)

    (finding,) = found(review, "priority-without-achievement")

    assert (
        finding.what == "Nothing is reported on 1 priority of 2016-17: Brighter lights."
    )


def test_progress_counts_as_reported(report):
    review = an_annual_review(report.partnership)
    Strand.objects.update(progress="<p>It goes well.</p>", progress_reason="")

    assert found(review, "priority-without-achievement") == []


def test_achievement_that_serves_no_priority_warns(report):
    the_year_before(report, ["Parks"])

    findings = found(report, "priority-without-achievement")

    assert findings[1].what == (
        "2 achievements of 2015-16 serve no priority: More lights; A gate."
    )


def test_achievement_under_a_priority_of_another_year_warns(report):
    (before,) = the_year_before(report, ["Parks"])
    Achievement.objects.filter(title="A gate").update(priority=before)
    Achievement.objects.filter(title="More lights").update(priority=first())

    (finding,) = found(report, "priority-without-achievement")

    assert finding.what == (
        "“More lights” of 2015-16 is told under “Fewer thefts”, a priority of 2016-17."
    )


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

    assert found(report, "priority-without-lead") == []


def test_strand_with_a_reason_for_its_outcome_only_warns(report):
    strand = first().strands.get()
    strand.delete()
    a_strand(
        priority=first(),
        outcome_reason=Reason.NOT_YET_DECIDED,
        progress_reason=Reason.NOT_YET_DUE,
    )

    assert [one.is_stop for one in found(report, "priority-without-outcome")] == [
        False,
        False,
    ]
