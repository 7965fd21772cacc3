"""Ambiguous cells, asked about once for each kind, and what a user has chosen."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from typing import Any

# The answers given so far: the key of an option by column and kind of cell.
_answers: ContextVar[dict[str, str] | None] = ContextVar("answers", default=None)


@contextmanager
def answered(answers: dict[str, str]):
    """Read cells with these answers to questions."""
    token = _answers.set(answers)
    try:
        yield
    finally:
        _answers.reset(token)


def question_key(column: str, kind: str) -> str:
    return f"{column}:{kind}"


@dataclass(frozen=True)
class Option:
    """One way to read a cell: its key, what the page says, and the value."""

    key: str
    label: str
    value: Any = None


class AmbiguousCell(ValueError):
    """A cell that can be read in several ways; its message lists them.

    `kind` names what is ambiguous, so that one answer serves all such cells. `asked` is
    the question, if it is not the message, and `shown` what it lists for the cell, if
    that is not its value.
    """

    column = ""
    asked = ""
    shown = ""

    def __init__(self, kind: str, message: str, options: list[Option]):
        super().__init__(message)
        self.kind, self.options = kind, options

    def ask(self):
        """Raise the question, to be resolved by its answer."""
        raise self


def resolved(column: str, read, *args):
    """Return what `read` returns, or the value of the answer to its cell.

    Raises AmbiguousCell, with its column, if the question has not been answered.
    """
    try:
        return read(*args)
    except AmbiguousCell as cell:
        cell.column = cell.column or column
        answer = (_answers.get() or {}).get(question_key(cell.column, cell.kind))
        for option in cell.options:
            if option.key == answer:
                return option.value
        raise


@dataclass(frozen=True)
class Choices:
    """Choices about reading one sheet; everything is optional.

    `heading_row` and `last_row` frame the table, numbered as in the sheet. `columns`
    maps a column's letter to our column, to "column=value" if its heading is the value
    of that column for all its cells, or to "" to ignore it. `given` are values for all
    rows, `answers` those to questions. `cells` are corrected cells, by address such as
    “C5”; `same` replaces a value wherever a column has it. `rows_out` are rows to be
    left out, such as “5”, or “2!5” on the second sheet of several. `corrections` say in
    sentences what a user has answered and corrected.
    """

    sheet: str = ""
    heading_row: int | None = None
    heading_rows: int | None = None
    last_row: int | None = None
    encoding: str = ""
    with_hidden: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    same: dict[str, dict[str, str]] = field(default_factory=dict)
    rows_out: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: dict) -> "Choices":
        names = cls.__dataclass_fields__
        return cls(**{name: value for name, value in data.items() if name in names})

    def to_json(self) -> dict:
        return asdict(self)

    def changed(self, **changes) -> "Choices":
        return replace(self, **changes)

    def of_sheet(self, name: str) -> "Choices":
        """Return the choices for another sheet: those about columns are dropped."""
        return Choices(sheet=name, answers=self.answers, given=self.given)
