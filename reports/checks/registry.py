"""The checks there are, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reports.checks.finding import Finding
from reports.text.draft import Draft


@dataclass(frozen=True)
class Check:
    """One check: its name, what it looks for, why that matters, and the function."""

    name: str
    title: str
    why: str
    find: Callable[[Draft], Iterable[Finding]]

    def findings(self, draft: Draft) -> list[Finding]:
        return [
            replace(found, check=self.name, why=found.why or self.why)
            for found in self.find(draft)
        ]


CHECKS: dict[str, Check] = {}


def check(name: str, title: str, why: str):
    """Register a function from a Draft to Findings.

    `title` says in a few words what it looks for, `why` in a sentence why readers or
    officers should care.
    """

    def register(function):
        if name in CHECKS:
            raise ValueError(f"There are two checks called {name}.")
        CHECKS[name] = Check(name, title, why, function)
        return function

    return register
