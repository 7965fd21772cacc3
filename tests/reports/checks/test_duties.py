import pytest

from partnership.core.values.missing import Reason
from partnership.models import Duty
from tests.builders import a_duty, a_duty_evidence
from tests.reports.checks.checking import found

pytestmark = pytest.mark.django_db
NAME = "duty-without-evidence"


def test_duty_that_was_met_reports_nothing(report):
    a_duty_evidence(duty=a_duty(), partnership=report.partnership)
    a_duty(falls_on=Duty.Of.CSP)

    assert found(report, NAME) == []


def test_one_duty_without_evidence_is_named(report):
    a_duty_evidence(duty=a_duty(), partnership=report.partnership)
    a_duty(title="Meet in public")

    (issue,) = found(report, NAME)

    assert issue.message == (
        "1 duty of Safer Testshire Partnership with no evidence for 2016-17 and no "
        "reason: Meet in public."
    )


def test_evidence_that_is_missing_with_a_reason_warns(report):
    given = {"partnership": report.partnership, "reason": Reason.NOT_GIVEN}
    a_duty_evidence(duty=a_duty(title="Meet in public"), **given)

    (issue,) = found(report, NAME)

    assert issue.message.endswith("for 2016-17 and a reason: Meet in public.")


def test_duty_that_does_not_apply_reports_nothing(report):
    given = {"partnership": report.partnership, "reason": Reason.NOT_APPLICABLE}
    a_duty_evidence(duty=a_duty(), **given)

    assert found(report, NAME) == []
