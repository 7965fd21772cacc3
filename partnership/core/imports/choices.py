"""What a user has chosen about an uploaded file, stored with its preview."""

from dataclasses import asdict, dataclass, field, replace


@dataclass(frozen=True)
class Choices:
    """Choices about reading one sheet; everything is optional.

    `heading_row` and `last_row` frame the table, numbered as in the sheet. `columns`
    maps a column's letter to our column, to "column=value" if its heading is the value
    of that column for all its cells, or to "" to ignore it. `given` are values for all
    rows, `answers` those to questions. `cells` are cells put right, by place such as
    “C5”; `same` replaces a value wherever a column has it.
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
