"""Constraints and properties of partners, partnerships, people and duties."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from partnership.core.values.missing import Reason
from partnership.models import Membership, Partnership, Person, User
from tests.builders import (
    a_coverage,
    a_duty_evidence,
    a_governance_link,
    a_group,
    a_home_partnership,
    a_membership,
    a_partner,
    a_partnership,
    a_person,
    a_post,
    a_presence,
    a_related_plan,
    a_tenure,
    a_user,
    a_website,
    an_area,
    an_autosaved_draft,
)
from tests.refusals import assert_breaks, assert_kept, assert_refused, assert_unique

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAY, JUNE = dt.date(2016, 5, 1), dt.date(2016, 6, 1)
BACKWARDS = {"from_on": JUNE, "to_on": MAY}


@pytest.mark.parametrize(
    ("name", "build", "changes"),
    [
        ("area_ends_after_start", an_area, BACKWARDS),
        ("area_not_in_itself", an_area, {"parent": lambda row: row}),
        ("partner_ends_after_start", a_partner, BACKWARDS),
        ("partner_not_its_own_parent", a_partner, {"parent": lambda row: row}),
        ("partnership_ends_after_start", a_partnership, BACKWARDS),
        ("coverage_ends_after_start", a_coverage, BACKWARDS),
        ("group_ends_after_start", a_group, BACKWARDS),
        ("membership_ends_after_start", a_membership, BACKWARDS),
        ("tenure_ends_after_start", a_tenure, BACKWARDS),
        ("post_in_group_or_partner", a_post, {"group": None}),
        ("relatedplan_ends_after_start", a_related_plan, {"last_year": 2015}),
        ("dutyevidence_year_is_a_year", a_duty_evidence, {"year": 1989}),
        ("dutyevidence_words_or_reason", a_duty_evidence, {"evidence": ""}),
        ("dutyevidence_words_or_reason", a_duty_evidence, {"reason": Reason.NOT_GIVEN}),
    ],
)
def test_bad_row_is_refused(name, build, changes):
    assert_breaks(build, name, changes)


@pytest.mark.parametrize(
    ("name", "build", "fields", "given"),
    [
        (
            "area_ons_code_unique",
            an_area,
            ["ons_code", "from_on"],
            {"ons_code": "E99999999", "from_on": dt.date(2016, 4, 1)},
        ),
        (
            "area_ons_code_unique_without_start",
            an_area,
            ["ons_code"],
            {"ons_code": "E99999999"},
        ),
        ("coverage_once_an_area", a_coverage, ["partnership", "area"], {}),
        ("website_once_a_partnership", a_website, ["partnership", "url"], {}),
        ("membership_one_row_a_member", a_membership, ["group", "partner"], {}),
        ("governancelink_one_a_tier", a_governance_link, ["partnership"], {}),
        (
            "tenure_once_from_a_day",
            a_tenure,
            ["person", "post", "from_on"],
            {"from_on": dt.date(2016, 4, 1)},
        ),
        ("tenure_once_without_start", a_tenure, ["person", "post"], {}),
        ("autosaveddraft_one_a_place", an_autosaved_draft, ["user", "place"], {}),
        ("presence_one_a_place", a_presence, ["user", "place"], {}),
        ("partnership_one_home", a_partnership, ["is_home"], {"is_home": True}),
        ("partnership_one_an_address", a_partnership, ["slug"], {"slug": "testford"}),
        (
            "dutyevidence_one_a_year",
            a_duty_evidence,
            ["duty", "partnership", "year"],
            {},
        ),
    ],
)
def test_second_row_for_the_same_is_refused(name, build, fields, given):
    assert_unique(build, name, fields, given)


def test_account_is_one_whatever_the_case_of_its_address():
    a_user(email="officer@example.org")
    second = a_user()
    # Saving stores it in lower case, so that only a change of many rows could differ.
    rows = User.objects.filter(pk=second.pk)
    second.email = "Officer@Example.org"

    with pytest.raises(ValidationError, match="already an account"):
        second.full_clean()
    name = "user_email_unique_whatever_case"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(email=second.email)


@pytest.mark.parametrize(
    ("build", "changes"),
    [
        (an_area, {"from_on": MAY, "to_on": MAY}),
        (an_area, {"from_on": None, "to_on": MAY}),
        (an_area, {"from_on": MAY, "to_on": None}),
        (an_area, {"parent": lambda row: an_area()}),
        (a_partner, {"parent": lambda row: a_partner()}),
        (a_post, {"group": None, "partner": lambda row: a_partner()}),
        (a_related_plan, {"first_year": 2016, "last_year": 2016}),
        (a_duty_evidence, {"evidence": "", "reason": Reason.NOT_GIVEN}),
        (a_membership, {"member_number": 2}),
    ],
)
def test_valid_row_is_saved(build, changes):
    assert_kept(build, changes)


def test_several_areas_can_have_no_code():
    an_area(ons_code="")
    an_area(ons_code="").full_clean()


@pytest.mark.parametrize("code", ["EO7000178", "E0700178", "e07000178", "E07000178\n"])
def test_ons_code_is_a_letter_and_8_digits(code):
    area = an_area()
    area.ons_code = code
    with pytest.raises(ValidationError, match="is not an ONS code") as raised:
        area.full_clean()
    assert list(raised.value.message_dict) == ["ons_code"]
    an_area(ons_code="E07000178").full_clean()


def test_area_that_ended_names_those_that_took_its_place():
    old, new = an_area(to_on=MAY), an_area(from_on=JUNE)
    old.successors.add(new)

    assert [*new.predecessors.all()] == [old]
    assert not new.successors.exists()


def test_slug_that_is_anothers_code_is_refused():
    a_partnership(code="testford")

    second = a_partnership()
    second.slug = "testford"

    assert_refused(second, "partnership_one_an_address")


@pytest.mark.parametrize(
    ("slug", "found"), [("testford", "testford-csp"), ("northford", "northford")]
)
def test_partnership_is_named_by_its_slug_or_else_by_its_code(slug, found):
    a_partnership(code="testford-csp", slug="testford")
    a_partnership(code="northford")

    assert Partnership.objects.named(slug).get().code == found
    assert Partnership.objects.named(slug).get().address == slug


@pytest.mark.parametrize("slug", ["testford-csp", "nowhere", ""])
def test_partnership_has_no_second_address(slug):
    a_partnership(code="testford-csp", slug="testford")

    assert not Partnership.objects.named(slug).exists()


@pytest.mark.parametrize("colour", ["red", "#12436", "#12436G", "12436D", "#12436D;"])
def test_colour_is_six_digits(colour):
    row = a_partnership()
    row.brand_colour = colour

    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert "brand_colour" in caught.value.error_dict


def test_home_returns_the_home_partnership():
    assert Partnership.objects.home() is None
    a_partnership()
    home = a_home_partnership()
    assert Partnership.objects.home() == home


@pytest.mark.parametrize(
    ("from_on", "to_on", "active"),
    [
        (None, None, True),
        (dt.date(2016, 4, 1), None, True),
        (dt.date(2017, 3, 31), None, True),
        (dt.date(2017, 4, 1), None, False),
        (None, dt.date(2016, 4, 1), True),
        (None, dt.date(2016, 3, 31), False),
        (dt.date(2016, 6, 1), dt.date(2016, 7, 1), True),
    ],
)
def test_row_applies_in_a_year_if_it_applies_on_a_day_of_it(from_on, to_on, active):
    row = a_partnership(from_on=from_on, to_on=to_on)
    membership = a_membership(from_on=from_on, to_on=to_on)

    assert (row in Partnership.objects.active_in(2016)) is active
    assert (membership in Membership.objects.in_year(2016)) is active


def test_brief_name_is_the_name_where_none_is_given():
    assert a_partner(name="Testshire").brief_name == "Testshire"
    assert a_partner(short_name="TCC").brief_name == "TCC"
    assert a_group(name="Safety Board").brief_name == "Safety Board"
    assert a_group(short_name="SB").brief_name == "SB"


def test_full_title_of_a_post():
    group = a_group(name="Testshire Safety Board")
    partner = a_partner(name="Testshire Police")

    assert a_post(group=group).full_title == "Chairman of the Testshire Safety Board"
    assert a_post(title="Inspector", partner=partner).full_title == (
        "Inspector, Testshire Police"
    )
    assert str(a_post(title="Inspector", partner=partner)) == (
        "Inspector, Testshire Police"
    )


def test_person_has_a_title_if_there_is_one():
    assert str(a_person(name="Sam Example")) == "Sam Example"
    assert str(a_person(name="Sam Example", title="Councillor")) == (
        "Councillor Sam Example"
    )


def test_person_who_held_a_post_stays():
    with pytest.raises(ProtectedError):
        a_tenure().person.delete()


def test_evidence_is_text_or_a_reason():
    assert a_duty_evidence(evidence="Done.").text == "Done."
    assert a_duty_evidence(reason=Reason.NOT_GIVEN).text == "not given"


@pytest.mark.parametrize(
    ("kind", "first", "last", "label"),
    [
        ("financial", 2013, 2017, "2013-14 to 2017-18"),
        ("financial", 2013, 2013, "2013-14"),
        ("financial", 2013, None, "2013-14"),
        ("calendar", 2015, 2018, "2015-2018"),
        ("calendar", 2013, None, "2013"),
    ],
)
def test_years_of_a_plan(kind, first, last, label):
    plan = a_related_plan(year_kind=kind, first_year=first, last_year=last)

    assert plan.years_label == label


@pytest.mark.parametrize(
    ("kind", "last", "day", "ended"),
    [
        ("financial", 2015, dt.date(2016, 3, 31), False),
        ("financial", 2015, dt.date(2016, 4, 1), True),
        ("calendar", 2015, dt.date(2015, 12, 31), False),
        ("calendar", 2015, dt.date(2016, 1, 1), True),
        ("financial", None, dt.date(2099, 1, 1), False),
    ],
)
def test_plan_has_ended_after_its_last_day(kind, last, day, ended):
    plan = a_related_plan(year_kind=kind, first_year=2012, last_year=last)

    assert plan.ended_before(day) is ended


class TestUser:
    def test_signs_in_by_address_whatever_its_case(self):
        user = a_user(email="officer@example.org", password="correct horse battery")

        assert User.objects.get_by_natural_key("Officer@EXAMPLE.org") == user
        assert user.check_password("correct horse battery")
        assert not user.is_staff and not user.is_superuser

    def test_needs_an_address(self):
        with pytest.raises(ValueError, match="must have an email address"):
            User.objects.create_user("")

    def test_superuser_may_open_the_administration(self):
        user = User.objects.create_superuser("admin@example.org", "x", name="A")

        assert user.is_staff and user.is_superuser

    def test_name_or_email_address(self):
        assert str(a_user(name="Alex Example")) == "Alex Example"
        assert str(a_user(name="", email="a@example.org")) == "a@example.org"
        assert (
            a_user(name="", email="b@example.org").get_short_name() == "b@example.org"
        )
        assert a_user(name="Alex").get_full_name() == "Alex"


@pytest.mark.parametrize("name", ["Sam Example", "sam  EXAMPLE", "Cllr Sam Éxample"])
def test_second_person_of_the_same_name_is_asked_about(name):
    a_person(name="Sam Example", namesake_note="", code="first")
    row = Person(code="second", name=name)

    with pytest.raises(ValidationError, match="already a person with this name"):
        row.full_clean()
    row.namesake_note = "of Testshire Council"
    row.full_clean()


def test_person_of_the_same_name_is_refused_by_the_database():
    assert_unique(a_person, "person_once", ["name", "namesake_note"])


def test_ons_code_is_of_one_area_at_a_time():
    an_area(ons_code="E99999999", to_on=dt.date(2016, 3, 31))
    row = an_area(from_on=dt.date(2016, 4, 1))
    row.ons_code = "E99999999"
    row.full_clean()

    row.from_on = dt.date(2016, 3, 31)
    with pytest.raises(ValidationError, match="already has this ONS code"):
        row.full_clean()
