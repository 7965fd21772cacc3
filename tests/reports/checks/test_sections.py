import pytest

from partnership.core.values.missing import Reason
from partnership.models import RelatedPlan
from priorities.models import Objective
from reports import document_types
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
    for key in set(document_types.get(report.kind).passage_keys()) - written:
        a_passage(report=report, key=key, body="<p>Words.</p>")
    return report


@pytest.mark.parametrize(
    "name", ["unwritten", "empty-section", "section-left-out", "words-not-printed"]
)
def test_whole_document_passes_in_silence(report, name):
    assert found(report, name) == []


def test_place_that_nobody_wrote_stops(report):
    Passage.objects.filter(key="working.secretariat").delete()

    (finding,) = found(report, "unwritten")

    assert finding.is_stop
    assert finding.what == "Nothing is written at “The secretariat”."


def test_places_with_one_reason_warn_together(report):
    rows = Passage.objects.filter(key__in=["plans.words", "prevent.words"])
    rows.update(body="", body_reason=Reason.NOT_YET_DUE, reason_note="due in May")

    (finding,) = found(report, "unwritten")

    assert not finding.is_stop
    assert finding.what.startswith("2 places have no words:")
    assert finding.what.endswith("They say instead: Due in May.")


def test_section_without_its_records_warns(report):
    Objective.objects.all().delete()

    (finding,) = found(report, "empty-section")

    assert not finding.is_stop
    assert "Strategic Objectives” says “Nothing reported.”" in finding.what


def test_section_that_holds_nothing_at_all_stops(report):
    draft = draft_of(Report.objects.get(pk=report.pk))
    draft.sections[0].blocks = [EmptyText("Nothing to report.")]

    (finding,) = CHECKS["empty-section"].findings(draft)

    assert finding.is_stop
    assert finding.what == "“Foreword” holds nothing, and nothing says why."


def test_section_left_out_warns_with_its_reason(report):
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    (finding,) = found(report, "section-left-out")

    assert finding.what == ("The section “Related plans” is left out: They are online.")


def test_words_of_a_section_left_out_are_not_asked_about(report):
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    assert found(report, "words-not-printed") == []


def test_words_at_a_place_that_is_not_there_warn(report):
    a_passage(report=report, key="vision.more", body="<p>More.</p>")

    (finding,) = found(report, "words-not-printed")

    assert finding.what.startswith("The words at “vision.more” are not printed")


def test_reference_to_a_section_left_out_stops(report):
    Passage.objects.filter(key="vision.words").update(body="<p>[@section plans].</p>")
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="They are online."
    )

    assert any(finding.is_stop for finding in found(report, "whole-document"))


def test_plans_section_without_plans_keeps_its_words(report):
    RelatedPlan.objects.all().delete()

    assert found(report, "empty-section") == []
