"""Qualifiers and reasons."""

import pytest

from partnership.core.values.missing import (
    AFTER,
    Qualifier,
    Reason,
    qualified,
    qualifier_field,
    reason_field,
)


@pytest.mark.parametrize(
    ("qualifier", "printed"),
    [
        ("", "9,058"),
        (Qualifier.EXACT, "9,058"),
        (Qualifier.UP_TO, "up to 9,058"),
        (Qualifier.ABOUT, "about 9,058"),
        (Qualifier.JUST_UNDER, "just under 9,058"),
        (Qualifier.OVER, "over 9,058"),
        (Qualifier.AT_LEAST, "at least 9,058"),
        (Qualifier.ESTIMATED, "9,058 (estimated)"),
        (Qualifier.PROVISIONAL, "9,058 (provisional)"),
        (Qualifier.REVISED, "9,058 (revised)"),
    ],
)
def test_qualified_prints_words_before_or_after(qualifier, printed):
    assert qualified("9,058", qualifier) == printed


@pytest.mark.parametrize("qualifier", Qualifier.values)
def test_qualified_accepts_values_of_the_column(qualifier):
    assert "9,058" in qualified("9,058", qualifier)


def test_qualified_refuses_another_word():
    with pytest.raises(ValueError, match="roughly"):
        qualified("9,058", "roughly")


def test_only_qualifiers_of_a_figure_follow_it():
    assert {str(word) for word in AFTER} == {
        *("estimated", "provisional", "revised", "forecast")
    }


def test_reasons_are_the_agreed_seven():
    assert set(Reason.labels) == {
        "not available",
        "n/a",
        "not yet due",
        "not yet decided",
        "in another line",
        "suppressed",
        "not given",
    }


def test_columns_fit_every_word_and_accept_other_options():
    assert qualifier_field().default == Qualifier.EXACT
    assert max(map(len, Qualifier.values)) <= qualifier_field().max_length
    assert reason_field().blank
    assert max(map(len, Reason.values)) <= reason_field().max_length
    assert reason_field().verbose_name == "reason there is no figure"
    assert (
        reason_field("reason there is no text").verbose_name
        == "reason there is no text"
    )
    assert reason_field(default=Reason.NOT_GIVEN).default == Reason.NOT_GIVEN
