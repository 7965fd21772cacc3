"""Starting a document from last year's Word file: preview, save, tables, undo."""

import io
import zipfile

import docx
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from funding.models import Allocation
from partnership.core.imports.files.read_file import read_book
from partnership.core.models import ImportRun
from partnership.core.text.pasting.read import read_pasted
from partnership.core.text.word_file import WordFileError, read_word
from reports.assembly.carry_over import unread
from reports.editor.word_import.headings import (
    WordOutline,
    WordPart,
    WordTable,
    outline_of,
    rows_of,
)
from reports.editor.word_import.matching import guess_parts, targets_of
from reports.models import Passage, SectionOverride
from reports.text.draft import draft_of
from tests.builders import a_passage, a_report
from tests.partnership.records.helpers import an_officer
from tests.reports.editor import word_files
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Next year's agreement, still without text."""
    earlier = a_testshire_report()
    return a_report(partnership=earlier.partnership, year=YEAR + 1)


@pytest.fixture
def officer(client, media_root):
    client.force_login(an_officer())
    return client


def upload(client, report, file):
    url = reverse("documents:word_import", args=[report.pk])
    return client.post(url, {"file": file}, follow=True)


def choices_of(page):
    return {part["title"]: part["choice"] for part in page.context["parts"]}


def saved(client, page, **choices):
    """Post the preview as it is shown, with some other choices."""
    parts, tables = page.context["parts"], page.context["tables"]
    data = {f"part-{n}": part["choice"] for n, part in enumerate(parts, 1)}
    data |= {f"table-{n}": table["choice"] for n, table in enumerate(tables, 1)}
    data |= {"state": page.context["state"]} | choices
    return client.post(page.redirect_chain[-1][0], data, follow=True)


def body(report, key):
    return report.passages.get(key=key).body


@pytest.mark.parametrize("has_styles", [True, False])
def test_headings_are_matched_to_sections(officer, report, has_styles):
    file = word_files.saved(word_files.an_agreement(has_styles))

    page = upload(officer, report, file)

    assert choices_of(page) == {
        "": "out",
        "Message from the chair": "to:foreword.text",
        "1. Introduction and background": "to:introduction.what",
        "1.1 Principles for working together": "to:introduction.principles",
        "1.2 Our offices": "above",
        "2. Review of last year": "to:achievements.summary",
        "3. Wheelie bins": "new",
        "Appendix A: Who we are": "to:membership.text",
        "Appendix B: PCC funding 2015-16": "to:resourcing.text",
    }
    tables = [table["choice"] for table in page.context["tables"]]
    assert tables == ["data:memberships", "data:allocations"]
    assert not Passage.objects.filter(report=report).exists()


def test_headings_as_partnerships_word_them(report):
    headings = [
        ("FORWARD", 1, "foreword.text"),
        ("Background and Context", 1, "introduction.what"),
        ("SOME OF OUR ACHIEVEMENTS IN 2015-2016", 1, "achievements.summary"),
        ("Preventing extremism", 2, "above"),
        ("Partnership structure and governance", 1, "working.partnership"),
        ("Annex 1 Strategic Intelligence Assessment", 1, "assessment.summary"),
        ("EXECUTIVE SUMMARY", 2, "above"),
        ("Police and Crime Plan", 1, "objectives.role"),
        ("City and District Community Safety Partnership Plans", 1, "districts.text"),
        ("Action plan 2016/17", 1, "delivery.text"),
        ("Budget and resources", 1, "resourcing.text"),
        ("Links to other strategies", 1, "plans.text"),
        ("Glossary of terms", 1, "new"),
    ]
    parts = [WordPart(title, level, ["<p>Words.</p>"]) for title, level, _ in headings]

    found = guess_parts(WordOutline(parts, []), targets_of(draft_of(report)))

    assert [choice.removeprefix("to:") for choice in found] == [h[2] for h in headings]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (
            ["1 Aims", "2 Results", "10 ways to stay safe"],
            ["Aims", "Results", "10 ways to stay safe"],
        ),
        (["A. Smith", "Our aims", "Results"], ["A. Smith", "Our aims", "Results"]),
        (["A. Aims", "B. Results", "C. Money"], ["Aims", "Results", "Money"]),
        (["I. Aims", "II. Results", "III. Money"], ["Aims", "Results", "Money"]),
        (["1. Aims", "2 Results", "Money"], ["Aims", "Results", "Money"]),
        (["3.1 Aims", "Section 2: Results", "7. Money"], ["Aims", "Results", "Money"]),
    ],
)
def test_numbers_are_left_out_of_names_where_headings_are_numbered(titles, names):
    file = docx.Document()
    for title in titles:
        file.add_heading(title, 1)
        file.add_paragraph("Words.")

    outline = outline_of(read_word(word_files.saved(file)))

    assert [part.name for part in outline.parts] == names


@pytest.mark.parametrize(
    ("heading", "numbers", "is_left_out"),
    [
        ("", [3, 5, 5], True),
        ("Contents", [3, 5, 9], True),
        ("Our results", [3, 5, 9], False),
        ("", [412, 55, 120], False),
    ],
)
def test_lines_with_figures_are_not_contents_list(heading, numbers, is_left_out):
    file = docx.Document()
    for title in filter(None, ["The Agreement", heading]):
        file.add_heading(title, 1) if heading else file.add_paragraph(title)
    for name, number in zip(["Burglary", "Robbery", "Theft"], numbers, strict=True):
        file.add_paragraph(f"{name}\t{number}")

    outline = outline_of(read_word(word_files.saved(file)))

    text = str([part.contents for part in outline.parts])
    assert ("Robbery" not in text) == is_left_out
    lines = ["Burglary", "Robbery", "Theft"] if is_left_out else []
    assert outline.contents_list == lines


def test_heading_that_is_too_long_is_shortened_and_named(officer, report):
    title = "Residents told us " + "a great deal " * 15
    file = docx.Document()
    file.add_heading(title, 1)
    file.add_paragraph("Words.")

    saved(officer, upload(officer, report, word_files.saved(file)), **{"part-1": "new"})

    [section] = SectionOverride.objects.filter(report=report)
    assert section.title == title[:160].rstrip()
    assert f"Shortened to 160 characters: “{section.title}…”." in (
        ImportRun.objects.get().notes
    )


def test_draft_is_saved_to_be_read_linked_and_undone_as_one(officer, report):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))

    # What is not offered is passed over.
    done = saved(officer, page, **{"part-2": "to:nowhere", "table-2": "data:x"})

    assert body(report, "foreword.text") == "<p>It was a good year for Testshire.</p>"
    assert body(report, "introduction.principles").endswith(
        "<h3>Our offices</h3><p>They are in the town.</p>"
    )
    assert body(report, "wheelie-bins.text") == "<p>They are green.</p>"
    assert body(report, "resourcing.text") == "<p>The grant is shared as follows.</p>"
    assert {row.carried_from for row in unread(report)} == {"a Word file"}
    assert done.context["links"] == 1
    run = ImportRun.objects.get()
    assert run.counts["new"] == 7
    officer.post(reverse("records:import_report", args=[run.pk]))
    assert not Passage.objects.filter(report=report).exists()
    assert not SectionOverride.objects.filter(report=report).exists()


def test_figures_can_be_linked_once_their_data_is_imported(officer, report):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))
    earlier = {f"part-{n}": "out" for n in range(1, len(page.context["parts"]) + 1)}

    done = saved(officer, page, **earlier | {"part-2": "to:foreword.text"})

    assert done.context["links"] == 0
    assertContains(done, "No figures in the text match your data yet.")
    assertContains(done, reverse("documents:link_figures", args=[report.pk]))


def test_choices_decide_and_a_second_submission_saves_nothing_more(officer, report):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))
    changed = {"part-7": "to:vision.text", "part-2": "out", "table-2": "text"}

    saved(officer, page, **changed)
    again = saved(officer, page, **changed)

    assert again.status_code == 200
    assert ImportRun.objects.count() == 1
    assert body(report, "vision.text").startswith("<h3>Wheelie bins</h3>")
    assert "<td>up to £2,364</td>" in body(report, "resourcing.text").replace(
        "<p>", ""
    ).replace("</p>", "")
    notes = " ".join(ImportRun.objects.get().notes)
    assert "Not imported, as you chose: “Before" in notes
    assert "Left out as a contents list: Foreword, Introduction and Our" in notes
    assert not report.passages.filter(key="foreword.text").exists()


@pytest.mark.parametrize(
    ("existing", "expected"),
    [("keep", "<p>Ours.</p>"), ("replace", "<p>It was a good year for Testshire.</p>")],
)
def test_text_that_the_document_has_is_replaced_only_if_chosen(
    officer, report, existing, expected
):
    a_passage(report=report, key="foreword.text", body="<p>Ours.</p>")
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))

    saved(officer, page, existing=existing)

    assert body(report, "foreword.text") == expected
    officer.post(reverse("records:import_report", args=[ImportRun.objects.get().pk]))
    assert body(report, "foreword.text") == "<p>Ours.</p>"


def test_nothing_is_saved_over_a_change_made_meanwhile(officer, report):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))
    a_passage(report=report, key="foreword.text", body="<p>Theirs.</p>")

    answer = saved(officer, page)

    assert answer.status_code == 409
    assert "Someone else has changed the text" in answer.content.decode()
    assert report.passages.count() == 1
    saved(officer, page, state=answer.context["state"])
    assert body(report, "foreword.text") == "<p>Theirs.</p>"
    assert report.passages.count() > 1


def test_text_with_a_wrong_figure_code_is_named_and_nothing_is_saved(officer, report):
    file = word_files.an_agreement()
    file.add_heading("Vision", 1)
    file.add_paragraph("We have [=total no-such-fund 2016-17].")
    page = upload(officer, report, word_files.saved(file))

    answer = saved(officer, page)

    assert answer.status_code == 422
    [(message, anchor)] = answer.context["problems"]
    assert message.startswith("Vision: ")
    assert anchor == "part-10"
    assert not report.passages.exists()


def test_table_opens_in_the_import_of_its_list(officer, report):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))
    done = saved(officer, page)
    assert [table["list"] for table in done.context["data"]] == [
        "memberships",
        "allocations",
    ]

    opened = officer.post(done.redirect_chain[-1][0], {"table": "1"}, follow=True)

    assert "/staff/allocations/import/" in opened.redirect_chain[-1][0]
    examples = [c["examples"] for c in opened.context["preview"]["columns"]]
    assert "Street lights" in str(examples)
    assert not Allocation.objects.filter(settlement__year=2014).exists()


def test_awkward_content_is_read_or_named(officer, report):
    file = docx.Document()
    file.add_heading("The Agreement", 1)
    word_files.with_contents_field(file)
    file.add_heading("Foreword", 2)
    paragraph = file.add_paragraph("We met ")
    paragraph._p.append(word_files.tracked("del", "once"))
    paragraph._p.append(word_files.tracked("ins", "twice"))
    paragraph._p.append(word_files.a_text_box("In a box."))
    file.add_comment(paragraph.runs[0], text="Really?", author="Jo Example")
    word_files.outline_level(file.add_paragraph("Our vision"), 2)
    cell = word_files.add_table(file, [("One", "Two"), ("Three", "")]).cell(1, 1)
    cell.add_table(1, 2).cell(0, 0).text = "Inside"

    page = upload(officer, report, word_files.saved(file))

    assert choices_of(page) == {
        "": "out",
        "Foreword": "to:foreword.text",
        "Our vision": "to:vision.text",
    }
    saved(officer, page)
    assert body(report, "foreword.text") == "<p>We met twice</p><p>In a box.</p>"
    assert body(report, "vision.text").count("Inside") == 1
    notes = " ".join(ImportRun.objects.get().notes)
    assert "1 tracked deletion" in notes
    assert "1 comment" in notes
    assert "Inside" in str(page.context["tables"][0]["rows"])


@pytest.mark.parametrize(
    ("colspan", "width"), [("2", 2), ("0", 1), ("two", 1), ("999999999", 60), ("", 1)]
)
def test_merged_cells_are_empty_after_the_first(colspan, width):
    table = f'<table><tr><td colspan="{colspan}">A</td><td>B</td></tr></table>'

    assert rows_of(table) == [["A", *[""] * (width - 1), "B"]]


def test_cells_merged_down_stay_merged_in_the_spreadsheet():
    rows = '<td rowspan="2">Districts</td><td>A &amp; B</td></tr><tr><td>C</td>'
    table = WordTable(f"<table><tr>{rows}</tr></table>", [], "Funding")

    [sheet] = read_book(table.as_spreadsheet().encode()).sheets

    assert sheet.rows == [["Funding"], [], ["Districts", "A & B"], ["", "C"]]
    assert sheet.merged == [(3, 1, 4, 1)]


def test_footnotes_become_notes():
    file = word_files.saved(docx.Document())
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= word_files.with_footnote(parts, "The source.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    [part] = outline_of(read_word(out)).parts

    assert read_pasted(part.html([])).html == "<p>Thefts<small>The source.</small></p>"


def an_archive(names, flag=0):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in names.items():
            archive.writestr(name, b"0" * size)
    data = bytearray(stream.getvalue())
    if flag:
        place = data.rfind(b"PK\x01\x02") + 8
        data[place] |= flag
    return io.BytesIO(bytes(data))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (io.BytesIO(b"Not a Word file"), "not a Word file"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0" + b"0" * 600), "has a password or is in the"),
        (an_archive({"word/document.xml": 9}, flag=1), "has a password"),
        (an_archive({"word/vbaProject.bin": 9}), "contains macros"),
        (an_archive({"xl/workbook.xml": 9}), "not a Word file"),
        (an_archive({"word/document.xml": 50_000_000}), "too large"),
        (an_archive({f"word/{n}.bin": 0 for n in range(5_001)}), "too large"),
        (an_archive({"word/document.xml": 9, "[Content_Types].xml": 9}), "cannot be"),
    ],
)
def test_other_files_are_refused_with_what_to_do(officer, report, file, message):
    file.name = "Agreement.docx"
    file.seek(0)

    page = upload(officer, report, file)

    assert page.status_code == 422
    assert message in page.content.decode()
    file.seek(0)
    with pytest.raises(WordFileError, match=message):
        read_word(file)


def test_preview_is_for_its_document_and_user_only(officer, report, client):
    page = upload(officer, report, word_files.saved(word_files.an_agreement()))
    key = page.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    other = a_report(partnership=report.partnership, year=YEAR + 2)
    view = "documents:word_import_preview"

    for_other = officer.get(reverse(view, args=[other.pk, key]), follow=True)
    client.force_login(an_officer())
    by_other = client.get(reverse(view, args=[report.pk, key]), follow=True)

    for answer in (for_other, by_other):
        assert answer.redirect_chain[-1][0].endswith("/word-file/")
        assert "expired" in answer.content.decode()
