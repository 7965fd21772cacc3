"""Lists: filters, totals, downloads, bulk actions and deletion."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from funding.models import MonitoringReturn
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.lists import long_lists
from partnership.core.records.lists.bulk_actions import BulkActionView
from partnership.models import Term
from tests import builders
from tests.partnership.records.helpers import user_with_permissions

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ALLOCATIONS = "/staff/allocations/"
TERMS = "/staff/terms/"


def rows(page):
    return [row.record for row in page.context["table"].page.object_list]


def test_words_are_listed_and_downloaded_with_their_figures(officer):
    home = builders.a_home_partnership()
    fund = builders.a_fund(code="grant")
    settlement = builders.a_settlement(year=2016, fund=fund, partnership=home)
    line = builders.a_line(code="lights", fund=fund, partnership=home)
    builders.an_allocation(
        settlement=settlement,
        line=line,
        amount_gbp="64133.00",
        note="Of [=amount lights 2016-17] & of [=amount nothing 2016-17].",
    )

    note = "Of £64,133 &amp; of [=amount nothing 2016-17]."
    assertContains(officer.get(ALLOCATIONS), note)


def test_filters_stay_in_the_address_and_can_be_taken_away(officer):
    mine = builders.an_allocation(settlement=builders.a_settlement(year=2016))
    builders.an_allocation(settlement=builders.a_settlement(year=2017))

    page = officer.get(ALLOCATIONS, {"settlement__year": "2016-17", "q": "lights"})

    assert rows(page) == [mine]
    assertContains(page, "1 of 2 allocations")
    assertContains(page, "Year: 2016-17")
    assertContains(page, 'href="?q=lights"')
    assertContains(page, "Clear filters")
    assertContains(page, "export.csv?settlement__year=2016-17&amp;q=lights")


def test_search_finds_rows_with_every_word(officer):
    both = builders.a_term(term="ABC", meaning="Lights and locks.")
    builders.a_term(term="DEF", meaning="Lights.")

    assert rows(officer.get(TERMS, {"q": "locks lights"})) == [both]


def test_total_is_of_all_rows_and_not_of_the_page(officer):
    settlement = builders.a_settlement()
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    for _ in range(52):
        builders.an_allocation(
            settlement=settlement, line=builders.a_line(**shared), amount_gbp=10
        )

    page = officer.get(ALLOCATIONS)

    assert len(rows(page)) == 50
    assertContains(page, "Total 2016-17, 52 rows")
    assertContains(page, "£520")
    assertContains(page, "Showing 1 to 50 of 52.")


def test_heading_is_not_added_to_its_own_lines(officer):
    settlement = builders.a_settlement()
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    heading = builders.a_line(**shared)
    line = builders.a_line(parent=heading, **shared)
    builders.an_allocation(settlement=settlement, line=heading, amount_gbp=900)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=900)

    page = officer.get(ALLOCATIONS)

    assert page.context["totals"] == [("2016-17", "1 row", "£900")]
    assertContains(page, "Subtotals are not counted again.")


def test_page_that_is_not_there_gives_the_last_one(officer):
    row = builders.a_term()

    for asked in ("2", "0", "x", "-1", "9" * 9):
        assert rows(officer.get(TERMS, {"page": asked})) == [row]


def test_equal_rows_have_one_order_over_all_pages(officer):
    for _ in range(60):
        builders.a_term(full_version="The same")

    found = [
        row.pk
        for number in (1, 2)
        for row in rows(officer.get(TERMS, {"sort": "full_version", "page": number}))
    ]

    assert len(set(found)) == 60


def test_column_that_is_not_there_leaves_the_usual_order(officer):
    builders.a_term(term="B"), builders.a_term(term="A")

    page = officer.get(TERMS, {"sort": "password"})

    assert [row.term for row in rows(page)] == ["A", "B"]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("people/?q=chair", ["Sam Example"]),
        ("terms/?q=A%26E", ["ABC"]),
        ("populations/?year=2015", ["North, 2015"]),
        ("populations/?year=", ["North, 2014", "North, 2015"]),
    ],
)
def test_list_finds_each_row_once(address, names, officer):
    person = builders.a_person()
    for title in ("Chair", "Vice-chair"):
        builders.a_tenure(person=person, post=builders.a_post(title=title))
    builders.a_term(term="ABC", meaning="Open at A&E")
    north = builders.an_area(name="North")
    for year in (2014, 2015):
        builders.a_population(area=north, year=year)

    assert sorted(map(str, rows(officer.get(f"/staff/{address}")))) == names


def test_file_has_all_filtered_pages_with_numbers_as_numbers(officer):
    settlement = builders.a_settlement(year=2016)
    line = builders.a_line(
        fund=settlement.fund, partnership=settlement.partnership, label="Lights"
    )
    builders.an_allocation(settlement=settlement, line=line, amount_gbp="64180.50")
    builders.an_allocation(settlement=builders.a_settlement(year=2017))

    answer = officer.get(
        reverse("records:export", args=["allocations", "xlsx"]),
        {"settlement__year": "2016-17"},
    )

    sheet = load_workbook(io.BytesIO(answer.content)).active
    headings, *lines = [[cell.value for cell in row] for row in sheet]
    [found] = [dict(zip(headings, cells, strict=True)) for cells in lines]
    assert (found["line"], found["year"]) == (line.code, "2016-17")
    assert (found["amount"], found["qualifier"]) == (64180.5, "exact")


@pytest.mark.parametrize("sort", ["", "?sort=-value", "?sort=value"])
def test_pages_of_a_long_list_have_each_row_once_in_order(officer, monkeypatch, sort):
    area = builders.an_area()
    for number in range(4):
        measure = builders.a_measure(order=9 - number)
        for year in range(1990, 2020):
            builders.an_observation(
                measure=measure,
                area=area,
                starts_on=dt.date(year, 4, 1),
                ends_on=dt.date(year + 1, 3, 31),
                value=year % 7,
            )

    def pages():
        mark = "&" if sort else "?"
        found = []
        for number in range(1, 4):
            url = f"/staff/observations/{sort}{mark}page={number}"
            found += rows(officer.get(url))
        return found

    as_they_are = pages()
    monkeypatch.setattr(long_lists, "LONG", 10)

    assert pages() == as_they_are
    assert len(set(as_they_are)) == 120


def test_words_that_a_spreadsheet_would_run_are_made_harmless(officer):
    builders.a_term(term="=1+1")

    answer = officer.get(reverse("records:export", args=["terms", "csv"]))

    assert b"'=1+1" in answer.content


def test_file_of_another_kind_is_not_there(officer):
    assert officer.get("/staff/terms/export.exe").status_code == 404


# Several rows at once


def act(officer, slug, chosen, **data):
    place = reverse("records:bulk_action", args=[slug])
    return officer.post(place, {"row": [row.pk for row in chosen], **data})


def test_deleting_several_is_asked_about_first(officer):
    first, second, third = (builders.a_term() for _ in range(3))

    asked = act(officer, "terms", [first, second], action="delete")
    assertContains(asked, "Delete 2 terms?")
    assert Term.objects.count() == 3

    act(officer, "terms", [first, second], action="delete", confirmed="1")
    assert list(Term.objects.all()) == [third]
    gone = Term.history.filter(id=first.pk).first()
    assert gone.history_change_reason == "Deleted in bulk"


def test_one_row_in_use_prevents_deleting_all(officer):
    free, used = builders.a_partner(), builders.a_partner()
    builders.a_membership(partner=used)

    page = act(officer, "partners", [free, used], action="delete", confirmed="1")

    assertContains(page, "Nothing has been deleted.")
    assert type(free).objects.filter(pk=free.pk).exists()


def test_column_is_set_for_several_rows(officer):
    first, second = builders.a_return(), builders.a_return()

    asked = act(officer, "returns", [first, second], action="set-due_on")
    assertContains(asked, "Change 2 monitoring returns")
    act(
        officer,
        "returns",
        [first, second],
        action="set-due_on",
        confirmed="1",
        due_on_day="30",
        due_on_month="4",
        due_on_year="2017",
    )

    assert {str(row.due_on) for row in MonitoringReturn.objects.all()} == {"2017-04-30"}
    assert first.history.first().history_change_reason == "Changed in bulk (2 rows)"


def test_what_was_saved_meanwhile_survives_a_change_of_several_rows(
    officer, monkeypatch
):
    row = builders.a_return()
    read = BulkActionView.get_rows

    def read_before_another_saves(self, record, request):
        rows = read(self, record, request)
        MonitoringReturn.objects.update(narrative="<p>Written meanwhile</p>")
        return rows

    monkeypatch.setattr(BulkActionView, "get_rows", read_before_another_saves)
    fields = {"due_on_day": "30", "due_on_month": "4", "due_on_year": "2017"}
    act(officer, "returns", [row], action="set-due_on", confirmed="1", **fields)

    row.refresh_from_db()
    assert (str(row.due_on), row.narrative) == (
        "2017-04-30",
        "<p>Written meanwhile</p>",
    )


def test_one_invalid_row_prevents_changing_all(officer):
    open_return = builders.a_return()
    received = builders.a_return(received_on="2017-05-01")

    page = act(
        officer,
        "returns",
        [received, open_return],
        action="set-accepted_on",
        confirmed="1",
        accepted_on_day="2 May 2017",
    )

    assertContains(
        page, "A return must be received before it is accepted", status_code=422
    )
    assert not MonitoringReturn.objects.exclude(accepted_on=None).exists()


@pytest.mark.parametrize("key", ["²", "9" * 40, "-1", "x"])
def test_invalid_row_is_skipped(officer, key):
    row = builders.a_term(term="Prevent")

    page = officer.post(
        f"{TERMS}bulk/", {"action": "delete", "row": [key]}, follow=True
    )

    assertContains(page, "Select at least one record")
    assert Term.objects.filter(pk=row.pk).exists()


def test_no_selection_is_a_warning(officer):
    builders.a_term()

    answer = act(officer, "terms", [], action="delete", back=f"{TERMS}?q=a")

    assert answer.url == f"{TERMS}?q=a"
    assertContains(officer.get(TERMS), "Select at least one record")


def test_way_back_never_leaves_the_site(officer):
    answer = act(officer, "terms", [], action="delete", back="//evil.example.org/")

    assertRedirects(answer, TERMS)


def test_who_may_not_delete_is_not_offered_to(client):
    row = builders.a_term()
    client.force_login(user_with_permissions("view", slug="terms"))

    assertNotContains(client.get(TERMS), "With selected records")
    act(client, "terms", [row], action="delete", confirmed="1")
    assert Term.objects.filter(pk=row.pk).exists()


# Deleting one row


def test_what_would_go_too_is_named_before_deleting(officer):
    strand = builders.a_strand(title="Lights")
    builders.a_measure(name="Thefts", priority_theme=strand.priority)

    page = officer.get(
        reverse("records:delete", args=["priorities", strand.priority_id])
    )

    assertContains(page, "These will no longer be linked to it")
    assertContains(page, "Measure: Thefts")
    assertContains(page, "These will also be deleted")
    assertContains(page, RECORD_TYPES["strands"].edit_url(strand.pk))


def test_row_in_use_is_not_deleted_and_its_uses_are_listed(officer):
    membership = builders.a_membership()
    place = reverse("records:delete", args=["partners", membership.partner_id])

    assertContains(
        officer.get(place),
        "You cannot delete this until you remove these linked records",
    )
    assert officer.post(place).status_code == 409
    assert type(membership.partner).objects.filter(pk=membership.partner_id).exists()


def test_row_in_an_edition_is_not_deleted(officer, media_root):
    row = builders.a_measure(code="lights-out")
    figures = [{"token": "value lights-out x 2016"}]
    builders.an_edition(content={"document": {"figures": figures}})
    other = builders.a_measure(code="lights")
    place = reverse("records:delete", args=["measures", row.pk])

    assertContains(officer.get(place), "because a published document uses it")
    assert officer.post(place).status_code == 409
    free = reverse("records:delete", args=["measures", other.pk])
    assert officer.post(free).status_code == 302
