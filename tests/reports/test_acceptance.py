"""Accepted warnings over the years, and checks that become advice."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checks import acceptance, check_settings, services
from reports.checks.issue import Severity, advice, merged, warning
from reports.models import AcceptedWarning, CheckSetting, Report, ReportedWarning
from tests.builders import a_check_setting, a_report, a_user
from tests.reports.pages import text_of
from tests.reports.publishing_help import (
    a_warning,
    an_error,
    replace_checks,
    user_with_permissions,
)
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def advised(message="It could be shorter."):
    return advice(message, "Shorten it.")


@pytest.fixture
def report(monkeypatch):
    replace_checks(monkeypatch, a_warning())
    return a_testshire_report()


def a_next_year(report):
    row = Report(
        document_type=report.document_type, partnership=report.partnership, year=2017
    )
    row.period = "2017-18"
    row.save()
    return row


def accept(report, reason="A house.", issue=None):
    issue = issue or services.run(report).open_issues[0]
    return acceptance.accept_warning(report, issue, reason, a_user())


class TestCarryingOver:
    def test_reason_is_valid_next_year_for_the_same_fact(self, report):
        accept(report)

        result = services.run(a_next_year(report))

        [(issue, accepted)] = result.accepted
        assert issue.message == a_warning().message
        assert accepted.reason == "A house." and accepted.report == report
        assert result.can_publish

    def test_another_fact_is_open(self, report, monkeypatch):
        accept(report)
        replace_checks(monkeypatch, a_warning("13 was typed by hand."))

        assert len(services.run(a_next_year(report)).warnings) == 1

    def test_it_does_not_apply_to_another_type_or_an_earlier_year(self, report):
        following = a_next_year(report)
        accept(following)
        other = a_report(
            document_type="panel-update", partnership=report.partnership, year=2018
        )

        assert services.run(report).warnings and services.run(other).warnings

    def test_it_can_be_reopened_from_this_year_on(self, report):
        accept(report)
        following = a_next_year(report)
        [(issue, _)] = services.run(following).accepted

        acceptance.reopen_warning(following, issue)

        assert services.run(following).warnings == [issue]
        assert services.run(report).accepted
        accept(following, "Still a house.")
        assert services.run(following).accepted[0][1].reason == "Still a house."

    def test_section_and_letter_case_do_not_matter(self):
        one = warning("“Multi Agency”", "Write.", section="vision")
        other = warning("“multi agency”", "Write.", section="resourcing")
        assert one.fingerprint == other.fingerprint


class TestOneFact:
    def test_one_fault_in_several_places_is_one_issue(self):
        places = [a_warning(section=key) for key in ("vision", "resourcing", "vision")]

        [issue] = merged([*places, a_warning("Another.")])[:1]

        assert [place.key for place in issue.places] == ["vision", "resourcing"]

    def test_most_serious_place_decides(self):
        [issue] = merged([a_warning("One."), an_error("One.", section="vision")])
        assert issue.is_error and len(issue.places) == 2


class TestAdvice:
    def test_advice_needs_no_answer(self, report, monkeypatch):
        replace_checks(monkeypatch, advised())
        result = services.run(report)
        assert result.can_publish and len(result.advice) == 1
        assert result.open_issues == []

    def test_advice_is_hidden_until_asked_for(self, report, monkeypatch, client):
        replace_checks(monkeypatch, advised())
        client.force_login(user_with_permissions("change_report"))
        address = reverse("documents:check_results", args=[report.pk])

        assert "It could be" not in client.get(address).content.decode()
        assert "It could be" in client.get(f"{address}?show=advice").content.decode()

    def test_warnings_of_a_check_become_advice_and_errors_stay(
        self, report, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning(), an_error())
        a_check_setting(check_name="example", warnings_as_advice=True)

        result = services.run(report)

        assert [one.severity for one in result.advice] == [Severity.ADVICE]
        assert len(result.errors) == 1 and not result.warnings

    def test_advice_can_be_switched_off_for_each_check(self, report, monkeypatch):
        replace_checks(monkeypatch, a_warning(), advised())
        check_settings.switch_off_advice("example", "Not our style.")

        result = services.run(report)

        assert not result.advice and len(result.warnings) == 1

    def test_reason_of_a_setting_is_not_blank(self):
        with pytest.raises(ValueError, match="Enter a reason"):
            check_settings.show_as_advice("example", " ")

        assert not CheckSetting.objects.exists()


class TestSuggestions:
    def cases(self, accepted, fixed, documents=2):
        reports = [a_report() for _ in range(documents)]
        for number in range(accepted + fixed):
            given = {"report": reports[number % documents], "check_name": "example"}
            given["fingerprint"] = str(number)
            if number < accepted:
                AcceptedWarning.objects.create(found="x", reason="y", **given)
            else:
                ReportedWarning.objects.create(fixed_at=timezone.now(), **given)

    @pytest.mark.parametrize(
        ("accepted", "fixed", "documents", "is_suggested"),
        [
            (8, 2, 2, True),
            (10, 0, 2, True),
            (7, 3, 2, False),
            (10, 0, 1, False),
            (20, 3, 2, False),  # three of the latest ten were fixed
        ],
    )
    def test_check_nearly_always_accepted_is_suggested(
        self, accepted, fixed, documents, is_suggested
    ):
        self.cases(accepted, fixed, documents)
        names = [one.check_name for one in check_settings.advice_suggestions()]
        assert names == ["example"] * is_suggested

    def test_what_is_decided_is_not_suggested_again(self):
        self.cases(10, 0)
        a_check_setting(check_name="example")
        assert check_settings.advice_suggestions() == []

    def test_fixed_warnings_are_recorded_when_the_page_is_opened(
        self, report, monkeypatch, client
    ):
        client.force_login(user_with_permissions("change_report"))
        address = reverse("documents:check_results", args=[report.pk])
        client.get(address)
        assert ReportedWarning.objects.get().fixed_at is None

        replace_checks(monkeypatch)
        client.get(address)
        assert ReportedWarning.objects.get().fixed_at is not None


class TestDeciding:
    ADDRESS = "/staff/documents/checks/"

    @pytest.fixture
    def administrator(self, client, report):
        client.force_login(user_with_permissions("change_checksetting"))
        return client

    def test_administrator_decides_and_reverses(self, administrator):
        given = {"check": "example", "do": "advice", "reason": "Always accepted."}
        page = administrator.post(self.ADDRESS, given, follow=True)

        assert "Warnings shown as advice" in text_of(page.content.decode())
        assert CheckSetting.objects.get().warnings_as_advice

        given |= {"do": "reset", "reason": "Needed again."}
        page = administrator.post(self.ADDRESS, given, follow=True)
        assert not CheckSetting.objects.exists()
        text = text_of(page.content.decode())
        assert "Reason: Always accepted." in text and "Reason: Needed again." in text

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"reason": " "}, "Enter a reason"),
            ({"reason": "x" * 401}, "Must be 400 characters or fewer"),
            ({"do": ""}, "Select an action"),
            ({"do": "gone"}, "Select an action"),
            ({"check": "a\0b"}, "Select a check"),
            ({"check": "gone"}, "Select a check"),
            ({"check": "%s", "reason": ""}, "Select a check"),
        ],
    )
    def test_reason_and_check_are_required(self, administrator, given, message):
        usual = {"check": "example", "do": "advice", "reason": "Always accepted."}
        page = administrator.post(self.ADDRESS, usual | given)
        assert page.status_code == 422 and message in page.content.decode()
        assert 'href="#"' not in page.content.decode()
        assert not CheckSetting.objects.exists()


@pytest.mark.parametrize(
    "first",
    [
        "“Crime fell. It rose.” is close to it.",
        "‘St. Mary's ward’ is close to it.",
        "The plan of Mr. A. Hill for St. Mary’s ward, No. 5, ended.",
        "The table is in Appendix F.",
    ],
)
def test_headline_of_an_issue_is_its_whole_first_sentence(first):
    issue = warning(f"{first} The next one. And more.", "Correct it.")

    assert (issue.headline, issue.details) == (first, ["The next one.", "And more."])
    assert (warning(first, "").headline, warning(first, "").details) == (first, [])
