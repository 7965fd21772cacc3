"""Trying one check on many texts, each in the same report in turn."""

from reports.checks import services
from reports.checks.registry import CHECKS
from reports.models import Passage
from reports.text.draft import draft_of
from tests.builders import a_passage


def found_in(report, name, bodies):
    """The findings of one check for each text, as the vision's words."""
    services.load()
    passage = Passage.objects.filter(report=report, key="vision.words").first()
    passage = passage or a_passage(report=report, key="vision.words")
    results = {}
    for body in bodies:
        passage.body = body
        passage.save()
        results[body] = CHECKS[name].findings(draft_of(report))
    return results


def assert_found(report, name, bodies, *, is_stop):
    """Each text has one finding or more, the first of that weight, marked in it."""
    for body, findings in found_in(report, name, bodies).items():
        assert findings, body
        first = findings[0]
        assert first.is_stop is is_stop, body
        assert first.excerpt in first.words.text, body
        assert first.cure and first.why, body


def assert_silent(report, name, bodies):
    for body, findings in found_in(report, name, bodies).items():
        assert findings == [], body
