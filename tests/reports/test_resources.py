"""Import and export: documents and their text."""

import pytest
from tablib import Dataset

from reports.models import Report
from reports.staff import resources
from tests import builders
from tests.imports.reading import read_rows, with_cell

pytestmark = pytest.mark.database


def test_status_is_exported_but_not_imported(db):
    builders.a_report()
    dataset = with_cell(resources.ReportResource().export(), "status", "published")

    result = resources.ReportResource().import_data(dataset)

    assert result.totals["skip"] == 1
    assert Report.objects.get().status == Report.Status.DRAFT


def test_long_text_is_not_cut_in_a_workbook(db):
    from partnership.core.imports.formats import CSV, XLSX

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
