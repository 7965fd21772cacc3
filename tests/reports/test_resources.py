"""Import and export: documents and their text."""

import pytest
from tablib import Dataset

from reports.models import Report
from reports.staff import resources
from tests import builders
from tests.resource_contract import (
    Case,
    ResourceContract,
    read_rows,
    resources_in,
    with_cell,
)

pytestmark = pytest.mark.database

CASES = [
    Case(
        resources.ReportResource,
        builders.a_report,
        ("dated on", "soon", "is not a date"),
        "summary",
    ),
    Case(
        resources.FrontMatterResource,
        builders.a_front_matter,
        ("value", None, "This cell must not be empty"),
        "value",
    ),
    Case(
        resources.MeasureChartResource,
        builders.a_measure_chart,
        ("form", "pie", "is not an option"),
    ),
    Case(
        resources.SectionResource,
        builders.a_section_override,
        ("is hidden", "yes", "Enter a reason for hiding the section"),
        "title",
    ),
    Case(
        resources.PassageResource,
        builders.a_passage,
        ("body reason", "forgotten", "is not an option"),
        "body",
    ),
    Case(
        resources.HeadlineFigureResource,
        builders.a_headline_figure,
        ("label", "", "This cell must not be empty"),
        "detail",
    ),
    Case(
        resources.RecommendationResource,
        builders.a_recommendation,
        ("addressed to", "nobody", "There is no group “nobody”"),
        "text",
    ),
    Case(
        resources.ContributionResource,
        builders.a_contribution,
        ("requested on", "04/2016", "is not a date"),
        "body",
    ),
    Case(
        resources.PictureResource,
        builders.a_picture,
        ("file", "me.jpg", "not stored here"),
        "caption",
    ),
    Case(
        resources.SupplementResource,
        builders.a_supplement,
        ("file", "list.csv", "not stored here"),
        "title",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
class TestEveryResource(ResourceContract):
    pass


def test_every_resource_has_its_case():
    assert {case.resource for case in CASES} == resources_in(resources)


def test_status_is_exported_but_not_imported(db):
    builders.a_report()
    dataset = with_cell(resources.ReportResource().export(), "status", "published")

    result = resources.ReportResource().import_data(dataset)

    assert result.totals["skip"] == 1
    assert Report.objects.get().status == Report.Status.DRAFT


def test_long_text_is_not_cut_in_a_workbook(db):
    from partnership.core.imports.formats import (
        CSV,
        XLSX,
    )

    builders.a_passage(body=f"<p>{'word ' * 8000}</p>")
    dataset = resources.PassageResource().export()

    with pytest.raises(ValueError, match="Export as CSV instead"):
        XLSX().export_data(dataset)
    read = read_rows(resources.PassageResource(), CSV().export_data(dataset))
    assert resources.PassageResource().import_data(read).totals["skip"] == 1


def test_former_key_of_a_text_is_read_as_its_present_one(db):
    passage = builders.a_passage(key="vision.text")
    dataset = resources.PassageResource().export()
    rows = [["vision.words" if cell == "vision.text" else cell for cell in dataset[0]]]

    result = resources.PassageResource().import_data(
        Dataset(*rows, headers=dataset.headers)
    )

    assert (result.problems, result.totals["skip"]) == ([], 1)
    assert passage.report.passages.get().key == "vision.text"
