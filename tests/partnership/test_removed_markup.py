"""Descriptions of what cleaning removes from rich text."""

import pytest

from partnership.core.text.removed_markup import (
    find_removed_markup,
    removed_markup_notice,
)
from partnership.core.text.rich_text import clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>A</p><script>alert(1)</script>", "a script"),
        ('<p onclick="alert(1)">A</p>', "a script"),
        ('<p>A<img src="https://example.org/a.png"></p>', "an image"),
        ('<p style="color: red">A</p>', "fonts, colours or alignment"),
        ("<style>p { color: red }</style><p>A</p>", "a style sheet"),
        ('<a href="javascript:alert(1)">A</a>', "a link to javascript:"),
        ('<a href=" java&#10;script:alert(1)">A</a>', "a link to javascript:"),
        (
            '<a href="/funding/">A</a>',
            "a link without https:// (the text has been kept)",
        ),
        ('<iframe src="https://example.org/"></iframe>', "embedded content"),
        ("<h1>A</h1>", "a heading of level 1 (the text has been kept)"),
        ("<p><u>A</u></p>", "underlining"),
        ("<p>fewer <name> than</p>", "the HTML tag <name>"),
    ],
)
def test_what_is_taken_out_is_named(text, words):
    assert clean(text) != text
    assert find_removed_markup(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words, fewer than 5 < 6 & more",
        "<h3>A</h3><p><strong>B</strong> <em>C</em></p><ul><li>D</li></ul>",
        '<table><tr><th scope="col" colspan="2">A</th></tr></table>',
        '<a href="https://example.org/?a=b:c">A</a> <a href="MAILTO:a@b.c">B</a>',
        "<div><span>Words that stay</span></div>",
        "<p>&lt;script&gt;</p>",
    ],
)
def test_nothing_is_reported_if_nothing_is_lost(text):
    assert find_removed_markup(text) == []


def test_each_kind_is_reported_once():
    text = "<img><img><script></script>"

    assert find_removed_markup(text) == ["an image", "a script"]
    assert removed_markup_notice(find_removed_markup(text)).startswith(
        "Removed from your text: an image and a script. You can use headings"
    )
