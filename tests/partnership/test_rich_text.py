"""Rich text: allowed HTML, limits, and every way in."""

import json

import nh3
import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import F
from hypothesis import example, given
from hypothesis import strategies as st

from partnership.core.text import rich_text
from partnership.core.text.rich_text import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_DEPTH,
    MAX_TAGS,
    cleaned,
)
from priorities.models import Achievement
from tests.builders import an_achievement

DIRTY = '<p onclick="x()">Safe<script>alert(1)</script></p>'
CLEAN = "<p>Safe</p>"


def test_further_titles_of_a_table_become_paragraphs_above_it():
    table = "<caption>A</caption>{}<tbody><tr><td>1</td></tr></tbody></table>"
    typed = f"<p>x</p><table>{table.format('<caption>B <em>c</em></caption>')}"

    text = cleaned(typed)

    own = f'<table data-key="a">{table.format("")}'
    assert text == f"<p>x</p><p>B <em>c</em></p>{own}"
    assert cleaned(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<h3>Heading</h3>\n<h4>Smaller</h4>\n<p>Words<br>and <strong>more</strong></p>",
        "<p><em>Stress</em>, note<sup>1</sup></p><blockquote><p>Said</p></blockquote>",
        "<ul><li>One<ol><li>Two</li></ol></li></ul>",
        '<p><a href="https://www.example.org/a?b=1&amp;c=2">there</a></p>',
        '<p><a href="http://www.example.org">there</a></p>',
        '<p><a href="mailto:team@example.org">write</a></p>',
        '<table data-key="t"><caption>T</caption>'
        '<thead><tr><th scope="col" colspan="2">H</th></tr>'
        '</thead><tbody><tr><th scope="row">R</th><td rowspan="3">1</td></tr></tbody>'
        "</table>",
        "<p>{{ total }} and {% tokens %} of [any] kind</p>",
        "<p>&lt;script&gt; in words, £5 &amp; more, café, Łódź, 日本</p>",
        "",
    ],
)
def test_allowed_formatting_is_kept(text):
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("One\r\n\r\nTwo", "<p>One</p><p>Two</p>"),
        ("One\nstill one\n\n\n\nTwo", "<p>One\nstill one</p><p>Two</p>"),
        ("5 < 6 & 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        ("  \n\n ", ""),
        ("<b>Bold</b> words", "<p>Bold words</p>"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<ul><li>One<li>Two</ul>", "<ul><li>One</li><li>Two</li></ul>"),
    ],
)
def test_plain_text_and_open_tags_are_corrected(text, result):
    assert cleaned(text) == result


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\tscript:alert(1)"),
        *("java&#x202e;script:alert(1)", "&#106;avascript:alert(1)", "vbscript:x"),
        *("data:text/html,x", "file:///somewhere", "ftp://example.org", "tel:1"),
        *("//example.org/x", "/x", "x.html", "#x", "?x"),
    ],
)
def test_addresses_without_a_known_scheme_are_removed(address):
    assert cleaned(f'<p><a href="{address}">there</a></p>') == "<p><a>there</a></p>"


@pytest.mark.parametrize(
    "attribute",
    [
        *('style="color: red"', 'class="x"', 'id="x"', 'onclick="x()"', "ONLOAD=x"),
        *('title="x"', 'lang="cy"', 'data-x="1"', 'align="left"', 'width="9e9"'),
    ],
)
@pytest.mark.parametrize("tag", ["p", "a", "td"])
def test_attributes_not_on_the_list_are_removed(tag, attribute):
    start, end = (
        ("<table><tbody><tr>", "</tr></tbody></table>") if tag == "td" else ("", "")
    )

    result = cleaned(f"{start}<{tag} {attribute}>x</{tag}>{end}")

    assert result == f"{start}<{tag}>x</{tag}>{end}"


@pytest.mark.parametrize(
    "hostile",
    [
        *("<script>alert(1)</script>", "<SCRIPT src=x></SCRIPT>", "<style>p{}</style>"),
        *("<textarea>x</textarea>", "<title>x</title>", "<template>x</template>"),
        *("<img src=x onerror=y>", '<img src="http://127.0.0.1/">', "<!-- x -->"),
        *("<svg><script>x</script></svg>", "<link rel=attachment href=x>", "<![x]>"),
        *("<iframe src=x></iframe>", "<base href=x>", "<meta charset=x>", "<hr>"),
        *("<object data=x></object>", "<embed src=x>", "<input name=x>"),
    ],
)
def test_active_tags_are_removed_with_their_content(hostile):
    assert cleaned(f"<p>Safe</p>{hostile}") == "<p>Safe</p>"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        *(("2", ' colspan="2"'), ("60", ' colspan="60"'), ("61", ' colspan="60"')),
        *(("99999", ' colspan="60"'), ("100000", ""), ("9" * 5000, "")),
        *(
            ("0", ""),
            ("1", ""),
            ("-1", ""),
            ("1e3", ""),
            ("٣", ""),
            ("x", ""),
            ("", ""),
        ),
    ],
)
def test_spans_are_clamped(span, expected):
    row = "<table><tbody><tr><td{}>x</td></tr></tbody></table>"

    assert cleaned(row.format(f' colspan="{span}"')) == row.format(expected)


def test_unknown_scope_is_removed():
    row = "<table><tbody><tr><th{}>x</th></tr></tbody></table>"

    assert cleaned(row.format(' scope="all"')) == row.format("")


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x08", "\x1f", "\x7f", "\ud800", "\udfff", "\u202e", "\u2066"],
)
def test_invisible_characters_are_removed(character):
    assert cleaned(f"<p>a{character}b</p>") == "<p>ab</p>"
    assert cleaned(f"a{character}b") == "<p>ab</p>"


@pytest.mark.parametrize("entity", ["&#x202e;", "&#8238;", "&#x2066;", "&#xFEFF;"])
def test_entities_of_invisible_characters_are_removed(entity):
    assert cleaned(f"<p>a{entity}b</p>") == "<p>ab</p>"


def test_removing_markup_cannot_create_a_tag():
    for text in ["<scr\x00ipt>x</script>", "<scr<b></b>ipt>x", "<scr\u202eipt>x"]:
        assert "<script" not in cleaned(text)


@pytest.mark.parametrize(
    ("text", "code", "found", "words"),
    [
        ("x" * (MAX_BYTES + 1), "too_long", 200_001, "too long. Shorten it"),
        ("é" * (MAX_BYTES // 2 + 1), "too_long", 200_002, "too long"),
        ("&" * (MAX_BYTES // 2), "too_long", 500_007, "too long"),
        ("<br>" * (MAX_TAGS + 1), "too_many_tags", 20_001, "too much formatting"),
        ("<blockquote>" * (MAX_DEPTH + 1), "too_deep", 13, "no more than 12 levels"),
        ("<ul><li>" * 7, "too_deep", 14, "no more than 12 levels"),
        ("<table><tr><td>" * 4, "too_deep", 16, "no more than 12 levels"),
        (
            f"<table><tr>{'<td>x' * (MAX_CELLS + 1)}</table>",
            "too_many_cells",
            2_001,
            "no more than 2,000 cells",
        ),
    ],
)
def test_too_much_is_refused_with_a_solution(text, code, found, words):
    with pytest.raises(ValidationError, match=words) as caught:
        cleaned(text)

    assert (caught.value.code, caught.value.params["found"]) == (code, found)


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MAX_BYTES - len("<p></p>")),
        "<blockquote>" * MAX_DEPTH + "x",
        f"<table><tr>{'<td>x' * MAX_CELLS}</table>",
        "<p>x" * 5_000,
        "<hr>" * 100,
        "<p><button>" * 100,
    ],
)
def test_text_up_to_the_limit_is_accepted(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    "text", ["<![", "<![<![", "<!x", "<?", "</", "<p", "<a href='"]
)
def test_broken_markup_is_read(text):
    cleaned(text)


def test_markup_that_cleaning_keeps_changing_is_refused(monkeypatch):
    monkeypatch.setattr(nh3, "clean", lambda text, **kwargs: f"{text}x")

    with pytest.raises(ValidationError, match="Paste it as plain text"):
        rich_text.clean("<p>x</p>")


PIECES = [f"<{tag}>" for tag in sorted(rich_text.TAGS)]
PIECES += [f"</{tag}>" for tag in sorted(rich_text.TAGS)]
PIECES += [
    "<b>",
    "</b>",
    "<button>",
    "</button>",
    "<object>",
    "<svg>",
    "</svg>",
    "<math>",
]
PIECES += ["<select>", "<option>", "<form>", "<template>", "<title>", "<style>", "<!--"]
PIECES += ["<a href='https://example.org'>", "<a href='java&#x202e;script:x'>", "-->"]
PIECES += ["<td colspan=3>", "x", " ", "\n\n", "\r", "&", "&lt;", "&nbsp;", "\x85", "<"]
markup = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map(
    "".join
)


@given(markup)
@example("<a><table><caption><caption><a>")
def test_clean_text_stays_as_it_is(text):
    try:
        once = cleaned(text)
    except ValidationError:
        return
    assert cleaned(once) == once


@given(markup)
def test_only_allowed_tags_remain(text):
    try:
        result = cleaned(text)
    except ValidationError:
        return
    tags = {piece[1:].strip("/").split()[0].rstrip(">") for piece in found(result)}
    assert tags <= rich_text.TAGS
    assert "javascript:" not in result
    assert not rich_text.UNWANTED.search(result)


def found(text):
    """The tags in clean text, in which every other < is an entity."""
    return [f"<{piece.partition('>')[0]}>" for piece in text.split("<")[1:]]


# Every way into the database


@pytest.mark.django_db
class TestEveryWayIn:
    def stored(self):
        return Achievement.objects.values_list("body", flat=True).get()

    def test_save(self):
        an_achievement(body=DIRTY)
        assert self.stored() == CLEAN

    def test_bulk_create(self):
        row = an_achievement()
        row.delete()
        row.body = DIRTY
        Achievement.objects.bulk_create([row])
        assert self.stored() == CLEAN

    def test_bulk_update(self):
        row = an_achievement()
        row.body = DIRTY
        Achievement.objects.bulk_update([row], ["body"])
        assert self.stored() == CLEAN

    def test_queryset_update(self):
        an_achievement()
        Achievement.objects.update(body=DIRTY)
        assert self.stored() == CLEAN

    def test_full_clean(self):
        row = an_achievement()
        row.body = DIRTY
        row.full_clean()
        assert row.body == CLEAN

    def test_loaddata(self, tmp_path):
        row = an_achievement()
        [data] = json.loads(serializers.serialize("json", [row]))
        data["fields"]["body"] = DIRTY
        fixture = tmp_path / "achievements.json"
        fixture.write_text(json.dumps([data]), encoding="utf-8")

        call_command("loaddata", fixture, verbosity=0)

        assert self.stored() == CLEAN

    def test_form(self):
        field = Achievement._meta.get_field("body").formfield()
        assert (
            Achievement._meta.get_field("body").clean(field.clean(DIRTY), None) == CLEAN
        )

    def test_too_much_is_refused_without_a_form_too(self):
        with pytest.raises(ValidationError, match="no more than 12 levels"):
            an_achievement(body="<blockquote>" * 13)

    def test_too_long_text_is_an_error_at_the_field(self):
        row = an_achievement()
        row.body = "<blockquote>" * 13
        with pytest.raises(ValidationError) as caught:
            row.full_clean()
        assert set(caught.value.error_dict) == {"body"}

    def test_lookups_are_not_cleaned(self):
        an_achievement(body="<p>Lights in Testshire</p>")
        assert Achievement.objects.filter(body__icontains="lights").exists()
        assert Achievement.objects.filter(body=F("body")).exists()
