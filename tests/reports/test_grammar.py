"""Tokens as they are written: what is one, what is not, what is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import TokenError
from reports.figures.grammar import MAX_LENGTH, MOST, Token, scan, tokens_in


def test_text_without_tokens_is_one_part():
    assert scan("Five [of] nine @ £3 = less.") == ["Five [of] nine @ £3 = less."]


def test_empty_text_has_no_parts():
    assert scan("") == []


def test_figure_has_name_arguments_and_style():
    text = "It [=change value asb oxfordshire 2014 2015 | rose] again."

    before, token, after = scan(text)

    assert (before, after) == ("It ", " again.")
    assert token == Token(
        "figure",
        "[=change value asb oxfordshire 2014 2015 | rose]",
        "change",
        ("value", "asb", "oxfordshire", "2014", "2015"),
        "rose",
    )


def test_reference_has_kind_and_key():
    [token] = scan("[@table funding]")

    assert (token.kind, token.name, token.arguments) == (
        "reference",
        "table",
        ("funding",),
    )


def test_tokens_may_touch():
    assert [part.name for part in scan("[=total a 2016-17][@table b]")] == [
        "total",
        "table",
    ]


def test_blanks_and_capitals_of_names_do_not_matter():
    [token] = scan("[=  TOTAL   fund  2016-17|Capital ]")

    assert (token.name, token.arguments) == ("total", ("fund", "2016-17"))
    assert token.style == "capital"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a [=total fund 2016-17", "“[=total fund 2016-17” has no closing bracket"),
        ("a [@table", "Add ] to it."),
        ("[=]", "“[=]” is not a valid figure code. Use the format"),
        ("[=  |  ]", "is not a valid figure code"),
        ("[@]", "is not a valid figure code"),
        ("[=total [=total fund 2016-17] 2016-17]", "is not a valid figure code"),
        ("[=total [a] 2016-17]", "is not a valid figure code"),
        (f"[={'x' * MAX_LENGTH}]", "has no closing bracket"),
    ],
)
def test_error_message(text, shown):
    with pytest.raises(TokenError) as caught:
        scan(text)

    assert shown in str(caught.value)
    assert len(str(caught.value)) < 400


def test_text_with_an_error_has_no_tokens():
    assert tokens_in("[=total fund 2016-17] and [=total") == []


def test_scan_time_grows_with_length():
    """200,000 characters are the most that a text may have."""
    texts = ["[=a]" * MOST, "[" * 200_000, "[=a b]" * MOST + "x" * 200_000]
    begun = time.monotonic()

    for text in texts:
        scan(text)

    assert time.monotonic() - begun < 1


def test_number_of_tokens_is_limited():
    assert len(scan("[=a][@b c]" * (MOST // 2))) == MOST

    with pytest.raises(TokenError) as caught:
        scan("[=a]" * (MOST + 1))

    assert f"has {MOST + 1} figures and cross-references" in str(caught.value)


@pytest.mark.parametrize("mark", ["\0", "\u200b", "\u202e", "\ud800", "\x1b"])
@pytest.mark.parametrize(
    "text", ["[=to{}tal a b]", "[=total {}a b]", "[=total a | r{}]"]
)
def test_hidden_character_is_rejected(text, mark):
    """Databases refuse some of them, and nobody could find the others."""
    with pytest.raises(TokenError) as caught:
        scan(text.format(mark))

    assert "a hidden character" in str(caught.value)
    assert mark not in str(caught.value)


def test_non_breaking_space_separates_arguments():
    """Pasted from a word processor, it looks like any other."""
    [token] = scan("[=total\u00a0fund\u00a02016-17]")

    assert token.arguments == ("fund", "2016-17")


@given(st.text(alphabet="[]=@| \n\0a1-<&{}%\U0001f600", max_size=80))
def test_no_text_crashes_the_scan(text):
    try:
        parts = scan(text)
    except TokenError:
        return

    assert "".join(p if isinstance(p, str) else p.source for p in parts) == text
