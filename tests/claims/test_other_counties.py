"""Sentences about other kinds of county get the right results."""

from pathlib import Path

import pytest

from reports.checks import services
from reports.checks.comparators.base import LINK, mistakes_of
from reports.text.draft import Draft, draft_of
from reports.text.lines import Words
from tests.claims.trying import OF_WORDS
from tests.reports.counties import COUNTIES, create

PATH = Path(__file__).with_name("other_counties.txt")
CODES = {"coldharbour": "three-in-one-csp", "combined": "combined-authority-with-fire"}


def sentences_of(name):
    lines = [line.split(" ", 2) for line in PATH.read_text("utf-8").splitlines()]
    return [(verdict, text) for one, verdict, text in lines if one == name]


def messages_about(base, text) -> list[str]:
    """The messages about a sentence in a draft that contains nothing else."""
    context, html = base.context, f"<p>{text}</p>"
    for name in OF_WORDS:
        context.read.pop(name, None)
    context.composer.rendered = []
    rich = context.composer.rich(html, "Assessment")
    draft = Draft(base.report, context, base.document)
    row = next(iter(context.passages.values()), base.report)
    draft.words = [Words("Assessment", "", html, rich.html, row, "body")]
    return [one.message for _, one in mistakes_of(draft) if one.level != LINK]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CODES)
def test_faults_are_found_and_correct_text_is_not_reported(name):
    services.load()
    (county,) = [one for one in COUNTIES if one.code == CODES[name]]
    base = draft_of(create(county)[0])
    found = {text: messages_about(base, text) for _, text in sentences_of(name)}
    faults = [text for verdict, text in sentences_of(name) if verdict == "F"]
    assert {
        text: found[text] for text in found if found[text] and text not in faults
    } == {}
    assert [text for text in faults if not found[text]] == []
