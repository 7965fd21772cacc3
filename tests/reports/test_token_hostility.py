"""Hostile text in place of figures: an error message, or shown as it is, and fast."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.document.prose import Composer
from reports.figures.grammar import MOST, Token, tokens_in
from reports.figures.resolver import HANDLERS, Resolver
from tests.builders import (
    a_coverage,
    a_fund,
    a_home_partnership,
    a_line,
    a_measure,
    a_partner,
    a_report,
    a_settlement,
    an_allocation,
    an_area,
    an_observation,
)

pytestmark = pytest.mark.django_db
SECONDS = 1


@pytest.fixture
def composer():
    """Of a report with one row of what figures are made from, and many codes."""
    home = a_home_partnership(code="home")
    shared = {"fund": a_fund(code="fund"), "partnership": home}
    settlement = a_settlement(**shared)
    an_allocation(settlement=settlement, line=a_line(code="lights", **shared))
    area = an_area(code="here")
    a_coverage(partnership=home, area=area)
    an_observation(measure=a_measure(code="thefts"), area=area)
    for number in range(150):
        a_partner(code=f"partner-number-{number}", name=f"Partner {number}")
    return Composer(Resolver(home, report=a_report(partnership=home)))


def html_and_messages(composer, text):
    """What became of a text, and the message about it, in no more than a second."""
    composer.problems.clear()
    begun = time.monotonic()
    html = composer.rich(f"<p>{text}</p>", "Introduction").html
    assert time.monotonic() - begun < SECONDS
    return html, [problem.message for problem in composer.problems]


MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[=total fund 2016-17", "no closing bracket"),
        ("[=" * 200, "no closing bracket"),
        ("[=total " + "[=total " * 20 + "]", "is not a valid figure code"),
        (f"[=total {'x' * MEGABYTE}]", "no closing bracket"),
        ("[=total fund 2016-17]" * (MEGABYTE // 21), f"the limit is {MOST}"),
        ("[@table x]" * (MOST + 1), f"the limit is {MOST}"),
        ("[=amount lights ２０１６-１７]", "is not a financial year"),
        ("[=amount lights ٢٠١٦-١٧]", "is not a financial year"),
        ("[=value thefts here ２０１６-１７]", "is not a period"),
        ("[=total fund\0 2016-17]", "a hidden character"),
        ("[=name partner \ud800]", "a hidden character"),
        (
            "[=total fund 2016-17 | a | b | c]",
            "no format of “total” called “a | b | c”",
        ),
        (f"[=total fund 2016-17{' |' * 100}]", "no format of “total” called"),
        (f"[=amount {'x' * 250} 2016-17]", "There is no funding line"),
        ("[=amount lights 99999999999999999999]", "is not a financial year"),
        ("[=value thefts here 999-months-to-may-1000]", "no figure for"),
        ("[=__class__ x]", "There is no figure called “__class__”"),
        ("[=count __init__ 2016-17]", "There is no count of “__init__”"),
        ("[=name password home]", "There is no name of a “password”"),
        ("[=name user x]", "There is no name of a “user”"),
        ("[=date __dict__]", "There is no date of “__dict__”"),
        ("[=total {0} 2016-17]", "There is no fund with the code “{0}”"),
        ("[=total %s 2016-17]", "There is no fund with the code “%s”"),
        ("[=total ' 2016-17]", "There is no fund with the code “'”"),
    ],
)
def test_hostile_figure_is_an_error_and_prints_nothing(composer, text, expected):
    html, [message] = html_and_messages(composer, text)

    assert expected in message
    assert len(message) < 500
    assert "<data" not in html


def test_markup_in_a_code_is_escaped(composer):
    _, [message] = html_and_messages(composer, "[=total &lt;script&gt; 2016-17]")

    assert "no fund with the code “<script>”" in message


def test_many_wrong_codes_are_fast(composer):
    """Each is compared with all right ones to find the nearest."""
    codes = [f"partner-numbre-{number:04}-{'x' * 40}" for number in range(MOST)]

    _, messages = html_and_messages(
        composer, "".join(f"[=name partner {c}]" for c in codes)
    )

    assert len(messages) == MOST


def test_megabyte_without_figures_is_unchanged(composer):
    html, messages = html_and_messages(composer, "a [b] = | " * (MEGABYTE // 10))

    assert len(html) > MEGABYTE * 0.9
    assert messages == []


WORDS = [
    *HANDLERS, *("amount", "value", "fund", "lights", "thefts", "here", "all", "home"),
    *("2016-17", "2015", "partner", "plan", "report", "meeting", "return", "end"),
    *("", "x", "\0", "２", "|", "[", "-", "rose", "percent", "of", "{0}", "<b>"),
]  # fmt: skip
PIECES = st.lists(st.sampled_from(WORDS), max_size=7)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(PIECES, st.sampled_from(["", " | than", " | from-to", " | short", "|"]))
def test_no_token_crashes(composer, pieces, style):
    composer.problems.clear()

    html = composer.inline(f"[={' '.join(pieces)}{style}]", "Introduction").html

    assert html == "" or not composer.problems


@given(st.text(max_size=200))
def test_no_text_crashes_the_composer(text):
    assert all(isinstance(part, Token) for part in tokens_in(f"[={text}]"))
