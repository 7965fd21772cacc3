"""Known faults in names and terms that have several forms."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from reports.assembly.build import build
from tests.builders import a_fund, a_partner
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def excerpts_of(report, check):
    return {issue.excerpt.replace("’", "'") for issue in found(report, check)}


@evidence(
    "1.24", fault="appendix titles worded in three ways", prevented="one stored title"
)
@evidence("1.17", fault="a misspelt heading", prevented="titles come from the outline")
@evidence("2.20", fault="headings run into the text", prevented="titles are fields")
@evidence(
    "1.18",
    prevented="the contents list is created from the sections",
    fault="A broken field printed in the contents",
)
@evidence(
    "1.19",
    prevented="the contents list is created from the sections",
    fault="Contents without the foreword, and without an appendix’s title",
)
def test_a_section_has_one_title_in_contents_and_heading():
    report = draft_with("<p>See [@section districts].</p>")
    document = build(report)
    titles = [section.title for section in document.sections]

    assert [entry.title for entry in document.contents] == titles
    assert titles[0] == "Foreword"
    [vision] = [one for one in document.sections if one.key == "vision"]
    districts = next(one for one in document.sections if one.key == "districts")
    assert any(districts.label in str(block) for block in vision.blocks)


@evidence(
    "2.43", fault="two funds with one name", prevented="the name of a fund is unique"
)
def test_no_two_funds_have_one_name():
    fund = a_fund(name="Community Safety Fund")
    other = a_fund(name="National Community Safety Fund")
    other.name = fund.name

    with pytest.raises(ValidationError):
        other.full_clean()


@evidence(
    "2.85",
    flagged="name-of-another-time",
    fault="a body described as part of another two years too early",
)
def test_a_body_that_had_not_begun_is_flagged():
    a_partner(name="Probation for All", from_on=dt.date(2021, 6, 26))
    report = draft_with("<p>Probation for All is a member.</p>")

    assert excerpts_of(report, "name-of-another-time") == {"Probation for All"}
