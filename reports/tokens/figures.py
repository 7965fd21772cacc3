"""What a figure in words is: its text, its value and where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One resolved figure. `value` is the bare number, empty if there is none."""

    text: str
    value: str = ""
    token: str = ""
    about: str = ""
    period: str = ""
    base: str = ""
    source: str = ""
