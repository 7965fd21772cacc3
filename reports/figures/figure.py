"""A figure in text: its printed text, value and source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One resolved figure, name or date.

    `value` is the number without formatting, or the code of a name; empty if there is
    none. `day` is an ISO date, for dates only.
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
        """One line for readers: what it is, its period, base and source."""
        parts = [
            self.about,
            self.period,
            f"base {self.base}" if self.base else "",
            f"source {self.source}" if self.source else "",
        ]
        return "; ".join(part for part in parts if part)
