"""Documents as Word files: headings, lists, tables, links, captions, linked figures."""

import io
import os

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from partnership.core.text.pasting.read import read_pasted
from partnership.core.text.word_file import NUMBER_STYLE, WordFileError, read_word
from reports.assembly.build import build, find
from reports.charts.shapes import Chart
from reports.editor.word_changes import changes_of, compare, printed_pieces
from reports.publication.word import as_docx, bookmark_of
from reports.text.draft import draft_of
from tests import signing_in
from tests.builders import a_passage
from tests.reports.editor.word_files import saved
from tests.reports.small_documents import a_document
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def agreement_docx(agreement):
    content = as_docx(agreement)
    if place := os.environ.get("KEEP_DOCX"):
        with open(place, "wb") as file:
            file.write(content)
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def small():
    document = a_document(
        {
            "One": "<h3>Sub</h3><p>Go <a href='https://example.org/'><strong>there"
            "</strong></a>.<small>A note.</small></p><ol start='3'><li>Three<ul><li>In"
            "</li></ul></li><li><p>Four</p><p>More</p></li></ol><blockquote><p>Said</p>"
            "</blockquote>",
            "Two": "<table><caption>Areas</caption><tr><th>Area</th><th>n</th></tr><tr>"
            "<td rowspan='2'>Oxford</td><td>1</td></tr><tr><td><ul><li>x</li></ul></td>"
            "</tr></table>",
        }
    )
    return docx.Document(io.BytesIO(as_docx(document)))


def styles_of(file):
    return [(p.style.name, p.text) for p in file.paragraphs if p.text.strip()]


def test_structure_uses_words_own_styles(small):
    styles = styles_of(small)

    assert ("Title", "Test document 2016-17") in styles
    assert ("Heading 1", "Section 1: One") in styles
    assert ("Heading 2", "Sub") in styles
    assert ("List Number", "Three") in styles
    assert ("List Bullet 2", "In") in styles
    assert ("List Continue", "More") in styles
    assert ("Quote", "Said") in styles
    assert ("Caption", "Areas") in [(name, text[-5:]) for name, text in styles]
    assert small.core_properties.title == "Test document 2016-17"


def test_long_names_are_cut_in_the_properties_only():
    title = ("Agreement of many partners " * 9).strip()
    content = as_docx(a_document({"One": "<p>x</p>"}, title=title, period="2016-17"))

    file = docx.Document(io.BytesIO(content))

    assert file.core_properties.title == f"{title} 2016-17"[:255]
    assert ("Title", f"{title} 2016-17") in styles_of(file)


def test_numbered_list_starts_where_it_should(small):
    numbering = small.part.numbering_part.element
    [three] = [p for p in small.paragraphs if p.text == "Three"]
    number = three._p.pPr.numPr.numId.val
    [found] = [n for n in numbering.num_lst if n.numId == number]

    assert found.lvlOverride_lst[0].startOverride.val == 3


def test_item_with_a_number_of_the_document_gets_no_other(small):
    [note] = [p for p in small.paragraphs if p.text.startswith("[note 1]\t")]

    assert note.style.name == "Table Text"
    assert note.paragraph_format.first_line_indent < 0


def test_long_paper_has_contents_after_its_summary_and_hanging_numbers():
    texts = {f"Part {n}": f"<p>Words {n}.</p>" for n in range(13)}
    texts["Part 0"] = "<p>Words 0:</p><ol><li>An item</li></ol>"
    document = a_document(texts, "paper", numbers_paragraphs=True, meeting="Panel, May")
    file = docx.Document(io.BytesIO(as_docx(document)))
    lines = [text for _, text in styles_of(file)]

    assert lines[:2] == ["Panel, May", "Test document"]
    start = lines.index("Contents")
    assert lines[start + 1 : start + 10] == [
        f"Section {n + 1}: Part {n}" for n in range(9)
    ]
    assert {"1.\tWords 0:", "(a)\tAn item"} <= set(lines[:start])
    [leading] = [p for p in file.paragraphs if p.text.endswith("Words 0:")]
    assert leading.paragraph_format.keep_with_next


def test_charts_are_pictures_that_say_their_figures(agreement, agreement_docx):
    blocks = [block for section in agreement.sections for block in section.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    shown = agreement_docx.inline_shapes

    assert charts
    for chart in charts:
        [shape] = [
            s for s in shown if s._inline.docPr.get("descr").startswith(chart.sentence)
        ]
        rel = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = Image.open(io.BytesIO(agreement_docx.part.related_parts[rel].blob))
        # Drawn in several colours, and not blank.
        assert len(image.getcolors(1 << 16)) > 5


def test_tables_have_heading_rows_and_a_title(small):
    [table] = small.tables
    rows = table._tbl.tr_lst

    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert rows[1].trPr.find(qn("w:tblHeader")) is None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).endswith("Areas")
    assert table.cell(1, 0).text == table.cell(2, 0).text == "Oxford"


def test_every_word_of_the_agreement_is_there(agreement_docx, agreement):
    titles = [text for name, text in styles_of(agreement_docx) if name == "Heading 1"]

    for section in agreement.sections:
        if section.title and section.level == 2:
            assert any(section.title in title for title in titles)
    assert len(agreement_docx.tables) >= 10
    assert all(
        table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        for table in agreement_docx.tables
        if len(table.rows) > 2
    )


def test_linked_figures_are_locked_controls(agreement_docx):
    controls = list(agreement_docx.element.body.iter(qn("w:sdt")))
    parts = [control.find(qn("w:sdtPr")) for control in controls]
    locks = {part.find(qn("w:lock")).get(qn("w:val")) for part in parts}
    numbers = [part.find(qn("w:id")).get(qn("w:val")) for part in parts]

    assert len(controls) > 50
    assert locks == {"sdtContentLocked"}
    assert len(set(numbers)) == len(numbers)


def test_links_inside_lead_to_bookmarks_and_each_is_named_once(agreement_docx):
    body = agreement_docx.element.body
    names = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    anchors = {
        link.get(qn("w:anchor"))
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    }
    assert len(set(names)) == len(names)
    assert bookmark_of("vision.text") in names
    assert {a for a in anchors if a.startswith("section")} <= set(names)


class TestReturnedFile:
    """A file goes out, is changed and commented on in Word, and comes back."""

    @pytest.fixture
    def report(self, db):
        report = a_testshire_report()
        body = (
            "<p>Crime <strong>fell</strong> last year. The fund is [=total "
            "safety-fund 2016-17].</p><p>We will act together.</p>"
        )
        a_passage(report=report, key="vision.text", body=body)
        return report

    @pytest.fixture
    def returned(self, report):
        """Words replaced with tracking, a figure overwritten, and a comment."""
        file = docx.Document(io.BytesIO(as_docx(build(report))))
        [first] = [p for p in file.paragraphs if p.text.startswith("Crime fell last")]
        [last] = [p for p in file.paragraphs if p.text == "We will act together."]
        track(last, "together", "with residents", "Ann Example")
        for run in first.runs:
            if "last year" in run.text:
                run.text = run.text.replace("last year", "this year")
                file.add_comment(run, text="Which year?", author="Bo Example")
        [control] = first._p.iter(qn("w:sdt"))
        next(control.iter(qn("w:t"))).text = "£1"
        out = io.BytesIO()
        file.save(out)
        out.seek(0)
        return out

    def test_changes_comments_and_figures_are_found(self, report, returned):
        found = compare(report, draft_of(report), read_word(returned))

        [text] = found.texts
        assert text.key == "vision.text"
        assert [(c.old, c.new, c.can_apply) for c in text.changes] == [
            ("last", "this", True),
            ("£24,000", "£1", False),
            ("together", "with residents", True),
        ]
        assert "Ann Example" in text.changes[2].authors
        [comment] = text.comments
        assert (comment.author, comment.text) == ("Bo Example", "Which year?")
        assert "this year" in comment.quote
        [figure] = found.figures
        assert (figure.sent, figure.returned) == ("£24,000", "£1")

    def test_each_change_is_taken_or_left(self, client, report, returned):
        signing_in.sign_in(client, signing_in.user_with_roles("officer"))
        address = reverse("editor:word_return", args=[report.pk])
        page = client.post(address, {"file": upload(returned)})
        found = page.context["returned"]
        [text] = found.texts
        assert "Which year?" in page.content.decode()
        client.post(
            address,
            {
                "apply": "1",
                f"returned-{text.bookmark}": text.returned,
                "change": [f"{text.bookmark}:{text.changes[2].key}"],
                "comment": ["0"],
                "author-0": "Bo Example",
                "body-0": "Which year?",
            },
        )

        body = report.passages.get(key="vision.text").body
        assert body == (
            "<p>Crime <strong>fell</strong> last year. The fund is [=total "
            "safety-fund 2016-17].</p><p>We will act with residents.</p>"
        )
        assert report.review_comments.get().body == "Which year?"

    def test_text_outside_the_texts_of_the_draft_is_shown(self, report):
        file = docx.Document(io.BytesIO(as_docx(build(report))))
        [last] = [p for p in file.paragraphs if p.text == "We will act together."]
        file.add_paragraph("New at the end.")
        last._p.addnext(file.paragraphs[-1]._p)
        mark = next(last._p.itersiblings(qn("w:bookmarkEnd")), None)
        out = io.BytesIO()
        file.save(out)
        out.seek(0)

        found = compare(report, draft_of(report), read_word(out))

        assert mark is None
        assert (found.texts, found.added) == ([], ["New at the end."])

    @pytest.mark.parametrize(
        ("edited", "message"),
        [
            ("<p>Others.</p>", "1 change was not added"),
            ("<p>One.</p><p>Two.</p>", "Added 1 change"),
        ],
    )
    def test_changes_that_were_applied_are_counted(
        self, client, report, edited, message
    ):
        signing_in.sign_in(client, signing_in.user_with_roles("officer"))
        returned = "One.\nNew.\nTwo."
        [change] = changes_of(printed_pieces("<p>One.</p><p>Two.</p>", {}), returned)
        report.passages.filter(key="vision.text").update(body=edited)
        mark = bookmark_of("vision.text")

        page = client.post(
            reverse("editor:word_return", args=[report.pk]),
            {
                "apply": "1",
                f"returned-{mark}": returned,
                "change": [f"{mark}:{change.key}"],
            },
            follow=True,
        )

        assert message in page.content.decode()
        body = report.passages.get(key="vision.text").body
        assert body in [edited, "<p>One.</p><p>New.</p><p>Two.</p>"]
        assert (body == edited) == ("not added" in message)

    @pytest.mark.parametrize(
        "address", ["community-safety-agreement/2016-17", "scrutiny-paper/2017-09-21"]
    )
    def test_unchanged_file_has_no_changes(self, sample_data, address):
        report = find(address)
        file = read_word(io.BytesIO(as_docx(build(report))))

        found = compare(report, draft_of(report), file)
        changes = [
            (text.key, c.old, c.new) for text in found.texts for c in text.changes
        ]
        assert changes == []
        assert found.is_empty

    def test_text_ends_where_libreoffice_began_its_bookmark_again(self, report):
        file = docx.Document(io.BytesIO(as_docx(build(report))))
        [last] = [p for p in file.paragraphs if p.text == "We will act together."]
        again, end = OxmlElement("w:bookmarkStart"), last._p[-1]
        again.set(qn("w:name"), bookmark_of("vision.text"))
        for mark in (again, end):
            mark.set(qn("w:id"), "9999")
        last._p.insert(0, again)

        found = compare(report, draft_of(report), read_word(saved(file)))

        assert found.is_empty

    @pytest.mark.parametrize("runs", [["1.\t", "Also, "], ["1.", "\tAlso, "]])
    def test_words_typed_behind_a_number_are_read(self, runs):
        file = docx.Document()
        file.styles.add_style(NUMBER_STYLE, WD_STYLE_TYPE.CHARACTER)
        paragraph = file.add_paragraph()
        for run in runs:
            paragraph.add_run(run, NUMBER_STYLE)
        paragraph.add_run("we met.")

        [block] = read_word(saved(file)).blocks

        assert (block.text, block.html) == ("Also, we met.", "<p>Also, we met.</p>")

    @pytest.mark.parametrize("content", [b"", b"not a file", b"PK\x03\x04 broken"])
    def test_other_files_are_refused_with_what_to_do(self, content):
        with pytest.raises(WordFileError, match="Word Document"):
            read_word(io.BytesIO(content))


def upload(file):
    return SimpleUploadedFile("draft.docx", file.getvalue())


def track(paragraph, old, new, author):
    """Replace words of a paragraph as Word does with tracked changes."""
    [run] = [run for run in paragraph.runs if old in run.text]
    before, _, after = run.text.partition(old)
    run.text = before
    here = run._r
    for tag, text_tag, words in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        holder = OxmlElement(tag)
        holder.set(qn("w:author"), author)
        inner = OxmlElement("w:r")
        text = OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        inner.append(text)
        holder.append(inner)
        here.addnext(holder)
        here = holder
    rest = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = after
    text.set(qn("xml:space"), "preserve")
    rest.append(text)
    here.addnext(rest)


def test_word_file_is_read_as_clean_text():
    """What the import of Word files uses."""
    file = docx.Document()
    file.add_heading("Aims", 2)
    file.add_paragraph("One", style="List Number")
    file.add_paragraph("Sub", style="List Bullet 2")
    file.add_paragraph("Two", style="List Number")
    paragraph = file.add_paragraph("The fund is £50,000 in total.")
    track(paragraph, "£50,000", "£60,000", "Ann Example")
    table = file.add_table(rows=2, cols=2)
    for number, words in enumerate(["Area", "n", "Oxford", "12"]):
        table.cell(*divmod(number, 2)).text = words
    out = io.BytesIO()
    file.save(out)
    out.seek(0)
    pasted = read_pasted(read_word(out).html)

    assert pasted.html.replace("<p>", "").replace("</p>", "") == (
        "<h3>Aims</h3><ol><li>One<ul><li>Sub</li></ul></li><li>Two</li></ol>"
        "The fund is £60,000 in total.<table><tbody><tr><th>Area</th><th>n</th></tr>"
        "<tr><td>Oxford</td><td>12</td></tr></tbody></table>"
    )
    assert "1 tracked deletion" in pasted.message
