"""Known faults in priorities: leads, outcomes, achievements, measures."""

import pytest
from django.db import IntegrityError, transaction

from partnership.core.values.missing import Reason
from partnership.models import Membership, Partner
from priorities.models import Lead, Priority, Strand
from reports.assembly.build_context import context_for
from reports.blocks import (
    csp_table,
    district_achievements,
    district_crime,
    members,
    participation_table,
    success_measures_table,
)
from reports.models import Report
from reports.text.draft import draft_of
from tests.builders import (
    a_comparison,
    a_coverage,
    a_measure,
    a_partner,
    a_report,
    a_strand,
    a_website,
    an_achievement,
    an_area,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.papers import cells
from tests.reports.papers_of_testshire import an_annual_review
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db
THEME = "Measures of success 2016-19"


def first():
    return Priority.objects.get(code="priority-1")


def collected(report, module, **options):
    """What one block shows of a report."""
    context = context_for(Report.objects.get(pk=report.pk))
    return module.collect(context, key="key", caption="Caption", **options)


def a_summary(home):
    return a_report(
        document_type="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )


def a_success(name, **kwargs):
    return a_measure(name=name, theme=THEME, **kwargs)


@evidence(
    "1.15",
    prevented="the total and its types have separate columns",
    fault="All crime listed as one of the types of crime",
)
def test_all_crime_is_not_among_its_types(report, home):
    whole = a_measure(code="all", name="All crime")
    district = home.csps.get().areas.get()
    for measure in (whole, a_measure(code="arson", name="Arson", part_of=whole)):
        a_comparison(measure=measure, area=district, result="above", trend="increasing")

    rows = cells(collected(report, district_crime))

    assert rows == [["Mill Vale", "Above average", "Arson"]]


@evidence(
    "1.38",
    prevented="a lead is chosen from the partners, partnerships and groups on record",
    fault="A lead that appears nowhere else",
)
def test_lead_is_a_body_on_record():
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.create(strand=a_strand())


@evidence(
    "1.51",
    prevented="an achievement belongs to one partnership, and a row shows each",
    fault="Activities that cannot be tied to a district partnership",
)
def test_work_of_a_district_has_its_own_row(report):
    table = collected(report, district_achievements)

    assert [row[0] for row in cells(table)] == ["Mill Vale CSP"]
    with pytest.raises(IntegrityError), transaction.atomic():
        an_achievement(partnership=None)


@evidence(
    "1.52",
    prevented="one partnership has one row, whatever its addresses and districts",
    fault="One joint partnership in two rows, one for each address",
)
def test_joint_partnership_has_one_row(report, home):
    csp = home.csps.get()
    a_website(partnership=csp, url="https://hill.example/plan")
    a_coverage(partnership=csp, area=an_area(name="Hill"))

    (row,) = collected(report, csp_table).rows

    assert row.cells[0].text == "Mill Vale Community Safety Partnership"
    assert len(row.cells[2].links) == 2


@evidence(
    "1.53",
    prevented="members and their services are records, each printed on its own line",
    fault="Two members run together on one line, services not under their council",
)
@evidence(
    "1.46",
    prevented="each list is printed from the members of its own group",
    fault="Members differ between the lists and the text",
)
def test_members_are_printed_one_by_one_under_their_own_group(report):
    council = Partner.objects.get(code="council")
    membership = Membership.objects.get(group__name="Testshire Board", partner=council)
    for name in ("Safeguarding Boards", "Youth Justice Service"):
        membership.services.add(a_partner(name=name, parent=council))

    lists = members.collect(context_for(Report.objects.get(pk=report.pk))).lists

    shown = {one.title: [(m.name, m.services) for m in one.members] for one in lists}
    assert shown["Testshire Board"][1] == (
        "Testshire Council",
        ["Safeguarding Boards/Youth Justice Service"],
    )
    assert shown["Testshire Officers’ Group"][1] == ("Testshire Council", [])


@evidence(
    "2.64",
    prevented="a measure has one desired direction and a row of its own",
    fault="One bullet with two measures that should go opposite ways",
)
def test_each_measure_has_its_own_direction(home):
    for name, way in (("Repeat victims", "down"), ("Reports", "up")):
        a_success(name, desired_direction=way, definition="Fewer repeats, more reports")

    table = collected(a_summary(home), success_measures_table, theme=THEME)

    assert [(row.cells[0].sub, row.cells[2].text) for row in table.rows] == [
        ("Repeat victims", "Decrease"),
        ("Reports", "Increase"),
    ]


@evidence(
    "2.66",
    flagged="measure-choice",
    fault="Test purchases are an activity and a measure of success",
)
def test_activity_that_measures_itself_is_flagged(home):
    a_strand(priority=first(), order=2, title="More test purchasing of alcohol")
    a_success("Test purchasing", desired_direction="up", priority_theme=first())

    (issue,) = found(a_summary(home), "measure-choice")

    assert issue.message.startswith("“Test purchasing” counts the activity “More")


@evidence(
    "2.75",
    flagged="group-incomplete",
    fault="Four strategies summarised, three of them with no partnership named",
)
def test_partnership_whose_part_is_not_known_is_named(home):
    summary = a_summary(home)

    (issue,) = found(summary, "group-incomplete")

    assert "Mill Vale Community Safety Partnership" in issue.message
    assert cells(collected(summary, participation_table))[0][0] in issue.message


@evidence(
    "2.76",
    flagged="priority-results",
    fault="A priority that the review does not mention",
)
@evidence(
    "2.79",
    flagged="priority-results",
    fault="Paragraphs that belong to no priority at the same level as those that do",
)
@evidence(
    "2.81",
    flagged="priority-results",
    fault="Achievements that fit none of the priorities they are listed under",
)
def test_review_asks_for_each_priority_and_for_what_serves_none(home):
    common = {"partnership": home, "year": YEAR}
    an_achievement(title="Locks", priority=first(), **common)
    an_achievement(title="A bonfire", priority=None, **common)

    issues = found(an_annual_review(home), "priority-results", "results")

    assert [issue.message for issue in issues] == [
        "1 priority of 2016-17 with no results: Brighter lights. 1 achievement of "
        "2016-17 not linked to a priority: A bonfire."
    ]


@evidence(
    "2.77",
    prevented="sections of a review follow the priorities’ numbers",
    fault="Achievements in a different order from the priorities",
)
def test_review_keeps_the_order_of_the_priorities(home):
    for order, code in enumerate(["priority-2", "priority-1"]):
        row = Priority.objects.get(code=code)
        an_achievement(partnership=home, year=YEAR, priority=row, order=order)

    keys = [section.key for section in draft_of(an_annual_review(home)).sections]

    assert keys.index("priority-1") < keys.index("priority-2")


@evidence(
    "2.92",
    prevented="a review has a section for implications; if empty, it says “None”",
    fault="No section on money, law, risk or equality",
)
def test_review_says_none_of_implications(home):
    sections = {
        section.key: section for section in draft_of(an_annual_review(home)).sections
    }

    assert [block.text for block in sections["implications"].blocks] == ["None"]


def test_reason_for_an_outcome_only_warns(report):
    Strand.objects.update(outcome="", outcome_reason=Reason.NOT_YET_DECIDED)

    assert not any(one.is_error for one in found(report, "priority-results"))


@evidence(
    "2.89", flagged="task-among-achievements", fault="Achievements worded as tasks"
)
def test_task_among_achievements_is_flagged(report, home):
    body = "<p>Promote, advise and support the cyber strategy.</p>"
    an_achievement(partnership=home, year=YEAR - 1, body=body)

    assert found(report, "task-among-achievements")
