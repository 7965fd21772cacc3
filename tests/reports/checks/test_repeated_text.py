import pytest

from partnership.models import Partnership
from tests.builders import a_passage, a_report, an_achievement
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
LONG = (
    "The lamps of the old town were mended by volunteers who came every week "
    "with ladders and wire and good will."
)


def test_the_same_words_in_two_places_are_found_once():
    report = draft_with(f"<p>{LONG}</p>")
    again = LONG.replace("every week", "Every Week")
    a_passage(report=report, key="foreword.text", body=f"<p>So it was. {again}</p>")

    (issue,) = found(report, "repeated-text")

    assert issue.excerpt == LONG.rstrip(".")
    assert "21 words" in issue.message


@pytest.mark.parametrize("between", ["</p><p>", "[=value thefts testshire 2015]"])
def test_fewer_words_in_a_row_pass(between):
    words = LONG.split()
    short = " ".join([*words[:13], between, *words[13:]])
    report = draft_with(f"<p>{short}</p>")
    a_passage(report=report, key="foreword.text", body=f"<p>{short}</p>")

    assert found(report, "repeated-text") == []


def earlier_report(report, body):
    before = a_report(partnership=report.partnership, year=report.year - 1)
    a_passage(report=before, key="vision.text", body=body)


def test_standing_words_may_be_carried_over():
    report = draft_with(f"<p>{LONG}</p>")
    earlier_report(report, f"<p>{LONG}</p>")

    assert found(report, "text-of-earlier-year") == []


def described_by_both(first, second):
    report = draft_with("<p>All is well.</p>")
    csp = Partnership.objects.get(code="mill-vale-csp")
    for owner, body in ((report.partnership, first), (csp, second)):
        an_achievement(partnership=owner, year=report.year - 1, body=f"<p>{body}</p>")
    return found(report, "initiative-repeated")


@pytest.mark.parametrize(
    "name", ["hotel watch", "Mill Vale", "Safer Testshire", "Lamp Team"]
)
def test_places_bodies_and_plain_words_may_be_described_by_many(name):
    assert described_by_both(f"See {name} now.", f"We saw {name} too.") == []
