"""What each check finds in the passages of a file; suggested text clears it."""

import datetime as dt
from pathlib import Path

import pytest

from reports.checks import services
from reports.checks.registry import CHECKS
from reports.checks.repairs import repair_of
from tests.builders import a_passage
from tests.reports.checks.checking import draft_with, found, swapper_of
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def _read():
    """Return the lines of each heading: letter, text and what has to be found."""
    headings: dict = {}
    path = Path(__file__).with_name("passages.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = headings.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            text, *expected = line[2:].split(" // ")
            expected = [one.split(" ", 1) for one in expected]
            lines.append((line[0], as_html(text), expected))
    return headings


def as_html(text):
    return text if text.startswith("<") else f"<p>{text}</p>"


HEADINGS = _read()


@pytest.mark.parametrize("heading", HEADINGS)
def test_passages_have_the_issues_that_the_file_says(heading):
    services.load()
    names = heading.split()
    dated = names[-1][0].isdigit()
    day = {"dated_on": dt.date.fromisoformat(names.pop())} if dated else {}
    swapper = swapper_of(draft_with("<p>Words.</p>", **day))
    for letter, body, expected in HEADINGS[heading]:
        draft = swapper.with_words(body)
        for name in names:
            issues = services.issues_of(draft, CHECKS[name])
            if letter == "S":
                _assert_sound(issues, body, expected)
            else:
                wanted = [one for one in issues if one.is_error == (letter == "E")]
                assert wanted, (body, [one.message for one in issues])
                _assert_found(wanted[0], body, expected)
                _assert_cleared(swapper, CHECKS[name], wanted[0])
                for key, value in expected:
                    if key == "becomes":
                        draft = swapper.with_words(as_html(value))
                        issues = services.issues_of(draft, CHECKS[name])
                        _assert_sound(issues, value, [])


def _assert_sound(issues, body, expected):
    parts = [value for _key, value in expected] or [""]
    messages = [one.message for one in issues]
    assert not any(part in one for one in messages for part in parts), (body, messages)


def _assert_found(issue, body, expected):
    assert issue.excerpt in issue.words.text, body
    assert issue.hint and issue.explanation, body
    for key, value in expected:
        if key == "says":
            assert value in issue.message, body
        elif key != "becomes":
            shown = issue.excerpt if key == "finds" else issue.replacement
            assert shown == ("" if value == "nothing" else value), body


def _assert_cleared(swapper, check, issue):
    """The text that an issue suggests, if it does, clears it."""
    repair, raw = repair_of(issue), issue.words.raw
    if repair and raw.count(issue.excerpt) == 1:
        draft = swapper.with_words(raw.replace(issue.excerpt, repair.text))
        left = {other.fingerprint for other in services.issues_of(draft, check)}
        assert issue.fingerprint not in left, raw


def test_typed_references_to_what_is_there_are_offered_as_tokens():
    body = "<p>Appendix A has the figures, and table 1 the sums.</p>"

    first, second = found(draft_with(body), "typed-reference")

    assert (first.excerpt, first.replacement) == ("Appendix A", "[@section assessment]")
    assert second.excerpt == "table 1"
    assert second.replacement.startswith("[@table ")


def test_what_is_promised_below_at_the_end_of_a_section_is_an_error():
    report = a_testshire_report()
    body = "<p>The lines of the memo are illustrated below.</p>"
    a_passage(report=report, key="prevent.text", body=body)

    (issue,) = found(report, "typed-reference")

    assert issue.is_error


@pytest.mark.parametrize(("columns", "count"), [(6, 0), (30, 1)])
def test_table_with_more_columns_than_fit_is_found(columns, count):
    head, row = "<th>Heading</th>" * columns, "<td>1,234,567.89</td>" * columns
    body = f"<table><caption>Lamps</caption><tr>{head}</tr><tr>{row}</tr></table>"

    issues = found(draft_with(body), "table-structure")

    messages = [issue.message for issue in issues if not issue.is_error]
    assert len(messages) == count
    assert all("“Lamps” has 30 columns" in message for message in messages)
