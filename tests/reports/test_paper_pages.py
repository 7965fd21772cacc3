"""How a committee paper falls on its pages: front matter whole, contents that hang."""

import subprocess
from dataclasses import replace

import pytest
from lxml import html

from reports.blocks.governance import Box, Governance, Tier
from reports.blocks.prose import Prose
from reports.blocks.summary_list import SHORT, SummaryLine, SummaryList
from reports.document.contents import ContentsEntry, contents_columns
from reports.document.tree import Document, Rich, SectionNode, number
from reports.publication import rendering
from tests.reports.page_breaks import holes, parted
from tests.reports.papers import every_document
from tests.reports.small_documents import a_document

pytestmark = pytest.mark.pdf

LONG = "Tackling harmful street culture and how it connects to drug dealing in town"


def a_paper(*sections):
    document = Document(
        "paper", "Paper", "Paper", "4 July 2011", "Testshire", "About", path="kind/x"
    )
    document.style, document.sections = "paper", list(sections)
    number(document)
    return document


def pages_of(document, tmp_path, *options):
    """The PDF's text as pdftotext gives it, page by page."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(rendering.as_pdf(document).content)
    command = ["pdftotext", *options, path, "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def facts_by_page(lines, filler, tmp_path):
    """How many of a number of facts are on each page below a number of paragraphs."""
    words = Prose("words", words=Rich("<p>Line.</p>" * filler))
    facts = SummaryList(
        lines=[SummaryLine(f"Fact {n}", f"Word {n}") for n in range(lines)]
    )
    paper = a_paper(
        SectionNode("start", "Start", blocks=[words]),
        SectionNode("end", "Sign-off", "none", blocks=[facts]),
    )
    pages = pages_of(paper, tmp_path, "-layout").removesuffix("\f").split("\f")
    found = [(page.count("Word"), "Sign-off" in page) for page in pages]
    return [(count, headed) for count, headed in found if count or headed]


@pytest.mark.parametrize("filler", [12, 14, 16])
def test_short_lists_stay_on_one_page(filler, tmp_path):
    assert facts_by_page(SHORT, filler, tmp_path) == [(SHORT, True)]


@pytest.mark.long
def test_long_lists_break_between_lines(tmp_path):
    """Else they would leave most of a page empty."""
    [first, second] = facts_by_page(SHORT + 8, 14, tmp_path)

    assert first[1]
    assert first[0] + second[0] == SHORT + 8


@pytest.mark.long
@pytest.mark.parametrize("level", [2, 3, 4])
def test_contents_lines_have_hanging_indents(level, tmp_path):
    """A second line begins below the words, not below the number."""
    sections = [SectionNode(f"s{n}", f"Part {n}", "none") for n in range(12)]
    long = SectionNode("long", LONG, "none", level=level)
    paper = a_paper(*sections[:1], long, *sections[1:])

    page = html.document_fromstring(
        pages_of(paper, tmp_path, "-bbox-layout", "-l", "1").encode()
    )
    lines = [
        [(word.text, float(word.get("xmin"))) for word in line.iter("word")]
        for line in page.iter("line")
    ]
    wanted = set(LONG.split())
    shown = [
        [left for text, left in line if text in wanted]
        for line in lines
        if sum(text in wanted for text, _left in line) > 1
    ]

    starts = [row[0] for row in shown[:2]]
    assert len(starts) == 2
    assert abs(starts[0] - starts[1]) < 0.5


def test_no_item_or_row_is_alone_and_none_is_parted_from_its_introduction(tmp_path):
    texts = ""
    for n in range(120):
        items = [f"Item {n}-{item}" for item in range(4)]
        if n % 2:
            texts += f"<p>{'Words. ' * (1 + n % 7) * 9}</p><ul>"
            texts += "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        else:
            texts += f"<p>{'Words. ' * (1 + n % 5) * 9}</p><table><tbody>"
            texts += "".join(f"<tr><td>{item}</td></tr>" for item in items)
            texts += "</tbody></table>"
    document = a_document({"Lists and tables": texts}, "paper")

    pages = pages_of(document, tmp_path).split("\f")
    counts = {page.count(f"Item {n}-") for page in pages for n in range(120)}
    assert len(pages) > 20
    assert counts == {0, 2, 4}
    assert parted(tmp_path / "paper.pdf") == []
    assert holes(tmp_path / "paper.pdf") == {}


@pytest.mark.parametrize(("filler", "count"), [(14, 2), (18, 1)])
def test_diagrams_continue_below_their_name_but_begin_without(filler, count, tmp_path):
    tiers = [Tier(f"Tier {n}", [Box("Box", "Words. " * 40)]) for n in range(6)]
    diagram = Governance(key="groups", caption="Groups", tiers=tiers)
    words = Prose("words", words=Rich("<p>Line.</p>" * filler))
    paper = a_paper(SectionNode("start", "Start", blocks=[words, diagram]))

    pages = [page for page in pages_of(paper, tmp_path).split("\f") if "Tier" in page]
    continued = ["Figure 1, continued: Groups" in page for page in pages]
    assert continued == ["Tier 0" not in page for page in pages]
    assert len(pages) == count


def a_line(title, level=2, has_parts=False):
    return ContentsEntry(title, "", title, "", level, has_parts)


def columns_of(entries):
    """The titles in each column of a contents list; * marks a repeated one."""
    return [
        ([f"{column.continues.title}*"] if column.continues else [])
        + [entry.title for entry in column.entries]
        for column in contents_columns(entries)
    ]


def test_contents_columns_are_even_and_repeat_the_heading_of_parts():
    parts = [a_line(f"Part {n}", 3) for n in range(4)]
    ends = [a_line("Before"), a_line("After")]
    about = [ends[0], a_line("Work", has_parts=True), *parts, ends[1]]

    assert columns_of(about) == [
        ["Before", "Work", "Part 0", "Part 1"],
        ["Work*", "Part 2", "Part 3", "After"],
    ]
    assert columns_of([about[0], about[1], parts[0], ends[1]]) == [
        ["Before"],
        ["Work", "Part 0", "After"],
    ]


def test_contents_of_more_than_a_page_have_one_column():
    [column] = columns_of([a_line(f"Part {n}") for n in range(99)])

    assert len(column) == 99


@pytest.mark.slow
@pytest.mark.django_db
def test_first_page_of_a_paper_holds_its_answer_and_a_chart(tmp_path):
    """The chart comes last but for what the return says about itself."""
    papers = [document for document in every_document() if document.style == "paper"]
    assert len(papers) == 5
    for document in papers:
        ids = [section.id for section in document.sections]
        front = document.sections[: ids.index(document.contents_after) + 1]
        drafted = "Monday 30 November 2026 at 3:25pm"
        paper = replace(document, sections=front, contents=[], drafted_at=drafted)
        pages = pages_of(paper, tmp_path).removesuffix("\f").split("\f")

        assert "Figure 1." in pages[0], document.path
        assert len(pages) == 1 or document.document_type == "grant-return"
