"""Known faults in years, titles, agreed wording, repeats and punctuation."""

import pytest

from partnership.models import Partnership
from priorities.models import CommissionersPlan, Priority
from reports.assembly.build import build
from tests import sample_copy
from tests.builders import (
    a_front_matter,
    a_group,
    a_lead,
    a_membership,
    a_partner,
    a_person,
    a_post,
    a_priority,
    a_recommendation,
    a_strand,
    a_tenure,
    an_achievement,
    an_objective,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found
from tests.reports.papers import built

pytestmark = pytest.mark.django_db


def excerpts_of(report, check):
    return {issue.excerpt for issue in found(report, check)}


@evidence(
    "1.88", flagged="plan-not-in-force", fault="a plan with three ranges of years"
)
@evidence(
    "2.10", flagged="plan-not-in-force", fault="one plan with four ranges of years"
)
@pytest.mark.parametrize("typed", ["2017-22", "2017-2020", "(2017 - 22)"])
def test_a_plan_under_other_years_is_flagged(typed):
    report = draft_with(f"<p>The Police and Crime Plan {typed} is in force.</p>")
    CommissionersPlan.objects.update(
        title="Police and Crime Plan 2017-2021", from_year=2017, to_year=2020
    )

    assert len(found(report, "plan-not-in-force")) == 1


TITLE = "Protect those at risk of abuse and exploitation"


@evidence("1.36", fault="a priority reworded in a table", prevented="one stored title")
def test_tables_print_the_stored_title_of_a_priority():
    report = draft_with("<p>All is well.</p>")
    priority = a_priority(partnership=report.partnership, number=3, title=TITLE)
    a_lead(strand=a_strand(priority=priority, outcome="<p>Safer.</p>"))
    sections = {section.key: section for section in build(report).sections}

    for key in ("priorities", "delivery"):
        assert TITLE in str(sections[key].blocks)


@evidence("1.37", flagged="agreed-wording", fault="headings beside the priorities")
def test_an_achievement_headed_almost_like_a_priority_is_flagged():
    report = draft_with("<p>All is well.</p>")
    a_priority(partnership=report.partnership, number=3, title=TITLE)
    an_achievement(
        partnership=report.partnership,
        year=report.year - 1,
        title="Protecting people from abuse and exploitation",
        body="<p>It was done.</p>",
    )

    assert len(found(report, "agreed-wording")) == 1


@evidence("2.44", flagged="agreed-wording", fault="two accounts of one plan's aims")
def test_an_objective_in_other_wording_is_flagged():
    report = draft_with(
        "<p>The plan has: Vulnerability and prevention and Early Intervention.</p>"
    )
    plan = CommissionersPlan.objects.get()
    an_objective(plan=plan, number=8, text="Prevention and Early Intervention")
    an_objective(plan=plan, number=9, text="Vulnerability, prevention and intervention")

    assert len(found(report, "agreed-wording")) == 1


@evidence(
    "1.89", flagged="repeated-text", fault="two opening dates of one advice service"
)
def test_a_recommendation_in_two_wordings_is_flagged():
    report = draft_with("<p>The Committee is asked to note the agreed priorities.</p>")
    a_recommendation(
        report=report,
        text="The Lamp Scrutiny Committee is asked to note the agreed priorities",
    )

    assert len(found(report, "repeated-text")) == 1


@evidence(
    "1.93",
    fault="one officer's service under two names",
    prevented="the name comes from the post",
)
@evidence(
    "1.49", fault="loose names of members", prevented="members are records of partners"
)
def test_post_and_member_lists_use_one_name_for_a_partner():
    report = draft_with("<p>All is well.</p>")
    fire = a_partner(name="Testshire Fire and Rescue Service")
    post = a_post(title="Director", partner=fire)
    for name in ("Lamp Board", "Wire Board"):
        group = a_group(name=name, partnership=report.partnership, purpose="Meets.")
        a_membership(group=group, partner=fire)
    members = next(one for one in build(report).sections if one.key == "membership")

    assert post.full_title == "Director, Testshire Fire and Rescue Service"
    assert str(members.blocks).count("Testshire Fire and Rescue Service") == 2


@evidence(
    "1.41", flagged="post-contradicted", fault="two different leaders of one body"
)
@evidence("2.83", flagged="post-contradicted", fault="an old and a new job title")
@pytest.mark.parametrize(
    "job_title",
    [
        "Alex Example, chairman of the Wire Group",
        "Executive Board Member: Alex Example, Chairman",
    ],
)
def test_a_person_with_another_office_than_theirs_is_flagged(job_title):
    report = draft_with("<p>All is well.</p>")
    a_group(name="Wire Group")
    post = a_post(title="Chairman", group=a_group(name="Lamp Board"))
    a_tenure(person=a_person(name="Alex Example"), post=post)
    a_front_matter(report=report, value=job_title)

    assert len(found(report, "post-contradicted")) == 1


NEWS = (
    "Volunteers ran the café and gained skills that helped nine of them to find a "
    "job within the county before the winter came."
)


@evidence(
    "2.99",
    flagged="text-of-earlier-year",
    fault="achievements copied word for word",
)
def test_an_achievement_carried_over_is_flagged():
    report = draft_with("<p>All is well.</p>")
    for year in (report.year - 3, report.year - 1):
        an_achievement(partnership=report.partnership, year=year, body=f"<p>{NEWS}</p>")

    assert len(found(report, "text-of-earlier-year")) == 1


@evidence(
    "2.18",
    fault="headings by council or by area",
    prevented="headings come from the record",
)
@evidence(
    "2.21",
    fault="seven styles of priority lists",
    prevented="lists are numbered by the document",
)
@evidence(
    "2.68",
    fault="priorities a, b, c and 1, 2, 3",
    prevented="numbers are stored with the priorities",
)
def test_parts_are_headed_by_partnership_and_number_their_priorities():
    document = built("panel-update/2018-06-22")
    sample_copy.insert()
    parts = {section.key: section for section in document.sections}
    names = dict(Partnership.objects.values_list("code", "name"))
    common = [code for code in names if code in parts]
    numbered = {
        code: [(one.number, one.title) for one in block.priorities]
        for code in common
        for block in parts[code].blocks
        if block.template == "contribution" and block.priorities
    }
    kept = set(Priority.objects.values_list("number", "title"))

    assert len(common) == 16
    assert [parts[code].title for code in common] == [names[code] for code in common]
    assert len(numbered) > 10
    assert all(set(rows) <= kept for rows in numbered.values())
    assert all(rows == sorted(rows) for rows in numbered.values())


@evidence(
    "2.98", fault="two bodies said to lead one theme", prevented="leads are records"
)
def test_the_lead_of_a_priority_is_printed_from_its_row():
    report = draft_with("<p>All is well.</p>")
    lead = a_partner(name="Prevent Lamp Trust")
    priority = a_priority(partnership=report.partnership, number=3)
    a_lead(strand=a_strand(priority=priority, outcome="<p>Safer.</p>"), partner=lead)
    delivery = next(one for one in build(report).sections if one.key == "delivery")

    assert "Prevent Lamp Trust" in str(delivery.blocks)
