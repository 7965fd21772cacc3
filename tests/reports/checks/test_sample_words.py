"""What the checks of words say of the sample: nothing false, and little."""

import pytest

from reports.checks import services
from reports.checks.registry import GROUPS
from reports.models import Report

pytestmark = pytest.mark.django_db

CHECKED = {
    "Claims and evidence",
    "Cross-references and links",
    "Dates and events",
    "Front sheet",
    "The whole document",
}
# Each is true: the sources have these gaps, and the sample says so.
KNOWN = {
    ("panel-update", "event-tense"),
    ("panel-update", "link-address"),
    ("strategy-summary", "number-of"),
    ("strategy-summary", "claim-without-source"),
}


def test_sample_has_no_errors_and_only_warnings_that_apply(sample_data):
    services.load()
    own = {
        check["name"]
        for group in GROUPS
        if group["title"] in CHECKED
        for check in group["check"]
    }
    found, warnings = set(), {}
    for report in Report.objects.all():
        checked = services.run(report)
        warnings[f"{report.document_type} {report.period}"] = len(checked.warnings)
        assert [one.message for one in checked.errors] == []
        found |= {
            (report.document_type, one.check)
            for one in checked.open_issues
            if one.check in own
        }

    assert found == KNOWN
    assert warnings["community-safety-agreement 2016-17"] <= 12
    assert sum(warnings.values()) <= 60
