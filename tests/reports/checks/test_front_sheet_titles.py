"""The front of a document: title, year, author, purpose."""

import pytest

from reports.models import FrontMatter, Recommendation
from tests.builders import a_home_partnership, a_report
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def a_paper(**front):
    report = a_report(
        document_type="strategy-summary",
        partnership=a_home_partnership(),
        period="2016-19",
        year=2016,
    )
    for key, value in front.items():
        FrontMatter.objects.create(
            report=report, key=key.replace("_", "-"), value=value
        )
    return report


def test_title_of_another_year_than_the_document_is_found():
    report = draft_with("<p>All is well.</p>", title="Agreement 2015-16")

    assert len(found(report, "document-date")) == 1


def test_recommendation_on_another_year_than_the_title_is_found():
    report = draft_with("<p>All is well.</p>", title="Agreement 2016-17")
    Recommendation.objects.create(
        report=report, number=1, text="To note the Agreement 2017/18."
    )

    (issue,) = found(report, "document-date")
    assert issue.excerpt == "Agreement 2017/18"


def test_title_and_text_of_one_year_are_not_reported():
    body = (
        "<p>The Agreement 2016/17 is attached.</p><p>The Agreement 2015-16 ended.</p>"
    )

    assert found(draft_with(body, title="Agreement 2016-17"), "document-date") == []


def test_paper_that_says_who_signed_it_is_not_reported():
    assert found(a_paper(signed="Alex Example"), "front-sheet-blank", "no author") == []


def test_agreement_needs_no_author():
    assert found(draft_with("<p>All is well.</p>"), "front-sheet-blank") == []


@pytest.mark.parametrize(
    ("front", "count"),
    [
        ({"paper": "Background paper"}, 1),
        ({"paper": "Background paper", "parent_report": "New strategies"}, 0),
        ({}, 0),
    ],
)
def test_background_paper_names_its_report(front, count):
    assert (
        len(found(a_paper(**front), "front-sheet-blank", "report it is for")) == count
    )


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("The partnership’s Annual Review 2018-19", 1),
        ("To present the Annual Review 2018-19", 0),
        ("This report presents the Annual Review 2018-19", 0),
    ],
)
def test_purpose_says_what_for(value, count):
    assert len(found(a_paper(purpose=value), "purpose-unclear")) == count
