"""Ambiguous cells: officers are asked once about each kind of cell."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
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

    `kind` names what is ambiguous, so that one answer serves all such cells.
    `asked` is the words of the question, if not the message, and `shown` what it lists
    for the cell, if not its value.
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
