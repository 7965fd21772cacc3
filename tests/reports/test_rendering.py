"""The document as HTML and JSON: complete on its own, sound, every figure marked."""

import json
import re

import pytest

from reports.assembly.build import build
from reports.document import tree
from reports.document.tree import Document, SectionNode
from reports.publication import rendering
from reports.templatetags.line_breaks import fit_lines
from tests.builders import a_passage
from tests.reports.pages import parsed, text_of
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}


@pytest.fixture(scope="session")
def page(agreement_html):
    return parsed(agreement_html)


def levels_of(page):
    found = page.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    return [int(heading.tag[1]) for heading in found]


def test_page_has_one_first_heading_with_title_and_year(page):
    [heading] = page.xpath("//h1")

    words = " ".join(text.strip() for text in heading.itertext())
    assert words.split() == "Community Safety Agreement 2016-17".split()


def test_page_is_in_english_with_title_and_description(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Draft: Community Safety Agreement 2016-17"
    [description] = page.xpath("//meta[@name='description']/@content")
    assert "Oxfordshire" in description


def test_no_heading_skips_a_level(page):
    levels = levels_of(page)

    assert levels[0] == 1
    assert all(
        after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)
    )


def test_every_heading_of_a_section_can_be_linked_to(page):
    for heading in page.xpath("//h2"):
        assert heading.get("id") or heading.getparent().get("id"), heading.text


def test_ids_are_unique(page):
    names = page.xpath("//@id")

    assert len(names) == len(set(names))


def test_every_internal_link_has_a_target(page):
    names = set(page.xpath("//@id"))
    links = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]

    assert len(links) > 30
    assert set(links) <= names


def test_every_label_points_to_something(page):
    names = set(page.xpath("//@id"))
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for value in page.xpath(f"//@{attribute}"):
            assert set(value.split()) <= names


def test_contents_match_the_section_titles(page, agreement):
    listed = page.xpath("//*[@id='contents']//a")

    assert [link.get("href") for link in listed] == [
        f"#{section.id}" for section in agreement.sections
    ]
    for link, section in zip(listed, agreement.sections, strict=True):
        words = link.text_content()
        assert section.title in words and section.label in words


def test_no_token_remains(agreement_html):
    words = text_of(agreement_html)

    assert "[=" not in words
    assert "[@" not in words
    assert "data-ref" not in agreement_html
    assert not re.search(r"\bNone\b|\{\{|\{%|Decimal\(", words)


def test_every_figure_is_marked_with_its_value(agreement, page):
    figures = [
        figure
        for section in agreement.sections
        for rich in tree.rich_texts(section.blocks)
        for figure in rich.figures
    ]
    assert len(figures) > 40

    marked = [(data.get("value"), data.text_content()) for data in page.xpath("//data")]

    for figure in figures:
        if figure.value:
            assert (figure.value, figure.text) in marked, figure.token


def test_every_figure_in_text_comes_from_a_record(agreement):
    """It says what it is about and which token gave it."""
    for section in agreement.sections:
        for rich in tree.rich_texts(section.blocks):
            for figure in rich.figures:
                assert figure.about, figure.token
                assert figure.token.startswith("[=")


def test_tables_have_captions_scopes_and_even_rows(page):
    tables = page.xpath("//table")
    assert len(tables) > 8
    for table in tables:
        [caption] = table.xpath("./caption")
        assert caption.text_content().strip()
        assert table.xpath(".//thead//th[@scope='col']")
        width = len(table.xpath("./thead/tr[1]/*"))
        for row in table.xpath("./tbody/tr"):
            heads = row.xpath("./th[@scope]")
            assert heads, row.text_content()
            assert sum(int(cell.get("colspan", 1)) for cell in row) == width


def test_charts_have_a_text_alternative(page):
    drawn = page.xpath("//*[local-name()='svg']")
    assert drawn
    for picture in drawn:
        assert picture.get("role") == "img"
        assert picture.xpath("./*[local-name()='title']")[0].text.strip()


def test_served_page_allows_a_strict_policy(agreement):
    """The shells differ; what both include has no style and no script."""
    from django.template.loader import render_to_string

    for name in ("body", "contents"):
        part = render_to_string(
            f"reports/document/{name}.html", {"document": agreement}
        )
        assert not re.search(r"<[^>]+\sstyle=|<style|<script|\son\w+=", part), name
        assert "javascript:" not in part


def test_standalone_file_loads_nothing(agreement_html, page):
    assert not page.xpath("//script|//link[@rel='stylesheet']|//img|//iframe|//object")
    urls = re.findall(r"url\(([^)]{0,40})", agreement_html)
    assert urls
    assert all(url.strip("\"'").startswith("data:font/woff2") for url in urls)


def test_links_keep_their_scheme_and_are_printed(page):
    links = [a for a in page.xpath("//main//a") if a.get("href").startswith("http")]
    assert len(links) > 5
    assert {link.get("href").split(":")[0] for link in links} <= {"http", "https"}


def test_sample_is_marked_as_draft_and_sample(agreement_html):
    front = text_of(agreement_html)[:1200]

    assert "draft" in front.lower()
    assert "Sample document" in front


def test_foreword_of_the_sample_has_a_note(agreement_html):
    assert "not the words of Councillor Mallon" in text_of(agreement_html)


def test_rendering_makes_no_queries(agreement, django_assert_num_queries):
    with django_assert_num_queries(0):
        rendering.as_html(agreement)
        rendering.print_html(agreement)
        rendering.as_json(agreement)


def test_same_tree_gives_the_same_page(agreement, agreement_html):
    assert rendering.as_html(agreement) == agreement_html


def test_names_with_markup_are_only_names():
    """Titles, names and labels are escaped, whatever was typed."""
    report = a_testshire_report()
    hostile = '<script>alert("1")</script>'
    report.title = hostile
    report.partnership.name = f"Safer & {hostile}"
    report.partnership.vision = hostile
    report.partnership.save()
    report.partnership.priorities.update(title=hostile)
    report.partnership.lines.update(label=hostile)
    report.partnership.groups.update(purpose=hostile)

    document = build(report)

    for made in (rendering.as_html(document), rendering.print_html(document)):
        assert "<script" not in made
        assert made.count("&lt;script&gt;") > 6
    assert json.loads(rendering.as_json(document))["title"] == hostile


def test_script_links_are_removed():
    report = a_testshire_report()
    body = (
        '<p onclick="x()"><a href="javascript:x()">a</a><img src="http://x/">'
        '<a href="data:text/html,x">b</a><style>*{}</style></p>'
    )
    a_passage(report=report, key="vision.text", body=body)

    made = rendering.as_html(build(report))

    [part] = parsed(made).xpath("//*[@id='section-vision']")
    assert not part.xpath(".//@onclick|.//img|.//style|.//script")
    assert [link for link in part.xpath(".//a/@href") if ":" in link] == []


@pytest.mark.parametrize("paper", [True, False])
def test_empty_document_is_still_a_page(paper):
    document = Document("paper", "Paper", "Title", "2016-17", "Testshire", "About it")
    document.sections = [SectionNode("one", "One")]
    tree.number(document)

    made = rendering.print_html(document) if paper else rendering.as_html(document)

    assert parsed(made).findtext(".//title") == "Draft: Title 2016-17"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>In 2016-17.</p>", '<p>In <span class="whole">2016-17</span>.</p>'),
        ("2016-2019,", '<span class="whole">2016-2019</span>,'),
        (
            '<p title="2016-17">On 2016-04-01</p>',
            '<p title="2016-17">On 2016-04-01</p>',
        ),
        ("<a>a.uk/2016-17/p_2016-2019</a>", "<a>a.uk/2016-17/p_2016-2019</a>"),
        ("<svg><text>2016-17</text></svg>", "<svg><text>2016-17</text></svg>"),
        (
            '<b id="abcdefghijklmnopqrstuvwxy">abcdefghijklmnopqrstuvwxy</b>',
            '<b id="abcdefghijklmnopqrstuvwxy">abcdefghijkl<wbr>mnopqrstuvwx<wbr>y</b>',
        ),
        ("antidisestablishment", "antidisestablishment"),
    ],
)
def test_years_are_kept_on_one_line_and_long_words_are_not(html, expected):
    assert fit_lines(html) == expected
