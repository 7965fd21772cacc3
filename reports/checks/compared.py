"""The mistakes of comparators, as issues of the checks that they name."""

from collections.abc import Iterator
from functools import partial

from reports.checks.comparators.base import LINK, mistakes_of
from reports.checks.comparators.document import contradictions
from reports.checks.issue import Issue, Severity
from reports.checks.registry import CHECKS, check
from reports.text.draft import Draft


def compared(draft: Draft, name: str) -> Iterator[Issue]:
    """The issues that comparators find of one check."""
    for reading, mistake in [*mistakes_of(draft), *contradictions(draft)]:
        if mistake.claim != name or mistake.level == LINK:
            continue
        excerpt = reading.text[mistake.start : mistake.end]
        yield Issue(
            Severity(mistake.level),
            mistake.message,
            mistake.hint,
            about=f"{name}: {excerpt}: {reading.text[:80]}",
            replacement=mistake.replacement,
            replacement_label=mistake.prints,
            **reading.place(*mistake.span),
        )


for _name in CHECKS:
    check(_name)(partial(compared, name=_name))
