"""Forms: generated codes, notices, error messages, and searches and totals of lists."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from funding.models import Settlement
from partnership.core.models import integrity
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.forms.fields import RelatedRowsField
from partnership.models import Membership, Partner, Partnership, Person, Post
from partnership.partners.postholders import overlapping_postholders
from priorities.models import Measure, Objective, Priority
from tests import builders
from tests.partnership.records.helpers import posted

pytestmark = pytest.mark.django_db


def added(client, slug, **typed):
    place = RECORD_TYPES[slug].add_url
    answer = client.post(place, posted(client.get(place), **typed))
    assert answer.status_code == 302, answer.context["problems"]


def change(client, slug, row, **fields):
    place = RECORD_TYPES[slug].edit_url(row.pk)
    return client.post(place, posted(client.get(place), **fields), follow=True)


# Codes


def test_blank_code_is_generated_from_the_name(officer):
    added(officer, "people", name="Ada Example")

    assert Person.objects.get().code == "ada-example"


@pytest.mark.parametrize(
    ("name", "code"), [("Пример", "primer"), ("例子", "lizi"), ("---", "person")]
)
def test_name_in_any_script_gives_a_code(officer, name, code):
    added(officer, "people", name=name)

    assert Person.objects.get().code == code


def test_form_sent_twice_adds_one_record(officer):
    place = RECORD_TYPES["measures"].add_url
    page = officer.get(place)
    sent = {**posted(page, name="Thefts"), "form_id": page.context["form_id"]}

    first, again = officer.post(place, sent), officer.post(place, sent)
    assert Measure.objects.get().code == "thefts"
    assert first.url == again.url

    # Back in the browser, then a different change: nothing is lost.
    officer.post(place, {**sent, "name": "Robberies"})
    # The same in another tab adds nothing, unless the record was changed meanwhile.
    for changed_name, added in (("Thefts", set()), ("Thefts from cars", {"thefts-2"})):
        Measure.objects.filter(code="thefts").update(name=changed_name)
        officer.post(place, {**sent, "form_id": officer.get(place).context["form_id"]})
        codes = set(Measure.objects.values_list("code", flat=True))
        assert codes == {"thefts", "robberies"} | added


def test_record_with_an_existing_name_is_only_added_if_it_is_different(officer):
    council = builders.a_partner(code="council", name="Testshire Council")
    place = RECORD_TYPES["partners"].add_url
    sent = posted(officer.get(place), name="testshire council", kind="other")

    asked = officer.post(place, sent)

    assert "Is this the same partner?" in asked.content.decode()
    assert RECORD_TYPES["partners"].edit_url(council.pk) in asked.content.decode()
    assert Partner.objects.get() == council
    # Nothing that was entered is lost.
    draft = officer.get(f"{place}?draft=1").content.decode()
    assert "testshire council" in draft

    again = {name: value for name, value in asked.context["sent"]}
    officer.post(place, {**again, "is_another": "yes"})
    codes = set(Partner.objects.values_list("code", flat=True))
    assert codes == {"council", "testshire-council"}


def test_same_name_in_another_year_is_not_asked_about(officer):
    builders.a_priority(title="Fewer fires", from_year=2015)
    shared = {"partnership": Partnership.objects.get().pk, "number": "1"}
    years = {"from_year": "2016-17", "to_year": "2016-17"}

    added(officer, "priorities", title="Fewer fires", **shared, **years)

    assert Priority.objects.filter(title="Fewer fires").count() == 2


def test_two_records_of_one_name_get_two_codes(officer):
    added(officer, "people", name="Ada Example")
    added(officer, "people", name="Ada Example", namesake_note="of the police")

    codes = set(Person.objects.values_list("code", flat=True))
    assert codes == {"ada-example", "ada-example-2"}


def test_code_of_a_priority_has_its_year_and_is_not_long(officer):
    partnership = builders.a_partnership()
    title = "Reduce anti-social behaviour and everything else that troubles Testshire"

    added(
        officer,
        "priorities",
        title=title,
        partnership=partnership.pk,
        from_year="2016-17",
        to_year="2016-17",
        number="1",
    )

    code = Priority.objects.get().code
    assert code == ("reduce-anti-social-behaviour-and-everything-else-that-2016-17")


def test_existing_code_stays_if_its_field_is_cleared(officer):
    row = builders.a_partner(code="lasting", name="Testshire Police")

    change(officer, "partners", row, code="", name="Police of Testshire")

    row.refresh_from_db()
    assert (row.code, row.name) == ("lasting", "Police of Testshire")


def test_new_linked_rows_get_different_codes(officer):
    plan = builders.a_commissioners_plan()

    change(
        officer,
        "commissioners-plans",
        plan,
        **{
            "objectives-TOTAL_FORMS": "2",
            "objectives-0-number": "1",
            "objectives-0-text": "Fewer thefts",
            "objectives-1-number": "2",
            "objectives-1-text": "Fewer thefts",
        },
    )

    codes = Objective.objects.values_list("code", flat=True)
    assert set(codes) == {"fewer-thefts", "fewer-thefts-2"}


def test_key_too_long_for_a_database_is_an_error():
    field = RelatedRowsField(Partner.objects.all())

    with pytest.raises(ValidationError, match="9999"):
        field.clean(["9" * 20])


def test_blank_name_gets_an_error_and_no_code(officer):
    place = RECORD_TYPES["partners"].add_url

    answer = officer.post(place, posted(officer.get(place)))

    errors = [words for words, _ in answer.context["problems"]]
    assert "Name: enter the name" in errors
    assert not any(words.startswith("Code") for words in errors)
    assert not Partner.objects.exists()


# Chairs


@pytest.fixture
def chair():
    post = builders.a_post(kind=Post.Kind.CHAIR)
    return builders.a_tenure(
        post=post,
        person=builders.a_person(name="Ada Example"),
        from_on=dt.date(2015, 4, 1),
    )


def add_tenure(client, chair, **ended):
    person = builders.a_person(name="Ben Example")
    return change(
        client,
        "posts",
        chair.post,
        **{
            "tenures-TOTAL_FORMS": "2",
            "tenures-1-person": person.pk,
            "tenures-1-from_on_day": "1",
            "tenures-1-from_on_month": "5",
            "tenures-1-from_on_year": "2016",
        },
        **ended,
    )


def test_second_chair_without_an_end_date_gets_a_notice(officer, chair):
    page = add_tenure(officer, chair)

    words = (
        "Ben Example became chair on 1 May 2016, but Ada Example has no end date. "
        "Enter an end date unless both are chair."
    )
    assertContains(page, words, count=2)  # above the form, and beside the box
    [at_box] = [
        form.notices
        for one in page.context["record_form"].all_formsets()
        for form in one.forms
        if form.instance.person.name == "Ada Example"
    ]
    assert at_box == {"to_on": words}
    assertContains(page, 'id="id_tenures-1-to_on_notice"')


@pytest.mark.parametrize(
    ("ended", "is_noticed"), [(None, True), ("2016-05-01", True), ("2016-04-30", False)]
)
def test_person_with_a_post_twice_gets_a_notice_if_the_dates_overlap(ended, is_noticed):
    first = builders.a_tenure(from_on="2012-04-01", to_on=ended)
    again = builders.a_tenure(
        person=first.person, post=first.post, from_on=dt.date(2016, 5, 1)
    )

    found = overlapping_postholders([first, again])

    words = f"{first.person} has this post again from 1 May 2016."
    assert [n["to_on"][: len(words)] for n in found.values()] == [words] * is_noticed


def test_chair_that_ended_in_the_same_save_gets_no_notice(officer, chair):
    page = add_tenure(
        officer,
        chair,
        **{
            "tenures-0-to_on_day": "30",
            "tenures-0-to_on_month": "4",
            "tenures-0-to_on_year": "2016",
        },
    )

    assertNotContains(page, "Ben Example became chair")


@pytest.mark.parametrize(
    ("began", "ended", "is_found"),
    [
        ("2016-05-01", None, True),
        ("2017-03-31", None, False),  # handed over on a day
        ("2016-05-01", "2018-05-01", True),
        (None, None, False),  # may have begun later
        (None, "2016-05-01", False),  # may have been before
    ],
)
def test_overlap_of_chairs_with_end_dates_is_found(chair, began, ended, is_found):
    chair.to_on = dt.date(2017, 3, 31)
    chair.save()
    other = builders.a_tenure(post=chair.post, from_on=began, to_on=ended)
    if ended:
        chair.from_on = None
        chair.save()

    found = overlapping_postholders([chair])

    assert (chair.pk in found) == is_found == (other.pk in found)
    sentences = [sentence for _rule, sentence in integrity.warnings()]
    assert len([one for one in sentences if "hold it together" in one]) == is_found


def test_two_representatives_get_no_notice(officer, chair):
    Post.objects.update(kind=Post.Kind.REPRESENTATIVE)

    assertNotContains(add_tenure(officer, chair), "Ben Example became chair")


# Boxes


def test_dates_of_a_membership_come_before_the_services(officer):
    membership = builders.a_membership()

    shown = officer.get(
        RECORD_TYPES["groups"].edit_url(membership.group_id)
    ).content.decode()

    assert shown.index("memberships-0-to_on_day") < shown.index(
        'name="memberships-0-services"'
    )


def test_many_checkboxes_are_collapsed_and_name_what_is_selected(officer):
    membership = builders.a_membership()
    for _ in range(20):
        partner = builders.a_partner()
    membership.services.add(partner)

    page = officer.get(RECORD_TYPES["memberships"].edit_url(membership.pk))

    assertContains(page, f'<span class="govuk-details__summary-text">{partner.name}')
    assertNotContains(page, "<details open")
    change(officer, "memberships", membership, member_number="2")
    assert list(Membership.objects.get().services.all()) == [partner]


@pytest.mark.parametrize(
    ("slug", "builder", "field"),
    [
        ("settlements", builders.a_settlement, "total_gbp"),
        ("instalments", builders.an_instalment, "amount_gbp"),
        ("carry-forwards", builders.a_carry_forward, "amount_gbp"),
        ("returns", builders.a_return, "spent_gbp"),
        ("targets", builders.a_target, "value"),
        ("observations", builders.an_observation, "value"),
    ],
)
def test_figure_typed_over_a_reason_replaces_it(slug, builder, field, officer):
    row = builder(**{field: None, "reason": "not-yet-decided"})

    change(officer, slug, row, **{field: "12"})

    row.refresh_from_db()
    assert (getattr(row, field), row.reason) == (12, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1234567890123", "no more than 12 digits before the decimal point"),
        ("1.234", "Enter an amount, for example 46,500"),
    ],
)
def test_too_large_amount_is_an_error_with_the_format(typed, words, officer):
    row = builders.a_settlement()

    page = change(officer, "settlements", row, total_gbp=typed)

    errors = [sentence for sentence, _ in page.context["problems"]]
    assert len(errors) == 1 and words in errors[0]


def test_too_large_amount_in_the_model_is_an_error_with_the_format():
    column = Settlement._meta.get_field("total_gbp")

    with pytest.raises(
        ValidationError, match="no more than 12 digits before the decimal point"
    ):
        column.run_validators(Decimal("10000000000000"))


def test_too_large_number_is_an_error_with_the_format(officer):
    row = builders.an_observation()

    page = change(officer, "observations", row, value="1234567890123456")

    errors = " ".join(words for words, _ in page.context["problems"])
    assert "up to 12 digits before the decimal point and 4 after it" in errors


# Lists


def test_words_find_the_rows_of_a_year(officer):
    row = builders.an_allocation(settlement=builders.a_settlement(year=2016))
    builders.an_allocation(settlement=builders.a_settlement(year=2017))

    page = officer.get(RECORD_TYPES["allocations"].list_url, {"q": "2016-17"})

    assert [one.record for one in page.context["table"].page.object_list] == [row]


def test_words_find_rows_of_several_years_by_each_year(officer):
    row = builders.a_priority(from_year=2014, to_year=2017)
    builders.a_priority(from_year=2010, to_year=2011)

    page = officer.get(RECORD_TYPES["priorities"].list_url, {"q": "testshire 2016/17"})

    assert [one.record for one in page.context["table"].page.object_list] == [row]


def test_amounts_of_two_years_are_never_added_up(officer):
    for year, pounds in [(2016, 1000), (2016, 500), (2017, 70)]:
        builders.a_settlement(year=year, total_gbp=pounds)

    page = officer.get(RECORD_TYPES["settlements"].list_url)

    assert page.context["totals"] == [
        ("2017-18", "1 row", "£70"),
        ("2016-17", "2 rows", "£1,500"),
    ]
    assertContains(page, "Total 2016-17, 2 rows")
    assertNotContains(page, "£1,570")


def test_money_spent_by_the_middle_and_by_the_end_of_a_year_is_not_added(officer):
    line = builders.a_line()
    builders.a_return(line=line, year=2016, kind="mid-year", spent_gbp=400)
    builders.a_return(line=line, year=2016, kind="end-year", spent_gbp=900)

    page = officer.get(RECORD_TYPES["returns"].list_url)

    assert sorted(pounds for *_, pounds in page.context["totals"]) == ["£400", "£900"]


def test_total_of_unknown_amounts_is_not_recorded(officer):
    builders.a_settlement(year=2016, total_gbp=None, reason="not-yet-decided")

    page = officer.get(RECORD_TYPES["settlements"].list_url)

    assert page.context["totals"] == [("2016-17", "1 row", "not recorded")]


def test_links_of_rows_with_one_name_differ_for_screen_readers(officer):
    first = builders.a_settlement(year=2016)
    second = builders.a_settlement(
        fund=first.fund, partnership=first.partnership, year=2017
    )

    shown = officer.get(RECORD_TYPES["settlements"].list_url).content.decode()

    assert f"{first.partnership}, 2016-17, £" in shown
    for row, year in [(first, "2016-17"), (second, "2017-18")]:
        start = f'<a href="{RECORD_TYPES["settlements"].edit_url(row.pk)}">{row.fund}'
        link = shown[shown.index(start) :].partition("</a>")[0]
        assert f'<span class="visually-hidden">, {row.partnership}, {year}' in link
    assert f'aria-label="Select {first.fund}, {first.partnership}, 2016-17' in shown


def test_options_of_the_same_name_have_their_partnership_beside_them(officer):
    """Two partnerships have the same priority in one year."""
    first, second = (
        builders.a_priority(
            title="Safer streets", partnership=builders.a_partnership(name=name)
        )
        for name in ("North Alliance", "South Alliance")
    )
    other = builders.a_priority(title="Fewer fires")

    page = officer.get(reverse("records:add", args=["measures"]))

    form = page.context["record_form"].form
    choices = dict(form.fields["priority_theme"].widget.choices)
    assert choices[first.pk] == f"{first}, North Alliance"
    assert choices[second.pk] == f"{second}, South Alliance"
    assert choices[other.pk] == str(other)


def test_priority_cannot_contribute_to_itself_or_to_one_that_contributes(officer):
    priority, other = builders.a_priority(), builders.a_priority()
    other.contributes_to.add(priority)

    for chosen, words in ((priority, "the record itself"), (other, "leads back")):
        response = change(officer, "priorities", priority, contributes_to=[chosen.pk])
        assertContains(response, words, status_code=422)
    assert not priority.contributes_to.exists()
