"""Labels of passages: the section and heading of a key."""

import pytest

from reports import document_types
from reports.assembly import document_templates
from reports.assembly.passage_labels import (
    UNKNOWN,
    in_outline_order,
    passage_label,
    section_key_of,
)
from reports.models import DocumentTemplate, Passage, Report
from tests.builders import a_partnership, a_passage, a_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("foreword.text", "Foreword"),
        ("introduction.what", "Introduction, Who we are"),
        ("achievements.reporting", "What we achieved in 2015-16, How we report"),
        ("assessment.recording", "Strategic Assessment: executive summary (2 of 3)"),
        ("achievements.reportin", UNKNOWN),
    ],
)
def test_place_is_section_and_heading_of_the_outline(key, place):
    report = a_report(partnership=a_partnership(name="Safer Testshire"))

    assert passage_label(a_passage(report=report, key=key)) == place


def test_texts_are_in_the_order_of_the_document_not_of_their_keys():
    report = a_report()
    order = ["foreword.text", "assessment.summary", "assessment.full", "added.text"]
    for key in sorted(order):
        a_passage(report=report, key=key)

    rows = in_outline_order(report, report.passages.all())

    assert [row.key for row in rows] == order


def test_place_in_a_repeated_section_names_what_it_is_repeated_for():
    report = a_report(document_type="scrutiny-paper")

    assert passage_label(a_passage(report=report, key="grant.more-lights")) == (
        "Each grant, more lights"
    )


def test_place_in_a_section_that_the_template_hides_keeps_its_name():
    report = a_report()
    template = document_templates.for_type(report.partnership, report.document_type)
    document_templates.hide(template, "foreword")
    report.template = DocumentTemplate.objects.get()
    passage = a_passage(report=report, key="foreword.text")

    assert passage_label(passage) == "Foreword"
    assert section_key_of(passage) == ""


def test_place_in_no_kind_of_document_is_unknown():
    assert (
        passage_label(a_passage(report=a_report(document_type="shopping-list")))
        == UNKNOWN
    )


def test_every_outlines_places_have_words():
    for kind in document_types.DOCUMENT_TYPES.values():
        report = Report(document_type=kind.code, partnership=a_partnership(), year=2016)
        report.period = "2016-17"
        for key in kind.passage_keys():
            passage = Passage(report=report, key=key.replace("{item}", "some-thing"))
            label = passage_label(passage)
            assert label not in ("", UNKNOWN)
            assert "{" not in label
