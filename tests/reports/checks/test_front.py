import pytest

from tests.builders import a_front_matter
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper, an_annual_review
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_testshire_report().partnership


@pytest.fixture
def paper(home):
    report = a_scrutiny_paper(home)
    a_front_matter(report=report, key="divisions", value="All")
    return report


@pytest.mark.parametrize(
    "name",
    [
        "front-line-empty",
        "front-line-excused",
        "paper-date",
        "purpose-repeats-title",
    ],
)
def test_whole_front_passes_in_silence(paper, name):
    assert found(paper, name) == []


@pytest.mark.parametrize(
    ("field", "label"), [("author", "Report by"), ("presented_to", "Committee")]
)
def test_paper_without_author_or_committee_stops(paper, field, label):
    setattr(paper, field, None)
    paper.save()

    stops = [one.what for one in found(paper, "front-line-empty") if one.is_stop]

    assert f"“{label}” is empty." in stops


def test_line_that_nobody_filled_in_warns(paper):
    paper.front_matter.all().delete()

    (finding,) = found(paper, "front-line-empty")

    assert not finding.is_stop
    assert finding.what == (
        "1 line is empty and will print “None”: Division(s) affected."
    )


def test_line_filled_in_with_none_is_silent(paper):
    paper.front_matter.update(value="None")

    assert found(paper, "front-line-empty") == []


def test_line_that_says_not_given_warns(paper):
    paper.front_matter.update(value="Not given")

    (finding,) = found(paper, "front-line-excused")

    assert finding.what == ("1 line says that it is not given: divisions (Not given).")


def test_paper_without_a_date_stops(paper):
    paper.dated_on = None
    paper.save()

    (finding,) = found(paper, "paper-date")

    assert finding.what == (
        "The paper has no date; its address says 21 September 2016."
    )


def test_paper_of_another_day_than_its_meeting_stops(paper):
    paper.dated_on = paper.dated_on.replace(year=2015)
    paper.save()

    (finding,) = found(paper, "paper-date")

    assert finding.is_stop
    assert finding.what.startswith("The paper is dated 21 September 2015")


def test_purpose_that_repeats_the_title_warns(home):
    review = an_annual_review(home, summary="What came of each priority.")
    a_front_matter(
        report=review, key="purpose", value="Safer Testshire’s Annual Review 2016-17"
    )

    (finding,) = found(review, "purpose-repeats-title")

    assert finding.what == (
        "The purpose, “Safer Testshire’s Annual Review 2016-17”, only repeats the "
        "title."
    )
