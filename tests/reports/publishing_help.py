"""Checks of a test's own, and people who publish."""

from django.contrib.auth.models import Permission

from reports.checks import services
from reports.checks.issue import error, warning
from reports.checks.registry import Check, Finder
from reports.publication.rendering import Pdf
from tests.builders import a_user


def replace_checks(monkeypatch, *issues):
    """The only check there is finds these, in every report."""
    why = "Readers would wonder."
    check = Check("example", "Examples", why, [Finder(lambda draft: issues)])
    monkeypatch.setattr(services, "load", lambda: None)
    monkeypatch.setattr(services, "CHECKS", {check.name: check})


def an_error(what="The lines add up to £1 too much.", **given):
    return error(what, "Correct a line.", **given)


def a_warning(what="12 was typed by hand.", **given):
    return warning(what, "Bind it, or say why not.", **given)


def fake_pdfs(monkeypatch):
    """PDFs are a few bytes that name the document, and are made at once."""

    def made(document):
        return Pdf(f"%PDF- {document.page_title}".encode(), 1)

    monkeypatch.setattr("reports.publication.rendering.as_pdf", made)


def count_renderings(monkeypatch):
    """Replace the renderer; return the documents that it was asked for."""
    asked = []

    def numbered(document):
        asked.append(document)
        return Pdf(f"%PDF-1.7 number {len(asked)}".encode(), 3)

    monkeypatch.setattr("reports.publication.rendering.as_pdf", numbered)
    return asked


def user_with_permissions(*codenames):
    user = a_user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def a_publisher():
    return user_with_permissions("change_report", "add_edition")
