"""The officers' pages on one document: issues, publishing, the draft."""

import csv

import pytest
from django.urls import reverse

from partnership.core.models.registry import edit_url
from priorities.models import Observation
from reports.checks import services
from reports.checks.issue import warning
from reports.checks.registry import Check, Finder
from reports.models import AcceptedWarning, Edition, Passage, Report
from reports.publication import publish as publishing
from reports.publication import review
from reports.staff.check_summary import summaries
from reports.staff.edit_links import fix_url
from tests.builders import a_measure, a_passage, a_report, a_reviewer
from tests.queries import assert_queries_do_not_grow
from tests.reports.pages import parsed, visible_text
from tests.reports.publishing_help import (
    a_publisher,
    a_warning,
    an_error,
    replace_checks,
    user_with_permissions,
)
from tests.signing_in import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root", "no_issues")]
PUBLISH = {"do": "publish", "confirmed": "1"}


@pytest.fixture
def publisher(client):
    sign_in(client, a_publisher())
    return client


def at(report, page="check_results"):
    return reverse(f"documents:{page}", args=[report.pk])


def messages_after(client, response):
    return visible_text(client.get(response["Location"]))


def fingerprint(report):
    return services.run(report).open_issues[0].fingerprint


@pytest.mark.parametrize(
    ("permission", "status"), [((), 403), (("change_report",), 404)]
)
def test_document_that_does_not_exist_is_hidden_from_others(
    client, report, permission, status
):
    client.force_login(user_with_permissions(*permission))

    assert client.get(at(Report(pk=report.pk + 1))).status_code == status


class TestIssues:
    def test_errors_come_before_warnings_each_with_its_fix(
        self, officer, report, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning(), an_error(section="resourcing"))

        text = visible_text(officer.get(at(report)))

        assert text.index("Error The lines add up") < text.index("Warning 12 was typed")
        assert "Correct a line. Readers would wonder." in text
        assert "To do (2) Errors (1) Warnings (1)" in text

    def test_tabs_show_one_severity(self, officer, report, monkeypatch):
        replace_checks(monkeypatch, a_warning(), an_error())

        assert "12 was typed" not in visible_text(
            officer.get(f"{at(report)}?show=errors")
        )
        assert "The lines add" not in visible_text(
            officer.get(f"{at(report)}?show=warnings")
        )

    def test_issues_are_grouped_by_section_or_kind(self, officer, report, monkeypatch):
        replace_checks(
            monkeypatch,
            a_warning(section="vision"),
            an_error(section="vision"),
            an_error("Another."),
        )

        def titles(query=""):
            page = parsed(officer.get(at(report) + query).content.decode())
            return page.xpath("//main//section/h2/text()")

        assert titles() == ["Our vision (2)", "Whole document (1)"]
        assert titles("?group=kind") == ["Examples (3)"]

    def test_warning_is_accepted_and_reopened(self, officer, report, monkeypatch):
        replace_checks(monkeypatch, a_warning())
        given = {"issue": fingerprint(report), "do": "accept", "reason": "A house."}

        shown = messages_after(officer, officer.post(at(report), given))
        assert "Warning accepted: 12 was typed by hand." in shown
        assert "To do (0)" in shown
        assert "Reason: A house." in visible_text(
            officer.get(f"{at(report)}?show=accepted")
        )

        officer.post(at(report), given | {"do": "reopen"})
        assert not AcceptedWarning.objects.exists()

    def test_warning_is_not_accepted_without_a_reason(
        self, officer, report, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning())
        given = {"issue": fingerprint(report), "do": "accept", "reason": " "}

        response = officer.post(at(report), given)

        assert response.status_code == 422
        assert "There is a problem" in visible_text(response)
        assert "<title>Error: " in response.content.decode()
        assert "Select or enter a reason for accepting this warning" in visible_text(
            response
        )

    def test_error_cannot_be_accepted(self, officer, report, monkeypatch):
        replace_checks(monkeypatch, an_error())
        given = {"issue": fingerprint(report), "do": "accept", "reason": "Because"}

        response = officer.post(at(report), given)

        assert "Errors cannot be accepted" in response.content.decode()
        assert not AcceptedWarning.objects.exists()

    def test_fixed_issue_is_reported_as_fixed(self, officer, report):
        response = officer.post(at(report), {"issue": "x" * 64, "do": "accept"})

        assert "already been fixed" in messages_after(officer, response)

    def test_button_links_the_figure(self, officer, report, monkeypatch):
        row = a_passage(report=report, key="vision.text", body="<p>It is £24,000.</p>")
        offers_the_grant(monkeypatch)

        assert "Link to data" in visible_text(officer.get(at(report)))
        given = {"issue": fingerprint(report), "do": "apply"}
        shown = messages_after(officer, officer.post(at(report), given))

        row.refresh_from_db()
        assert row.body == "<p>It is [=total safety-fund 2016-17].</p>"
        assert "Fixed:" in shown
        assert row.history.count() == 2

    def test_what_cannot_be_replaced_has_no_button(self, officer, report, monkeypatch):
        replace_checks(monkeypatch, a_warning(replacement="[=x]", excerpt="12"))
        given = {"issue": fingerprint(report), "do": "apply"}

        assert 'value="apply"' not in officer.get(at(report)).content.decode()
        assert "fix this in the editor" in visible_text(officer.post(at(report), given))

    def test_the_list_is_a_file_that_runs_no_formula(
        self, officer, report, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning("=1+1 was typed."), an_error())

        response = officer.get(at(report, "check_results_file"))

        rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
        assert [row[0] for row in rows] == ["Severity", "Error", "Warning"]
        assert rows[2][2] == "'=1+1 was typed."
        assert response["Content-Disposition"].endswith('-2016-17.csv"')

    def test_query_count_does_not_grow_with_issues(self, officer, report, monkeypatch):
        issues = []

        def add():
            issues.append(a_warning(f"{len(issues)} typed."))
            replace_checks(monkeypatch, *issues)
            officer.get(at(report))  # the first visit records what was reported

        assert_queries_do_not_grow(lambda: officer.get(at(report)), add)


def offers_the_grant(monkeypatch):
    """The check finds “£24,000” in the words of the vision, and offers the token."""

    def find(draft):
        for words in draft.words:
            if "£24,000" in words.typed:
                yield warning(
                    "£24,000 was typed by hand.",
                    "Bind it.",
                    words=words,
                    excerpt="£24,000",
                    replacement="[=total safety-fund 2016-17]",
                )

    check = Check("example", "Examples", "It would not follow.", [Finder(find)])
    monkeypatch.setattr(services, "CHECKS", {check.name: check})


class TestPublishing:
    def test_publish_button_appears_only_without_open_issues(
        self, publisher, report, monkeypatch
    ):
        replace_checks(monkeypatch, an_error())
        assert "You cannot publish yet: 1 error to fix." in visible_text(
            publisher.get(at(report, "publish"))
        )
        assert buttons(publisher, report) == ["Submit for review"]

        replace_checks(monkeypatch)
        assert buttons(publisher, report) == [
            "Publish",
            "Schedule",
            "Submit for review",
        ]

    def test_no_field_of_the_page_keeps_the_browser_from_publishing(
        self, publisher, report
    ):
        page = parsed(publisher.get(at(report, "publish")).content.decode())
        assert page.xpath("//main//form//*[@required]") == []

    def test_an_officer_does_not_publish(self, officer, report):
        assert buttons(officer, report) == ["Submit for review"]
        for step in ("publish", "withdraw"):
            response = officer.post(at(report, "publish"), {"do": step})
            assert response.status_code == 403
        assert not Edition.objects.exists()

    @pytest.mark.parametrize(
        ("given", "question", "what_changes"),
        [
            ({"do": "publish"}, "Publish edition 2 of", "edition 1 marked as superse"),
            (
                {"do": "schedule"},
                "Publish edition 2 of",
                "on Sunday 1 January 2090 at 9:30am",
            ),
            ({"do": "withdraw"}, "Withdraw", "this reason: “The wrong year”"),
        ],
    )
    def test_it_is_asked_first_with_what_is_open(
        self, publisher, report, given, question, what_changes
    ):
        publisher.post(at(report, "publish"), PUBLISH)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")
        link = a_reviewer(report=report, name="Lee Example")
        review.comment(link, "introduction", "Say why")
        a_reviewer(report=report, name="Mo Example")
        day = {"date_day": "1", "date_month": "1", "date_year": "2090", "time": "9:30"}
        given |= {"change_note": "Who we are.", "why": "The wrong year", **day}

        asked = parsed(publisher.post(at(report, "publish"), given).content.decode())

        assert asked.xpath("string(//h1)").startswith(question)
        page = " ".join(asked.xpath("string(//main)").split())
        assert what_changes in page
        assert "Mo Example has not answered 1 open comment" in page
        assert "Lee" not in page
        assert Edition.objects.filter(is_current=True).count() == 1
        assert not report.schedule.exists()
        [form] = asked.xpath("//main//form")
        fields = {field.get("name"): field.get("value") for field in form.inputs}
        for _ in range(2):
            publisher.post(form.get("action"), fields | {"confirmed": "1"})
        is_withdrawn = given["do"] == "withdraw"
        assert Edition.objects.count() == (2 if given["do"] == "publish" else 1)
        assert report.schedule.count() == (given["do"] == "schedule")
        assert report.withdrawals.count() == is_withdrawn

    def test_publishing_twice_makes_one_edition(self, publisher, report):
        for words in ("Edition 1 published.", "because edition 1 is up to date"):
            response = publisher.post(at(report, "publish"), PUBLISH)
            assert words in messages_after(publisher, response)
        assert Edition.objects.count() == 1

    @pytest.mark.parametrize("step", ["publish", "withdraw"])
    def test_old_session_must_confirm_identity(self, client, report, step):
        user = a_publisher()
        user.set_password(PASSWORD)
        user.save()
        publishing.publish(report, user)
        sign_in(client, user, minutes_ago=60)
        given = {"do": step, "confirmed": "1", "why": "The wrong year"}
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")
        given["change_note"] = "Who we are."

        asked = client.post(at(report, "publish"), given)

        assert "/account/again/" in asked["Location"]
        assert Edition.objects.count() == 1
        assert not Report.objects.filter(status=Report.Status.WITHDRAWN).exists()
        answer = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
        words = {"publish": "Edition 2 published.", "withdraw": "Withdrawn: The"}
        assert words[step] in visible_text(answer)

    def test_error_found_while_publishing_is_shown(
        self, publisher, report, monkeypatch
    ):
        replace_checks(monkeypatch, an_error())

        response = publisher.post(at(report, "publish"), PUBLISH)

        assert response.status_code == 409
        assert "This document was not published: 1 error to fix." in visible_text(
            response
        )

    def test_correction_needs_a_change_note(self, publisher, report):
        publisher.post(at(report, "publish"), PUBLISH)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")

        response = publisher.post(at(report, "publish"), PUBLISH)

        assert response.status_code == 422
        assert "Enter a change note" in visible_text(response)
        given = PUBLISH | {"change_note": "Who we are."}
        response = publisher.post(at(report, "publish"), given)
        assert "Edition 2 published." in messages_after(publisher, response)

    def test_published_page_shows_the_edition_and_next_steps(self, publisher, report):
        publisher.post(at(report, "publish"), PUBLISH)

        page = visible_text(publisher.get(at(report, "publish")))

        assert "Edition 1 is published and up to date." in page
        assert "What to do next" in page
        assert "steps completed" not in page
        assert buttons(publisher, report) == []

    def test_changed_draft_is_shown_with_its_edition(self, publisher, report):
        publisher.post(at(report, "publish"), PUBLISH)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")

        page = visible_text(publisher.get(at(report, "publish")))

        assert "This draft has changed since edition 1" in page
        assert "steps completed for the next edition" in page
        assert "Publish a new edition" in buttons(publisher, report)

    def test_steps_so_far_are_listed_with_who(self, publisher, report):
        address = at(report, "publish")
        publisher.post(address, {"do": "review"})
        response = publisher.post(address, {"do": "request-changes", "reason": ""})
        assert "Enter what needs to change" in visible_text(response)
        publisher.post(address, {"do": "request-changes", "reason": "Too long"})

        text = visible_text(publisher.get(address))

        assert text.index("Changes requested: Too long") < text.index(
            "Submitted for review"
        )
        assert "Alex Example" in text

    def test_withdrawing_records_the_reason(self, publisher, report):
        publisher.post(at(report, "publish"), PUBLISH)

        response = publisher.post(at(report, "publish"), {"do": "withdraw", "why": ""})
        assert "Enter a reason for withdrawing the document" in visible_text(response)
        given = {"do": "withdraw", "why": "The wrong year", "confirmed": "1"}
        response = publisher.post(at(report, "publish"), given)

        assert "Withdrawn: The wrong year" in messages_after(publisher, response)

    def test_unknown_step_is_rejected(self, publisher, report):
        response = publisher.post(at(report, "publish"), {"do": "nothing"})

        assert response.status_code == 422


def buttons(client, report):
    page = parsed(client.get(at(report, "publish")).content.decode())
    found = page.xpath("//main//button/text()")
    return [words for words in found if "Withdraw" not in words]


class TestPreview:
    def test_draft_is_shown_next_to_the_edition(self, publisher, report):
        publishing.publish(report, a_publisher())
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")

        text = visible_text(publisher.get(at(report, "preview")))

        assert "Others." in text
        assert "Draft This is the current draft. The public can see edition 1" in text

    def test_document_that_cannot_be_built_shows_errors(self, officer, report):
        Passage.objects.filter(key="introduction.what").update(body="<p>[=nil x]</p>")

        response = officer.get(at(report, "preview"))

        assert response.status_code == 409
        assert "has errors that must be fixed first" in visible_text(response)
        assert officer.get(at(report)).status_code == 200
        assert officer.get(at(report, "publish")).status_code == 200


def test_drafts_are_summed_up_with_what_to_do_first(report, monkeypatch):
    replace_checks(monkeypatch, a_warning(), an_error())

    [one] = summaries([report])

    assert (one.errors, one.warnings) == (1, 1)
    assert one.first == an_error().message
    assert one.address == at(report)
    assert one.first_address


def test_figure_that_is_worked_out_is_fixed_at_its_measure():
    measure = a_measure()
    issue = warning("Not final.", "Enter it.", row=Observation(measure=measure))

    assert fix_url(a_report(), issue) == edit_url(measure)
