"""Text field without JavaScript: plain paragraphs, or HTML, and nothing is lost."""

import time

import pytest
from django import forms

from partnership.core.text.fields import (
    HTML_HINT,
    PARAGRAPHS_HINT,
    PlainTextField,
    from_paragraphs,
    to_paragraphs,
)
from partnership.core.text.rich_text import MAX_BYTES, cleaned

LINK = '<a href="https://www.example.org/help">Where to ask</a>'
LIST = "<ul><li>One</li><li>Two <em>now</em></li></ul>"
TABLE = (
    '<table data-key="who"><caption>Who</caption>'
    "<thead><tr><th>Name</th><th>Part</th></tr></thead>"
    "<tbody><tr><td>A</td><td>B &amp; C</td></tr></tbody></table>"
)


def form_of(stored, typed=None):
    form = forms.Form({"text": typed} if typed is not None else None)
    form.fields["text"] = PlainTextField(required=False)
    form.fields["text"].stored = form.initial["text"] = stored
    return form


@pytest.mark.parametrize(
    ("stored", "plain"),
    [
        ("", ""),
        ("<p>One.</p>", "One."),
        ("<p>One.</p>\n<p>Two.<br>Three.</p>", "One.\n\nTwo.\nThree."),
        ("<p>Wrapped\nin a file.</p>", "Wrapped in a file."),
        ("<p>A &amp; B: 3 &lt; 5\xa0%</p>", "A & B: 3 < 5\xa0%"),
        ("<p>[=total safety-fund 2016-17] &amp; more</p>", None),
    ],
)
def test_paragraphs_are_shown_as_plain_text(stored, plain):
    form = form_of(cleaned(stored))
    plain = plain or "[=total safety-fund 2016-17] & more"

    assert form["text"].value() == ("" if not stored else plain)
    assert form["text"].formatting_hint == PARAGRAPHS_HINT


@pytest.mark.parametrize(
    "stored",
    [
        f"<p>See {LINK}.</p>",
        f"<p>We did:</p>{LIST}",
        "<p>We <strong>did</strong></p>",
        "<h3>Then</h3><p>Words.</p>",
        "<blockquote><p>As said.</p></blockquote>",
        TABLE,
        # What a plain box would lose or read as tags.
        "<p>One</p><p></p><p>Two</p>",
        "<p>&lt;p&gt; starts a paragraph</p>",
    ],
)
def test_other_formatting_is_shown_as_html(stored):
    assert cleaned(stored) == stored
    form = form_of(stored)

    assert form["text"].value() == stored
    assert form["text"].formatting_hint == HTML_HINT


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "<p>One.</p>\n<p>Two.<br>Three.</p>",
        "<p>Wrapped\nin a file.</p>",
        f"<h3>Then</h3><p>See {LINK}.</p>{LIST}{TABLE}<p>Last.</p>",
        f"<p>A</p>\n\n{LIST}\n",
        "See <strong>this</strong> &amp; that<ul><li>One</li></ul>",
        "<p>One</p><p></p><p>&lt;p&gt;&nbsp;</p>",
    ],
)
def test_text_saved_without_changes_is_kept_to_the_letter(stored):
    shown = form_of(stored)["text"].value() or ""
    # As a browser sends it: a new form has the same text, with other line ends.
    form = form_of(stored, shown.replace("\n", "\r\n"))

    assert form.is_valid()
    assert form.cleaned_data["text"] == stored
    assert not form.has_changed()


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("One.\n\nTwo.\r\n\r\n\r\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        ("  One\n two ", "<p>One<br>two</p>"),
        ("We <b>did</b> 3 < 5", "<p>We &lt;b&gt;did&lt;/b&gt; 3 &lt; 5</p>"),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<p>One</p>\n\nTwo, by hand.", "<p>One</p><p>Two, by hand.</p>"),
        ("<ul><li>One</li></ul>", "<ul><li>One</li></ul>"),
    ],
)
def test_typed_text_becomes_rich_text(typed, markup):
    form = form_of("<p>Old.</p>", typed)

    assert form.is_valid()
    assert cleaned(form.cleaned_data["text"]) == markup
    assert form.has_changed()


@pytest.mark.parametrize(
    "typed",
    ["One.", "One.\n\nTwo.", "A & B; 3 < 5 > 1", "“Quoted” &amp; more", "a\nb\n\nc"],
)
def test_plain_text_is_shown_again_as_typed(typed):
    assert to_paragraphs(cleaned(from_paragraphs(typed))) == typed


def test_change_in_html_keeps_the_rest():
    stored = f"<p>See {LINK}.</p>{LIST}"
    form = form_of(stored, stored.replace("One", "First"))

    assert form.is_valid()
    assert form.cleaned_data["text"] == stored.replace("One", "First")


@pytest.mark.parametrize(
    "typed", ["<ul><li>" * 200_000, "a\n\n" * MAX_BYTES, "<p>" * 100_000]
)
def test_text_that_is_too_large_is_refused_at_once(typed):
    started = time.process_time()
    form = form_of("<p>a</p>", typed)

    assert not form.is_valid()
    assert form.has_changed()
    assert form["text"].value() == typed
    assert time.process_time() - started < 5


def test_unsaved_text_is_shown_with_its_formatting():
    assert form_of("", "A & B\n\nC")["text"].formatted == "<p>A &amp; B</p><p>C</p>"
    assert form_of("", f"{LIST}<script>x</script>")["text"].formatted == LIST
    # Text that cannot be cleaned is escaped by the template.
    too_long = form_of("", "<p>" * MAX_BYTES)["text"].formatted
    assert not hasattr(too_long, "__html__")
