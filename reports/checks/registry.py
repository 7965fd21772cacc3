"""The checks by name: what officers see, and the functions that find issues.

Names, titles and explanations are in checks.toml. All modules of this package are
imported by `reports.checks.services.load`, so a function only has to be declared.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from partnership.models.wording import local
from reports.checks.issue import Issue
from reports.checks.precedence import is_compared, subject_is_known
from reports.text.draft import Draft

Find = Callable[[Draft], Iterable[Issue]]
GROUPS: list[dict] = tomllib.loads(
    Path(__file__).with_name("checks.toml").read_text("utf-8")
)["group"]


@dataclass(frozen=True)
class Finder:
    """A function that finds issues of a check.

    If it `gives_way`, it reports nothing about text that a comparator reports. If it
    `asks` for what is missing, neither about a subject that the data knows.
    """

    find: Find
    gives_way: bool = False
    asks: bool = False

    def issues(self, draft: Draft) -> Iterator[Issue]:
        for issue in self.find(draft):
            repeats = self.gives_way and is_compared(draft, issue)
            if not repeats and not (self.asks and subject_is_known(draft, issue)):
                yield issue


@dataclass(frozen=True)
class Check:
    """One kind of fault: its name, its title, why it matters, and who finds it."""

    name: str
    title: str
    explanation: str
    finders: list[Finder] = field(default_factory=list)

    def issues(self, draft: Draft) -> list[Issue]:
        return [
            replace(
                issue,
                check=self.name,
                message=str(issue.message),
                hint=str(issue.hint),
                explanation=str(issue.explanation or self.explanation),
            )
            for finder in self.finders
            for issue in finder.issues(draft)
        ]


CHECKS: dict[str, Check] = {
    row["name"]: Check(row["name"], local(row["title"]), local(row["explanation"]))
    for group in GROUPS
    for row in group["check"]
}


def check(name: str, *, gives_way: bool = False, asks: bool = False):
    """Declare that a function from a Draft to Issues finds issues of a check."""

    def register(find: Find) -> Find:
        finder = Finder(find, gives_way=gives_way or asks, asks=asks)
        CHECKS[name].finders.append(finder)
        return find

    return register
