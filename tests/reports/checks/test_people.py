import datetime as dt

import pytest

from partnership.models import Group, Membership, Partner, Post
from tests.builders import (
    a_membership,
    a_partner,
    a_passage,
    a_person,
    a_post,
    a_tenure,
)
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = ["post-contradicted", "group-incomplete", "member-missing"]
KINDS = {
    "Council": Partner.Kind.COUNTY_COUNCIL,
    "Police": Partner.Kind.POLICE,
    "Fire": Partner.Kind.FIRE,
    "Health": Partner.Kind.HEALTH,
    "Probation": Partner.Kind.PROBATION,
    "Commissioner’s office": Partner.Kind.COMMISSIONER,
}


@pytest.fixture
def report():
    """Two groups of all who must act together, each with a chair."""
    report = a_testshire_report()
    Membership.objects.all().delete()
    for name, kind in KINDS.items():
        office = kind == Partner.Kind.COMMISSIONER
        role = "none" if office else "responsible"
        partner = a_partner(name=name, kind=kind, statutory_role=role)
        for group in own_groups():
            a_membership(group=group, partner=partner)
    for group in own_groups():
        a_tenure(post=a_post(group=group))
    return report


def own_groups():
    return Group.objects.filter(name__startswith="Testshire").order_by("name")


def the_officers():
    return Group.objects.get(kind=Group.Kind.OFFICERS)


@pytest.mark.parametrize("name", NAMES)
def test_sound_lists_report_nothing(report, name):
    part = "chair" if name == "group-incomplete" else ""
    assert found(report, name, part) == []


def test_councillor_who_signs_for_officers_of_another_body_warns(report):
    group = Group.objects.create(
        code="x", name="Drivers", kind="other", led_by="officers"
    )
    signed = a_tenure(person=a_person(title="Cllr"), post=a_post(group=group))
    a_passage(report=report, key="foreword.text", body="<p>A.</p>", signed_by=signed)

    assert len(found(report, "post-contradicted")) == 1


def test_councillor_in_the_chair_of_members_reports_nothing(report):
    group = Group.objects.get(kind=Group.Kind.COMMITTEE, name__startswith="Testshire")
    a_tenure(person=a_person(title="Councillor"), post=a_post(group=group))

    assert found(report, "post-contradicted") == []


@pytest.mark.parametrize(
    ("from_on", "to_on", "words"),
    [
        (None, dt.date(2016, 5, 31), "until 31 May 2016 only"),
        (dt.date(2016, 12, 1), None, "from 1 December 2016 only"),
    ],
)
def test_author_without_the_post_is_a_warning(report, from_on, to_on, words):
    person = a_person(name="Robin Example")
    author = a_tenure(person=person, from_on=from_on, to_on=to_on)
    paper = a_scrutiny_paper(report.partnership, author=author)

    (issue,) = found(paper, "post-contradicted")

    assert issue.message.startswith("Robin Example, named as author, is Chairman")
    assert words in issue.message


def test_group_whose_chair_has_left_is_a_warning(report):
    Post.objects.get(group=the_officers()).tenures.update(to_on=dt.date(2015, 1, 1))

    (issue,) = found(report, "group-incomplete", "chair")

    assert issue.message == "1 group without a chair: Testshire Officers’ Group."


def test_authority_on_no_list_warns(report):
    Membership.objects.filter(partner__name="Probation").delete()

    (issue,) = found(report, "member-missing")

    where = "the member lists of Safer Testshire Partnership"
    assert issue.message == f"Missing from {where}: probation (all groups)."


def test_service_speaks_for_its_authority(report):
    council = Partner.objects.get(name="Council")
    Membership.objects.filter(partner__name="Fire").delete()
    fire = Partner.objects.get(name="Fire")
    for membership in Membership.objects.filter(partner=council):
        membership.services.add(fire)

    assert found(report, "member-missing") == []
