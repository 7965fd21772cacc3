"""Forms of records: saving, errors and linked records."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from funding.models import Allocation, CarryForward
from funding.queries.differences import WHAT_TO_DO
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Tenure
from priorities.models import Priority, PriorityLink
from tests import builders
from tests.partnership.records.helpers import change, place, posted

pytestmark = pytest.mark.django_db


def test_faults_are_listed_on_top_and_nothing_typed_is_lost(officer):
    line = builders.a_line()
    page = officer.post(
        reverse("records:add", args=["carry-forwards"]),
        {
            "line": line.pk,
            "from_year": "2015/16",
            "to_year": "next year",
            "amount_gbp": "10k",
            "qualifier": "exact",
            "purpose": "",
            "code": "late-lights",
        },
    )

    assertContains(page, "<title>Error: Add a carry-forward", status_code=422)
    assertContains(page, "There is a problem", status_code=422)
    assertContains(page, "Did you mean 10,000?", status_code=422)
    assertContains(page, 'value="10k"', status_code=422)
    assertContains(page, 'value="next year"', status_code=422)
    assertContains(page, 'href="#id_purpose"', status_code=422)
    assertContains(page, "Enter the purpose", status_code=422)
    assert not CarryForward.objects.exists()


def test_optional_parts_are_folded_until_there_is_something_to_show(officer):
    url = reverse("records:add", args=["partnerships"])
    new = officer.get(url)
    refused = officer.post(url, {"name": "", "brand_colour": "red"})
    more = "More details (optional)"

    first, _, folded = new.content.decode().partition(more)
    assert 'name="is_home"' in first
    assert 'name="brand_colour"' in folded
    assertNotContains(refused, more, status_code=422)
    assertNotContains(officer.get(place(builders.a_partnership())), more)


def test_pounds_years_and_days_are_read_as_people_write_them(officer):
    row = builders.a_settlement(year=2016, total_gbp="1000.00")
    page = officer.get(place(row))

    assertContains(page, 'value="2016-17"')
    assertContains(officer.get(RECORD_TYPES["settlements"].list_url), "2016-17")
    officer.post(
        place(row),
        posted(
            page,
            year="2017/18",
            total_gbp="£64,180",
            agreed_on_day="30 September 2016",
            agreed_on_month="",
            agreed_on_year="",
        ),
    )

    row.refresh_from_db()
    assert (row.year, row.total_gbp) == (2017, 64180)
    assert row.agreed_on == dt.date(2016, 9, 30)


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("31", "2", "2016", "31 February 2016 is not a real date"),
        ("1", "13", "2016", "Month must be between 1 and 12"),
        ("1", "", "2016", "Date must include a month"),
        ("1", "2", "16", "Year must include 4 numbers, for example 2016"),
        ("soon", "", "", "Enter a full date, for example 30 9 2016"),
        ("2016-02-30", "", "", "Enter a full date, for example 30 9 2016"),
        ("1", "9" * 10, "2016", "Month must be between 1 and 12"),
        ("1", "2", "9" * 10, "Year must include 4 numbers, for example 2016"),
        ("9" * 10, "2", "2016", f"{'9' * 10} February 2016 is not a real date"),
    ],
)
def test_date_that_does_not_exist_is_an_error(day, month, year, message, officer):
    row = builders.a_settlement()

    answer = change(
        officer,
        row,
        agreed_on_day=day,
        agreed_on_month=month,
        agreed_on_year=year,
    )

    assertContains(answer, message[:1].lower() + message[1:], status_code=422)
    assertContains(
        answer,
        f'name="agreed_on_day" id="id_agreed_on_day" value="{day}"',
        status_code=422,
    )


def test_figure_and_reason_together_are_asked_about_at_the_figure(officer):
    row = builders.a_settlement()

    answer = change(officer, row, reason="not-yet-decided")

    assertContains(answer, 'id="id_total_gbp_error"', status_code=422)
    assertContains(
        answer,
        "Enter a figure or select a reason there is none, not both",
        status_code=422,
    )


@pytest.mark.database
def test_duplicate_code_is_an_error_at_the_code(officer):
    first, second = builders.a_partner(), builders.a_partner()

    answer = change(officer, second, code=first.code)

    assertContains(
        answer, "This code is already in use. Enter a different one", status_code=422
    )


def test_letter_in_place_of_a_nought_in_an_ons_code_is_an_error(officer):
    answer = change(officer, builders.an_area(), ons_code="EO7000178")

    assertContains(answer, "“EO7000178” is not an ONS code", status_code=422)


def test_unknown_figure_code_is_an_error_at_its_field(officer):
    home = builders.a_home_partnership()
    row = builders.an_achievement(partnership=home)

    answer = change(officer, row, body="<p>[=total nothing 2016-17]</p>")

    assertContains(answer, 'id="id_body_error"', status_code=422)


def test_removed_markup_is_reported_after_saving(officer):
    row = builders.an_achievement()

    answer = change(
        officer,
        row,
        follow=True,
        body="<p>More lights</p><script>x()</script>",
    )

    assertContains(answer, "Removed from your text: a script.")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            "<p>Two visits.</p><p>Lights &amp; locks.</p>",
            "Two visits.\n\nLights & locks.",
        ),
        # A list would be lost in a plain box, so the box shows its tags.
        ("<p>Two:</p><ul><li>One</li></ul>", "<p>Two:</p><ul><li>One</li></ul>"),
        ("<p>So.</p>\n<p>And so.</p>", "So.\n\nAnd so."),
        ("<p>Less than &lt;b&gt;.</p>", "Less than <b>."),
    ],
)
def test_unchanged_text_is_shown_without_markup_and_saved_with_it(
    officer, stored, shown
):
    row = builders.an_achievement(body=stored)
    page = officer.get(place(row))

    officer.post(place(row), posted(page, title="Others"))

    assert page.context["record_form"].form["body"].value() == shown
    row.refresh_from_db()
    assert row.body == stored


def test_typed_paragraphs_are_saved_as_paragraphs(officer):
    row = builders.an_achievement()
    page = officer.get(place(row))

    typed = posted(page, body="One & two.\n\nThree.")
    officer.post(place(row), typed)

    row.refresh_from_db()
    assert row.body == "<p>One &amp; two.</p><p>Three.</p>"


def test_objectives_to_select_name_their_plan(officer):
    undated = builders.a_commissioners_plan(title="Plan of old", from_year=None)
    builders.an_objective(plan=builders.a_commissioners_plan(from_year=2013))
    builders.an_objective(plan=undated)

    page = officer.get(place(builders.a_priority()))

    assertContains(page, ", from 2013-14)")
    assertContains(page, "Cut crime in Testshire (Plan of old)")


@pytest.mark.database
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("", ""), "already been added to this post. Enter a start date for each time"),
        (("1", "1"), "Two rows have the same"),
        (("1", ""), ""),
    ],
)
def test_two_equal_new_rows_are_an_error(days, words, officer):
    post, person = builders.a_post(), builders.a_person()
    data = posted(officer.get(place(post))) | {"tenures-TOTAL_FORMS": "2"}
    for number, day in enumerate(days):
        data[f"tenures-{number}-person"] = person.pk
        data[f"tenures-{number}-from_on_day"] = day
        data[f"tenures-{number}-from_on_month"] = day
        data[f"tenures-{number}-from_on_year"] = day and "2016"

    answer = officer.post(place(post), data, follow=True)

    assertContains(answer, words, status_code=422 if words else 200)
    assert Tenure.objects.count() == (0 if words else 2)


@pytest.mark.database
def test_new_row_below_gets_the_next_number(officer):
    strand = builders.a_strand(order=3)

    larger = change(officer, strand.priority, **{"add-strands": "1"})

    assertContains(larger, 'name="strands-1-order" value="4"')


def test_priority_links_to_an_earlier_priority(officer):
    earlier = builders.a_priority(from_year=2015)
    later = builders.a_priority(from_year=2016)
    data = posted(officer.get(place(later)))

    officer.post(
        place(later),
        data
        | {
            "earlier_links-TOTAL_FORMS": "1",
            "earlier_links-0-earlier": earlier.pk,
            "earlier_links-0-kind": "continued",
        },
    )

    assert PriorityLink.objects.get().earlier == earlier


def test_form_that_lacks_a_part_leaves_that_part_alone(officer):
    strand = builders.a_strand()
    priority = strand.priority
    page = officer.get(place(priority))
    data = {k: v for k, v in posted(page).items() if not k.startswith("strands-")}

    officer.post(place(priority), data | {"title": "Another wording"})

    assert Priority.objects.get().title == "Another wording"
    assert priority.strands.count() == 1


def test_affected_drafts_are_listed(officer):
    home = builders.a_home_partnership()
    report = builders.a_report(partnership=home, year=2016)
    row = builders.a_priority(partnership=home, from_year=2016)

    page = officer.get(place(row))
    assertContains(page, str(report))
    assertContains(page, "Published documents will not change.")


def test_words_typed_are_shown_and_not_run(officer):
    row = builders.a_term(term="<script>alert(1)</script>")

    assertNotContains(officer.get(place(row)), "<script>alert")
    assertNotContains(officer.get(RECORD_TYPES["terms"].list_url), "<script>alert")
    assertNotContains(
        officer.get(RECORD_TYPES["terms"].history_url(row.pk)), "<script>alert"
    )


@pytest.fixture
def settlement():
    return builders.a_settlement(total_gbp=778813)


def allocate(officer, settlement, line, amount):
    return officer.post(
        reverse("records:add", args=["allocations"]),
        {
            "settlement": settlement.pk,
            "line": line.pk,
            "amount_gbp": amount,
            "qualifier": "exact",
        },
        follow=True,
    )


def line_of(settlement, **kwargs):
    return builders.a_line(
        fund=settlement.fund, partnership=settlement.partnership, **kwargs
    )


@pytest.mark.database
def test_lines_that_do_not_add_up_are_saved_with_a_warning(officer, settlement):
    page = allocate(officer, settlement, line_of(settlement), "768,813")

    assert Allocation.objects.get().amount_gbp == 768813
    assertContains(
        page, "The lines add up to £768,813, but the settlement is £778,813."
    )
    assertContains(page, WHAT_TO_DO)


def test_names_are_escaped_in_lists_and_warnings(officer, settlement):
    hostile = "<script>alert(1)</script>"
    heading = line_of(settlement, label=hostile)
    allocate(officer, settlement, heading, "10")
    below = line_of(settlement, parent=heading)

    for page in [
        allocate(officer, settlement, below, "5"),
        officer.get(RECORD_TYPES["allocations"].list_url),
    ]:
        assertNotContains(page, hostile)
        assertContains(page, "&lt;script&gt;alert(1)")


def test_documents_are_listed_and_filtered_by_the_name_of_their_type(officer):
    builders.a_report(document_type="panel-update", period="2018-06-22", year=2018)
    agreement = builders.a_report()

    page = officer.get(
        RECORD_TYPES["documents"].list_url, {"document_type": "panel-update"}
    )

    assertContains(page, "1 of 2 documents")
    assertContains(page, "Police and Crime Panel update")
    assertNotContains(page, f'href="{place(agreement)}"')


def test_settlements_are_named_by_fund_and_year(officer):
    row = builders.a_settlement(fund=builders.a_fund(name="Lights Fund"), year=2016)

    page = officer.get(RECORD_TYPES["settlements"].list_url, {"year": "2016-17"})

    assertContains(page, f'href="{place(row)}"')
    assertContains(page, "Lights Fund")
    assertContains(page, "2016-17")


def test_sections_of_passages_are_named_in_their_history(officer):
    row = builders.a_passage(report=builders.a_report(), key="achievements.reporting")

    page = officer.get(RECORD_TYPES["passages"].history_url(row.pk))

    assertContains(page, "What we achieved in 2015-16, How we report")
