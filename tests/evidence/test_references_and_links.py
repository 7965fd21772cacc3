"""Placeholders, typed references and numbers, links, and headings formatted by hand."""

import pytest

from tests.builders import (
    a_contribution,
    a_coverage,
    a_group,
    a_home_partnership,
    a_partnership,
    a_report,
    an_area,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.org/list.aspx?CId=133&amp;MId=2473"


def case(number, check, body, fault):
    mark = evidence(number, flagged=check, fault=fault)
    return pytest.param(check, body, marks=mark, id=f"{number}-{check}")


@pytest.mark.parametrize(
    ("check", "body"),
    [
        case(
            "1.18",
            "paste-debris",
            "<p>What we achieved Error! Bookmark not defined.</p>",
            "A broken field printed in the contents",
        ),
        case(
            "1.28",
            "typed-reference",
            "<p>The objectives are set out in Figure 11 above.</p>",
            "A reference to the wrong figure",
        ),
        case(
            "1.30",
            "placeholder",
            "<p>It is in the appendix - TO BE ADDED LATE MAY 2016</p>",
            "A placeholder in the published text",
        ),
        case(
            "1.31",
            "placeholder",
            "<p>To be added following the meeting of 17 May.</p>",
            "An appendix that was only a placeholder",
        ),
        case(
            "1.32",
            "attachment-missing",
            "<p>It is found by following the link to the council’s page.</p>",
            "“By following the link”, and no link",
        ),
        case(
            "1.54",
            "paste-debris",
            "<p>The group is led by officers. PSC₅ It meets monthly.</p>",
            "A page mark of the committee’s pack in the text",
        ),
        case(
            "1.66",
            "typed-reference",
            "<p>The table is in Annex 5 of the agreement.</p>",
            "“Annex 5” for another document’s Appendix 4",
        ),
        case(
            "1.67",
            "typed-reference",
            "<p>Who belongs to it now is shown in Annex A.</p>",
            "Membership shown in an annex that is not there",
        ),
        case(
            "2.13",
            "list-structure",
            "<p>9. CSPs work with the police.</p><p>11. Funding has changed.</p>",
            "Paragraph 9 followed by 11",
        ),
        case(
            "2.14",
            "list-structure",
            "<p>The committee took (1) the Annual Report of the police.</p>",
            "A (1) without a (2)",
        ),
        case(
            "2.16",
            "heading-structure",
            "<p><strong>WEST TESTSHIRE</strong></p><h3>Priorities</h3><p>Two.</p>",
            "A bold line in place of a heading",
        ),
        case(
            "2.20",
            "heading-structure",
            "<p>The Mill Vale rolling plan For 2017-18 we look to the streets.</p>",
            "Headings run into the paragraphs below them",
        ),
        case(
            "2.21",
            "list-structure",
            "<p>PRIORITY 1 Fewer thefts</p><ul><li>1) More lamps</li><li>b</li></ul>",
            "Seven ways to number a list",
        ),
        case(
            "2.58",
            "link-text",
            f'<p><a href="{ADDRESS}">Cabinet, 10 April</a> and '
            f'<a href="{ADDRESS}">Council, 6 December</a></p>',
            "One address for two meetings",
        ),
        case(
            "2.59",
            "link-address",
            '<p>The Protection <a href="#">Orders</a> are hyperlinked above.</p>',
            "Links that lead nowhere",
        ),
        case(
            "2.60",
            "attachment-missing",
            "<p>A leaflet (attached) tells of the changes.</p>",
            "A leaflet “attached” that is not there",
        ),
        case(
            "2.60",
            "typed-reference",
            "<p>The priorities are illustrated below.</p>",
            "Priorities “illustrated below” that are not there",
        ),
        case(
            "2.61",
            "link-outdated",
            '<p><a href="https://example.org/Strategy-2013-14.pdf">Strategy</a></p>',
            "Addresses that name an old year",
        ),
        case(
            "2.61",
            "link-outdated",
            '<p><a href="http://example.org/plan">Plan</a></p>',
            "Addresses that begin with http",
        ),
    ],
)
def test_reference_is_flagged(check, body):
    assert found(draft_with(body), check)


@evidence(
    "2.19",
    flagged="contribution-of-another-year",
    fault="The county’s committee described among a district’s news",
)
def test_countys_committee_among_a_districts_news_is_flagged():
    police = an_area(code="testland", kind="police-area")
    home = a_home_partnership(police_area=police)
    csp = a_partnership(police_area=police)
    a_coverage(partnership=csp, area=an_area(kind="district", parent=police))
    a_group(name="County Oversight Committee", partnership=home)
    report = a_report(
        document_type="panel-update", partnership=home, period="2016-06-22", year=2016
    )
    body = "<p>The County Oversight Committee meets twice a year.</p>"
    a_contribution(report=report, partnership=csp, year=2016, body=body)

    assert found(report, "contribution-of-another-year")
