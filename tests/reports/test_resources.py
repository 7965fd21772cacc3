"""Import and export: reports and their words."""

import pytest

from reports.models import Report
from reports.staff import resources
from tests import builders
from tests.resource_contract import Case, ResourceContract, resources_in, with_cell

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
    from partnership.core.imports import read_file
    from partnership.core.imports.formats import (
        CSV,
        XLSX,
    )

    builders.a_passage(body=f"<p>{'word ' * 8000}</p>")
    dataset = resources.PassageResource().export()

    with pytest.raises(ValueError, match="Export as CSV instead"):
        XLSX().export_data(dataset)
    read = read_file.read(CSV().export_data(dataset), "csv")
    assert resources.PassageResource().import_data(read).totals["skip"] == 1
