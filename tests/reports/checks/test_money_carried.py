import pytest

from funding.models import FundingLine
from partnership.core.values.missing import Reason
from partnership.models import Partner
from tests.builders import a_carry_forward, a_group, a_passage, a_report
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = ["carried-parts", "carried-not-told", "carried-on-another-line"]


@pytest.fixture
def report():
    return a_testshire_report()


def carried(**kwargs):
    years = {"from_year": YEAR - 1, "to_year": YEAR}
    return a_carry_forward(**{"line": FundingLine.objects.get(), **years, **kwargs})


def carried_on(first, second, **kwargs):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, amount_gbp=first, **kwargs)
    return carried(part_of=whole, amount_gbp=second)


@pytest.mark.parametrize("name", NAMES)
def test_sum_that_is_carried_and_told_passes_in_silence(report, name):
    carried_on(500, 500)

    assert found(report, name) == []


def test_more_carried_on_than_carried_in_stops(report):
    carried_on(500, 600)

    (finding,) = found(report, "carried-parts")

    assert finding.is_stop
    assert finding.what == (
        "Of £500 carried into 2015-16, £600 was carried on, which is more."
    )


def test_rest_that_nobody_tells_of_warns(report):
    carried_on(500, 400)

    (finding,) = found(report, "carried-parts")

    assert finding.what.endswith("Nothing says what became of the other £100.")


def test_rest_that_a_note_explains_is_silent(report):
    carried_on(500, 400, note="£100 paid for lamps.")

    assert found(report, "carried-parts") == []


def test_unknown_amounts_are_not_compared(report):
    whole = carried(from_year=YEAR - 2, to_year=YEAR - 1, reason=Reason.NOT_GIVEN)
    carried(part_of=whole, amount_gbp=600)

    assert found(report, "carried-parts") == []


def test_money_carried_on_from_another_year_than_it_came_to_stops(report):
    whole = carried(from_year=YEAR - 3, to_year=YEAR - 2, amount_gbp=500)
    carried(part_of=whole, amount_gbp=500)

    (finding,) = found(report, "carried-parts")

    assert finding.what == "What was carried into 2014-15 is carried on from 2015-16."


def test_return_that_leaves_carried_money_out_warns(report):
    row = carried(amount_gbp=500)
    owed = a_report(
        kind="grant-return", partnership=report.partnership, period="2016-17/end-year"
    )

    (finding,) = found(owed, "carried-not-told")

    assert "the total of £24,000 is the grant alone" in finding.what
    assert finding.offer == f"[=carried {row.code}]"


def test_return_that_tells_carried_money_in_words_is_silent(report):
    row = carried(amount_gbp=500)
    owed = a_report(
        kind="grant-return", partnership=report.partnership, period="2016-17/end-year"
    )
    body = f"<p>Besides, [=carried {row.code}] came from the year before.</p>"
    a_passage(report=owed, key="return.summary", body=body)

    assert found(owed, "carried-not-told") == []


def test_money_that_another_body_spends_warns(report):
    council = Partner.objects.get(code="council")
    FundingLine.objects.update(recipient_partnership=None, recipient=council)
    a_group(name="Board for Lights")
    carried(purpose="New lamps, through the Board for Lights", amount_gbp=500)

    (finding,) = found(report, "carried-on-another-line")

    assert finding.what == (
        "£500 carried from 2015-16 stands on the line “Lights”; its purpose names "
        "Board for Lights."
    )
