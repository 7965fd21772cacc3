"""Characters that no font has, and tables too wide for a page."""

import pytest

from tests.reports.checks.trying import assert_silent, found_in
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_testshire_report()


def test_character_without_a_font_is_named_with_its_place(report):
    body = "<p>The lamps \U00013000 shine at night.</p>"

    (issue,) = found_in(report, "unprintable-character", [body])[body]

    assert issue.is_error
    assert "U+13000" in issue.message
    assert "The lamps" in issue.message


def test_other_scripts_signs_and_emoji_can_be_printed(report):
    bodies = ["<p>Ελληνικά, العربية, ਪੰਜਾਬੀ, 中文, ⅓, ✓ and 👍.</p>", "<p>Café.</p>"]

    assert_silent(report, "unprintable-character", bodies)


def wide_table(columns):
    head = "".join(f"<th>Heading {n}</th>" for n in range(columns))
    row = "".join("<td>1,234,567.89</td>" for _ in range(columns))
    return (
        f"<table><caption>Lamps</caption><thead><tr>{head}</tr></thead>"
        f"<tbody><tr>{row}</tr></tbody></table>"
    )


def test_table_with_more_columns_than_fit_is_found(report):
    body = wide_table(30)

    (issue,) = found_in(report, "table-structure", [body])[body]

    assert not issue.is_error
    assert "“Lamps” has 30 columns" in issue.message


def test_table_that_fits_is_not_reported(report):
    assert_silent(report, "table-structure", [wide_table(6), "<p>No table.</p>"])
