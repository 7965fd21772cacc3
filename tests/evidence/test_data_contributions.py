"""Known faults in contributions to a panel update, and in duties."""

import pytest

from partnership.models import Partner
from priorities.models import Priority
from reports.blocks.contribution import Contribution
from reports.models import Report
from reports.text.draft import draft_of
from tests.builders import (
    a_group,
    a_membership,
    a_partner,
    a_priority,
    an_achievement,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_panel_update, an_annual_review
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def csp(home):
    return home.csps.get()


def an_update(home, year=YEAR, body="<p>All is well.</p>"):
    return a_panel_update(home, year=year, body=body)


def messages_of(report, name, part=""):
    return [issue.message for issue in found(report, name, part)]


@evidence(
    "2.4",
    flagged="contribution-of-another-year",
    fault="A strategy that ended years before the update",
)
def test_priorities_of_an_old_plan_are_flagged(home, csp):
    a_priority(partnership=csp, from_year=YEAR - 5, to_year=YEAR - 3)

    (what,) = messages_of(an_update(home), "contribution-of-another-year")

    assert what.endswith("(priorities to 2013-14).")


@evidence(
    "2.12",
    prevented="the years of the priorities are printed above them",
    fault="Priorities called new in the last year of their plan",
)
@evidence(
    "2.52",
    prevented="a priority has a first and a last year, printed above it",
    fault="A plan without years: it could be the old or the new one",
)
def test_years_of_the_priorities_are_printed(home, csp):
    a_priority(partnership=csp, from_year=YEAR - 2, to_year=YEAR)

    draft = draft_of(Report.objects.get(pk=an_update(home).pk))

    parts = {block.partnership: block for _key, block in draft.blocks(Contribution)}
    assert parts[csp.name].priorities_of == "2014-15 to 2016-17"
    assert not Priority._meta.get_field("to_year").null


@evidence(
    "2.47", flagged="contribution-incomplete", fault="Progress on 15 of 76 priorities"
)
@evidence(
    "2.49", flagged="contribution-incomplete", fault="Nothing on two of six priorities"
)
def test_priorities_without_progress_are_named(home, csp):
    titles = ["Burglary", "Hate crime", "Cyber crime"]
    rows = [
        a_priority(partnership=csp, number=number, title=title)
        for number, title in enumerate(titles, start=1)
    ]
    an_achievement(partnership=csp, year=YEAR, priority=rows[0])

    (what,) = messages_of(
        an_update(home), "contribution-incomplete", "no progress from"
    )

    assert what.endswith(
        "Mill Vale Community Safety Partnership: Hate crime; Cyber crime."
    )


@evidence(
    "2.48",
    flagged="priority-not-linked",
    fault="Twelve priorities in five themes, without saying which is in which",
)
def test_priorities_without_a_subject_are_flagged(home, csp):
    for number in range(1, 13):
        a_priority(partnership=csp, number=number)

    (what,) = messages_of(an_update(home), "priority-not-linked")

    assert what.startswith("1 partnership with no subject or objective")


@evidence(
    "2.48",
    flagged="priority-not-continued",
    fault="Priorities carried on largely unchanged",
)
def test_priorities_that_come_back_unchanged_are_flagged(home):
    for row in home.priorities.all():
        row.pk, row.code, row.from_year, row.to_year = None, f"{row.code}-b", 2017, 2017
        row.save()
    third = {"partnership": home, "number": 3, "title": "Quiet streets"}
    a_priority(**third)
    a_priority(from_year=YEAR + 1, **third)
    for row in home.priorities.filter(from_year=YEAR):
        later = home.priorities.get(from_year=YEAR + 1, title=row.title)
        row.later_links.create(later=later, kind="continued")

    assert messages_of(an_annual_review(home), "priority-not-continued") == [
        "3 of 3 priorities of 2016-17 have the same title in 2017-18."
    ]


@evidence(
    "2.50",
    flagged="priority-not-linked",
    fault="Achievements under headings that are not priorities",
)
def test_achievements_off_the_priorities_are_flagged(home, csp):
    a_priority(partnership=csp, theme="Theft")
    for title in ("Training", "A prize", "A fair"):
        an_achievement(partnership=csp, year=YEAR, title=title)

    (what,) = messages_of(an_update(home), "priority-not-linked")

    assert what.endswith("Mill Vale Community Safety Partnership (3).")


@evidence(
    "2.53",
    flagged="member-missing",
    fault="A member list with “Health” but no health body",
)
def test_health_without_its_authority_is_flagged(home, csp):
    group = a_group(partnership=csp)
    kinds = Partner.Kind
    for kind in (kinds.UNITARY_COUNCIL, kinds.POLICE, kinds.FIRE, kinds.PROBATION):
        partner = a_partner(kind=kind, statutory_role="responsible")
        a_membership(group=group, partner=partner)
    a_membership(group=group, partner=a_partner(name="Health", kind=kinds.HEALTH))

    (what,) = messages_of(an_annual_review(csp), "member-missing")

    assert "a health body that is a responsible authority" in what


@evidence(
    "2.19",
    flagged="contribution-of-another-year",
    fault="The county’s committee described in a district’s contribution",
)
def test_countys_committee_among_a_districts_news_is_flagged(home):
    a_group(name="County Oversight Committee", partnership=home)
    body = "<p>The County Oversight Committee meets twice a year.</p>"

    assert messages_of(an_update(home, body=body), "contribution-of-another-year")
