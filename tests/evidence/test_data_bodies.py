"""What becomes of faults in people, members and plans."""

import pytest

from partnership.models import Group, Partner
from priorities.models import CommissionersPlan
from tests.builders import (
    a_front_matter,
    a_membership,
    a_partner,
    a_passage,
    a_person,
    a_post,
    a_related_plan,
    a_tenure,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found
from tests.reports.papers_of_testshire import a_scrutiny_paper, an_annual_review
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_testshire_report()


@evidence(
    "1.25",
    flagged="district-not-told",
    fault="A section on district priorities that holds addresses only",
)
def test_districts_without_priorities_are_told(report):
    (finding,) = found(report, "district-not-told")

    assert finding.what.startswith("No priorities for 2016-17 are kept of 1 district")


@evidence("1.31", flagged="unwritten", fault="An appendix that is only a promise")
def test_appendix_without_words_stops_or_tells_its_reason(report):
    reason = {
        "body_reason": "not-yet-due",
        "reason_note": "after the meeting of 17 May",
    }
    stops = [finding.what for finding in found(report, "unwritten")]
    assert any("Prevent: Memo of Understanding" in what for what in stops)

    a_passage(report=report, key="prevent.words", **reason)

    told = [one for one in found(report, "unwritten") if "17 May" in one.what]
    assert [finding.is_stop for finding in told] == [False]


@evidence(
    "1.42",
    flagged="councillor-chairs-officers",
    fault="A councillor signs as the chair of a group of officers",
)
def test_councillor_who_signs_for_officers_is_told(report):
    group = Group.objects.get(kind=Group.Kind.OFFICERS)
    person = a_person(title="Councillor", name="Robin Example")
    chair = a_tenure(person=person, post=a_post(group=group))
    a_passage(
        report=report, key="foreword.words", body="<p>Hello.</p>", signed_by=chair
    )

    (finding,) = found(report, "councillor-chairs-officers")

    assert "Councillor Robin Example" in finding.what


@evidence(
    "1.45",
    flagged="authority-not-a-member",
    fault="The police are on one list of members and not on the other",
)
def test_police_on_one_list_only_are_told(report):
    police = a_partner(
        name="Testland Constabulary",
        kind=Partner.Kind.POLICE,
        statutory_role="responsible",
    )
    a_membership(group=Group.objects.get(name="Testshire Board"), partner=police)

    whats = [finding.what for finding in found(report, "authority-not-a-member")]

    assert whats[-1] == (
        "Not on the list of the Testshire Officers’ Group, though on another: Testland "
        "Constabulary."
    )


@evidence(
    "1.45",
    flagged="commissioner-on-no-list",
    fault="The Commissioner’s office is on no list of members",
)
def test_office_on_no_list_is_told(report):
    assert len(found(report, "commissioner-on-no-list")) == 1


@evidence(
    "1.55",
    flagged="plan-has-ended",
    fault="Related plans that are over, or end in the year",
)
def test_plans_that_are_over_are_told(report):
    given = {"partnership": report.partnership}
    a_related_plan(title="For children", first_year=2013, last_year=2013, **given)
    a_related_plan(title="For health", first_year=2012, last_year=2016, **given)

    whats = [finding.what for finding in found(report, "plan-has-ended")]

    assert "ended before the document: For children (2013-14)." in whats[0]
    assert "within 2016-17: For health (2012-13 to 2016-17)." in whats[1]


@evidence(
    "1.55",
    flagged="commissioners-plan",
    fault="The plan on which all rests is not among the related plans",
)
def test_unlisted_plan_of_the_commissioner_is_told(report):
    CommissionersPlan.objects.update(to_year=YEAR + 3)

    (finding,) = found(report, "commissioners-plan")

    assert finding.what.endswith("is not among the related plans.")


@evidence(
    "1.56",
    flagged="commissioners-plan",
    fault="Objectives of a plan that must be replaced within the year",
)
def test_plan_that_ends_within_the_year_is_told(report):
    CommissionersPlan.objects.update(to_year=YEAR)

    whats = [finding.what for finding in found(report, "commissioners-plan")]

    assert whats[0].endswith("“Testshire Police and Crime Plan” ends with 2016-17.")


@evidence("1.90", flagged="front-line-empty", fault="The line for divisions is empty")
def test_empty_line_at_the_front_is_told(report):
    (finding,) = found(a_scrutiny_paper(report.partnership), "front-line-empty")

    assert finding.what.endswith("Division(s) affected.")


@evidence("1.90", flagged="paper-date", fault="A meeting’s date without a year")
def test_paper_without_a_whole_date_stops(report):
    paper = a_scrutiny_paper(report.partnership, dated_on=None)

    (finding,) = found(paper, "paper-date")

    assert finding.is_stop


@evidence("2.1", flagged="paper-date", fault="A paper dated a year before its meeting")
def test_paper_dated_a_year_early_stops(report):
    paper = a_scrutiny_paper(report.partnership, period="2017-09-21")

    (finding,) = found(paper, "paper-date")

    assert finding.what == (
        "The paper is dated 21 September 2016; its address says 21 September 2017."
    )


@evidence(
    "2.11",
    flagged="evidence-after-plan",
    fault="Surveys said to inform a plan that had begun seven months before",
)
def test_evidence_younger_than_its_plan_is_told():
    words = (
        "<p>The results, shown on 16 November 2017, will inform the priorities for "
        "2017-2021.</p>"
    )

    (finding,) = found(draft_with(words), "evidence-after-plan")

    assert finding.excerpt == "16 November 2017"


@evidence("2.73", flagged="front-line-empty", fault="A paper without an author")
def test_paper_without_an_author_stops(report):
    paper = a_scrutiny_paper(report.partnership, author=None)

    assert any(finding.is_stop for finding in found(paper, "front-line-empty"))


@evidence(
    "2.82",
    flagged="purpose-repeats-title",
    fault="A title in the place of the purpose",
)
def test_purpose_that_is_a_title_is_told(report):
    review = an_annual_review(report.partnership, summary="What came of it.")
    a_front_matter(
        report=review, key="purpose", value="Safer Testshire’s Annual Review 2016-17"
    )

    assert len(found(review, "purpose-repeats-title")) == 1
