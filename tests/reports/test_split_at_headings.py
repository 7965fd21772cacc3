"""Splitting rich text at its headings."""

import pytest

from reports.document.split_at_headings import split_at_headings


@pytest.mark.parametrize(
    ("html", "intro", "parts"),
    [
        ("", "", []),
        ("<p>One</p>", "<p>One</p>", []),
        ("<h4>A</h4><p>One</p>", "", [("A", "<p>One</p>")]),
        (
            "<p>0</p><h3>A</h3><h4>B</h4><p>1</p>",
            "<p>0</p>",
            [("A", ""), ("B", "<p>1</p>")],
        ),
        ("<h4>A <strong>&amp;</strong> B</h4>", "", [("A & B", "")]),
        ("<h4>A<br>B</h4>x", "", [("AB", "x")]),
        ("<ul><li><h4>A</h4>1</li></ul>", "<ul><li><h4>A</h4>1</li></ul>", []),
        (
            '<p><a href="http://a.b/?c=1&amp;d=2">e &lt; f</a><br>g</p>',
            '<p><a href="http://a.b/?c=1&amp;d=2">e &lt; f</a><br>g</p>',
            [],
        ),
    ],
)
def test_top_level_headings_split_the_text(html, intro, parts):
    assert split_at_headings(html) == (intro, parts)
