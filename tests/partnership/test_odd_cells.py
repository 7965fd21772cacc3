"""Cells that nobody types but a file can hold: none keeps a process busy."""

import pytest

from partnership.core.imports.cells import (
    date_cells,
    figure_cells,
    number_cells,
    period_cells,
)
from partnership.core.imports.fields.names import fold_name

ODD = ["*" * 200_000 + "x", "," * 200_000 + "x", "1." * 100_000 + "x", " 1" * 100_000]
READERS = [period_cells.period_of, period_cells.year_of, date_cells.date_of]


@pytest.mark.parametrize("reader", [*READERS, number_cells.parse])
@pytest.mark.parametrize("text", ODD, ids=["stars", "commas", "points", "numbers"])
def test_long_cell_is_refused(reader, text):
    with pytest.raises(ValueError, match="is not"):
        reader(text)


@pytest.mark.parametrize("text", ODD, ids=["stars", "commas", "points", "numbers"])
def test_long_figure_and_name_are_read_at_once(text):
    assert figure_cells.split(text).number
    assert len(fold_name(text)) <= 500


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("*" * 60 + " x", "x"),
        ("Cherwell **† [note 1] ²", "cherwell"),
        ("A ** B", "a b"),
    ],
)
def test_marks_after_a_name_are_not_part_of_it(name, folded):
    assert fold_name(name) == folded
