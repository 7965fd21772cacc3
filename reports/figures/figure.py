"""What a figure in words is: its text, its value and where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One resolved figure, name or date.

    `value` is the bare number, or the code of what is named; empty if there is none.
    `day` is an ISO date, for dates only.
    """

    text: str
    value: str = ""
    token: str = ""
    about: str = ""
    period: str = ""
    base: str = ""
    source: str = ""
    day: str = ""

    @property
    def origin(self) -> str:
        """One line for a reader: what, when, of whom and who says so."""
        parts = [
            self.about,
            self.period,
            f"base {self.base}" if self.base else "",
            f"source {self.source}" if self.source else "",
        ]
        return "; ".join(part for part in parts if part)
