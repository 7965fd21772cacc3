"""The administration of reports: names people know, places in words, PDFs made."""

import pytest
from django.urls import reverse

from funding.models import Settlement
from reports.admin import PassageInline
from reports.assembly.passage_labels import (
    UNKNOWN,
    passage_label,
)
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import Passage, Report
from reports.publication import draft_pdfs
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_partnership,
    a_passage,
    a_report,
    a_settlement,
    a_user,
)

pytestmark = pytest.mark.django_db

REPORTS = "admin:reports_report_changelist"


@pytest.fixture
def boss(client):
    client.force_login(a_user(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("foreword.words", "Foreword"),
        ("introduction.what", "Introduction, What is the Safer Testshire?"),
        ("achievements.reporting", "What we achieved in 2015-16, How we report"),
        ("achievements.reportin", UNKNOWN),
    ],
)
def test_passage_label_is_section_and_heading(key, place):
    report = a_report(partnership=a_partnership(name="Safer Testshire"))

    assert passage_label(a_passage(report=report, key=key)) == place


def test_passage_label_in_a_repeated_section_names_the_item():
    report = a_report(kind="scrutiny-paper")

    assert passage_label(a_passage(report=report, key="grant.more-lights")) == (
        "Each grant, more lights"
    )


def test_passage_label_in_an_unknown_document_type():
    assert passage_label(a_passage(report=a_report(kind="shopping-list"))) == UNKNOWN


def test_every_passage_has_a_label():
    from reports import document_types

    for kind in document_types.DOCUMENT_TYPES.values():
        report = Report(kind=kind.code, partnership=a_partnership(), year=2016)
        report.period = "2016-17"
        for key in kind.passage_keys():
            passage = Passage(report=report, key=key.replace("{item}", "some-thing"))
            told = passage_label(passage)
            assert told not in ("", UNKNOWN)
            assert "{" not in told


def test_passages_are_listed_and_edited_with_their_label(boss):
    row = a_passage(report=a_report(), key="achievements.reporting")
    place = "What we achieved in 2015-16, How we report"

    for page in (
        reverse("admin:reports_passage_changelist"),
        reverse("admin:reports_passage_change", args=[row.pk]),
        reverse("admin:reports_report_change", args=[row.report_id]),
    ):
        assert place in boss.get(page).content.decode()
    assert boss.get(reverse("admin:reports_passage_add")).status_code == 200


def test_page_of_passages_has_every_field_of_the_model():
    fields = {f.name for f in Passage._meta.fields} - {"id", "report"}

    assert fields == set(PassageInline.fields) - {"place"}


def test_reports_are_listed_by_title_and_filtered_by_document_type(boss):
    a_report(kind="panel-update", period="2018-06-22", year=2018)

    shown = boss.get(reverse(REPORTS)).content.decode()

    assert "Community Safety Partnerships, 22 June 2018" in shown
    a_report()
    shown = boss.get(reverse(REPORTS)).content.decode()
    assert '?kind=panel-update">Police and Crime Panel update</a>' in shown
    assert "community-safety-agreement</a>" not in shown


def make_pdfs(boss, *rows):
    data = {"action": "make_pdfs", "_selected_action": [row.pk for row in rows]}
    return boss.post(reverse(REPORTS), data, follow=True).content.decode()


def test_pdfs_are_created_and_errors_listed_by_document(boss, monkeypatch):
    good, bad = a_report(), a_report(kind="annual-review")

    def make(report):
        if report == bad:
            raise ReportNotRendered([BuildProblem("Vision", "There is no fund “x”.")])
        return type("Made", (), {"pages": 7})

    monkeypatch.setattr(draft_pdfs, "make", make)

    shown = make_pdfs(boss, bad, good)

    assert f"{good}: PDF created, 7 pages." in shown
    assert f"{bad}: PDF not created." in shown
    assert f"{bad}: Vision: There is no fund “x”." in shown


def test_creating_pdfs_requires_change_permission(client):
    from django.contrib.auth.models import Permission

    user = a_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_report"))
    client.force_login(user)
    a_report()

    assert "make_pdfs" not in client.get(reverse(REPORTS)).content.decode()


# Settlements


def test_settlements_are_named_and_filtered_by_fund_and_year(boss):
    home = a_home_partnership()
    other = a_partnership(name="Without Settlements")
    fund = a_fund(name="Testland Safety Fund")
    row = a_settlement(fund=fund, partnership=home, year=2016)
    a_settlement(fund=fund, partnership=a_partnership(), year=2015)

    shown = boss.get(reverse("admin:funding_settlement_changelist")).content.decode()

    link = reverse("admin:funding_settlement_change", args=[row.pk])
    assert f'<a href="{link}">Testland Safety Fund 2016-17</a>' in shown
    assert '?year=2016">2016-17</a>' in shown
    assert str(home) in shown
    assert str(other) not in shown
    counted = boss.get(
        reverse("admin:funding_settlement_changelist"), {"_facets": "True"}
    )
    assert "2016-17 (1)" in counted.content.decode()


def test_allocations_of_a_settlement_use_two_lines_without_icons(boss):
    row = a_settlement()
    page = reverse("admin:funding_settlement_change", args=[row.pk])

    shown = boss.get(page).content.decode()

    assert "partnership/admin.css" in shown
    assert "two-line" in shown
    assert 'aria-label="Difference explained"' in shown
    assert "add_id_allocations" not in shown
    assert "change_id_allocations" not in shown
    assert Settlement.objects.get() == row
