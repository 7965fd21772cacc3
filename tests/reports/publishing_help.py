"""Checks of a test's own, and people who publish."""

from django.contrib.auth.models import Permission

from reports.checks import services
from reports.checks.finding import stop, warn
from reports.checks.registry import Check
from reports.publication.rendering import Pdf
from tests.builders import a_user


def asked_only(monkeypatch, *findings):
    """The only check there is finds these, in every report."""
    why = "Readers would wonder."
    check = Check("example", "Examples", why, lambda draft: list(findings))
    monkeypatch.setattr(services, "load", lambda: None)
    monkeypatch.setattr(services, "CHECKS", {check.name: check})


def a_stop(what="The lines add up to £1 too much.", **given):
    return stop(what, "Correct a line.", **given)


def a_warning(what="12 was typed by hand.", **given):
    return warn(what, "Bind it, or say why not.", **given)


def quick_pdf(monkeypatch):
    """PDFs are a few bytes that name the document, and are made at once."""

    def made(document):
        return Pdf(f"%PDF- {document.full_title}".encode(), 1)

    monkeypatch.setattr("reports.publication.rendering.as_pdf", made)


def somebody_who_may(*codenames):
    user = a_user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def a_publisher():
    return somebody_who_may("change_report", "add_edition")
