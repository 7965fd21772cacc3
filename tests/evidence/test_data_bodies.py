"""Known faults in people, members and plans: prevented or flagged."""

import pytest

from partnership.models import Group, Partner
from priorities.models import CommissionersPlan
from reports.assembly.build import build
from tests.builders import (
    a_membership,
    a_partner,
    a_passage,
    a_related_plan,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found
from tests.reports.papers_of_testshire import a_scrutiny_paper
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


@evidence(
    "1.31",
    prevented="an appendix is printed with text or the reason there is none",
    fault="An appendix that is only a promise",
)
def test_empty_appendix_is_printed_only_with_a_reason(report):
    def is_printed():
        return "prevent" in {section.key for section in build(report).sections}

    assert not is_printed()

    a_passage(
        report=report,
        key="prevent.text",
        body_reason="not-yet-due",
        reason_note="after the meeting of 17 May",
    )

    assert is_printed()
    issues = [one for one in found(report, "section-empty") if "17 May" in one.hint]
    assert [issue.is_error for issue in issues] == [False]


@evidence(
    "1.45",
    flagged="member-missing",
    fault="The police are on one list of members and not on the other",
)
def test_police_on_one_list_only_are_flagged(report):
    police = a_partner(
        name="Testland Constabulary",
        kind=Partner.Kind.POLICE,
        statutory_role="responsible",
    )
    a_membership(group=Group.objects.get(name="Testshire Board"), partner=police)

    messages = [issue.message for issue in found(report, "member-missing")]

    assert "Testland Constabulary (Testshire Officers’ Group)" in messages[0]


@evidence(
    "1.55",
    flagged="plan-not-in-force",
    fault="Related plans that have ended, or end within the year",
)
def test_plans_that_have_ended_are_flagged(report):
    given = {"partnership": report.partnership}
    a_related_plan(title="For children", first_year=2013, last_year=2013, **given)
    a_related_plan(title="For health", first_year=2012, last_year=2016, **given)

    messages = [issue.message for issue in found(report, "plan-not-in-force")]

    assert "ended before the document date: For children (2013-14)." in messages[0]
    assert "ending in 2016-17: For health (2012-13 to 2016-17)." in messages[0]


@evidence(
    "1.55",
    flagged="plan-incomplete",
    fault="The Commissioner’s plan is not among the related plans",
)
def test_unlisted_plan_of_the_commissioner_is_flagged(report):
    CommissionersPlan.objects.update(to_year=YEAR + 3)

    (issue,) = found(report, "plan-incomplete", "Commissioner’s")

    assert issue.message.endswith("is not among the related plans.")


@evidence("1.90", flagged="document-date", fault="A meeting’s date without a year")
def test_paper_without_a_whole_date_is_an_error(report):
    paper = a_scrutiny_paper(report.partnership, dated_on=None)

    (issue,) = found(paper, "document-date")

    assert issue.is_error
    assert issue.message == (
        "The paper has no date. Its web address has 21 September 2016."
    )


@evidence(
    "2.11",
    flagged="evidence-after-plan",
    fault="Surveys meant to inform a plan already in force for seven months",
)
def test_evidence_dated_after_its_plan_is_flagged():
    words = (
        "<p>The results, shown on 16 November 2017, will inform the priorities for "
        "2017-2021.</p>"
    )

    (issue,) = found(draft_with(words), "evidence-after-plan")

    assert issue.excerpt == "2017-2021"
