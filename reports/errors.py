"""What can go wrong with a document, told so that an officer can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: at which place, what is wrong, what to do."""

    place: str
    message: str

    def __str__(self):
        return f"{self.place}: {self.message}"


class Missing(Problem):
    """A part without which the document cannot be made has nothing to show."""


class ReportNotRendered(Exception):
    """A document could not be made whole, so nothing was written."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TokenError(ValueError):
    """A token that cannot be read or names nothing; the message says what to do."""
