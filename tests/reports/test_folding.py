"""Columns and rows that say one thing only become sentences."""

import collections
import copy
import re

import pytest
from lxml import html

from reports.blocks.folding import FoldedTable, fold
from reports.blocks.table import Cell, Column, Row, Table, missing, text
from reports.document.tree import Rich
from reports.publication import rendering
from tests.reports.papers import every_document


def a_table(*rows, columns=("Area", "Lead", "Outcome"), **kwargs):
    return Table(
        key="t",
        caption="Priorities",
        columns=[Column(label, 30) for label in columns],
        rows=[
            Row([text(cell) if isinstance(cell, str) else cell for cell in row])
            for row in rows
        ],
        **kwargs,
    )


GAP = missing("not-given")


def labels(table):
    return [column.label for column in table.columns]


def test_column_with_one_reason_becomes_a_sentence():
    table = fold(a_table(*[[name, "Police", copy.copy(GAP)] for name in "ABC"]))

    # What all rows say of the lead goes as well.
    assert isinstance(table, FoldedTable)
    assert table.text == (
        "Priorities (A, B and C). Lead: Police. No outcome has been recorded."
    )


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (("Lead", "Outcome"), "no lead or outcome has been"),
        (
            ("Progress", "Plans for 2017-18"),
            "no progress or plans for 2017-18 have been",
        ),
        (("2015-16", "CSP’s lead"), "no figures for 2015-16 or CSP’s lead has been"),
    ],
)
def test_table_of_nothing_is_one_plain_sentence(labels, words):
    rows = [[name, missing("none given"), missing("not-given")] for name in "ABC"]

    table = fold(a_table(*rows, columns=("Area", *labels)))

    assert table.text == f"Priorities (A, B and C): {words} recorded for any of them."


def test_column_of_nothing_is_named_by_its_noun():
    table = a_table(*[[name, name, copy.copy(GAP)] for name in "ABC"])
    table.columns[2].noun = "results"

    assert fold(table).folded == ["No results have been recorded."]


def test_other_columns_stay():
    leads = ["Police", "Fire", "Health"]
    rows = [["x", lead, copy.copy(GAP)] for lead in leads]

    table = fold(a_table(*rows))

    assert labels(table) == ["Area", "Lead"]
    assert table.folded == ["No outcome has been recorded."]
    assert [len(row.cells) for row in table.rows] == [2, 2, 2]


def test_row_with_figures_stays_beside_empty_rows_of_its_name():
    rows = [["Referrals", copy.copy(GAP), copy.copy(GAP)] for _ in range(2)]

    table = fold(a_table(*rows, ["Referrals", "12", "15"]))

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Referrals", "12", "15"]
    ]


def test_column_stays_beside_an_empty_column_of_its_name():
    rows = [[name, copy.copy(GAP), f"Fire {name}"] for name in "ABC"]

    table = fold(a_table(*rows, columns=("Area", "Lead", "Lead")))

    assert [row.cells[1].text for row in table.rows] == ["Fire A", "Fire B", "Fire C"]


def test_rows_with_one_reason_are_named_together():
    rows = [["A", GAP, GAP], ["B", GAP, GAP], ["C", "Fire", "Fewer fires"]]

    table = fold(a_table(*rows))

    assert [row.cells[0].text for row in table.rows] == ["C"]
    assert table.folded == ["Nothing is recorded for A and B."]


def test_total_is_never_folded():
    table = a_table(*[[str(n), "1", copy.copy(GAP)] for n in range(3)])
    table.rows.append(Row([text("Total"), GAP, GAP], kind="total"))
    table.rows[0].cells[1].text = "2"

    assert fold(table).rows[-1].kind == "total"


def test_few_figures_of_a_column_are_given_in_a_sentence():
    rows = [[f"Line {n}", str(n), copy.copy(GAP)] for n in range(9)]
    rows[3][2] = Cell("up 6%")

    table = fold(a_table(*rows))

    assert table.folded == ["Line 3 – Outcome: up 6%."]
    assert labels(table) == ["Area", "Lead"]


def test_what_the_table_is_about_stays():
    table = a_table(*[[f"Line {n}", str(n), copy.copy(GAP)] for n in range(9)])
    table.rows[3].cells[2] = Cell("5")
    table.columns[2].is_about = True

    assert labels(fold(table)) == ["Area", "Lead", "Outcome"]


def test_two_rows_are_not_worth_a_sentence():
    table = a_table(["A", "x", copy.copy(GAP)], ["B", "y", copy.copy(GAP)])

    assert labels(fold(table)) == ["Area", "Lead", "Outcome"]


def test_legend_names_only_what_is_used():
    source = "Source: A. Not given: no figure. n/a: no comparison."
    rows = [["A", "x", GAP], ["B", "y", "z"], ["C", "w", "v"]]

    assert fold(a_table(*rows, source=source)).source == (
        "Source: A. Not given: no figure."
    )


MOST = {"community-safety-agreement/2016-17": 30}


# Words of running text that stand for what is missing.
WORDS = re.compile(
    r"\b(?:not (?:yet )?(?:given|available|applicable|known|decided|due|set|stated|"
    r"recorded|reported|written|named)|n/a|none (?:given|set|stated)|"
    r"no (?:\w+ ){0,2}(?:given|reported|set|stated|recorded)|nothing (?:to report|"
    r"reported)|to be (?:agreed|confirmed|updated|decided)|unknown|"
    r"(?:does|do|did) not (?:say|give|name|state))\b",
    re.IGNORECASE,
)


def marks_in(markup: str) -> collections.Counter[str]:
    """What a document prints in place of figures and texts, and how often."""
    page = html.document_fromstring(markup)
    for hidden in page.xpath("//style|//script|//head|//*[@aria-hidden='true']"):
        hidden.drop_tree()
    found: collections.Counter[str] = collections.Counter()
    for cell in page.xpath("//*[contains(concat(' ', @class, ' '), ' missing ')]"):
        found[" ".join(cell.text_content().split()).lower()] += 1
        cell.drop_tree()
    text = " ".join(page.text_content().split())
    found.update(match[0].lower() for match in WORDS.finditer(text))
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_samples_have_few_marks_for_what_is_missing():
    for document in every_document():
        found = marks_in(rendering.as_html(document))
        most = MOST.get(document.path, 40)
        assert found.total() <= most, (document.path, found)


def test_one_row_with_one_text_becomes_a_paragraph():
    table = fold(a_table(["Oxford", "Police"], columns=("Area", "Lead")))

    assert table.is_row
    assert table.text == "Priorities. Oxford: Police."
    assert table.after_caption == "Oxford: Police."


@pytest.mark.parametrize(
    "rich",
    ["<ul><li>A</li></ul>", '<p><a href="/">A</a></p>', "<p>A<span>1</span></p>"],
)
def test_one_row_with_figures_links_or_lists_stays_a_table(rich):
    table = a_table(["Oxford", Cell(rich=Rich(rich))], columns=("Area", "Lead"))

    assert isinstance(fold(table), Table)


def test_columns_of_which_nothing_is_known_are_named_together():
    rows = [[name, name, missing("none given"), copy.copy(GAP)] for name in "ABC"]

    table = fold(a_table(*rows, columns=("Area", "Wording", "Lead", "Outcome")))

    assert table.folded == ["No lead or outcome has been recorded."]
