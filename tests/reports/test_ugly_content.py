"""Texts that officers paste and type: all of it is printed, and the PDF is PDF/UA.

The inputs in `ugly/` were made for these tests; their figures are invented.
"""

import re
from pathlib import Path

import pytest

from partnership.core.text.characters import visible
from partnership.core.text.rich_text import cleaned
from reports.document import fonts
from reports.document.cover import cover_sizes
from reports.document.prose import Composer
from reports.publication import rendering
from tests.reports.pages import parsed
from tests.reports.pdf_words import pages_of, ua_problems
from tests.reports.small_documents import a_document

FOLDER = Path(__file__).parent / "ugly"
SCRIPTS = (
    "<p>Ελληνικά, Русский, Українська, العربية, עברית, বাংলা, ਪੰਜਾਬੀ, हिन्दी, 中文, "
    "żółć Łódź, ŵ ŷ, ğış, ț ș, ệ.</p><p>→ ≥ ≠ ½ ⅓ € ₹ № ™ ✓ ✗ ☑ ★ ● ♿ ☎ ⚠ ①.</p>"
    "<p>👍🏽 ✅ ⚠️ 🚓 👮‍♀️ 👨‍👩‍👧 🇬🇧 ❤️.</p><h3>Τίτλος <strong>中文</strong></h3>"
    "<ul><li>محمد: chair</li><li>王小明</li></ul>"
)
MADE = {
    "Links": '<p><a href="https://example.org/"><em>a <strong>b</strong></em> c</a></p>'
    '<ul><li><a href="mailto:a@example.org"><strong>a</strong></a></li></ul>',
    "Lists": "<ul><li><p>One</p><ol><li><p>Inner</p><p>Inner second</p></li></ol>"
    "<p>After</p></li><li><blockquote><p>Said</p></blockquote></li>"
    "<li><table><tr><th>A</th></tr><tr><td>1</td></tr></table></li><li></li></ul>",
    "Cells": "<table><tbody><tr><th>A</th><th>B</th></tr><tr><td><ul><li><p>x</p>"
    "<p>y</p></li></ul></td></tr><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>",
    "Spans": "<table><tr><th></th><th colspan='2'>B</th></tr><tr><th rowspan='9'>C</th>"
    "<td>1</td><td rowspan='2'>2</td></tr><tr><td>1</td></tr></table>",
    "Full line": "<p>The vision is the same as in the agreement for 2016-17. The "
    "priorities in <a href='mailto:a@example.org'>section 4</a> show how.</p>",
    "Wide": "<h3>All months</h3><table><tr><th>Place</th>"
    + "".join(f"<th>{month} 2016</th>" for month in range(1, 14))
    + "</tr><tr><td>Place</td>"
    + "<td>1,234,567</td>" * 13
    + "</tr></table>",
    "Notes": "<p>Fell<small>By police.</small>.</p><table><tr><th>A</th></tr><tr><td>1"
    "<small>See https://example.org/a</small></td></tr></table>",
    "Headings": "<h4>Low</h4><p>x</p><h3>High</h3>"
    "<table><tr><td>no head</td></tr></table>",
    "Scripts": SCRIPTS,
    "Two rows of headings": "<table><tr><th rowspan='2'>Area</th><th colspan='2'>Crime"
    "</th></tr><tr><th>Count</th><th>Share</th></tr>"
    + "<tr><th>Place</th><td>1</td><td>2</td></tr>" * 60
    + "</table>",
    "Long span": "<table><tr><th>Label</th><th>Row</th></tr><tr><td rowspan='45'>Span"
    "</td><td>r</td></tr>" + "<tr><td>r</td></tr>" * 44 + "</table>",
    "Numbers": "<ol><li><p>a</p><ol type='a'><li><p>b</p></li></ol></li></ol><p>x</p>"
    "<ol type='i' start='4'><li><p>d</p></li></ol>"
    "<ol start='99'><li><p>e</p></li></ol>",
    "Many notes": "<p>"
    + "".join(f"Word{n}<small>Note text {n}.</small> " for n in range(70))
    + "</p>",
}


@pytest.fixture(scope="module")
def document():
    given = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.html"))}
    return a_document(given | MADE)


@pytest.fixture(scope="module")
def path(document, tmp_path_factory):
    path = tmp_path_factory.mktemp("ugly") / "ugly.pdf"
    path.write_bytes(rendering.as_pdf(document).content)
    return path


@pytest.fixture(scope="module")
def pages(path):
    return pages_of(path)


@pytest.fixture(scope="module")
def pages_with(pages):
    """The page on which a section begins, and those whose head names it."""

    def find(title):
        first, *others = [page for page in pages[2:] if title in page.text]
        return [first, *(page for page in others if title in page.text[:200])]

    return find


@pytest.mark.pdf
def test_all_of_it_is_pdf_ua(path):
    assert ua_problems(path) == []


@pytest.mark.pdf
def test_no_word_is_cut_or_printed_over_another(pages):
    for number, page in enumerate(pages, 1):
        assert page.overlaps() == [], number
        assert number == 1 or page.cut(edge=48) == [], number


@pytest.mark.pdf
def test_headings_of_a_row_over_several_pages_are_repeated(pages_with):
    found = pages_with("row-taller-than-a-page")

    assert len(found) == 3
    assert "Action tracker" in found[0].text
    for page in found:
        assert "Action Progress" in page.text
    assert all("continued: Action tracker" in page.text for page in found[1:])
    assert found[0].filled() > 0.9


@pytest.mark.pdf
def test_label_over_several_rows_is_repeated(pages_with):
    found = pages_with("rowspan-over-pages")

    assert len(found) == 3
    words = [word.text for page in found for word in page.words]
    labels = [b for a, b in zip(words, words[1:], strict=False) if a == "Theme"]
    assert [labels.count(str(number)) for number in range(4)] == [20] * 4


@pytest.mark.pdf
def test_two_rows_of_headings_are_repeated(pages_with):
    found = pages_with("Two rows of headings")

    assert len(found) == 3
    for page in found:
        assert page.text.index("Crime") < page.text.index("Area Count Share")


@pytest.mark.pdf
def test_label_over_more_rows_than_a_page_is_repeated(pages_with):
    found = pages_with("Long span")

    assert sum(page.text.count("Span r") for page in found) == 45


@pytest.mark.pdf
def test_text_before_a_link_fills_its_line(pages_with):
    [page] = pages_with("Full line")
    [first] = [word for word in page.words if word.text == "vision"]

    assert "The" in {word.text for word in page.words if word.top == first.top}


@pytest.mark.pdf
def test_headings_of_a_table_on_a_landscape_page_are_on_it(pages_with):
    [page] = pages_with("Wide")

    assert page.width > page.height
    assert page.text.index("All months") < page.text.index("13 2016")


@pytest.mark.pdf
def test_lists_keep_their_first_numbers_and_letters(pages_with):
    [page] = pages_with("Numbers")

    assert "1. a a. b x iv. d 99. e" in page.text


@pytest.mark.pdf
def test_many_notes_begin_below_their_text(pages_with):
    first, *others = pages_with("Many notes")

    assert first.filled() > 0.85
    assert others


@pytest.mark.pdf
def test_characters_of_other_scripts_are_printed(pages_with):
    text = " ".join(page.text for page in pages_with("Scripts"))

    for part in ("Ελληνικά", "Русский", "中文", "ŵ", "1⁄3", "✓", "☎"):
        assert part in text


def test_paragraphs_of_a_list_item_stay_paragraphs():
    html = (FOLDER / "two-paragraphs-in-a-list-item.html").read_text()

    assert composed(html) == (
        "<ul><li><p>First point.</p><p>Its second paragraph.</p></li><li>Next</li></ul>"
    )


def test_a_list_item_with_one_paragraph_has_none():
    html = "<ul><li><p>One</p><ul><li><p>Two</p></li></ul></li></ul>"

    assert composed(html) == "<ul><li>One<ul><li>Two</li></ul></li></ul>"


def test_bullets_of_word_become_bullets():
    assert "•, ✅" in cleaned((FOLDER / "characters-without-glyph.html").read_text())
    assert cleaned("<p>b \uf0a7 a\uf0fc</p>") == "<p>b • a✓</p>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>a\x0bb</p>", "<p>a<br>b</p>"),
        ("<p>a\u2028b\u2029c</p>", "<p>a<br>b<br>c</p>"),
        ("<p>a&#x2028;b</p>", "<p>a<br>b</p>"),
        ("<p>com\u00admun\u200bity</p>", "<p>community</p>"),
        ("<p>5\u202f000\u2009m</p>", "<p>5&nbsp;000 m</p>"),
        ("<p>non\x1ebreaking</p>", "<p>non-breaking</p>"),
        ("<p>o\ufb03ce</p>", "<p>office</p>"),
        ("a\x0bb", "<p>a\nb</p>"),
        ("<p>می\u200cخواهم 👮\u200d♀</p>", "<p>می\u200cخواهم 👮\u200d♀</p>"),
    ],
)
def test_odd_separators_are_cleaned(typed, stored):
    assert cleaned(typed) == stored
    assert cleaned(visible(typed)) == stored
    assert cleaned(stored) == stored


def test_address_of_a_link_keeps_its_characters():
    html = '<p><a href="https://example.org/a\u00adb">x</a></p>'

    assert cleaned(html) == html


def test_typed_bullets_become_a_list():
    html = (FOLDER / "typed-bullets.html").read_text()
    points = ["first point", "second point", "third point", "bullet typed", "another"]

    items = "".join(f"<li>{point}</li>" for point in points)
    assert composed(html) == f"<ul>{items}</ul>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>- one line only</p>",
        "<p>– 5 degrees<br>– 7 degrees</p>",
        "<p>A. Example<br>B. Example</p>",
        "<p>-5<br>-6</p>",
        "<p>Fees<br>and more</p>",
    ],
)
def test_other_lines_do_not_become_lists(html):
    assert composed(html) == html


def test_text_around_typed_bullets_stays():
    html = "<p>We will:<br>- <em>act</em><br>• listen</p><p>And so on.</p>"

    assert composed(html) == (
        "<p>We will:</p><ul><li><em>act</em></li><li>listen</li></ul><p>And so on.</p>"
    )


def test_rows_of_a_table_are_even():
    html = composed(MADE["Cells"])

    rows = parsed(f"<div>{html}</div>").xpath("//tr")
    assert [len(row) for row in rows] == [3, 3, 3]


def test_text_from_right_to_left_says_so():
    assert composed("<p>עברית and English</p>").startswith('<p dir="rtl">')
    assert composed("<p>English עברית</p>").startswith("<p>English")


def test_character_that_no_font_has_is_known():
    assert fonts.unprintable("a\uf123b𓀀⅓👍") == ["\uf123", "𓀀"]
    assert fonts.printable_text("a\uf123⅔") == "a□2⁄3"


def test_only_fonts_that_a_document_needs_are_in_its_files(document):
    plain = a_document({"One": "<p>Only English, café and ŵ.</p>"})

    assert "@font-face" not in rendering.print_html(plain)
    assert "Noto" not in rendering.as_html(plain)
    assert "Noto Sans Greek" in rendering.print_html(document)
    assert "Noto Sans Greek" in rendering.as_html(document)


LONG = "Testminster, Example and Sample Community Safety Partnership: "


@pytest.mark.parametrize("has_picture", [True, False])
@pytest.mark.parametrize("letters", [26, 96, 110, 250])
@pytest.mark.parametrize(
    "vision", ["", "Safe. ", "A safe place to live and work. " * 8]
)
def test_words_on_the_cover_fit(letters, vision, has_picture):
    title = (LONG * 5)[:letters]

    sizes = cover_sizes(title, "2016-17", vision[:250], has_picture)

    assert 18 <= sizes.title <= 52
    assert sizes.vision >= 9
    if letters == 26 and not vision:
        assert sizes.title == 52


@pytest.mark.pdf
def test_long_title_is_above_the_picture(tmp_path):
    bands = [rendering.tree.Band(0, 182, 210, 86, 1)]
    document = a_document(
        {"One": "<p>x</p>"},
        title=(LONG * 5)[:250],
        vision="A safe place to live and work in all weathers. " * 5,
        cover=bands,
    )
    path = tmp_path / "cover.pdf"
    path.write_bytes(rendering.as_pdf(document).content)

    first, contents, *_ = pages_of(path)

    above = 182 / 25.4 * 72
    state = max(word.top for word in first.words)
    assert all(word.bottom < above for word in first.words if word.top < state - 5)
    assert first.cut(edge=40) == []
    assert first.overlaps() == []
    assert re.search(r"…", " ".join(word.text for word in contents.words)) is None


def composed(html):
    """Rich text as a document shows it."""
    return Composer(None).rich(cleaned(html), "Here").html
