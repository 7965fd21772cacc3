"""Rich text in a plain text box: conversion both ways without loss."""

import time

import pytest
from django import forms

from partnership.core.text.fields import PlainTextField
from partnership.core.text.html_to_text import as_plain
from partnership.core.text.rich_text import (
    MAX_BYTES,
    cleaned,
)
from partnership.core.text.text_to_html import as_rich

LINK = '<a href="https://www.example.org/help">Where to ask</a>'
LIST = "<ul><li>One</li><li>Two <em>now</em></li></ul>"
TABLE = (
    "<table><caption>Who</caption><thead><tr><th>Name</th><th>Part</th></tr></thead>"
    "<tbody><tr><td>A</td><td>B &amp; C</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        (f"<p>See {LINK}.</p>", "See Where to ask (https://www.example.org/help)."),
        (
            '<p><a href="https://www.example.org">https://www.example.org</a></p>',
            "https://www.example.org",
        ),
        (f"<p>We did:</p>{LIST}", "We did:\n\n- One\n- Two now"),
        ("<ol><li><p>One</p></li><li>Two</li></ol>", "1. One\n2. Two"),
        (
            "<ul><li>One<ol><li>In</li></ol></li><li>Two</li></ul>",
            "- One\n   1. In\n- Two",
        ),
        ("<h3>Then</h3><p>Words.<br>More.</p>", "Then\n\nWords.\nMore."),
        ("<blockquote><p>As said.</p></blockquote>", "> As said."),
        (TABLE, "Who\n| Name | Part |\n| A | B & C |"),
    ],
)
def test_markup_reads_well_and_comes_back_to_the_letter(markup, plain):
    assert cleaned(markup) == markup
    assert as_plain(markup) == plain
    assert as_rich(plain, markup) == markup
    # As a browser sends it.
    assert as_rich(plain.replace("\n", "\r\n") + "\r\n", markup) == markup


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        (
            "- a\n- b\n\n1. x\n2. y",
            "<ul><li><p>a</p></li><li><p>b</p></li></ul>"
            "<ol><li><p>x</p></li><li><p>y</p></li></ol>",
        ),
        (
            "We did:\n- a\n  - b",
            "<p>We did:</p><ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
        ),
        ("3. March was wet", "<p>3. March was wet</p>"),
        ("Up - or down", "<p>Up - or down</p>"),
        ("We <b>did</b> 3 < 5", "<p>We &lt;b&gt;did&lt;/b&gt; 3 &lt; 5</p>"),
        ("Who\n| A | B |\n| c | d |", None),
    ],
)
def test_what_is_typed_becomes_what_it_looks_like(typed, markup):
    rich = cleaned(as_rich(typed))

    if markup:
        assert rich == markup
    assert as_plain(rich).split() == typed.split()


STORED = (
    f"<h3>Then</h3><p>See {LINK}, <strong>soon</strong>, as soon as that.</p>{LIST}"
    f"{TABLE}<p>Last.</p>"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Last.", "At last.", STORED.replace("Last.", "At last.")),
        ("Then\n", "And then\n", STORED.replace("Then", "And then")),
        ("See ", "Do see ", STORED.replace("See ", "Do see ")),
        ("soon, as", "soon, so", STORED.replace("</strong>, as", "</strong>, so")),
        ("| B & C |", "| D |", STORED.replace("B &amp; C", "D")),
        ("\n\nLast.", "", STORED.replace("<p>Last.</p>", "")),
    ],
)
def test_changing_some_words_leaves_the_others_unchanged(old, new, expected):
    plain = as_plain(STORED)
    assert plain.count(old) == 1

    assert cleaned(as_rich(plain.replace(old, new), STORED)) == expected


def test_link_stays_on_words_that_were_moved():
    stored = f"<p>First.</p><p>See {LINK}.</p>"
    typed = "See Where to ask (https://www.example.org/help).\n\nFirst, then."

    assert LINK in as_rich(typed, stored)


def test_many_levels_are_read_in_time():
    deep = "\n".join(f"{'  ' * level}- item" for level in range(3000))
    quoted = "> " * 3000 + "end"

    for typed in [deep, quoted, "- " * 5000, "| " * 5000, "1. a\n" * 5000]:
        assert as_plain(as_rich(typed)).split() == typed.split() or typed.startswith(
            "1"
        )


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("<p>a</p>" * 9_000, "a\n\n" * 40_000),
        ("".join(f"<p>{n % 150}</p>" for n in range(9_000)), "1\n\n2\n\n" * 20_000),
        (f"<p>{LINK}</p>" * 4_900, "a\n\n" * 40_000),
        ("<p>a</p>", "- a\n" * 60_000),
    ],
)
def test_long_words_are_read_in_time(stored, typed):
    started = time.process_time()

    assert as_rich(typed, stored)

    assert time.process_time() - started < 5


def test_too_long_text_is_not_converted():
    typed = "a\n\n" * MAX_BYTES

    assert as_rich(typed) == typed.strip()


INLINE = "See <strong>this</strong> &amp; that<ul><li>One</li></ul>"


def test_stored_words_that_begin_without_a_paragraph_are_read_too():
    form = forms.Form()
    field = PlainTextField()
    field.stored = INLINE
    form.fields["words"] = field
    form.initial["words"] = INLINE

    assert form["words"].value() == "See this & that\n\n- One"
    assert not field.has_changed(INLINE, form["words"].value())
    assert field.to_python("See this & all that\n\n- One") == (
        "<p>See <strong>this</strong> &amp; all that</p><ul><li>One</li></ul>"
    )
