import pytest

from tests.builders import a_front_matter
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home):
    report = a_scrutiny_paper(home)
    a_front_matter(report=report, key="areas-affected", value="All")
    return report


@pytest.mark.parametrize(
    "name", ["front-sheet-blank", "document-date", "purpose-unclear"]
)
def test_whole_front_reports_nothing(paper, name):
    assert found(paper, name) == []


def test_line_filled_in_with_none_reports_nothing(paper):
    paper.front_matter.update(value="None")

    assert found(paper, "front-sheet-blank") == []


def test_line_that_says_not_given_warns(paper):
    paper.front_matter.update(value="Not given")

    (issue,) = found(paper, "front-sheet-blank")

    assert issue.message == (
        "1 line of the front sheet marked as not given: areas affected (Not given)."
    )
