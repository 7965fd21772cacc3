"""Import previews: changes, errors and notices; nothing is saved."""

import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.imports.files import uploads
from partnership.core.imports.previews import preview_data
from partnership.core.models import ImportRun
from partnership.core.records.importing import views as import_views
from partnership.models import RelatedPlan, Tenure, Term
from tests import builders
from tests.partnership.records.import_helpers import (
    TERMS,
    address,
    cells,
    confirm,
    page_text,
    upload,
)
from tests.partnership.test_read_file import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def test_check_counts_the_rows_and_saves_nothing(officer, files):
    builders.a_term(term="ABC", full_version="As before")
    builders.a_term(term="DEF", full_version="The same")

    page = upload(
        officer, "term,full version\nABC,Now this\n\nDEF,The same\nGHI,<b>New</b>\n"
    )

    assert page.context["counts"] == {"new": 1, "changed": 1, "same": 1, "wrong": 0}
    assert page.context["preview"]["blank"] == 1
    assert cells(page)[0][0] == "Row 2"
    assert cells(page)[0][2:] == ["full version", "As before", "Now this"]
    assert 'href="/staff/terms/' in cells(page)[0][1]
    new = officer.get(address(page), {"show": "new"})
    assert "full version: &lt;b&gt;New&lt;/b&gt;" in cells(new)[0][2]
    assertContains(page, "Import 2 terms")
    assert set(Term.objects.values_list("full_version", flat=True)) == {
        "As before",
        "The same",
    }
    assert Term.history.count() == 2


def test_row_error_names_its_cell_and_prevents_import(officer):
    rows = "code,title,partnership,first year\na,Plan,{p},2016-17\nb,Plan B,{p},soon\n"
    partnership = builders.a_partnership(code="oxon")

    page = upload(officer, rows.format(p=partnership.code), slug="related-plans")

    assert page.context["counts"] == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    [row] = cells(page)
    assert row[:3] == ["Row 3", "first year", "soon"]
    assert "soon" in row[3]
    assertContains(page, "There is a problem with 1 row")
    assertContains(page, "<title>Error: ")
    assertNotContains(page, 'name="confirm"')

    again = confirm(officer, page)  # by someone who sends it anyway

    assertContains(again, "There is a problem with 1 row")
    assert RelatedPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Vacant", "“Vacant” is not a name"),
        ("Ann Example / Bo Sample", "looks like 2 people"),
    ],
)
def test_person_of_a_post_who_is_not_one_person_is_explained(officer, name, message):
    post = builders.a_post()

    page = upload(officer, f"post,person\n{post.code},{name}\n", slug="tenures")

    assert message in cells(page)[0][3]


def test_errors_are_corrected_by_value_or_column_or_left_out(officer):
    rows = ["soon,x", "soon,x", "later,x", "2016-17,x"]
    partnership = builders.a_partnership(code="oxon")
    data = "".join(
        f"p{n},Plan {n},{partnership.code},{row}\n" for n, row in enumerate(rows)
    )
    page = upload(
        officer,
        f"code,title,partnership,first year,year kind\n{data}".replace(
            ",x", ",financial"
        ),
        slug="related-plans",
    )

    assert [row[0] for row in cells(page)] == ["Rows 2 and 3", "Row 4"]

    def counts(**how):
        page_after = officer.post(address(page), how, follow=True)
        found = page_after.context["counts"]
        return found["new"], found["wrong"]

    assert counts(**{"cell-0": "2017-18"}) == (3, 1)
    assert counts(**{"cell-0": "2017-18", "whole-0": "1"}) == (4, 0)
    assert counts(**{"leave-0": "1"}) == (1, 1)


def test_options_are_listed_once_for_the_columns_with_errors(
    officer, django_assert_max_num_queries
):
    person = builders.a_person()
    posts = [builders.a_post(partner=builders.a_partner()) for _ in range(20)]
    data = "".join(f"{person.code},Nobody {n},2016\n" for n in range(30))

    page = upload(officer, f"person,post,first year\n{data}", slug="tenures")
    with django_assert_max_num_queries(30):
        html = officer.get(address(page)).content.decode()

    assert html.count("<datalist") == 1 and html.count("<option value=") < 60
    boxes = re.findall(r'<input[^>]*list="options-0-0">', html)
    assert len(boxes) == 30 and not any("value=" in box for box in boxes)

    fix = {"choice-0": ""}
    after = officer.post(address(page), fix, follow=True)
    assert "Nobody 0" in [row[2] for row in cells(after)]
    fix["choice-0"] = posts[0].code
    after = officer.post(address(page), fix, follow=True)
    assert "Nobody 0" not in [row[2] for row in cells(after)]


def test_wrong_option_of_an_optional_column_can_be_left_blank(officer):
    rows = "name,type,led by\nBoard,other,wrong\n"
    page = upload(officer, rows, slug="groups")
    assertContains(page, '<option value="">Leave blank</option>', count=1)
    fix = {"cell-0": ""}

    assert officer.post(address(page), fix, follow=True).context["counts"]["new"] == 1


def test_column_is_corrected_only_where_it_has_an_error(officer, monkeypatch):
    fund = builders.a_settlement(year=2016)
    lines = [
        builders.a_line(fund=fund.fund, partnership=fund.partnership) for _ in range(3)
    ]
    shared = f"{fund.fund.code},{fund.partnership.code},2016-17"
    reasons = ["", "not given", ""]
    data = "".join(
        f"{shared},{line.code},,{reason}\n"
        for line, reason in zip(lines, reasons, strict=True)
    )
    data = f"fund,partnership,year,line,amount gbp,reason\n{data}"
    monkeypatch.setattr(preview_data, "MAX_ERRORS", 1)
    page = upload(officer, data, slug="allocations")
    fix = {"cell-0": "5", "whole-0": "1"}

    page = officer.post(address(page), fix, follow=True)

    assertContains(page, "Only the first 1 errors are listed")
    assert page.context["choices"]["cells"] == {"E2": "5"}
    page = officer.post(address(page), fix, follow=True)
    assert page.context["counts"]["new"] == 3


def test_three_rows_of_headings_can_be_seen_and_sent_again(officer):
    for name in ("Burglary", "Robbery"):
        builders.a_measure(name=name)
    for name in ("Cherwell", "Oxford"):
        builders.an_area(name=name)
    data = "Districts,2015/16,,2016/17,\n,Number of offences,,Number of offences,\n"
    data += ",Burglary,Robbery,Burglary,Robbery\nCherwell,4,3,2,1\nOxford,8,7,6,5\n"

    page = upload(officer, data, "figures.csv", slug="observations")

    assert page.context["preview"]["picture"]["heading_rows"] == 3
    assertContains(page, '<option value="3" selected>3</option>')


def test_errors_of_empty_cells_and_unknown_codes_have_a_hint(officer):
    builders.a_post(code="chair")

    page = upload(officer, "person,post\n,chair\nann-other,chair\n", slug="tenures")

    assert [row[3] for row in cells(page)] == [
        "This cell must not be empty",
        "There is no person “ann-other”. Add it first or correct this value",
    ]
    assert Tenure.objects.count() == 0


def test_columns_that_are_not_known_are_named_with_what_was_meant(officer):
    page = upload(officer, "term,full vershun,tie\nABC,All,red\n")

    assert page.context["preview"]["notes"] == [
        "Column “full vershun” was not recognised and has been ignored. Did you mean "
        "“full version”?",
        "Column “tie” was not recognised and has been ignored.",
    ]
    for note in page.context["preview"]["notes"]:
        assert note in page_text(page)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ("", "terms.csv", "The selected file is empty"),
        ("term,full version\n", "terms.csv", "has no data"),
        ("term\nA\n", "terms.pdf", "must be XLSX, XLSM, XLS, ODS, CSV or TSV"),
        ("term\nA\n", "terms.xlsx", "ends in .xlsx but it is not a workbook"),
        (
            b"\xd0\xcf\x11\xe0" + b"x" * 600,
            "terms.xls",
            "password-protected or damaged",
        ),
        (b"PK\x03\x04 and no more", "terms.xlsx", "is damaged"),
        ("term" + ",x" * 201, "terms.csv", "more than 200 columns"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_file_that_is_not_read_is_refused_at_its_box(officer, files, data, name, words):
    page = upload(officer, data, name)

    [error] = page.context["form"].errors["file"]
    assert words in error
    assertContains(page, '<a href="#id_file">', status_code=422)
    assertContains(page, "<title>Error: ", status_code=422)
    assert not files.exists() or list(files.iterdir()) == []
    assert Term.objects.count() == 0


def test_column_that_is_missing_is_asked_for_once_for_all_rows(officer):
    page = upload(officer, "full version\nAnn\n")

    assert page.context["preview"]["missing"] == ["term"]
    assertContains(page, "These columns are not in the file.")
    given = officer.post(address(page), {"given-term": "ANN"}, follow=True)
    assert given.context["counts"]["new"] == 1
    confirm(officer, given)
    assert Term.objects.get().term == "ANN"


def test_no_file_asks_for_one(officer):
    page = officer.post(TERMS, {})

    assert page.context["form"].errors["file"] == ["Select a spreadsheet"]


def test_result_of_a_formula_is_read_and_words_like_one_stay_words(officer):
    page = upload(officer, 'term,full version\nABC,"=1+1"\nDEF,\'=2+2\n')

    confirm(officer, page)

    assert list(Term.objects.values_list("full_version", flat=True)) == ["=1+1", "=2+2"]
    answer = officer.get(reverse("records:import_rows", args=["terms", "csv"]))
    assert b"'=1+1" in answer.content


def test_days_written_as_text_are_read_day_first(officer):
    builders.a_person(code="ann"), builders.a_post(code="chair")

    page = upload(officer, "person,post,from\nann,chair,03/04/2016\n", slug="tenures")
    confirm(officer, page)

    assert Tenure.objects.get().from_on == dt.date(2016, 4, 3)

    wrong = upload(officer, "person,post,from\nann,chair,04/31/2016\n", slug="tenures")
    [row] = cells(wrong)
    assert row[1:4] == [
        "from",
        "04/31/2016",
        "“04/31/2016” is not a date. Enter it like this: 31/03/2016",
    ]


def test_sheet_that_fits_is_read_and_another_can_be_chosen(officer):
    def more(book):
        book.active.title = "Cover"
        sheet = book.create_sheet("Terms")
        sheet.append(["term", "full version"])
        sheet.append(["ABC", "All of it"])
        other = book.create_sheet("More")
        other.append(["term", "full version"])
        other.append(["XYZ", "Others"])

    page = upload(officer, workbook(["Hello"], prepare=more), "terms.xlsx")

    assert page.context["preview"]["sheet"] == "Terms"
    assert page.context["preview"]["notes"] == [
        "Only worksheet “Terms” was read. Not read: “Cover” and “More”."
    ]
    page = officer.post(address(page), {"sheet": "More"}, follow=True)
    assert page.context["counts"]["new"] == 1
    confirm(officer, page)
    assert Term.objects.get().term == "XYZ"


def test_file_with_errors_has_its_rows_and_can_be_fixed_and_uploaded(officer):
    page = upload(officer, 'term,full version\n"=ABC",All\n\n,Nobody\n')

    answer = officer.get(f"{address(page)}problems.xlsx")

    assert list(load_workbook(io.BytesIO(answer.content)).active.values) == [
        ("term", "full version", "Errors"),
        ("'=ABC", "All", None),
        (None, None, None),
        (None, "Nobody", "term: This cell must not be empty"),
    ]
    text = officer.get(f"{address(page)}problems.csv").content.decode("utf-8-sig")
    mended = upload(officer, text.replace(",Nobody", "DEF,Nobody"))
    assert mended.context["counts"]["new"] == 2
    assert mended.context["preview"]["notes"] == []


def test_heading_like_a_formula_is_made_harmless_in_the_file_with_problems(officer):
    page = upload(officer, 'term,"=HYPERLINK(""http://x"",""y"")"\nA,b\nA,c\n')

    answer = officer.get(f"{address(page)}problems.xlsx")

    first, *_ = load_workbook(io.BytesIO(answer.content)).active.rows
    assert {cell.data_type for cell in first} == {"s"}


def test_upload_deleted_while_it_is_listed_is_ignored(officer, monkeypatch):
    upload(officer, "term,meaning\nCSP,Words\n")

    def is_gone(name):
        raise FileNotFoundError

    monkeypatch.setattr(uploads.default_storage, "get_modified_time", is_gone)

    assert upload(officer, "term,meaning\nCSP,Words\n").status_code == 200


def test_file_without_problems_has_no_such_file(officer):
    page = upload(officer, "term\nABC\n")

    assert officer.get(f"{address(page)}problems.csv").status_code == 404


def test_many_rows_are_paginated_and_counts_include_all(officer, monkeypatch):
    monkeypatch.setattr(preview_data, "MAX_SHOWN", 60)
    lines = "".join(f"T{n},Words {n}\n" for n in range(70))

    page = upload(officer, f"term,full version\n{lines}")

    assert page.context["counts"]["new"] == 70
    assertContains(page, "The first 60 of 70 terms.")
    monkeypatch.setattr(import_views, "ROWS_PER_PAGE", 50)
    second = officer.get(address(page), {"show": "new", "page": "2"})
    assert len(list(second.context["table"].page)) == 10
    assert officer.get(address(page), {"page": "99"}).status_code == 200
    confirm(officer, page)
    assert Term.objects.count() == 70


def test_question_is_not_counted_as_errors(officer):
    builders.a_measure(code="fires", name="Fires", unit="per-1000")
    builders.an_area(code="oxford", name="Oxford")
    data = "Number of incidents\nMeasure,Area,2015-16,2016-17\nFires,Oxford,402,410\n"

    page = upload(officer, data, "figures.csv", slug="observations")

    found = page.context["preview"]
    assert (found["wrong_rows"], found["asked_rows"]) == (0, 1)
    assertContains(page, "Answer 1 question")
    assertNotContains(page, "<dt>Rows with errors</dt>", html=True)
    assertContains(page, "<dt>Rows with questions</dt><dd>1</dd>", html=True)
    assertContains(page, "<title>Preview import: figures", count=1)


def test_answers_and_corrected_values_are_sent_by_one_form(officer):
    builders.a_measure(code="fires", name="Fires", unit="per-1000")
    builders.an_area(code="oxford", name="Oxford")
    data = "Number of incidents\nMeasure,Area,2015-16,2016-17\nFires,Oxford,402,4l0\n"

    page = upload(officer, data, "figures.csv", slug="observations")

    forms = re.findall(r"<form.*?</form>", page.content.decode(), re.S)
    [form] = [form for form in forms if 'name="answer-' in form]
    assert 'name="cell-0"' in form
    assert form.count('type="submit"') == 1


def test_columns_of_a_sheet_without_headings_are_asked_about(officer):
    builders.a_measure(code="fires", name="Fires", unit="per-1000")
    builders.an_area(code="oxford", name="Oxford")

    page = upload(officer, "Fires,Oxford,2016-17,4.5\n", "x.csv", slug="observations")

    assertContains(page, "Select what each column contains")
    choices = {"heading_row": "1", "heading_rows": "0", "column-D": "value"}
    page = officer.post(page.request["PATH_INFO"], choices, follow=True)
    assert page.context["counts"]["new"] == 1
    assertContains(page, "Fires, Oxford, 2016-17")
    assertContains(page, "value: 4.5 per 1,000 people")


def test_unknown_name_is_one_error_or_one_question(officer):
    settlement = builders.a_settlement(year=2016)
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    builders.a_line(label="Mentors", code="mentors", **shared)
    builders.a_settlement(year=2015, **shared)
    data = "Line,2015-16,2016-17\nMentors,402,410\nMentros,1,2\n"
    data += "Helicopters,3,4\nHelicopters,5,6\n"

    page = upload(officer, data, "money.csv", slug="allocations")

    assertContains(page, "There is a problem with 2 rows")
    assertContains(page, "There is no funding line “Helicopters”", count=1)
    assertContains(page, "Leave out rows 4 and 5")
    [row] = cells(page)
    assert row[:3] == ["Rows 4 and 5", "line", "Helicopters"]
    [(question, errors)] = page.context["questions"]
    assert (question["count"], len(errors.rows)) == (1, 1)
    number = errors.rows[0].record["id"]
    fixes = {"leave-0": "1", f"cell-{number}": "mentors"}
    page = officer.post(address(page), fixes, follow=True)
    assert page.context["choices"]["cells"] == {"A3": "mentors"}
    assert page.context["choices"]["rows_out"] == ["4", "5"]


def test_report_lists_answers_corrections_and_notes(officer):
    settlement = builders.a_settlement(year=2016)
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    mentors = builders.a_line(label="Mentors", code="mentors", **shared)
    other = builders.a_line(label="Cameras", code="cameras", **shared)
    row = builders.an_allocation(settlement=settlement, line=other, note="Old note")
    data = "Line,Year,Amount,Note,Colour\nMentros,2016-17,4l0,,red\n"
    data += "Cameras,2016-17,5,,red\n"
    page = upload(officer, data, "money.csv", slug="allocations")
    [question] = page.context["preview"]["questions"]
    fixes = {f"answer-{question['key']}": "yes", "cell-0": "410"}

    page = officer.post(address(page), fixes, follow=True)
    notes = page.context["preview"]["notes"]
    assert "Empty cells clear the existing value in “note”." in notes
    confirm(officer, page)

    row.refresh_from_db()
    assert (row.note, mentors.allocations.get().amount_gbp) == ("", 410)
    report = page_text(officer.get(f"/staff/imports/{ImportRun.objects.get().pk}/"))
    assert "Row 2, column “amount”: “4l0” was changed to “410”." in report
    assert "“Mentros → Mentors”. Your answer: Yes, use these." in report
    assert "Column “Colour” was not recognised" in report


def test_empty_cells_across_are_named_with_their_columns(officer):
    settlement = builders.a_settlement(year=2016)
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    builders.a_settlement(year=2015, **shared)
    for name in ("Mentors", "Cameras"):
        builders.a_line(label=name, **shared)
    data = "Line,2015-16,2016-17\nMentors,,1\nCameras,,2\n"

    page = upload(officer, data, "money.csv", slug="allocations")

    assert (
        "Empty cells in column B were left out: what is stored for them does not"
        in (" ".join(page.context["preview"]["notes"]))
    )
    assertContains(page, "<dt>New allocations</dt><dd>2</dd>", html=True)


def test_qualifier_is_shown_with_its_figure(officer):
    settlement = builders.a_settlement(year=2016)
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    for name in ("Mentors", "Cameras"):
        builders.a_line(label=name, **shared)
    data = "Line,Year,Amount\nMentors,2016-17,up to 2364\nCameras,2016-17,5\n"

    page = upload(officer, data, "money.csv", slug="allocations")

    text = page_text(page)
    assert "amount: up to £2,364" in text and "amount: £5" in text
    assert "qualifier:" not in text
