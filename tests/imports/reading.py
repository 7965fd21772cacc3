"""Reading the rows of a file as an import of one list does."""

from tablib import Dataset

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.tables.layout import lay_out


def read_rows(resource, data, **choices):
    """The rows that a file has for a list, as its import reads them."""
    lookups = Lookups(resource._meta.model)
    return lay_out(resource, lookups, read_book(data), Choices(**choices)).dataset


def with_cell(dataset, column, value, row=0):
    """A copy of a dataset with one cell changed."""
    rows = [list(values) for values in dataset]
    rows[row][dataset.headers.index(column)] = value
    return Dataset(*rows, headers=dataset.headers)
