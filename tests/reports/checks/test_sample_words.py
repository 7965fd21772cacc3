"""What the checks of words say of the sample: nothing false, and little."""

import pytest

from reports.checks import services
from reports.checks.registry import CHECKS
from reports.management.load_sample_data import load
from reports.models import Report

pytestmark = pytest.mark.django_db

THEMES = {
    "times",
    "events",
    "placeholders",
    "references",
    "links",
    "structure",
    "claims",
    "comparisons",
    "deeds",
    "fronts",
    "sources",
}
# Each is so: the sources are what they are, and their gaps are told.
KNOWN = {
    ("annual-review", "share-without-count"),
    ("community-safety-agreement", "trend-from-two"),
    ("panel-update", "relative-time"),
    ("panel-update", "to-date-after-the-end"),
    ("panel-update", "past-among-plans"),
    ("panel-update", "link-insecure"),
    ("panel-update", "link-old-year"),
    ("panel-update", "trend-without-figure"),
    ("scrutiny-paper", "to-date-after-the-end"),
    ("scrutiny-paper", "statistical-claim"),
    ("strategy-summary", "not-listed"),
    ("strategy-summary", "assessment-not-shown"),
}


def test_sample_has_no_stops_and_only_warnings_that_are_so():
    load()
    services.load()
    own = {
        name
        for name, one in CHECKS.items()
        if one.find.__module__.rpartition(".")[2] in THEMES
    }
    found = set()
    for report in Report.objects.all():
        checked = services.run(report)
        assert [one.what for one in checked.stops if one.check in own] == []
        found |= {(report.kind, one.check) for one in checked.to_do if one.check in own}

    assert found == KNOWN
