import pytest

from partnership.core.values.missing import Reason
from partnership.models import RelatedPlan
from priorities.models import Objective
from reports import document_types
from reports.assembly import document_templates
from reports.blocks.empty import EmptyText
from reports.checks.registry import CHECKS
from reports.models import Passage, Report
from reports.text.draft import draft_of
from tests.builders import a_passage, a_section_override
from tests.reports.checks.checking import found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """The agreement of Testshire with words at every place."""
    report = a_testshire_report()
    written = set(report.passages.values_list("key", flat=True))
    for key in set(document_types.get(report.document_type).passage_keys()) - written:
        a_passage(report=report, key=key, body="<p>Words.</p>")
    return report


@pytest.mark.parametrize("name", ["section-empty", "text-not-printed"])
def test_whole_document_reports_nothing(report, name):
    assert found(report, name) == []


def test_place_that_nobody_wrote_is_an_error(report):
    Passage.objects.filter(key="working.secretariat").delete()

    (issue,) = found(report, "section-empty")

    assert issue.is_error
    assert issue.message == "“The secretariat” has no text."


def test_places_with_one_reason_warn_together(report):
    rows = Passage.objects.filter(key__in=["plans.text", "vision.text"])
    rows.update(body="", body_reason=Reason.NOT_YET_DUE, reason_note="due in May")

    (issue,) = found(report, "section-empty")

    assert not issue.is_error
    assert issue.message.startswith("2 sections with a reason instead of text:")
    assert issue.hint.endswith("still correct: Due in May.")


def test_section_without_its_records_warns(report):
    Objective.objects.all().delete()

    (issue,) = found(report, "section-empty")

    assert not issue.is_error
    assert "of the Commissioner” is printed without any records." in issue.message


def test_empty_section_is_an_error(report):
    draft = draft_of(Report.objects.get(pk=report.pk))
    draft.sections[0].blocks = [EmptyText("Nothing to report.")]

    (issue,) = CHECKS["section-empty"].issues(draft)

    assert issue.is_error
    assert issue.message == "“Foreword” is empty, with no reason."


def test_hidden_section_warns_with_its_reason(report):
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    (issue,) = found(report, "section-empty")

    assert issue.message == (
        "“Related plans” is hidden. Recorded reason: They are online."
    )


def test_words_of_a_hidden_section_are_not_asked_about(report):
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    assert found(report, "text-not-printed") == []


def test_reference_to_a_section_left_out_stops(report):
    Passage.objects.filter(key="vision.text").update(body="<p>[@section plans].</p>")
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    assert any(issue.is_error for issue in found(report, "document-broken"))


def test_plans_section_without_plans_keeps_its_words(report):
    RelatedPlan.objects.all().delete()

    assert found(report, "section-empty") == []


def test_statutory_section_that_a_template_or_an_officer_hides_is_a_warning(report):
    assert found(report, "statutory-section-missing") == []

    template = document_templates.for_type(report.partnership, report.document_type)
    document_templates.hide(template, "delivery")
    template.refresh_from_db()
    report.template = template
    report.save()
    a_section_override(
        report=report, key="working", is_hidden=True, hidden_reason="In another plan"
    )

    (issue,) = found(report, "statutory-section-missing")
    assert not issue.is_error
    assert issue.message.startswith("2 sections required by law")
    assert "Working in partnership" in issue.message


def test_text_of_a_section_that_the_template_hides_is_kept_without_an_issue(report):
    template = document_templates.for_type(report.partnership, report.document_type)
    document_templates.hide(template, "districts")
    template.refresh_from_db()
    report.template = template
    report.save()

    assert found(report, "text-not-printed") == []
    assert found(report, "document-broken") == []
    assert report.passages.filter(key="districts.text").exists()
