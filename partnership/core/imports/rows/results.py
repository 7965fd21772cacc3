"""Import results: what each row becomes, errors as plain sentences, and questions."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from partnership.core.imports.ambiguity import Option, question_key

FAILED = "This row could not be saved, so nothing was imported"
EMPTY = "This cell must not be empty"
NO_COLUMN = "New rows need a column “{}”. Add it to the file"
ADD_COLUMN = "Add a column “{}” to the file"
MESSAGES = {"null": EMPTY, "blank": EMPTY}
# How to fix an error where Django's message does not say.
ADVICE = {
    "unique": "Use a different value, or use the code of the existing record",
    "max_length": "Shorten it",
}
# How many rows that would be saved are kept: all of a short file; for the preview of a
# long one, this many new and this many changed rows.
MAX_HELD, MAX_SHOWN = 2_000, 1_000
# How many cells a question lists: examples, or all names with what is meant.
MAX_EXAMPLES, MAX_PAIRS = 3, 50
NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
# The names that django-import-export gives to these outcomes.
TOTALS = {NEW: "new", CHANGED: "update", SAME: "skip", WRONG: "invalid"}


@dataclass(frozen=True)
class RowError:
    """An error in a cell, a row (no column) or the file (line 0).

    `question` is the key of the question about the cell, if it is doubtful rather than
    wrong; `place` is its place in the sheet, such as “C5” or “5” for the row, or “2!C5”
    on the second sheet of several, which `sheet` then names. If it `is_of_value`, all
    cells of the column with the value have it.
    """

    line: int
    column: str
    value: str
    message: str
    question: str = ""
    place: str = ""
    sheet: str = ""
    is_of_value: bool = False

    @property
    def cell(self) -> str:
        """The place, if it is a cell."""
        return "" if self.place.rpartition("!")[2].isdigit() else self.place

    def __str__(self):
        """“Row 3, column amount: …”"""
        where = f"Row {self.line}" if self.line else ""
        where += f" of “{self.sheet}”" if self.sheet else ""
        where += f", column {self.column}" if self.column else ""
        return f"{where}: {self.message}" if where else self.message


@dataclass
class Question:
    """A doubtful reading, asked once for all cells of a column of one kind."""

    column: str
    kind: str
    message: str
    options: list[Option]
    count: int = 0
    values: list[str] = field(default_factory=list)
    is_list: bool = False

    @property
    def key(self) -> str:
        return question_key(self.column, self.kind)


@dataclass(slots=True)
class Outcome:
    """What becomes of one row; `changes` are the slots that change, with old values."""

    line: int
    sort: str
    instance: Any = None
    changes: list = field(default_factory=list)
    sheet: tuple[int, str] | None = None


class Result:
    """The result of an import."""

    def __init__(self, resource):
        self.resource = resource
        self.outcomes: list[Outcome] = []  # of rows that would be saved
        self.counts = dict.fromkeys(TOTALS, 0)
        self.errors: list[RowError] = []
        self.questions: dict[str, Question] = {}
        self.notes: list[str] = []
        self.refused = ""
        self.fingerprint = ""
        self.needed: list[str] = []  # columns that the file lacks and new rows need

    @property
    def totals(self) -> Counter:
        return Counter({TOTALS[sort]: count for sort, count in self.counts.items()})

    @property
    def has_all(self) -> bool:
        """Whether all rows that would be saved are kept."""
        return len(self.outcomes) == self.counts[NEW] + self.counts[CHANGED]

    def add(self, outcomes) -> None:
        for outcome in outcomes:
            self.counts[outcome.sort] += 1
            if outcome.sort in (NEW, CHANGED) and (
                self.counts[outcome.sort] <= MAX_SHOWN
                or self.counts[NEW] + self.counts[CHANGED] <= MAX_HELD
            ):
                self.outcomes.append(outcome)

    @property
    def problems(self) -> list[str]:
        return [str(error) for error in self.errors]

    def ask(self, cell, value) -> str:
        """Add a doubtful cell to its question; return the key of the question."""
        key = question_key(cell.column, cell.kind)
        question = self.questions.get(key)
        if question is None:
            question = Question(
                cell.column, cell.kind, cell.asked or str(cell), cell.options
            )
            self.questions[key] = question
            question.is_list = bool(cell.shown)
        question.count += 1
        value = cell.shown or value
        most = MAX_PAIRS if cell.shown else MAX_EXAMPLES
        if len(question.values) < most and value not in question.values:
            question.values.append(value)
        return key


def message_of(error) -> str:
    """Return a field's validation error as one sentence with its cure."""
    message = MESSAGES.get(error.code) or " ".join(error.messages)
    if error.code in ADVICE:
        message = f"{message.rstrip('.')}. {ADVICE[error.code]}"
    return message


def join_cells(cells) -> str:
    """Join the non-empty cells of a key."""
    return ", ".join(str(cell) for cell in cells if cell not in (None, ""))
