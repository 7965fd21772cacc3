"""Links: where they lead, and what their words say of it."""

import pytest

from tests.reports.checks.trying import assert_found, assert_silent
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

SOUND = '<p>The <a href="https://www.example.org/plan">plan for 2016-17</a> is out.</p>'


@pytest.fixture
def report():
    return a_testshire_report()


def test_link_without_an_address_is_an_error(report):
    faulty = [
        '<p>The orders are <a href="#">here for all</a>.</p>',
        '<p>The <a href="/plan">plan</a> is out.</p>',
    ]

    assert_found(report, "link-address", faulty, is_error=True)
    assert_silent(report, "link-address", [SOUND])


def test_address_that_cannot_be_opened_is_an_error(report):
    faulty = [
        '<p>The <a href="https://nowhere/plan">plan</a>.</p>',
        '<p>The <a href="https://www.example.org/anti\\_social">plan</a>.</p>',
    ]
    sound = [
        SOUND,
        '<p><a href="https://example.org/list.aspx?CId=165&amp;MId=9522">Minutes</a></p>',
        '<p><a href="mailto:alex@example.org">Alex Example</a></p>',
    ]

    assert_found(report, "link-address", faulty, is_error=True)
    assert_silent(report, "link-address", sound)


def test_link_that_reads_here_is_found(report):
    faulty = [
        '<p>It is <a href="https://example.org/">here</a>.</p>',
        '<p><a href="https://example.org/">Click here</a> for it.</p>',
    ]

    assert_found(report, "link-text", faulty, is_error=False)
    assert_silent(report, "link-text", [SOUND])


def test_plain_http_is_found(report):
    faulty = ['<p>The <a href="http://example.org/plan">plan</a> is out.</p>']

    assert_found(report, "link-outdated", faulty, is_error=False)
    assert_silent(report, "link-outdated", [SOUND])


def test_one_address_for_two_things_is_found(report):
    address = "example.org/list?MId=2473"
    link = f'<a href="https://{address}">{{}}</a>'
    faulty = [
        f"<p>{link.format('Cabinet, 10 April 2018')} and "
        f"{link.format('Council, 6 December 2017')}</p>",
        f"<p>Cabinet: {link.format(address)}. Council: {link.format(address)}.</p>",
    ]
    sound = [
        f"<p>{link.format('The minutes')} and again {link.format('the minutes')}</p>",
        f"<p>{link.format('The minutes')} at {link.format(address)}</p>",
    ]

    assert_found(report, "link-text", faulty, is_error=False)
    assert_silent(report, "link-text", sound)


def test_address_of_an_old_year_is_found(report):
    faulty = [
        '<p><a href="https://example.org/Strategy-2013-14.pdf">Strategy</a></p>',
        '<p><a href="https://example.org/2014/plan">Plan</a></p>',
    ]
    sound = [
        SOUND,
        '<p><a href="https://example.org/Plan_2016-2019.pdf">Plan</a></p>',
        '<p><a href="https://example.org/plan-2016-17">Plan</a></p>',
        '<p><a href="https://example.org/item?id=20133">Item</a></p>',
    ]

    assert_found(report, "link-outdated", faulty, is_error=False)
    assert_silent(report, "link-outdated", sound)


def test_address_that_is_no_link_is_found(report):
    faulty = ["<p>The plan is at www.example.org/plan.</p>"]
    sound = [
        '<p>At <a href="https://www.example.org/plan">www.example.org/plan</a>.</p>'
    ]

    assert_found(report, "link-address", faulty, is_error=False)
    assert_silent(report, "link-address", sound)


def test_link_that_is_promised_and_not_there_is_an_error(report):
    faulty = ["<p>More is found by following the link to the council’s page.</p>"]
    sound = [
        '<p>Follow the link to <a href="https://example.org/">the council</a>.</p>',
        "<p>The link between drink and crime is known.</p>",
    ]

    assert_found(report, "attachment-missing", faulty, is_error=True)
    assert_silent(report, "attachment-missing", sound)
