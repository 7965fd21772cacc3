"""Typed references, references to position, and typed numbers."""

import pytest

from tests.builders import a_passage
from tests.reports.checks.trying import assert_found, assert_silent, found_in
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def test_typed_reference_to_nothing_is_an_error():
    faulty = [
        "<p>The members are shown in Annex A.</p>",
        "<p>See Appendix 5 for the grants.</p>",
        "<p>They are set out in Figure 19.</p>",
        "<p>Table 99 has the sums.</p>",
    ]

    assert_found(a_testshire_report(), "typed-reference", faulty, is_error=True)


def test_typed_reference_to_what_is_there_is_offered_as_a_token():
    body = "<p>Appendix A has the figures, and table 1 the sums.</p>"

    first, second = found_in(a_testshire_report(), "typed-reference", [body])[body]
    assert not first.is_error
    assert (first.excerpt, first.replacement) == ("Appendix A", "[@section assessment]")
    assert second.excerpt == "table 1"
    assert second.replacement.startswith("[@table ")


def test_place_of_another_document_is_named_by_title():
    body = "<p>It is in Annex 5 of the agreement.</p>"

    (issue,) = found_in(a_testshire_report(), "typed-reference", [body])[body]
    assert not issue.is_error
    assert "another document" in issue.message


def test_tokens_and_sections_of_laws_are_not_reported():
    sound = [
        "<p>[@section assessment] and [@table funding] have the rest.</p>",
        "<p>Section 17 of the Crime and Disorder Act 1998 asks it.</p>",
        "<p>The police used Section 35 Dispersal Notices.</p>",
        "<p>The table has its sums, and one section a title.</p>",
        "<p>The figure 378 is of 2014; at that table I sat; the figure 2,364 too.</p>",
    ]

    assert_silent(a_testshire_report(), "typed-reference", sound)


def test_pointers_by_place_are_found():
    faulty = [
        "<p>As the table below shows, all is well.</p><p>That is all.</p>",
        "<p>The objectives are set out above.</p>",
        "<p>The objectives are illustrated below. They are:</p><ul><li>a</li></ul>",
        "<p>More is on page 14.</p>",
        "<p>The inspectors praised it (Pg 5).</p>",
    ]
    sound = [
        "<p>Rates above average were found below the bridge.</p>",
        "<p>The priorities are listed below:</p><ul><li>one</li><li>two</li></ul>",
        "<p>Turn the page of history.</p>",
    ]
    report = a_testshire_report()

    assert_found(report, "typed-reference", faulty, is_error=False)
    assert_silent(report, "typed-reference", sound)


def test_what_is_promised_below_and_does_not_follow_is_an_error():
    """The summary is the section's last part; nothing comes after it."""
    report = a_testshire_report()
    a_passage(
        report=report,
        key="prevent.text",
        body="<p>The lines of the memo are illustrated below.</p>",
    )

    issues = found_in(report, "typed-reference", ["<p>All is well.</p>"])
    (issue,) = issues["<p>All is well.</p>"]
    assert issue.is_error


def test_attachment_that_is_not_there_is_an_error():
    faulty = [
        "<p>A leaflet (attached) tells of it.</p>",
        "<p>The plan is attached.</p>",
        "<p>The attached letter explains it.</p>",
    ]
    sound = [
        '<p>The <a href="https://example.org/plan">plan</a> is attached.</p>',
        "<p>The list is attached as [@section assessment].</p>",
        "<p>Conditions may be attached to a grant.</p>",
        "<p>An officer is attached to the team.</p>",
    ]
    report = a_testshire_report()

    assert_found(report, "attachment-missing", faulty, is_error=True)
    assert_silent(report, "attachment-missing", sound)


def test_numbers_typed_before_lines_are_found():
    faulty = [
        "<p>(a) The first of them</p>",
        "<ul><li>1) one</li><li>2) two</li></ul>",
        "<p>PRIORITY 1 Fewer thefts</p>",
    ]
    sound = [
        "<ol><li>one</li><li>two</li></ol>",
        "<p>12 lamps were hung.</p>",
        "<p>A priority of 2016 was light.</p>",
    ]
    report = a_testshire_report()

    assert_found(report, "list-structure", faulty, is_error=False)
    assert_silent(report, "list-structure", sound)


def test_run_of_typed_numbers_with_a_hole_is_an_error():
    body = "<p>9. Ninth</p><p>11. Eleventh</p>"

    issues = found_in(a_testshire_report(), "list-structure", [body])[body]
    assert [one.message for one in issues if one.is_error] == ["9 is followed by 11."]


def test_one_without_a_two_is_found():
    faulty = ["<p>The committee took (1) the yearly report.</p>"]
    sound = ["<p>It took (1) the report and (2) the agreement.</p>"]
    report = a_testshire_report()

    assert_found(report, "list-structure", faulty, is_error=False)
    assert_silent(report, "list-structure", sound)
