"""The commands that check and publish: what they say, and their exit status."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.checks import acceptance, services
from reports.models import Edition
from tests.builders import a_user
from tests.reports.publishing_help import (
    a_publisher,
    a_warning,
    an_error,
    fake_pdfs,
    replace_checks,
)
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
ADDRESS = "community-safety-agreement/2016-17"


@pytest.fixture
def report(monkeypatch):
    replace_checks(monkeypatch)
    fake_pdfs(monkeypatch)
    return a_testshire_report()


def run(*args, **kwargs):
    """What a command says, and its exit status."""
    out = StringIO()
    try:
        call_command(*args, stdout=out, **kwargs)
    except SystemExit as end:
        return out.getvalue(), end.code
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def test_no_issues_is_status_0(report):
    output, status = run("check_report", ADDRESS)

    assert status == 0
    assert output.startswith(f"{ADDRESS}: errors 0, warnings 0, accepted 0, ")


def test_error_is_status_1_with_fix_and_section(report, monkeypatch):
    replace_checks(monkeypatch, a_warning(), an_error(place="Resourcing"))

    output, status = run("check_report", ADDRESS)

    assert status == 1
    assert output.index("Error: The lines add up") < output.index(
        "Warning: 12 was typed"
    )
    assert "  Correct a line.\n  Section: Resourcing" in output


def test_open_warnings_are_status_2(report, monkeypatch):
    replace_checks(monkeypatch, a_warning())
    assert run("check_report", ADDRESS)[1] == 2

    [issue] = services.run(report).warnings
    acceptance.accept_warning(report, issue, "It is a house number.", a_user())

    output, status = run("check_report", ADDRESS)
    assert status == 0
    assert "Reason: It is a house number." in output


def test_all_documents_as_json(report, monkeypatch):
    replace_checks(monkeypatch, an_error())

    output, status = run("check_report", all=True, format="json")

    [message] = json.loads(output)
    assert status == 1
    assert message["document"] == ADDRESS
    assert message["errors"][0]["message"] == an_error().message


@pytest.mark.parametrize("command", ["check_report", "publish_report"])
def test_an_unknown_document_is_status_3(report, command):
    given = {"by": a_publisher().email} if command == "publish_report" else {}

    output, status = run(command, "panel-update/2099", **given)

    assert status == 3
    assert "There is no document panel-update/2099" in output


def test_one_document_or_all_is_required(report):
    assert run("check_report")[1] == 3
    assert run("check_report", ADDRESS, all=True)[1] == 3


def test_it_publishes_once(report):
    email = a_publisher().email

    output, status = run("publish_report", ADDRESS, by=email.upper())
    again, _ = run("publish_report", ADDRESS, by=email)

    assert (output, status) == (f"{ADDRESS}: edition 1 published.\n", 0)
    assert "no new edition was needed because edition 1 is up to date" in again
    assert Edition.objects.count() == 1


def test_publishing_is_refused_with_the_same_issues(report, monkeypatch):
    replace_checks(monkeypatch, an_error())

    output, status = run("publish_report", ADDRESS, by=a_publisher().email)

    assert status == 1
    assert "Error: The lines add up" in output
    assert "This document was not published: 1 error to fix." in output
    assert not Edition.objects.exists()


def test_only_a_publisher_publishes(report):
    output, status = run("publish_report", ADDRESS, by=a_user().email)
    assert status == 1
    assert "does not have permission to publish" in output

    output, status = run("publish_report", ADDRESS, by="nobody@example.org")
    assert status == 3
    assert not Edition.objects.exists()
