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
NAMES = [
    "councillor-chairs-officers",
    "tenure-over",
    "group-without-chair",
    "authority-not-a-member",
    "commissioner-on-no-list",
]
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
    """Two groups of all who must act together, each with somebody in the chair."""
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
def test_sound_lists_pass_in_silence(report, name):
    assert found(report, name) == []


def test_councillor_in_the_chair_of_officers_warns(report):
    person = a_person(title="Councillor", name="Robin Example")
    a_tenure(person=person, post=a_post(group=the_officers()))

    (finding,) = found(report, "councillor-chairs-officers")

    assert finding.what == (
        "Councillor Robin Example is Chairman of the Testshire Officers’ Group, which "
        "officers lead."
    )


def test_councillor_who_signs_for_officers_of_another_body_warns(report):
    group = Group.objects.create(
        code="x", name="Drivers", kind="other", led_by="officers"
    )
    signed = a_tenure(person=a_person(title="Cllr"), post=a_post(group=group))
    a_passage(report=report, key="foreword.words", body="<p>A.</p>", signed_by=signed)

    assert len(found(report, "councillor-chairs-officers")) == 1


def test_councillor_in_the_chair_of_members_is_silent(report):
    group = Group.objects.get(kind=Group.Kind.COMMITTEE, name__startswith="Testshire")
    a_tenure(person=a_person(title="Councillor"), post=a_post(group=group))

    assert found(report, "councillor-chairs-officers") == []


@pytest.mark.parametrize(
    ("from_on", "to_on", "words"),
    [
        (None, dt.date(2016, 5, 31), "until 31 May 2016 only"),
        (dt.date(2016, 12, 1), None, "from 1 December 2016 only"),
    ],
)
def test_author_who_does_not_hold_the_post_warns(report, from_on, to_on, words):
    person = a_person(name="Robin Example")
    author = a_tenure(person=person, from_on=from_on, to_on=to_on)
    paper = a_scrutiny_paper(report.partnership, author=author)

    (finding,) = found(paper, "tenure-over")

    assert finding.what.startswith("Robin Example, named as author, is Chairman")
    assert words in finding.what


def test_group_whose_chair_has_gone_warns(report):
    Post.objects.get(group=the_officers()).tenures.update(to_on=dt.date(2015, 1, 1))

    (finding,) = found(report, "group-without-chair")

    assert finding.what == "Nobody is named in the chair of: Testshire Officers’ Group."


def test_authority_on_no_list_warns(report):
    Membership.objects.filter(partner__name="Probation").delete()

    (finding,) = found(report, "authority-not-a-member")

    assert (
        finding.what
        == "No list of members of Safer Testshire Partnership has probation."
    )


def test_authority_on_one_list_only_warns(report):
    Membership.objects.filter(partner__name="Police", group=the_officers()).delete()

    (finding,) = found(report, "authority-not-a-member")

    assert finding.what == (
        "Not on the list of the Testshire Officers’ Group, though on another: Police."
    )


def test_service_speaks_for_its_authority(report):
    council = Partner.objects.get(name="Council")
    Membership.objects.filter(partner__name="Fire").delete()
    fire = Partner.objects.get(name="Fire")
    for seat in Membership.objects.filter(partner=council):
        seat.services.add(fire)

    assert found(report, "authority-not-a-member") == []


def test_health_that_is_no_responsible_authority_does_not_count(report):
    Partner.objects.filter(name="Health").update(statutory_role="none")

    (finding,) = found(report, "authority-not-a-member")

    assert "a health body that is a responsible authority" in finding.what


def test_office_of_the_commissioner_on_no_list_warns(report):
    Membership.objects.filter(partner__kind=Partner.Kind.COMMISSIONER).delete()

    (finding,) = found(report, "commissioner-on-no-list")

    assert not finding.is_stop
