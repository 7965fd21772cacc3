"""Another county needs data only: a made-up one gets a correct, complete agreement."""

import re

import pytest

from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.publication import rendering
from reports.publication.integrity import drafts_can_be_built
from tests.builders import a_home_partnership, a_report
from tests.reports.pages import text_of
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

OURS = re.compile(r"oxford|thames valley|cherwell|vale of white|county hall", re.I)


@pytest.fixture
def document():
    return build(a_testshire_report())


def test_document_has_nothing_of_the_sample_county(document):
    for made in (rendering.as_json(document), rendering.print_html(document)):
        assert OURS.findall(made) == []
    assert OURS.findall(text_of(rendering.as_html(document))) == []


def test_it_has_every_section_of_the_outline(document):
    assert [section.label for section in document.sections] == [
        "",
        *(f"Section {n}" for n in range(1, 6)),
        *(f"Appendix {letter}" for letter in "ABCDEFG"),
    ]


def test_document_has_its_own_data(document):
    text = text_of(rendering.as_html(document))

    for wanted in (
        "Community Safety Agreement 2016-17",
        "Safer Testshire Partnership",
        "A Testshire where all are safe",
        "Who we are",
        "Thefts rose by 56%; Table",
        "56% more thefts",
        "We agreed two priorities.",
        "The grant is £24,000.",
        "Brighter lights",
        "Fewer thefts",
        "It is safer.",
        "Not yet due",
        "Mill Vale Community Safety Partnership",
        "millvale.example/plan",
        "Commissioner for Testland",
        "Plan for Lights",
        "A gate was hung.",
        "790",
        "1,233",
        "Testland Police, Board",
        "24,000",
    ):
        assert wanted in text, wanted


def test_single_csp_leads_under_its_name(document):
    text = text_of(rendering.as_html(document))

    assert "Community Safety Partnerships (CSPs)" not in text


def test_missing_texts_are_shown(document):
    assert "Not written yet." in text_of(rendering.as_html(document))


def test_no_part_has_a_table_or_list_that_is_empty(document):
    html = rendering.as_html(document)

    assert not re.search(r"<(tbody|ul|ol|dl|figcaption|caption)[^>]*>\s*</\1>", html)


@pytest.mark.long
@pytest.mark.pdf
def test_it_has_a_pdf(document):
    pdf = rendering.as_pdf(document)

    assert pdf.content.startswith(b"%PDF-")
    assert pdf.pages > 8


def test_partnership_without_data_gets_a_list_of_errors():
    """The officer has entered nothing but the partnership."""
    report = a_report(partnership=a_home_partnership(name="Testshire Partnership"))

    with pytest.raises(ReportNotRendered) as caught:
        build(report)

    places = {problem.location for problem in caught.value.problems}
    assert {"Our priorities for 2016-17", "Membership", "Resourcing"} <= places
    assert all("Add the data" in p.message for p in caught.value.problems)
    sentences = list(drafts_can_be_built())
    assert len(sentences) == len(caught.value.problems) >= 4
    assert sentences[0].startswith("community-safety-agreement/2016-17, Our priorities")


def test_county_without_figures_or_csps_builds():
    """What has no data is left out or says so; the rest is there and is numbered."""
    report = a_testshire_report()
    home = report.partnership
    report.headline_figures.all().delete()
    report.passages.exclude(key="priorities.agreed").delete()
    home.areas.get().observations.all().delete()
    home.achievements.all().delete()
    home.csps.get().achievements.all().delete()
    home.websites.all().delete()
    home.related_plans.all().delete()

    document = build(report)

    text = text_of(rendering.as_html(document))
    assert "Nothing has been reported." in text
    assert "Figure 1" in text
    assert not any(
        "chart" == b.template and b.key == "rates"
        for s in document.sections
        for b in s.blocks
    )
