"""Texts that nobody writes but anyone can paste: checks end soon and do not fail."""

import pytest

from reports.checks import services
from reports.text import reader
from reports.text.draft import draft_of
from tests.reports.checks.checking import draft_with

pytestmark = pytest.mark.django_db
ODD = [
    *("1 " * 4_000, "£1 in 2016-17, " * 500, "fell from 1 to 2 and " * 400),
    *("one hundred and " * 90, "9" * 60, "£" + "9" * 23 + " million", "1,000" * 200),
    *("(" * 1_000, "“a " * 500, "a-" * 700, "burglary fell by 1% and " * 50),
]


def test_odd_sentences_are_read_so_far_only():
    report = draft_with("".join(f"<p>{text} people.</p>" for text in ODD))
    draft = draft_of(report)

    services.run(report, draft)

    readings = reader.readings(draft)
    assert readings
    for reading in readings:
        assert len(reading.text) <= reader.LONGEST
        assert len(reading.quantities) <= reader.MOST_QUANTITIES
        assert all(one.value < reader.LARGEST for one in reading.quantities)
