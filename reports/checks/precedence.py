"""Issues not reported because a comparator knows more about the sentence."""

from reports.checks.comparators.base import LINK, mistakes_of
from reports.checks.comparators.document import contradictions
from reports.checks.issue import Issue
from reports.text.draft import Draft
from reports.text.reader import Reading, readings


def is_compared(draft: Draft, issue: Issue) -> bool:
    """Whether a comparator reports the same words: one fact is reported once."""
    return any(
        mistake.level != LINK and _overlaps(reading, mistake, issue)
        for reading, mistake in [*mistakes_of(draft), *contradictions(draft)]
    )


def _overlaps(reading, mistake, issue) -> bool:
    at = _place(reading, issue)
    return at >= 0 and at < mistake.end and mistake.start < at + len(issue.excerpt)


def _place(reading: Reading, issue: Issue) -> int:
    """Where the excerpt of an issue is in a sentence; -1 if it is elsewhere."""
    is_here = issue.words is not None and reading.sentence.words is issue.words
    return reading.text.find(issue.excerpt) if is_here else -1


def subject_is_known(draft: Draft, issue: Issue) -> bool:
    """Whether the data has a number for what an issue is about."""
    return any(
        at >= 0 and _has_number(reading, at, at + len(issue.excerpt))
        for reading in readings(draft)
        for at in [_place(reading, issue)]
    )


def _has_number(reading: Reading, start: int, end: int) -> bool:
    """Whether the data has a number, not just a reason, for the nearest subject."""
    nearest = min(
        reading.subjects,
        key=lambda subject: max(subject.start - end, start - subject.end),
        default=None,
    )
    facts = nearest.what.facts.values() if nearest else ()
    return any(fact.value is not None for fact in facts)
