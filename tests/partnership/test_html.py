"""HTML: parsed as HTML5, written again, split and turned into plain text."""

import pytest

from partnership.core.text.html import (
    blocks,
    in_blocks,
    is_markup,
    mask,
    parse,
    split_tags,
    to_text,
)

LINK = '<a href="https://www.example.org/?a=1&amp;b=2">here</a>'


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "Plain, 3 &lt; 5 &amp; more",
        f"<p>See {LINK}.<br>Then</p>\n<ul><li><p>One</p></li></ul>",
        '<table><caption>C</caption><tbody><tr><th scope="row">A</th></tr></tbody>'
        "</table>",
    ],
)
def test_clean_markup_is_written_as_it_was_read(markup):
    assert parse(markup).html == markup
    assert "".join(split_tags(markup)) == markup


def test_markup_is_read_as_browsers_read_it():
    assert parse("<p>A<p>B<table><tr><td>C</table>").html == (
        "<p>A</p><p>B</p><table><tbody><tr><td>C</td></tr></tbody></table>"
    )


def test_elements_and_texts_are_in_document_order():
    root = parse("<ul><li>A<em>b</em></li><li>C</li></ul><p>D</p>")

    assert [element.tag for element in root.elements()] == ["ul", "li", "em", "li", "p"]
    assert [element.text for element in root.elements("li", "p")] == ["Ab", "C", "D"]
    assert list(root.texts()) == ["A", "b", "C", "D"]
    assert root.depth == 3


def test_thousands_of_levels_are_measured():
    assert parse("<div>" * 5_000).depth == 5_000


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>A</p>\n<ul><li>B</li></ul> ", ["<p>A</p>", "<ul><li>B</li></ul>"]),
        (
            "<blockquote><p>A</p></blockquote><p>B</p>",
            ["<blockquote><p>A</p></blockquote>", "<p>B</p>"],
        ),
        ("A <em>b</em><p>C</p>d", ["A <em>b</em>", "<p>C</p>", "d"]),
        ("<p>A&nbsp;B &amp; C</p>", ["<p>A&nbsp;B &amp; C</p>"]),
    ],
)
def test_rich_text_is_split_into_blocks(markup, found):
    assert blocks(markup) == found


@pytest.mark.parametrize(
    ("markup", "wrapped"),
    [
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\n<p>B</p>"),
        ("A <em>b</em> &amp; c<p>D</p>", "<p>A <em>b</em> &amp; c</p><p>D</p>"),
        ("<p>A</p>B\n \nC <em>d\n\ne</em>", "<p>A</p><p>B</p><p>C <em>d\n\ne</em></p>"),
        ("<p>A</p><div>b</div>", "<p>A</p><div>b</div>"),
        (" ", " "),
    ],
)
def test_text_outside_blocks_gets_paragraphs(markup, wrapped):
    assert in_blocks(markup) == wrapped


def test_rich_text_as_plain_text_has_a_line_for_each_paragraph():
    markup = f"<h3>A</h3><p>B {LINK}<br>C &lt; D</p><table><tr><td>E</td></tr></table>"

    assert to_text(markup) == "A\nB here\nC < D\nE"


def test_mask_keeps_positions():
    markup = '<p>A &amp; <a href="https://x.org/?a>b">c</a></p>'

    assert mask(markup, "#") == f"###A ##### {'#' * 29}c########"


def test_only_text_with_a_block_in_front_is_markup():
    assert is_markup(" <P>A")
    assert not is_markup("A <p>b</p>")
    assert not is_markup("<preposterous>")
