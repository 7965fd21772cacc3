"""Paragraph numbers in papers: lists, line breaks and tables do not disturb them."""

import pytest

from reports.blocks.empty import EmptyText
from reports.document.paragraph_numbers import letter, number_paragraphs


def para(number, words):
    return (
        f'<p class="para" id="para-{number}"><span class="no">{number}. </span>'
        f"{words}</p>"
    )


def item(sign, words):
    return f'<li><span class="no">{sign} </span>{words}</li>'


def test_paragraphs_are_numbered_from_the_start_given():
    made, following = number_paragraphs("<p>One.</p><p>Two.</p>", 7)

    assert made == para(7, "One.") + para(8, "Two.")
    assert following == 9
    assert EmptyText().number_paragraphs(9) == 10


@pytest.mark.parametrize("line_break", ["<br>", "<br/>", "<br />"])
def test_line_break_does_not_end_a_paragraph(line_break):
    made, following = number_paragraphs(f"<p>One{line_break}more.</p><p>Two.</p>", 1)

    assert made == para(1, "One<br>more.") + para(2, "Two.")
    assert following == 3


def test_list_gets_letters_and_carries_on_the_paragraph_above():
    made, following = number_paragraphs(
        "<p>Both:</p><ul><li>one</li><li>two</li></ul><p>Then.</p>", 1
    )

    letters = f'<ol class="letters">{item("(a)", "one")}{item("(b)", "two")}</ol>'
    assert made == para(1, "Both:") + letters + para(2, "Then.")
    assert following == 3


def test_list_in_a_list_gets_numbers_and_the_letters_go_on():
    made, _ = number_paragraphs(
        "<ol><li>one<ul><li>low</li><li>lower</li></ul></li><li>two</li></ol>", 1
    )

    numbers = f'<ol class="numbers">{item("(1)", "low")}{item("(2)", "lower")}</ol>'
    first = item("(a)", f"one{numbers}")
    assert made == f'<ol class="letters">{first}{item("(b)", "two")}</ol>'


def test_second_list_begins_at_a_again():
    made, _ = number_paragraphs("<ul><li>x</li></ul><ol><li>y</li></ol>", 1)

    assert made.count("(a)") == 2 and "(b)" not in made


def test_paragraph_in_a_list_item_has_no_number_of_its_own():
    made, following = number_paragraphs("<ul><li><p>one</p></li></ul><p>Then.</p>", 1)

    assert f'<ol class="letters">{item("(a)", "<p>one</p>")}</ol>' in made
    assert following == 2


def test_list_in_a_table_stays_a_list():
    cell = "<td><p>a</p><ul><li>b</li></ul></td>"
    table = f"<table><tbody><tr>{cell}</tr></tbody></table>"

    made, following = number_paragraphs(f"{table}<p>After.</p>", 1)

    assert made == table + para(1, "After.")
    assert following == 2


def test_only_characters_of_markup_stay_escaped():
    made, _ = number_paragraphs("<p>A &amp; B &lt; &#163;5</p>", 1)

    assert made == para(1, "A &amp; B &lt; £5")


def test_attributes_and_quotes_in_them_stay():
    link = '<a href="https://example.org/?a=1&amp;b=%22">there</a>'

    made, _ = number_paragraphs(f"<p>See {link}.</p>", 1)

    assert made == para(1, f"See {link}.")


@pytest.mark.parametrize(
    ("index", "text"),
    [(1, "(a)"), (26, "(z)"), (27, "(aa)"), (52, "(az)"), (53, "(ba)")],
)
def test_letters(index, text):
    assert letter(index) == text
