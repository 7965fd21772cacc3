"""Errors in documents, with messages that tell an officer how to fix them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BuildProblem:
    """One error: where it is, what is wrong and how to fix it."""

    location: str
    message: str

    def __str__(self):
        return f"{self.location}: {self.message}"


class MissingData(BuildProblem):
    """A required part of the document has no data."""


class ReportNotRendered(Exception):
    """Raised when a document has errors, so that nothing was written."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TokenError(ValueError):
    """Raised for a token that is not valid or has no match; says how to fix it."""


def raise_problems(problems) -> None:
    """Raise ReportNotRendered if there are any problems."""
    if problems:
        raise ReportNotRendered(problems)
