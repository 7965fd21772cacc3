"""Notes in officers' text: numbered through the document, listed below their text."""

import pytest

from reports.document.notes import number_notes
from reports.document.paragraph_numbers import number_paragraphs
from reports.document.references import link_references
from reports.errors import raise_problems
from reports.text.lines import read_markup
from tests.reports.test_prose import composer, document_of, html_of

__all__ = ["composer"]


def test_notes_are_numbered_and_linked_both_ways(composer):
    one = composer.rich("<p>Fell<small>By police.</small>.</p>", "Here")
    two = composer.rich(
        "<table><tbody><tr><td>9<small>[=total x]: https://example.org/a.</small></td>"
        "</tr></tbody></table>",
        "There",
    )
    document = document_of(one, [two])
    number_notes(document)
    raise_problems(link_references(document))

    assert one.html == (
        '<p>Fell<a class="ref note-mark" id="note-mark-1" href="#note-1">[note 1]</a>.'
        '</p><ul class="notes"><li id="note-1"><span class="no key">[note 1] </span>'
        "By police.</li></ul>"
    )
    assert 'id="note-2"><span class="no key">[note 2] </span><data' in two.html
    assert '<a class="url" href="https://example.org/a">https://example.org/a</a>.' in (
        two.html
    )


@pytest.mark.parametrize("text", ["<p>a</p>", "<p>a<small>b</small></p>"])
def test_no_other_text_is_changed(composer, text):
    rich = composer.rich(text, "Here")
    document = document_of(rich)
    number_notes(document)
    before = rich.html
    number_notes(document)

    assert rich.html == before


def test_note_in_a_link_is_not_a_link_in_a_link(composer):
    html = html_of(
        composer, '<p><a href="https://example.org">x<small>y</small></a></p>'
    )
    assert '<span class="ref note-mark" data-note="">[note]</span></a>' in html


def test_list_of_notes_is_not_a_list_of_a_numbered_paper(composer):
    html, following = number_paragraphs(
        html_of(composer, "<p>a<small>b</small></p>"), 4
    )
    assert following == 5
    assert '<ul class="notes">' in html and "letters" not in html


def test_checks_read_the_words_and_not_the_number(composer):
    rich = composer.rich("<p>Fell<small>By police.</small> again.</p>", "Here")
    number_notes(document_of(rich))
    lines = read_markup(rich.html).lines

    assert [line.typed.replace("\ufffc", "") for line in lines] == [
        "Fell again.",
        "By police.",
    ]
