"""Words left to be filled in, and rubble of copying and converting."""

import pytest

from tests.reports.checks.trying import assert_found, assert_silent
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

LEFT = [
    "<p>The memo is in the annex - TO BE ADDED LATE MAY 2016</p>",
    "<p>To be added after the meeting of 17 May.</p>",
    "<p>The lead is TBC.</p>",
    "<p>The memo of understanding, to be confirmed.</p>",
    "<p>The amount is £XX.</p>",
    "<p>Lead: [insert name]</p>",
    "<p>It was said that [...] and no more.</p>",
    "<p>The sum is ??? for now.</p>",
]
SOUND = [
    "<p>Lamps are to be added to the bridge once the council has heard everybody who "
    "lives beside it and has asked the engineers.</p>",
    "<p>The board will confirm the date.</p>",
    "<p>Officers insert the figures of the year.</p>",
    "<p>Figures: [=count priorities 2016-17].</p>",
]
RUBBLE = [
    "<p>The group meets. PSC₅ It reports to the board.</p>",
    "<p>See the page anti\\_social on the site.</p>",
    "<p>It met on the 4&lt;sup&gt;th&lt;/sup&gt; of May 2016.</p>",
    "<p>The partnerâ€™s plan.</p>",
    "<p>A newly- refreshed plan was agreed.</p>",
    "<ul><li>- a. the first of them</li><li>the second</li></ul>",
]
CLEAN = [
    "<p>Short- and long-term plans, and the pre- to post-school years.</p>",
    "<p>CO₂ is not told of here, nor is R&amp;D.</p>",
    "<p>Lights were hung – all of them – in 2016.</p>",
    "<ul><li>one</li><li>two</li></ul>",
]


def test_placeholders_are_errors():
    report = a_testshire_report()

    assert_found(report, "placeholder", LEFT, is_error=True)
    assert_silent(report, "placeholder", SOUND)


def test_rubble_is_found():
    report = a_testshire_report()

    assert_found(report, "paste-debris", RUBBLE, is_error=False)
    assert_silent(report, "paste-debris", CLEAN)


def test_broken_field_of_a_word_processor_is_an_error():
    faulty = ["<p>Some of our work Error! Bookmark not defined.</p>"]

    assert_found(a_testshire_report(), "paste-debris", faulty, is_error=True)


def test_sentence_that_only_announces_is_asked_about():
    faulty = ["<p>Two lamps are to be added to the bridge.</p>"]

    assert_found(a_testshire_report(), "placeholder", faulty, is_error=False)
