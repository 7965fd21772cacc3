"""Tests of the resource of every model; each app's tests list their cases."""

from dataclasses import dataclass

import pytest
from tablib import Dataset

from partnership.core.imports.choices import Choices
from partnership.core.imports.formats import CSV, XLSX
from partnership.core.imports.layout import lay_out
from partnership.core.imports.lookups import Lookups
from partnership.core.imports.read_file import read_book
from partnership.core.imports.resource import NaturalKeyResource
from partnership.core.models.natural_keys import CODE_NAME_FIELDS

HOSTILE = '=HYPERLINK("https://example.org","<script>alert(1)</script>")'


@dataclass
class Case:
    """A resource, a builder of one of its rows, a bad cell, a column of free text."""

    resource: type
    build: object
    bad: tuple  # column, cell, words of the message
    text: str = ""

    def __str__(self):
        return self.resource.__name__

    @property
    def model(self):
        return self.resource._meta.model

    def export(self):
        return self.resource().export()

    def load(self, dataset):
        return self.resource().import_data(dataset)

    def row_deleted(self):
        """The file of one row that is no longer there."""
        self.build()
        dataset = self.export()
        self.model.objects.all().delete()
        return dataset


def named(dataset):
    """Whether a file has a column that names its records."""
    return set(dataset.headers) & set(CODE_NAME_FIELDS)


def read_rows(resource, data, **choices):
    """The rows that a file has for a list, as its import reads them."""
    layout = lay_out(
        resource, Lookups(resource._meta.model), read_book(data), Choices(**choices)
    )
    layout.dataset.notes = layout.notes
    return layout.dataset


def resources_in(module):
    """Every resource of a model that a module declares."""
    return {
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, NaturalKeyResource)
        and value._meta.model is not None
    }


def with_cell(dataset, column, value, row=0):
    """A copy of a dataset with one cell changed."""
    rows = [list(values) for values in dataset]
    rows[row][dataset.headers.index(column)] = value
    return Dataset(*rows, headers=dataset.headers)


@pytest.mark.django_db
class ResourceContract:
    def test_new_row_is_saved_as_it_was(self, case):
        dataset = case.row_deleted()

        result = case.load(dataset)

        assert result.problems == []
        assert result.totals["new"] == case.model.objects.count() == 1
        assert case.export().csv == dataset.csv

    @pytest.mark.parametrize("file_format", [CSV, XLSX])
    def test_own_export_changes_nothing(self, case, file_format):
        case.build()
        dataset = case.export()
        data = file_format().export_data(dataset)

        result = case.load(read_rows(case.resource(), data))

        assert (result.problems, result.notes) == ([], [])
        assert result.totals["skip"] == 1
        assert case.export().csv == dataset.csv

    def test_one_bad_row_saves_nothing(self, case):
        column, cell, words = case.bad
        case.build(), case.build()
        dataset = case.export()
        case.model.objects.all().delete()

        result = case.load(with_cell(dataset, column, cell, row=1))

        [problem] = result.problems
        assert problem.startswith("Row 3, column ")
        assert column in problem.partition(":")[0]
        assert words in problem
        assert case.model.objects.count() == 0

    def test_repeated_key_is_an_error_in_both_rows(self, case):
        dataset = case.row_deleted()
        dataset.append(dataset[0])

        result = case.load(dataset)

        assert [problem[:6] for problem in result.problems] == ["Row 2:", "Row 3:"]
        assert all("Rows 2 and 3 have the same " in p for p in result.problems)
        assert case.model.objects.count() == 0

    def test_hostile_text_stays_text(self, case):
        dataset = case.row_deleted()
        column = case.text or case.bad[0]

        result = case.load(with_cell(dataset, column, HOSTILE))

        if not case.text:
            assert len(result.problems) == 1
            assert case.model.objects.count() == 0
            return
        assert result.problems == []
        cell = case.export()[column][0]
        assert not cell.startswith("=")
        assert "<script>" not in cell or cell == f"'{HOSTILE}"
        assert case.load(case.export()).totals["skip"] == 1

    def test_missing_key_column_is_one_plain_error(self, case):
        dataset = case.row_deleted()
        key = case.resource().fields[case.resource().get_import_id_fields()[0]]
        del dataset[key.column_name]

        if key.column_name == "code" and named(dataset):
            # Records are found by name, and new ones get a code.
            assert case.load(dataset).problems == []
            assert case.model.objects.get().code
            return
        [problem] = case.load(dataset).problems

        assert problem.startswith("The file must have these columns: ")
        assert problem.endswith(f" Missing: {key.column_name}")
        assert case.model.objects.count() == 0

    def test_unknown_column_is_named_and_ignored(self, case):
        case.build()
        dataset = case.export()
        dataset.append_col(["whatever"], header="Colour of the tie")

        result = case.load(dataset)

        note = "Column “Colour of the tie” was not recognised and has been ignored."
        assert (result.problems, result.notes) == ([], [note])
        assert result.totals["skip"] == 1
