"""Spreadsheets in the workplace: what they must hold, the check, the saving."""

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from funding.models import Allocation, Settlement
from partnership import spreadsheets, uploads
from partnership.importing import RESOURCES
from partnership.models import RelatedPlan, Tenure, Term
from partnership.workplace.imports import checking, kept
from partnership.workplace.registry import RECORDS
from tests import builders
from tests.partnership.test_spreadsheets import workbook
from tests.partnership.workplace.people import (
    BUILDERS,
    an_officer,
    build,
    somebody_who_may,
)

pytestmark = pytest.mark.django_db

TERMS = "/office/terms/import/"
EVERY = pytest.mark.parametrize("slug", sorted(RECORDS))


@pytest.fixture(autouse=True)
def files(media_root):
    """Where uploads are kept: a folder of the test's own."""
    return media_root / "imports"


def upload(client, data, name="terms.csv", slug="terms"):
    """Choose a file: the page of its check, or the first page with an error."""
    data = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile(name, data)
    return client.post(f"/office/{slug}/import/", {"file": file}, follow=True)


def address(page):
    """Where the check of an upload is."""
    return page.redirect_chain[-1][0]


def confirm(client, page):
    return client.post(address(page), {"confirm": "1"}, follow=True)


def told(page):
    """What a page says, as words."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2])
    return " ".join(text.replace("&#x27;", "'").split())


def cells(page):
    """The lines of the page's table."""
    return [list(map(str, row.cells)) for row in page.context["table"].rows]


def headings_of(record):
    slots = RESOURCES[record.model]().slots
    return [column.column_name for slot in slots for column in slot.columns]


# What a spreadsheet must hold


@EVERY
def test_every_kind_of_row_can_be_imported_from_its_list(slug, officer):
    build(slug)
    record = RECORDS[slug]

    shown = officer.get(record.list_address)
    page = officer.get(record.import_address)

    assertContains(shown, f'href="{record.import_address}"')
    assert [row[0] for row in cells(page)] == headings_of(record)
    assert all(row[2].endswith(".") for row in cells(page))
    needed = {row[0] for row in cells(page) if row[1] == "Always"}
    resource = RESOURCES[record.model]()
    assert needed == {c.column_name for s in resource.key_slots for c in s.columns}


@EVERY
def test_rows_come_back_as_they_went_out_and_change_nothing(slug, officer):
    build(slug)
    record = RECORDS[slug]
    data = officer.get(reverse("work:import_rows", args=[record, "xlsx"])).content

    page = upload(officer, data, f"{slug}.xlsx", slug)

    assert page.context["counts"] == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assertContains(page, "so there is nothing to import")
    assertNotContains(page, 'name="confirm"')


@EVERY
def test_columns_that_a_new_row_needs_are_enough(slug, officer):
    """Nothing that is called optional is asked for, but for a figure or its reason."""
    build(slug)
    record = RECORDS[slug]
    page = officer.get(record.import_address)
    needed = {row[0] for row in cells(page) if row[1] != "If you have it"}
    text = officer.get(reverse("work:import_rows", args=[record, "csv"]))
    [row] = csv.DictReader(io.StringIO(text.content.decode("utf-8-sig")))
    record.model._default_manager.all().delete()

    result = upload(officer, as_csv({n: row[n] for n in needed}), slug=slug)

    faults = result.context["told"]["faults"]
    assert [f for f in faults if "cell is empty" in f[3]] == []


def as_csv(*rows):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def test_page_describes_columns_in_plain_words(officer):
    builders.an_allocation(amount_gbp=64180)

    told = {row[0]: row for row in cells(officer.get("/office/allocations/import/"))}

    assert told["fund"][1:3] == [
        "Always",
        "Settlement. The code of the fund. With partnership and year it names the "
        "settlement.",
    ]
    assert told["line"][2] == "The code of the funding line."
    assert told["amount"][1:] == [
        "If you have it",
        "Amount (£). Pounds, with or without pence.",
        "64180.00",
    ]
    assert told["reason"][2].startswith("No figure, because. One of: not-available")


def test_template_has_the_headings_and_no_row(officer):
    builders.a_term()

    answer = officer.get(reverse("work:import_template", args=["terms", "xlsx"]))

    [row] = load_workbook(io.BytesIO(answer.content)).active.values
    assert list(row) == headings_of(RECORDS["terms"])
    assert answer["Content-Disposition"].endswith('"terms-template.xlsx"')


@pytest.mark.parametrize("name", ["import_template", "import_rows"])
def test_template_comes_only_in_kinds_that_are_read(officer, name):
    assert (
        officer.get(reverse(f"work:{name}", args=["terms", "ods"])).status_code == 404
    )


# The check


def test_check_counts_the_rows_and_saves_nothing(officer, files):
    builders.a_term(term="ABC", stands_for="As before")
    builders.a_term(term="DEF", stands_for="The same")

    page = upload(
        officer, "term,stands for\nABC,Now this\n\nDEF,The same\nGHI,<b>New</b>\n"
    )

    assert page.context["counts"] == {"new": 1, "changed": 1, "same": 1, "wrong": 0}
    assert page.context["told"]["blank"] == 1
    assert cells(page)[0][0] == "Row 2"
    assert cells(page)[0][2:] == ["stands for", "As before", "Now this"]
    assert 'href="/office/terms/' in cells(page)[0][1]
    new = officer.get(address(page), {"show": "new"})
    assert "stands for: &lt;b&gt;New&lt;/b&gt;" in cells(new)[0][2]
    assertContains(page, "Import 2 rows")
    assert set(Term.objects.values_list("stands_for", flat=True)) == {
        "As before",
        "The same",
    }
    assert Term.history.count() == 2


def test_wrong_row_is_told_with_its_cell_and_nothing_can_be_imported(officer):
    rows = "code,title,partnership,first year\na,Plan,{p},2016\nb,Plan B,{p},soon\n"
    partnership = builders.a_partnership(code="oxon")

    page = upload(officer, rows.format(p=partnership.code), slug="related-plans")

    assert page.context["counts"] == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    [row] = cells(page)
    assert row[:3] == ["Row 3", "first year", "soon"]
    assert "soon" in row[3]
    assertContains(page, "There is a problem with 1 row")
    assertContains(page, "<title>Error: ")
    assertNotContains(page, 'name="confirm"')

    again = confirm(officer, page)  # by whoever sends it all the same

    assertContains(again, "There is a problem with 1 row")
    assert RelatedPlan.objects.count() == 0


def test_empty_cell_and_unknown_code_say_what_to_do(officer):
    builders.a_post(code="chair")

    page = upload(officer, "person,post\nnobody,chair\n,chair\n", slug="tenures")

    assert [row[3] for row in cells(page)] == [
        "There is no person “nobody”. Add it first, or correct this.",
        "This cell is empty. Fill it in.",
    ]
    assert Tenure.objects.count() == 0


def test_columns_that_are_not_known_are_named_with_what_was_meant(officer):
    page = upload(officer, "term,stand for,tie\nABC,All,red\n")

    assert page.context["told"]["notes"] == [
        "The column “stand for” is not known and was ignored. Did you mean “stands "
        "for”?",
        "The column “tie” is not known and was ignored.",
    ]
    for note in page.context["told"]["notes"]:
        assert note in told(page)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ("name\nAnn\n", "terms.csv", "the file needs term. It has no term."),
        ("", "terms.csv", "This file is empty."),
        ("term,stands for\n", "terms.csv", "no rows below its headings"),
        ("term\nA\n", "terms.ods", "Save the sheet as XLSX or CSV"),
        ("term\nA\n", "terms.pdf", "Save the sheet as XLSX or CSV"),
        ("term\nA\n", "terms.xlsx", "named .xlsx and is not a workbook"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "terms.xlsx", "has a password"),
        (b"PK\x03\x04 and no more", "terms.xlsx", "cannot be read"),
        ("term\n" + "a\n" * 20_001, "terms.csv", "more than 20,000 rows"),
        ("term" + ",x" * 51, "terms.csv", "more than 50 columns"),
        (b"x" * (spreadsheets.MAX_BYTES + 1), "terms.csv", "larger than 10 MB"),
        (workbook(["term"], ["=1+1"]), "terms.xlsx", "Cell A2 is a formula without"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_file_that_is_not_read_is_refused_at_its_box(officer, files, data, name, words):
    page = upload(officer, data, name)

    [error] = page.context["form"].errors["file"]
    assert words in error
    assertContains(page, '<a href="#id_file">')
    assertContains(page, "<title>Error: ")
    assert not files.exists() or list(files.iterdir()) == []
    assert Term.objects.count() == 0


def test_no_file_asks_for_one(officer):
    page = officer.post(TERMS, {})

    assert page.context["form"].errors["file"] == ["Choose a spreadsheet first."]


def test_result_of_a_formula_is_read_and_words_like_one_stay_words(officer):
    page = upload(officer, 'term,stands for\nABC,"=1+1"\nDEF,\'=2+2\n')

    confirm(officer, page)

    assert list(Term.objects.values_list("stands_for", flat=True)) == ["=1+1", "=2+2"]
    answer = officer.get(reverse("work:import_rows", args=["terms", "csv"]))
    assert b"'=1+1" in answer.content


def test_days_written_as_text_are_read_day_first(officer):
    builders.a_person(code="ann"), builders.a_post(code="chair")

    page = upload(officer, "person,post,from\nann,chair,03/04/2016\n", slug="tenures")
    confirm(officer, page)

    assert Tenure.objects.get().from_on == dt.date(2016, 4, 3)

    wrong = upload(officer, "person,post,from\nann,chair,04/31/2016\n", slug="tenures")
    [row] = cells(wrong)
    assert row[1:] == [
        "from",
        "04/31/2016",
        "“04/31/2016” is not a date. Write it like 31/03/2016.",
    ]


def test_another_sheet_of_the_same_file_can_be_read(officer):
    def more(book):
        book.active.title = "Cover"
        sheet = book.create_sheet("Terms")
        sheet.append(["term", "stands for"])
        sheet.append(["ABC", "All of it"])

    page = upload(officer, workbook(["Hello"], prepare=more), "terms.xlsx")

    assertContains(page, "There is a problem")
    assert "no rows below its headings" in told(page)
    page = officer.post(address(page), {"sheet": "Terms"}, follow=True)
    assert page.context["counts"]["new"] == 1
    confirm(officer, page)
    assert Term.objects.get().term == "ABC"


def test_file_with_its_problems_keeps_its_rows_and_can_come_back_mended(officer):
    page = upload(officer, 'term,stands for\n"=ABC",All\n\n,Nobody\n')

    answer = officer.get(f"{address(page)}problems.xlsx")

    assert list(load_workbook(io.BytesIO(answer.content)).active.values) == [
        ("term", "stands for", "What is wrong"),
        ("'=ABC", "All", None),
        (None, None, None),
        (None, "Nobody", "term: This cell is empty. Fill it in."),
    ]
    text = officer.get(f"{address(page)}problems.csv").content.decode("utf-8-sig")
    mended = upload(officer, text.replace(",Nobody", "DEF,Nobody"))
    assert mended.context["counts"]["new"] == 2
    assert mended.context["told"]["notes"] == []


def test_heading_like_a_formula_is_made_harmless_in_the_file_with_problems(officer):
    page = upload(officer, 'term,"=HYPERLINK(""http://x"",""y"")"\n,b\n')

    answer = officer.get(f"{address(page)}problems.xlsx")

    first, *_ = load_workbook(io.BytesIO(answer.content)).active.rows
    assert {cell.data_type for cell in first} == {"s"}


def test_check_that_goes_while_it_is_listed_stops_nobody(officer, monkeypatch):
    upload(officer, "term,meaning\nCSP,Words\n")

    def is_gone(name):
        raise FileNotFoundError

    monkeypatch.setattr(uploads.default_storage, "get_modified_time", is_gone)

    assert upload(officer, "term,meaning\nCSP,Words\n").status_code == 200


def test_file_without_problems_has_no_such_file(officer):
    page = upload(officer, "term\nABC\n")

    assert officer.get(f"{address(page)}problems.csv").status_code == 404


def test_many_rows_stand_on_pages_and_the_counts_tell_of_all(officer, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ROWS", 60)
    lines = "".join(f"T{n},Words {n}\n" for n in range(70))

    page = upload(officer, f"term,stands for\n{lines}")

    assert page.context["counts"]["new"] == 70
    assertContains(page, "The first 60 of 70 rows.")
    second = officer.get(address(page), {"show": "new", "page": "2"})
    assert len(list(second.context["table"].page)) == 10
    assert officer.get(address(page), {"page": "99"}).status_code == 200
    confirm(officer, page)
    assert Term.objects.count() == 70


# Saving


def test_confirmed_file_is_saved_with_who_and_from_where(officer, files):
    kept_row = builders.a_term(term="ABC", stands_for="As before")
    page = upload(officer, "term,stands for\nABC,Now this\nGHI,New\n", "glossary.csv")

    done = confirm(officer, page)

    assert "2 rows imported: 1 new, 1 changed. 0 were the same." in told(done)
    assertContains(done, RECORDS["terms"].address(kept_row.pk))
    assertContains(done, f'href="{RECORDS["terms"].list_address}"')
    new = Term.objects.get(term="GHI")
    shown = officer.get(address(page), {"show": "new"})
    assertContains(shown, f'href="{RECORDS["terms"].address(new.pk)}"')
    entry = kept_row.history.first()
    assert entry.history_user == officer.user
    assert entry.history_change_reason == "Import of glossary.csv, row 2"
    lately = officer.get(
        reverse("work:all_history"), {"what": "terms", "who": officer.user.pk}
    )
    assertContains(lately, "Import of glossary.csv, row 2")
    assert [one.suffix for one in files.iterdir() if not one.suffix] == []


def test_sent_twice_is_saved_once(officer):
    page = upload(officer, "term,stands for\nABC,Words\n")

    first, second = confirm(officer, page), confirm(officer, page)

    assert "1 row imported: 1 new, 0 changed." in told(first)
    assert "1 row imported: 1 new, 0 changed." in told(second)
    assert Term.objects.get().history.count() == 1


def test_sent_twice_at_once_shows_what_the_other_one_did(officer, monkeypatch):
    page = upload(officer, "term,stands for\nABC,Words\n")
    read = checking._read

    def other_first(*args):
        """The same request came first, and was done before this one got the rows."""
        monkeypatch.setattr(checking, "_read", read)
        confirm(officer, page)
        return read(*args)

    monkeypatch.setattr(checking, "_read", other_first)

    done = confirm(officer, page)

    assert "1 row imported: 1 new, 0 changed." in told(done)
    assert Term.objects.get().history.count() == 1


def test_data_that_changed_after_the_check_are_checked_again(officer):
    row = builders.a_term(term="ABC", stands_for="As before")
    page = upload(officer, "term,stands for\nABC,Mine\n")
    row.stands_for = "Theirs"
    row.save()

    again = confirm(officer, page)

    assertContains(again, "Somebody changed the data after your check")
    assert cells(again)[0][3:] == ["Theirs", "Mine"]
    row.refresh_from_db()
    assert row.stands_for == "Theirs"
    confirm(officer, again)
    row.refresh_from_db()
    assert row.stands_for == "Mine"


def test_change_that_the_file_does_not_touch_is_no_reason_to_ask_again(officer):
    row = builders.a_term(term="ABC", stands_for="As before", meaning="Words")
    page = upload(officer, "term,stands for\nABC,Mine\n")
    row.meaning = "Other words"
    row.save()

    confirm(officer, page)

    row.refresh_from_db()
    assert (row.stands_for, row.meaning) == ("Mine", "Other words")


def test_file_that_became_wrong_after_the_check_saves_nothing(officer):
    partnership = builders.a_partnership(code="oxon")
    rows = "code,title,partnership,first year\na,Plan,oxon,2016\n"
    page = upload(officer, rows, slug="related-plans")
    partnership.delete()

    again = confirm(officer, page)

    assertContains(again, "There is a problem with 1 row")
    assert RelatedPlan.objects.count() == 0


def test_sums_that_differ_after_the_import_are_told(officer):
    settlement = builders.a_settlement(total_gbp=100)
    line = builders.a_line(fund=settlement.fund, partnership=settlement.partnership)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=100)
    answer = officer.get(reverse("work:import_rows", args=["allocations", "csv"]))
    text = answer.content.decode("utf-8-sig").replace("100.00", "90")

    done = confirm(officer, upload(officer, text, slug="allocations"))

    assert Allocation.objects.get().amount_gbp == 90
    assert Settlement.objects.get().total_gbp == 100
    assert "The lines add up to £90" in told(done)


# Who, and for how long


def test_other_officers_find_nothing_of_it(officer, client):
    page = upload(officer, "term,stands for\nABC,Secret words\n,x\n")
    client.force_login(an_officer(name="Dan Example"))

    for method, where in [
        ("get", address(page)),
        ("post", address(page)),
        ("get", f"{address(page)}problems.csv"),
    ]:
        answer = getattr(client, method)(where, follow=True)
        assertRedirects(answer, TERMS)
        assertContains(answer, kept.EXPIRED)
        assertNotContains(answer, "Secret words")
    assert Term.objects.count() == 0


def test_check_of_one_kind_is_not_opened_as_another(officer):
    page = upload(officer, "term\nABC\n")

    answer = officer.get(address(page).replace("terms", "people"))

    assertRedirects(answer, "/office/people/import/")


def test_check_is_kept_for_an_hour(officer, monkeypatch, files):
    page = upload(officer, "term\nABC\n")
    later = timezone.now() + dt.timedelta(seconds=uploads.KEPT_SECONDS + 1)
    monkeypatch.setattr(kept.timezone, "now", lambda: later)

    answer = confirm(officer, page)

    assertRedirects(answer, TERMS)
    assertContains(answer, kept.EXPIRED)
    assert Term.objects.count() == 0
    uploads.sweep(now=later)
    assert list(files.iterdir()) == []


def test_file_that_was_altered_on_the_disk_is_not_imported(officer, files):
    page = upload(officer, "term\nABC\n")
    [file] = [one for one in files.iterdir() if not one.suffix]
    file.write_text("term\nXYZ\n")

    assertContains(confirm(officer, page), kept.EXPIRED)
    assert Term.objects.count() == 0


def test_only_the_latest_checks_of_a_person_are_kept(officer, files):
    for number in range(kept.MOST_KEPT + 3):
        page = upload(officer, f"term\nT{number}\n")

    assert len([one for one in files.iterdir() if not one.suffix]) == kept.MOST_KEPT
    assert officer.get(address(page)).status_code == 200


def test_stopping_takes_the_file_away(officer, files):
    page = upload(officer, "term\nABC\n")

    answer = officer.post(address(page), {"drop": "1"}, follow=True)

    assertRedirects(answer, "/office/terms/")
    assertContains(answer, "Nothing was imported.")
    assert list(files.iterdir()) == []


@pytest.mark.parametrize(
    ("actions", "status"),
    [
        ([], 404),
        (["add", "change"], 404),
        (["view"], 403),
        (["view", "add"], 403),
        (["view", "change"], 403),
        (["view", "add", "change"], 200),
    ],
)
def test_importing_takes_the_right_to_add_and_to_change(client, actions, status):
    client.force_login(somebody_who_may(*actions, slug="terms"))
    builders.a_term(term="Not for everybody")

    for where in [TERMS, f"{TERMS}rows.csv", f"{TERMS}template.csv"]:
        assert client.get(where).status_code == status, where
    sent = client.post(TERMS, {"file": SimpleUploadedFile("terms.csv", b"term\nA\n")})
    assert sent.status_code == (302 if status == 200 else status)
    if "view" in actions:
        linked = f'href="{TERMS}"' in client.get("/office/terms/").content.decode()
        assert linked == (status == 200)


@EVERY
def test_no_page_of_the_workplace_leads_to_djangos_administration(slug, officer):
    row, record = build(slug), RECORDS[slug]

    for where in [
        record.list_address,
        record.import_address,
        record.address(row.pk),
        record.history_address(row.pk),
    ]:
        assertNotContains(officer.get(where), "/admin/")


# Speed


@pytest.mark.parametrize("slug", ["terms", "allocations", "observations"])
def test_pages_of_a_check_ask_as_often_for_many_rows_as_for_one(
    slug, officer, django_assert_max_num_queries
):
    assert set(BUILDERS) == set(RECORDS)
    counts = []
    for rows in (1, 3):
        while RECORDS[slug].model._default_manager.count() < rows:
            build(slug)
        answer = officer.get(reverse("work:import_rows", args=[slug, "csv"]))
        page = upload(officer, answer.content, slug=slug)
        with django_assert_max_num_queries(30) as counted:
            officer.get(address(page))
            officer.get(RECORDS[slug].import_address)
            officer.get(reverse("work:import_rows", args=[slug, "csv"]))
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_check_of_rows_that_are_the_same_asks_little_of_each(
    officer, django_assert_max_num_queries
):
    """Each row has a savepoint, so that one fault does not hide another; no more."""

    def queries(rows):
        while Term.objects.count() < rows:
            builders.a_term()
        answer = officer.get(reverse("work:import_rows", args=["terms", "csv"]))
        with django_assert_max_num_queries(400) as counted:
            upload(officer, answer.content)
        return len(counted)

    one, many = queries(1), queries(51)

    assert (many - one) / 50 <= 2
