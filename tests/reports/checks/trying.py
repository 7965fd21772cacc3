"""Trying one check on many texts, each in the same report in turn."""

from reports.checks import services
from reports.checks.registry import CHECKS
from reports.checks.repairs import repair_of
from reports.models import Passage
from tests.builders import a_passage
from tests.reports.checks.swapping import KEY, Swapper


def found_in(report, name, bodies, part=""):
    """The issues of one check for each text, as the vision's words.

    `part` is in the message of each.
    """
    services.load()
    if not Passage.objects.filter(report=report, key=KEY).exists():
        a_passage(report=report, key=KEY, body="<p>Words.</p>")
    swapper = Swapper(report)
    return {
        body: [
            issue
            for issue in services.issues_of(swapper.with_words(body), CHECKS[name])
            if part in issue.message
        ]
        for body in bodies
    }


def assert_found(report, name, bodies, *, is_error):
    """Each text has one issue or more, the first of that weight, marked in it."""
    for body, issues in found_in(report, name, bodies).items():
        assert issues, body
        first = issues[0]
        assert first.is_error is is_error, body
        assert first.excerpt in first.words.text, body
        assert first.hint and first.explanation, body
        _assert_cleared(report, name, first)


def _assert_cleared(report, name, issue):
    """The text that an issue suggests, if it does, clears it."""
    repair, raw = repair_of(issue), issue.words.raw
    if repair and raw.count(issue.excerpt) == 1:
        body = raw.replace(issue.excerpt, repair.text)
        issues = found_in(report, name, [body])[body]
        assert issue.fingerprint not in {other.fingerprint for other in issues}, body


def assert_silent(report, name, bodies, part=""):
    for body, issues in found_in(report, name, bodies, part).items():
        assert issues == [], body
