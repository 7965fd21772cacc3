"""The document tree: numbers, contents, names, and what it looks like as JSON."""

import json

import pytest

from reports.blocks.empty import EmptyText
from reports.blocks.prose import Prose, Signature
from reports.blocks.table import Cell, Column, Row, Table
from reports.charts.shapes import Chart
from reports.document import tree
from reports.document.tree import Document, Rich, SectionNode
from reports.errors import ReportNotRendered
from reports.figures.figure import Figure
from reports.publication import rendering


def a_document(*sections):
    return Document(
        "paper",
        "Paper",
        "Title",
        "2016-17",
        "Testshire",
        "About it",
        sections=[*sections],
    )


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (7, "H"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")],
)
def test_appendices_are_lettered(index, letters):
    assert tree.letters(index) == letters


def test_sections_appendices_tables_and_figures_are_numbered_separately():
    document = a_document(
        SectionNode("foreword", "Foreword", "none"),
        SectionNode("one", "One", blocks=[Table(key="a"), Chart(key="b")]),
        SectionNode("two", "Two", blocks=[EmptyText(), Table(key="c")]),
        SectionNode("x", "X", "appendix", blocks=[Chart(key="d"), Table(key="e")]),
        SectionNode("y", "Y", "appendix"),
    )

    tree.number(document)

    labels = ["", "Section 1", "Section 2", "Appendix A", "Appendix B"]
    assert [section.label for section in document.sections] == labels
    assert [block.label for block in tree.captioned(document)] == [
        "Table 1",
        "Figure 1",
        "Table 2",
        "Figure 2",
        "Table 3",
    ]


def test_contents_list_every_section_under_its_group():
    document = a_document(
        SectionNode("foreword", "Foreword", "none"),
        SectionNode("one", "One", group="The year"),
        SectionNode("two", "Two", group="The year"),
        SectionNode("x", "X", "appendix", group="Money"),
    )

    tree.number(document)

    rows = [(row.id, row.label, row.title, row.group) for row in document.contents]
    assert rows == [
        ("section-foreword", "", "Foreword", ""),
        ("section-one", "Section 1", "One", "The year"),
        ("section-two", "Section 2", "Two", ""),
        ("section-x", "Appendix A", "X", "Money"),
    ]


def test_duplicate_ids_are_errors():
    document = a_document(
        SectionNode("one", "One", blocks=[Table(key="sums"), Prose("words")]),
        SectionNode("two", "Two", blocks=[Table(key="sums"), Prose("words")]),
        SectionNode("one", "Three"),
    )

    with pytest.raises(ReportNotRendered) as caught:
        tree.check_unique_ids(document)

    problems = caught.value.problems
    assert [problem.location for problem in problems] == ["Two", "Two", "Three"]
    assert "“table-sums” appears twice in the document, first in One." in str(
        problems[0]
    )
    assert "Change one of the keys." in str(problems[0])


def test_table_and_figure_may_share_a_key():
    tree.check_unique_ids(
        a_document(SectionNode("one", "One", blocks=[Table(key="a"), Chart(key="a")]))
    )


def test_rich_texts_are_found_at_any_depth():
    cell = Cell(rich=Rich("in a cell"))
    table = Table(
        columns=[Column("A", 100)], rows=[Row([cell])], notes=[Rich("in a note")]
    )
    document = a_document(
        SectionNode("one", "One", blocks=[Prose(words=Rich("in prose")), table])
    )

    found = sorted(rich.html for rich in tree.rich_texts(document))

    assert found == ["in a cell", "in a note", "in prose"]


def test_json_has_the_type_of_each_block():
    figure = Figure("£1", "1", "[=total fund 2016-17]")
    words = Prose("w", words=Rich("<p>£1</p>", [figure]), signature=Signature("A", "B"))
    document = a_document(SectionNode("one", "One", blocks=[words, Table(key="a")]))
    tree.number(document)

    data = tree.as_json(document)

    prose, table = data["sections"][0]["blocks"]
    assert (prose["block"], table["block"]) == ("prose", "table")
    assert prose["words"]["figures"][0]["token"] == "[=total fund 2016-17]"
    assert prose["signature"]["name"] == "A"
    assert table["label"] == "Table 1"


@pytest.mark.django_db
def test_json_of_the_sample_is_plain_stable_and_whole(agreement):
    text = rendering.as_json(agreement)

    data = json.loads(text)
    assert json.dumps(data, ensure_ascii=False, indent=1) + "\n" == text
    assert rendering.as_json(agreement) == text
    assert data["document_type"] == "community-safety-agreement"
    assert len(data["sections"]) == len(agreement.sections)


@pytest.mark.django_db
def test_sample_is_numbered_by_its_outline(agreement):
    labels = [section.label for section in agreement.sections]

    # The summary and the foreword have no number.
    assert labels == [
        *("", ""),
        *(f"Section {n}" for n in range(1, 6)),
        *(f"Appendix {letter}" for letter in "ABCDEFGH"),
    ]
    for counter in ("Table", "Figure"):
        runs = [b.number for b in tree.captioned(agreement) if b.counter == counter]
        assert runs == list(range(1, len(runs) + 1))
        assert len(runs) >= 3
